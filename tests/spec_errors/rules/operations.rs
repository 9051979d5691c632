//! S32 to S34, S46, S47 and S61 to S65: servers, paths, parameters, bodies, statuses and security.

use super::{Outcome, document, operation};

const TEXT: &str = "      responses: {'200': {description: A., content: {text/plain: {schema: {type: string}}}}}";

fn one(path: &str, method: &str, parameters: &str, rest: &str) -> Outcome {
    Outcome::of(&document(&operation(path, method, parameters, rest), "  {}"), false)
}

fn parameter(name: &str, place: &str, more: &str) -> String {
    let required = if place == "path" { ", required: true" } else { "" };
    format!("{{name: \"{name}\", in: {place}{required}, {more}}}")
}

const STRING: &str = "schema: {type: string}";

/// The text of the only resource.
fn resource(outcome: Outcome) -> String {
    outcome.made_with_any_warning().get("src/resources/a.rs").expect("the resource").to_owned()
}

#[test]
fn s32_addresses_are_used_or_left_to_callers_and_never_become_code() {
    let whole = document(&operation("/a", "get", "", TEXT), "  {}");
    for address in [
        "https://a.test/\\\"x",
        "https://{var}.a.test",
        "javascript:alert(1)",
        "https://u:p@a.test",
        "/v1",
        "a.test/v1",
        "",
        "ftp://a.test",
        "https://a.test?x=1",
        "https://a.test#f",
        "https://",
        "https://a.test/\\n",
    ] {
        let files = Outcome::of(&whole.replace("'https://a.test'", &format!("\"{address}\"")), false)
            .made(&["S0215 /servers/0"]);
        let client = files.get("src/client.rs").expect("the client");
        assert!(
            client.contains("base_url: \"http://localhost\"") || client.contains("base_url: \"https://localhost\""),
            "{address}"
        );
    }
    Outcome::of(&whole, false).made(&[]);
}

#[test]
fn s33_braces_of_a_path_are_not_those_of_a_format() {
    let c = parameter("c", "path", STRING);
    one("\"/a/{{b}}/{c}\"", "get", &c, TEXT).made(&["S0601 /paths/~1a~1{{b}}~1{c}/get"]);
    one("\"/a/{/b}/{c\"", "get", "", TEXT).made(&[]);
}

#[test]
fn s34_headers_that_are_none_or_belong_to_others_are_left_out() {
    for name in ["a\\r\\nb", "X Y", "X:Y", "é", "", "Authorization", "Host", "Content-Length", "Accept", "Content-Type"]
    {
        let files =
            one("/a", "get", &parameter(name, "header", STRING), TEXT).made(&["S0604 /paths/~1a/get/parameters/0"]);
        let text = files.get("src/resources/a.rs").expect("the resource");
        assert!(!text.contains("draft.header"), "{name}");
    }
    one("/a", "get", &parameter("X-Ok", "header", STRING), TEXT).made(&[]);
}

#[test]
fn s46_one_name_in_several_places_and_braces_side_by_side() {
    let all: Vec<String> =
        ["path", "query", "header", "cookie"].iter().map(|place| parameter("id", place, STRING)).collect();
    one("\"/a/{id}\"", "get", &all.join(", "), TEXT).made(
        &["1", "2", "3"]
            .map(|index| format!("S0501 /paths/~1a~1{{id}}/get/parameters/{index}"))
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    let [a, b] = ["a", "b"].map(|name| parameter(name, "path", STRING));
    one("\"/a/{a}{b}/{a}.json/{b}:verb\"", "get", &format!("{a}, {b}"), TEXT).made(&[]);
    let both = operation("\"/a/{a}\"", "get", &a, TEXT) + &operation("\"/a/{b}\"", "get", &b, TEXT);
    let outcome = Outcome::of(&document(&both, "  {}"), false);
    assert_eq!(outcome.files.as_ref().map(|_| ()), Some(()), "{}", outcome.whole);
}

#[test]
fn s47_paths_and_parameters_that_do_not_agree() {
    let files = one("\"/a/{b}\"", "get", "", TEXT).made(&["S0601 /paths/~1a~1{b}/get"]);
    assert!(files.get("src/resources/a.rs").expect("the resource").contains("b: impl Into<String>"));
    one("/a", "get", &parameter("b", "path", STRING), TEXT).made(&["S0602 /paths/~1a/get/parameters/0"]);
}

/// What a call gives whose answer has this media type.
fn given(media_type: &str, schema: &str) -> String {
    let rest =
        format!("      responses: {{'200': {{description: A., content: {{\"{media_type}\": {{schema: {schema}}}}}}}}}");
    let text = resource(one("/a", "get", "", &rest));
    let (_, output) = text.split_once("type Output = ").expect("an output");
    output.split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn s61_media_types_with_parameters_wildcards_and_nonsense() {
    const OBJECT: &str = "{type: object, properties: {a: {type: string}}}";
    for media_type in [
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.a+json",
        "text/json",
        "*/*",
    ] {
        assert_eq!(given(media_type, OBJECT), "models::a::ListResponse", "{media_type}");
    }
    for nonsense in ["string", "", "/", "json", "a/b/c", "application/json, text/plain"] {
        let rest = format!(
            "      responses: {{'200': {{description: A., content: {{\"{nonsense}\": {{schema: {OBJECT}}}}}}}}}"
        );
        let outcome = one("/a", "get", "", &rest);
        assert!(outcome.said.len() == 1 && outcome.said[0].starts_with("warning S0614 "), "{}", outcome.whole);
        assert_eq!(given(nonsense, OBJECT), "models::a::ListResponse", "{nonsense}");
        assert_eq!(given(nonsense, "{type: string}"), "String", "{nonsense}");
    }
    assert_eq!(given("image/*", "{type: string, format: binary}"), "transport::ByteStream");
    assert_eq!(given("text/csv", "{type: string}"), "String");
    assert_eq!(given("application/xml", OBJECT), "transport::ByteStream");
    let none = one("/a", "get", "", "      responses: {'200': {description: A., content: {application/json: {}}}}");
    assert!(resource(none).contains("type Output = types::Json;"));
    // What is read as bytes although the document says more is told.
    let xml =
        format!("      responses: {{'200': {{description: A., content: {{application/xml: {{schema: {OBJECT}}}}}}}}}");
    one("/a", "get", "", &xml).made(&["S0608 /paths/~1a/get/responses/200/content/application~1xml"]);
    let xml = format!("      requestBody: {{content: {{application/xml: {{schema: {OBJECT}}}}}}}\n{TEXT}");
    one("/a", "post", "", &xml).made(&["S0607 /paths/~1a/post/requestBody/content/application~1xml"]);
}

#[test]
fn s62_keys_of_responses() {
    for status in ["200", "299", "2XX", "2xx", "default"] {
        let rest = TEXT.replace("200", status);
        assert!(resource(one("/a", "get", "", &rest)).contains("type Output = String;"), "{status}");
    }
    for status in ["99", "600", "abc", "6XX", "0", "-1", "2000"] {
        let outcome = one("/a", "get", "", &TEXT.replace("200", status));
        outcome.made(&[&format!("S0214 /paths/~1a/get/responses/{status}")]);
    }
    let none = operation("/a", "get", "", "      responses: {}");
    assert!(resource(Outcome::of(&document(&none, "  {}"), false)).contains("type Output = ();"));
}

#[test]
fn s63_bodies_where_http_has_none() {
    let no_content = one("/a", "get", "", &TEXT.replace("200", "204"));
    let files = no_content.made(&["S0611 /paths/~1a/get/responses/204/content/text~1plain"]);
    assert!(files.get("src/resources/a.rs").is_some_and(|text| text.contains("type Output = ();")));
    one("/a", "head", "", TEXT).made(&["S0611 /paths/~1a/head/responses/200/content/text~1plain"]);
    let bare = one("/a", "get", "", "      responses: {'200': {description: A.}}");
    assert!(resource(bare).contains("type Output = ();"));
    let body = format!(
        "      requestBody: {{required: true, content: {{application/json: {{schema: {{type: string}}}}}}}}\n{TEXT}"
    );
    one("/a", "get", "", &body).made(&["S0611 /paths/~1a/get/requestBody"]);
    one("/a", "delete", "", &body).made(&[]);
}

#[test]
fn s64_styles_where_they_are_not_defined() {
    for (style, place, schema) in [
        ("deepObject", "path", "{type: object}"),
        ("matrix", "query", "{type: string}"),
        ("form", "path", "{type: string}"),
        ("spaceDelimited", "header", "{type: array, items: {type: string}}"),
        ("nonsense", "query", "{type: string}"),
        ("simple", "cookie", "{type: string}"),
    ] {
        let path = if place == "path" { "\"/a/{p}\"" } else { "/a" };
        let outcome = one(path, "get", &parameter("p", place, &format!("style: {style}, schema: {schema}")), TEXT);
        assert_eq!(outcome.said.len(), 1, "{style} in {place}: {}", outcome.whole);
        assert!(outcome.said[0].starts_with("warning S0605 "), "{style} in {place}: {}", outcome.whole);
        outcome.made_with_any_warning();
    }
}

#[test]
fn s65_security_in_every_combination() {
    let secured = TEXT.replace("      responses", "      security: [{nope: []}]\n      responses");
    one("/a", "get", "", &secured).made(&["S0701 /paths/~1a/get/security/0"]);
    let secured = TEXT.replace(
        "      responses",
        "      security: [{}, {k: [], q: []}, {o: [x]}, {i: []}, {c: []}]\n      responses",
    );
    let schemes = "  securitySchemes:\n    k: {type: apiKey, in: header, name: X-K}\n    q: {type: apiKey, in: query, name: key}\n    \
                   c: {type: apiKey, in: cookie, name: sid}\n    i: {type: openIdConnect, openIdConnectUrl: 'https://a.test/o'}\n    \
                   o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.test/t', scopes: {x: y}}}}";
    let text = document(&operation("/a", "get", "", &secured), schemes);
    let files = Outcome::of(&text, false).made(&[]);
    let client = files.get("src/client.rs").expect("the client");
    for place in ["Place::Header(\"x-k\")", "Place::Query(\"key\")", "Place::Cookie(\"sid\")", "Place::Bearer"] {
        assert!(client.contains(place), "{place}");
    }
    let strange = "  securitySchemes:\n    k: {type: apiKey, in: header, name: X K}\n    d: {type: http, scheme: digest}\n    m: {type: mutualTLS}";
    Outcome::of(&document(&operation("/a", "get", "", TEXT), strange), false).made(
        &["k", "d", "m"]
            .map(|name| format!("S0702 /components/securitySchemes/{name}"))
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
}
