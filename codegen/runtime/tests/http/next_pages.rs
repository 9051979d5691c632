//! Lists that go on by offset, cursor, last item or link.

use super::api::{ByCursor, ByHeader, ByItem, ByLink, ByOffset, certificate_ids};
use super::fake::{Step, World, answer, certificate, json};
use crate::runtime::{Error, Paged, Request};

/// A page with these certificates, and what is said of it.
fn page(ids: &[&str], said: &str) -> Step {
    json(200, &body(ids, said))
}

fn body(ids: &[&str], said: &str) -> String {
    let items: Vec<String> = ids.iter().map(|id| certificate(id)).collect();
    format!(r#"{{"data":[{}],{said}}}"#, items.join(","))
}

/// The ids of all items, and the targets that were asked for.
fn walk<O: Paged<Item = super::api::Certificate>>(script: Vec<Step>) -> (String, Vec<String>) {
    let world = World::new(script);
    let mut items = Request::<O>::new(&world.client()).items();
    let ids = world.run(certificate_ids(&mut items));
    let asked = world.seen().into_iter().map(|request| request.uri().path_and_query().unwrap().to_string());
    (ids, asked.map(|target| target.replace("/client/v4/list", "")).collect())
}

#[test]
fn by_offset() {
    let (ids, asked) =
        walk::<ByOffset>(vec![page(&["a", "b"], r#""meta":{"total":3}"#), page(&["c"], r#""meta":{"total":3}"#)]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("abc", " ?offset=2"));
    let (ids, asked) = walk::<ByOffset>(vec![page(&["a"], r#""x":1"#), page(&[], r#""x":1"#)]);
    assert_eq!((ids.as_str(), asked.len()), ("a", 2));
}

#[test]
fn by_cursor() {
    let (ids, asked) = walk::<ByCursor>(vec![
        page(&["a"], r#""cursors":{"after":"x/1"}"#),
        page(&[], r#""cursors":{"after":"y"}"#),
        page(&["b"], r#""cursors":{"after":"z"},"has_more":false"#),
    ]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("ab", " ?cursor=x%2F1 ?cursor=y"));
}

#[test]
fn r79_a_cursor_that_comes_back_is_the_end() {
    let (ids, asked) =
        walk::<ByCursor>(vec![page(&["a"], r#""cursors":{"after":"x"}"#), page(&["b"], r#""cursors":{"after":"x"}"#)]);
    assert_eq!((ids.as_str(), asked.len()), ("ab", 2));
}

#[test]
fn by_last_item() {
    let (ids, asked) =
        walk::<ByItem>(vec![page(&["a", "b"], r#""has_more":true"#), page(&["c"], r#""has_more":false"#)]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("abc", " ?starting_after=b"));
}

#[test]
fn by_link() {
    let (ids, asked) = walk::<ByLink>(vec![
        page(&["a"], r#""next":"https://API.example.com:443/client/v4/list?at=2""#),
        page(&["b"], r#""next":"/client/v4/list?at=3""#),
        page(&["c"], r#""next":null"#),
    ]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("abc", " ?at=2 ?at=3"));
}

#[test]
fn by_link_header() {
    let listed = |id: &str, link: &str| answer(200, &[("link", link)], &format!("[{}]", certificate(id)));
    let (ids, asked) = walk::<ByHeader>(vec![
        listed("a", r#"</x>; rel="prev", </client/v4/list?at=2>; rel="next""#),
        listed("b", r#"</x>; rel="prev""#),
    ]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("ab", " ?at=2"));
}

#[test]
fn next_pages_elsewhere_are_refused() {
    let evil = [
        "https://evil.example/list",
        "//evil.example/list",
        "http://api.example.com/client/v4/list",
        "https://api.example.com:8443/list",
        "https://api.example.com@evil.example/list",
        "https://user@api.example.com/list",
        "/\\\\evil.example",
    ];
    for next in evil {
        let said = format!("\"next\":{}", serde_json::to_string(next).unwrap());
        let world = World::new([page(&["a"], &said)]);
        let mut items = Request::<ByLink>::new(&world.client()).items();
        assert_eq!(world.run(items.next()).unwrap().unwrap().id, "a");
        let error = world.run(items.next()).unwrap();
        assert!(matches!(error, Err(Error::Request(_))), "{next}");
        assert!(world.run(items.next()).is_none());
        assert_eq!(world.count(), 1);
    }
}
