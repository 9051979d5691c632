//! What calls take and give: parameters, bodies, answers, paging, envelopes, security.

use crate::config::Config;
use crate::diag::Sink;
use crate::ir::{Api, Body, Further, Info, Operation, Output, Paging, Place, SchemePlace, Style, Type};
use crate::read::Source;

/// The API of a document whose `paths` are these, and the codes of what was said of it.
fn lower(paths: &str, more: &str) -> (Api, Vec<&'static str>) {
    let text = format!(r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{{paths}}}{more}}}"#);
    let mut sink = Sink::new();
    let config = Config::default();
    let document = crate::read::document(&Source::text("t.json", text), &mut sink).expect("a document");
    let spec = crate::resolve::spec(document, &config, &mut sink);
    let api = super::super::api(&spec, &config, &mut sink);
    let codes = sink.sorted().iter().map(|one| one.code.id).collect();
    (api, codes)
}

/// The one operation `method /a/{p}` with these members.
pub(super) fn operation(method: &str, members: &str) -> (Operation, Api, Vec<&'static str>) {
    let (api, codes) = lower(&format!(r#""/a/{{p}}":{{"{method}":{{{members}}}}}"#), "");
    (api.operations.first().expect("an operation").clone(), api, codes)
}

fn parameter(place: &str, rest: &str, schema: &str) -> (Option<(Place, Style)>, Vec<&'static str>) {
    let name = if place == "path" { "p" } else { "x-q" };
    let members = format!(
        r#""parameters":[{{"name":"{name}","in":"{place}","required":true{rest},"schema":{schema}}}],"responses":{{}}"#
    );
    let (operation, _, codes) = operation("get", &members);
    let input = operation.inputs.iter().find(|input| input.wire == name);
    (input.map(|input| (input.place, input.style)), codes)
}

pub(super) const LIST: &str = r#"{"type":"array","items":{"type":"string"}}"#;
pub(super) const OBJECT: &str = r#"{"type":"object","properties":{"a":{"type":"string"}}}"#;
pub(super) const TEXT: &str = r#"{"type":"string"}"#;

#[test]
fn s64_styles_that_are_defined() {
    let cases = [
        ("path", "", LIST, Style::Usual),
        ("path", r#","explode":true"#, OBJECT, Style::Exploded),
        ("path", r#","style":"label""#, TEXT, Style::Label(false)),
        ("path", r#","style":"label","explode":true"#, LIST, Style::Label(true)),
        ("path", r#","style":"matrix","explode":true"#, OBJECT, Style::Matrix(true)),
        ("query", "", LIST, Style::Usual),
        ("query", r#","explode":false"#, TEXT, Style::Usual),
        ("query", r#","explode":false"#, LIST, Style::Joined(',')),
        ("query", r#","style":"form","explode":false"#, OBJECT, Style::Joined(',')),
        ("query", r#","style":"spaceDelimited","explode":false"#, LIST, Style::Joined(' ')),
        ("query", r#","style":"pipeDelimited","explode":false"#, LIST, Style::Joined('|')),
        ("query", r#","style":"pipeDelimited","explode":true"#, LIST, Style::Usual),
        ("query", r#","style":"deepObject""#, OBJECT, Style::Deep),
        ("query", r#","style":"deepObject""#, LIST, Style::Deep),
        ("header", "", OBJECT, Style::Usual),
        ("header", r#","explode":true"#, OBJECT, Style::Exploded),
        ("cookie", "", TEXT, Style::Usual),
        ("cookie", r#","explode":false"#, LIST, Style::Joined(',')),
    ];
    for (place, rest, schema, style) in cases {
        let (found, codes) = parameter(place, rest, schema);
        assert_eq!(found.map(|(_, style)| style), Some(style), "{place} {rest}");
        assert!(!codes.contains(&"S0605"), "{place} {rest}: {codes:?}");
    }
}

#[test]
fn s64_styles_that_are_not_become_text() {
    let nested = r#"{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}"#;
    let cases = [
        ("path", r#","style":"form""#, TEXT),
        ("path", r#","style":"deepObject""#, OBJECT),
        ("query", r#","style":"simple""#, TEXT),
        ("query", r#","style":"spaceDelimited","explode":true"#, OBJECT),
        ("header", r#","style":"matrix""#, TEXT),
        ("query", "", nested),
    ];
    for (place, rest, schema) in cases {
        let (found, codes) = parameter(place, rest, schema);
        assert_eq!(found.map(|(_, style)| style), Some(Style::Usual), "{place} {rest}");
        assert_eq!(codes.iter().filter(|code| **code == "S0605").count(), 1, "{place} {rest}");
    }
}

#[test]
fn headers_that_cannot_be_set_are_left_out() {
    for name in ["Accept", "content-type", "AUTHORIZATION", "Host", "a b", "a:b", r"a\r\nb", ""] {
        let members = format!(
            r#""parameters":[{{"name":"p","in":"path","required":true,"schema":{{}}}},{{"name":"{name}","in":"header","schema":{TEXT}}}],"responses":{{}}"#
        );
        let (operation, _, codes) = operation("get", &members);
        assert_eq!(operation.inputs.len(), 1, "{name}");
        assert!(codes.contains(&"S0604"), "{name}: {codes:?}");
    }
}

pub(super) fn body(content: &str) -> (Operation, Vec<&'static str>) {
    let members = format!(
        r#""parameters":[{{"name":"p","in":"path","required":true,"schema":{{}}}}],"requestBody":{{"required":true,"content":{{{content}}}}},"responses":{{}}"#
    );
    let (mut operation, _, codes) = operation("post", &members);
    operation.inputs.retain(|input| input.place != Place::Path);
    (operation, codes)
}

#[test]
fn s61_bodies_by_media_type() {
    let whole = |media_type: &str| Body::Whole(media_type.to_owned());
    let fields = |media_type: &str| Body::Fields { required: true, media_type: media_type.to_owned() };
    let cases = [
        ("application/json", OBJECT, fields("application/json"), Place::Field),
        ("APPLICATION/JSON; charset=utf-8", OBJECT, fields("APPLICATION/JSON; charset=utf-8"), Place::Field),
        ("application/merge-patch+json", OBJECT, fields("application/merge-patch+json"), Place::Field),
        ("application/json-patch+json", LIST, whole("application/json-patch+json"), Place::Body),
        ("*/*", OBJECT, fields("application/json"), Place::Field),
        ("string", OBJECT, fields("application/json"), Place::Field),
        ("string", TEXT, whole("text/plain"), Place::Text),
        ("image/*", TEXT, whole("application/octet-stream"), Place::Bytes),
        ("application/octet-stream", TEXT, whole("application/octet-stream"), Place::Bytes),
        ("text/plain", TEXT, whole("text/plain"), Place::Text),
        ("application/x-ndjson", OBJECT, whole("application/x-ndjson"), Place::Lines),
        ("application/x-www-form-urlencoded", OBJECT, Body::Form { required: true }, Place::Form),
        ("multipart/form-data", OBJECT, Body::Multipart { required: true }, Place::Part),
    ];
    for (media_type, schema, expected, place) in cases {
        let (operation, codes) = body(&format!(r#""{media_type}":{{"schema":{schema}}}"#));
        assert_eq!(operation.body, expected, "{media_type}");
        assert_eq!(operation.inputs.iter().map(|input| input.place).collect::<Vec<_>>(), [place], "{media_type}");
        assert_eq!(codes.contains(&"S0614"), media_type == "string", "{media_type}: {codes:?}");
    }
}

#[test]
fn files_are_parts_of_their_own() {
    let schema = r#"{"type":"object","required":["f"],"properties":{
        "f":{"type":"string","format":"binary"},
        "fs":{"type":"array","items":{"type":"string","format":"binary"}},
        "meta":{"type":"object","properties":{"a":{"type":"string"}}}}}"#;
    let (operation, _) = body(&format!(r#""multipart/form-data":{{"schema":{schema}}}"#));
    let places: Vec<(Place, bool)> = operation.inputs.iter().map(|input| (input.place, input.required)).collect();
    assert_eq!(places, [(Place::File, true), (Place::Files, false), (Place::Part, false)]);
}

#[test]
fn of_several_bodies_json_is_taken_and_the_rest_is_said() {
    let (operation, _) = body(&format!(r#""text/csv":{{"schema":{TEXT}}},"application/json":{{"schema":{LIST}}}"#));
    assert_eq!(operation.body, Body::Whole("application/json".to_owned()));
    let facts = &operation.inputs.first().expect("an input").docs.facts;
    assert!(facts.iter().any(|fact| fact.contains("text/csv")), "{facts:?}");
}

#[test]
fn s63_a_get_has_no_body() {
    let content =
        format!(r#""requestBody":{{"content":{{"application/json":{{"schema":{OBJECT}}}}}}},"responses":{{}}"#);
    let (operation, _, codes) = operation("get", &content);
    assert_eq!(operation.body, Body::None);
    assert!(codes.contains(&"S0611"));
}

fn answer(responses: &str) -> (Operation, Vec<&'static str>) {
    let (operation, _, codes) = operation("get", &format!(r#""responses":{{{responses}}}"#));
    (operation, codes)
}

fn content(status: &str, media_type: &str, schema: &str) -> String {
    format!(r#""{status}":{{"description":"","content":{{"{media_type}":{{"schema":{schema}}}}}}}"#)
}

#[test]
fn s61_answers_by_media_type() {
    let (operation, _) = answer(&content("200", "text/csv", TEXT));
    assert_eq!((operation.output, operation.accept.as_deref()), (Output::Text, Some("text/csv")));
    let (operation, _) = answer(&content("200", "image/*", "{}"));
    assert_eq!((operation.output, operation.accept.as_deref()), (Output::Bytes, Some("image/*")));
    let (operation, _) = answer(&content("200", "text/event-stream", TEXT));
    assert_eq!(operation.output, Output::Events(None));
    let (operation, _) = answer(&content("200", "application/x-ndjson", OBJECT));
    assert!(matches!(operation.output, Output::Lines(Type::Named(_))));
    let (operation, _) = answer(&content("200", "application/scim+json", OBJECT));
    assert!(matches!(operation.output, Output::Value(_)));
    assert_eq!(operation.accept.as_deref(), Some("application/scim+json"));
    let (operation, codes) = answer(&content("200", "string", TEXT));
    assert_eq!(operation.output, Output::Text);
    assert!(codes.contains(&"S0614"));
}

#[test]
fn s62_successes() {
    let none = |status: &str| format!(r#""{status}":{{"description":""}}"#);
    let one = content("200", "application/json", OBJECT);
    let cases = [
        (content("2XX", "application/json", OBJECT), "Value"),
        (content("default", "application/json", OBJECT), "Value"),
        (format!("{one},{}", none("204")), "Nullable"),
        (format!("{one},{}", content("default", "application/json", LIST)), "Value"),
        (format!("{one},{}", content("202", "application/json", LIST)), "ByStatus"),
        (none("200"), "Unit"),
        (content("204", "application/json", OBJECT), "Unit"),
    ];
    for (responses, expected) in cases {
        let (operation, _) = answer(&responses);
        let found = format!("{:?}", operation.output);
        assert!(found.starts_with(expected), "{responses}: {found}");
    }
}

/// The way in which the list of an operation with these query parameters and this answer goes on.
fn paging(parameters: &[(&str, &str)], schema: &str) -> Option<(Further, Api)> {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|(name, ty)| format!(r#"{{"name":"{name}","in":"query","schema":{{"type":"{ty}"}}}}"#))
        .collect();
    let members = format!(
        r#""parameters":[{}],"responses":{{{}}}"#,
        parameters.join(","),
        content("200", "application/json", schema)
    );
    let (operation, api, _) = operation("get", &members);
    match operation.output {
        Output::Page(_, Paging::By(index)) => Some((api.pagings.get(index)?.clone(), api)),
        _ => None,
    }
}

fn object(members: &str) -> String {
    format!(
        r#"{{"type":"object","properties":{{"data":{{"type":"array","items":{{"type":"object","properties":{{"id":{TEXT}}}}}}}{members}}}}}"#
    )
}

#[test]
fn lists_show_how_they_go_on() {
    let (further, _) = paging(&[("page", "integer"), ("per_page", "integer")], LIST).expect("pages");
    assert!(matches!(further, Further::Numbered(names) if names.page == "page" && names.info_total_pages.is_none()));
    let total = object(r#","meta":{"type":"object","properties":{"total_pages":{"type":"integer"}}}"#);
    let (further, api) = paging(&[("page", "integer")], &total).expect("pages");
    assert!(
        matches!(further, Further::Numbered(names) if names.info_total_pages.as_deref() == Some("meta.total_pages"))
    );
    assert!(api.envelopes.first().is_some_and(|envelope| envelope.result == "data" && envelope.info == Info::Rest));
    let (further, _) =
        paging(&[("offset", "integer"), ("limit", "integer")], &object(r#","total":{"type":"integer"}"#))
            .expect("pages");
    assert_eq!(further, Further::Offset("offset".to_owned(), Some("total".to_owned())));
    let (further, _) = paging(&[("cursor", "string")], &object(r#","next_cursor":{"type":"string"}"#)).expect("pages");
    assert_eq!(further, Further::Cursor("cursor".to_owned(), "next_cursor".to_owned(), None));
    let (further, _) =
        paging(&[("starting_after", "string")], &object(r#","has_more":{"type":"boolean"}"#)).expect("pages");
    assert_eq!(further, Further::After("starting_after".to_owned(), "id".to_owned(), "has_more".to_owned()));
    let (further, _) = paging(&[], &object(r#","next":{"type":"string"}"#)).expect("pages");
    assert_eq!(further, Further::Link(Some("next".to_owned())));
    assert!(paging(&[], LIST).is_none());
    assert!(paging(&[("page", "integer")], &object(r#","owner":{"type":"string"}"#)).is_none());
}

#[test]
fn envelopes_are_told_by_their_members() {
    let member = |result: &str, more: &str| {
        format!(r#"{{"type":"object","properties":{{"success":{{"type":"boolean"}},"errors":{LIST}{result}{more}}}}}"#)
    };
    let (operation, _) = answer(&content("200", "application/json", &member(r#","result":{"type":"string"}"#, "")));
    assert!(operation.envelope.is_some() && matches!(operation.output, Output::Value(Type::Scalar(_))));
    let (operation, _) = answer(&content("200", "application/json", &member("", "")));
    assert!(operation.envelope.is_some() && operation.output == Output::Unit);
    let (operation, _) = answer(&content("200", "application/json", &member("", r#","owner":{"type":"string"}"#)));
    assert!(operation.envelope.is_none() && matches!(operation.output, Output::Value(Type::Named(_))));
}

#[test]
fn s65_schemes_and_what_operations_accept() {
    let schemes = r#","components":{"securitySchemes":{
        "basic":{"type":"http","scheme":"Basic"},
        "oauth":{"type":"oauth2","flows":{}},
        "oidc":{"type":"openIdConnect","openIdConnectUrl":"https://example.com"},
        "key":{"type":"apiKey","in":"query","name":"k"},
        "cert":{"type":"mutualTLS"}}},"security":[{"oauth":["read"],"key":[]},{"basic":[]},{},{"cert":[]}]"#;
    let (api, codes) = lower(r#""/a":{"get":{"responses":{}}}"#, schemes);
    let places: Vec<&SchemePlace> = api.schemes.iter().map(|scheme| &scheme.place).collect();
    let key = SchemePlace::Query("k".to_owned());
    assert_eq!(places, [&SchemePlace::Basic, &SchemePlace::Bearer, &SchemePlace::Bearer, &key]);
    let security: Vec<Vec<u32>> = api
        .operations
        .first()
        .expect("an operation")
        .security
        .iter()
        .map(|all| all.iter().map(|id| id.0).collect())
        .collect();
    assert_eq!(security, [vec![1, 3], vec![0], vec![]]);
    assert!(codes.contains(&"S0702") && api.anonymous);
}

#[test]
fn clients_get_tokens_where_the_document_says_where() {
    let schemes = r#","components":{"securitySchemes":{
        "code":{"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"/a","tokenUrl":"/t","scopes":{}}}},
        "both":{"type":"oauth2","flows":{"implicit":{"authorizationUrl":"/a","scopes":{}},
            "clientCredentials":{"tokenUrl":"/t","scopes":{"b":"B","a":"A"}}}},
        "nowhere":{"type":"oauth2","flows":{"clientCredentials":{"scopes":{}}}}}},"security":[{"both":[]}]"#;
    let (api, _) = lower(r#""/a":{"get":{"responses":{}}}"#, schemes);
    let clients: Vec<_> = api.schemes.iter().map(|scheme| scheme.client_credentials.as_ref()).collect();
    let [None, Some(both), None] = clients.as_slice() else { panic!("{clients:?}") };
    assert_eq!((both.token_url.as_str(), both.scopes.join(" ").as_str()), ("/t", "b a"));
}

#[test]
fn what_the_api_sends_is_types() {
    let send = |schema: &str| {
        format!(r#"{{"requestBody":{{"content":{{"application/json":{{"schema":{schema}}}}}}},"responses":{{}}}}"#)
    };
    let hook = send(r##"{"$ref":"#/components/schemas/A"}"##);
    let called = send(&format!(r#"{{"type":"array","items":{OBJECT}}}"#));
    let paths = format!(r#""/a":{{"post":{{"callbacks":{{"done":{{"u":{{"post":{called}}}}}}},"responses":{{}}}}}}"#);
    let more = format!(
        r#","x-webhooks":{{"new pet":{{"post":{hook},"get":{{"responses":{{}}}}}}}},"components":{{"schemas":{{"A":{OBJECT}}}}}"#
    );
    let (api, codes) = lower(&paths, &more);
    assert_eq!(codes, ["S0618"]);
    let events: Vec<_> =
        api.events.iter().map(|one| (one.word.as_str(), one.within.as_deref(), one.method.as_str())).collect();
    assert_eq!(events, [("new pet", None, "POST"), ("done", Some("POST /a"), "POST")]);
    assert!(matches!((&api.events[0].ty, &api.events[1].ty), (Type::Named(_), Type::List(_))));
    assert_eq!((api.types.len(), api.operations.len()), (2, 1));
}

#[test]
fn pages_by_the_header_that_the_document_says_is_for_them() {
    let further = |header: &str, parameters: &str| {
        let content = format!(r#""content":{{"application/json":{{"schema":{LIST}}}}}"#);
        let members = format!(
            r#""parameters":[{parameters}],"responses":{{"200":{{"headers":{{"X-Total":{{}},"Link":{header}}},{content}}},"401":{{"headers":{{"WWW-Authenticate":{{}}}}}}}}"#
        );
        let (operation, api, _) = operation("get", &members);
        assert_eq!(operation.headers, ["X-Total", "Link"]);
        match operation.output {
            Output::Page(_, Paging::By(index)) => api.pagings.get(index).cloned(),
            _ => None,
        }
    };
    let page = r#"{"name":"page","in":"query","schema":{"type":"integer"}}"#;
    let linked = Some(Further::Link(None));
    assert_eq!(further(r#"{"description":"How the pagination goes on"}"#, ""), linked);
    assert_eq!(
        further(r#"{"schema":{"type":"string","example":"<https://a.example?page=2>; rel=\"next\""}}"#, page),
        linked
    );
    assert_eq!(further("{}", ""), None);
    assert_eq!(further(r#"{"description":"Where the documentation is"}"#, ""), None);
    assert!(matches!(further(r#"{"description":"Where the documentation is"}"#, page), Some(Further::Numbered(_))));
}

#[test]
fn reserved_signs_of_queries() {
    let members = format!(
        r#""parameters":[{{"name":"p","in":"path","required":true,"schema":{{}}}},{{"name":"q","in":"query","allowReserved":true,"schema":{LIST}}}],"responses":{{}}"#
    );
    let (operation, _, codes) = operation("get", &members);
    assert_eq!(operation.inputs.iter().map(|input| input.allow_reserved).collect::<Vec<_>>(), [false, true]);
    assert!(codes.is_empty(), "{codes:?}");
}
