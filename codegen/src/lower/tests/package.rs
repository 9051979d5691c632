//! The package and its facts.

use super::*;

#[test]
fn templates() {
    let parameters = |text| template::parameters(text).collect::<Vec<_>>();
    assert_eq!(parameters("/a/{b}/{c}{d}.json/{e}:verb"), ["b", "c", "d", "e"]);
    assert_eq!(parameters("/{{a}}/{}/{b/c}/}{"), ["a"]);
    for (text, normal) in [
        ("/zones/{zone_id}/x", "/zones/{zone_id}/x"),
        ("a", "/a"),
        ("/{{a}}/{}", "/%7B{a}%7D/%7B%7D"),
        ("/a b/ü#[%41%4%zz]", "/a%20b/%C3%BC%23%5B%41%254%25zz%5D"),
        ("/a?b=c", "/a?b=c"),
    ] {
        assert_eq!(template::normal(text), normal);
    }
}

#[test]
fn packages_from_titles() {
    let name = |title: &str| {
        let text = format!(
            "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": {title:?}, \"version\": \"1\"}}, \"paths\": {{}}}}"
        );
        let mut sink = Sink::new();
        let document = read::document(&Source::text("a.json", text), &mut sink).unwrap();
        let spec = resolve::spec(document, &Config::default(), &mut sink);
        api(&spec, &Config::default(), &mut sink).package.name
    };
    assert_eq!(name("Swagger Petstore (v2)"), "swagger-petstore-v2");
    assert_eq!(
        ["", "日本", "std", "9 lives", "../../x", "Type"].map(name),
        ["sdk", "sdk", "std-sdk", "lives", "x", "type-sdk"]
    );
    assert_eq!(name(&"a".repeat(300)).len(), 56);
}

#[test]
fn servers_that_can_be_called() {
    let base = |url: &str| lower(&format!("servers: [{{ url: {url:?} }}]\npaths: {{}}\n")).0.base_url;
    assert_eq!(base("https://a.example/v1/").as_deref(), Some("https://a.example/v1"));
    for url in
        ["/v1", "javascript:x", "https://", "https://u:p@a", "https://a/{b}", "https://a b", "ftp://a", "https://a?b"]
    {
        assert_eq!(base(url), None, "{url}");
    }
}

#[test]
fn operations_that_are_somewhere_else() {
    let (api, found) = lower(
        "servers: [{ url: 'ftp://a.example' }, { url: 'https://a.example/v1' }]
paths:
  /own: { get: { servers: [{ url: 'https://{host}/x/', variables: { host: { default: b.example } } }], responses: {} } }
  /path: { servers: [{ url: /v2 }], get: { responses: {} }, put: { servers: [{ url: v3 }], responses: {} } }
  /same: { servers: [{ url: 'https://a.example/v1/' }], get: { servers: [], responses: {} } }
  /none: { get: { servers: [{ url: 'mailto:x' }, { url: 'ftp://c.example' }], responses: {} } }
",
    );
    assert_eq!(api.base_url.as_deref(), Some("https://a.example/v1"));
    let servers: Vec<_> = api.operations.iter().map(|one| one.server.as_deref().unwrap_or("-")).collect();
    assert_eq!(servers, ["https://b.example/x", "https://a.example/v2", "https://a.example/v3", "-", "-"]);
    assert_eq!(
        found,
        [
            "S0215 /servers/0: `ftp://a.example` is no address that a client can call by itself; `https://a.example/v1` is used",
            "S0215 /paths/~1none/get/servers/0: `mailto:x` is no address that a client can call by itself; the document's own is used",
            "S0215 /paths/~1none/get/servers/1: `ftp://c.example` is no address that a client can call by itself; the document's own is used",
        ]
    );
}

#[test]
fn facts_about_values() {
    let (api, _) = schema(
        "      type: object
      properties:
        a: { type: string, minLength: 1, maxLength: 1, pattern: '^`a`$', format: hostname, default: x }
        b: { type: integer, minimum: 1, maximum: 9, exclusiveMaximum: true, multipleOf: 2 }
        c: { type: array, maxItems: 3, uniqueItems: true, items: { type: string } }
        d: { type: number, maximum: 0.5 }
",
    );
    let facts: Vec<String> = structs(&api)[0].fields.iter().map(|field| field.docs.facts.join(" ")).collect();
    assert_eq!(
        facts,
        [
            "Exactly 1 character. Matches the pattern `` ^`a`$ ``. Format: `hostname`. The server's default is `\"x\"`.",
            "At least 1, less than 9. A multiple of 2.",
            "At most 3 items. No item twice.",
            "At most 0.5.",
        ]
    );
}
