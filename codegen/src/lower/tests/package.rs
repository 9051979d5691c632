//! Templates of paths, the package's name, the server's address.

use super::super::{api, template};
use super::lower;
use crate::config::Config;
use crate::diag::Sink;
use crate::read::{self, Source};
use crate::resolve;

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
