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

/// The ids of all items before the list turns out not to end, and how many requests that took.
fn loops<O: Paged<Item = super::api::Certificate>>(script: Vec<Step>) -> (String, usize) {
    let world = World::new(script);
    let mut items = Request::<O>::new(&world.client()).items();
    let ids = world.run(async {
        let mut ids = String::new();
        loop {
            match items.next().await.expect("an error before the end") {
                Ok(item) => ids.push_str(&item.id),
                Err(error) => {
                    assert!(matches!(error, Error::PaginationLoop(_)), "{error:?}");
                    assert!(items.next().await.is_none());
                    return ids;
                }
            }
        }
    });
    (ids, world.count())
}

#[test]
fn r79_a_cursor_that_comes_back_is_an_error() {
    let to = |id: &str, cursor: &str| page(&[id], &format!(r#""cursors":{{"after":"{cursor}"}}"#));
    assert_eq!(loops::<ByCursor>(vec![to("a", "x"), to("b", "x")]), ("ab".into(), 2));
    // The server ignores the cursor: the items are not given twice.
    assert_eq!(loops::<ByCursor>(vec![to("a", "x"), to("a", "x")]), ("a".into(), 2));
    // A larger circle.
    let circle = vec![to("a", "x"), to("b", "y"), to("c", "z"), to("d", "x")];
    assert_eq!(loops::<ByCursor>(circle), ("abcd".into(), 4));
    // The same items behind other cursors are other pages.
    let (ids, _) = walk::<ByCursor>(vec![to("a", "x"), to("a", "y"), page(&["a"], r#""cursors":null"#)]);
    assert_eq!(ids, "aaa");
}

#[test]
fn r79_links_offsets_and_last_items_that_come_back_are_errors() {
    let to = |id: &str, next: &str| page(&[id], &format!(r#""next":"{next}""#));
    assert_eq!(loops::<ByLink>(vec![to("a", "/client/v4/list")]), ("a".into(), 1));
    assert_eq!(loops::<ByLink>(vec![to("a", "?at=2"), to("b", "?at=2")]), ("ab".into(), 2));
    assert_eq!(loops::<ByLink>(vec![to("a", "?at=2"), to("b", "?at=3"), to("c", "?at=2")]), ("abc".into(), 3));
    assert_eq!(loops::<ByOffset>(vec![page(&["a"], r#""x":1"#), page(&["a"], r#""x":2"#)]), ("a".into(), 2));
    let more = || page(&["a", "b"], r#""has_more":true"#);
    assert_eq!(loops::<ByItem>(vec![more(), more()]), ("ab".into(), 2));
}

#[test]
fn a_limit_of_pages_comes_before_what_is_wrong_with_the_next() {
    let world = World::new([page(&["a"], r#""next":"https://evil.example/""#)]);
    let mut items = Request::<ByLink>::new(&world.client()).items().max_pages(1);
    assert_eq!(world.run(certificate_ids(&mut items)), "a");
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
        page(&["c"], r#""next":"?at=4""#),
        page(&["d"], r#""next":"list?at=5/..""#),
        page(&["e"], r#""next":null"#),
    ]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("abcde", " ?at=2 ?at=3 ?at=4 ?at=5/.."));
}

#[test]
fn by_link_header() {
    let listed = |id: &str, link: &str| answer(200, &[("link", link)], &format!("[{}]", certificate(id)));
    let (ids, asked) = walk::<ByHeader>(vec![
        listed("a", r#"</x>; rel="prev", </client/v4/list?at=2>; rel="next""#),
        listed("b", r#"</x,y;z>; title="a \"b\", <c>; rel=next"; rel=prev ,, <?at=3> ;a; REL = "last  NEXT""#),
        listed("c", r#"</x>; rel="prev"; rel="next", </nexts>; rel=nexts, no link; rel=next, <cut"#),
    ]);
    assert_eq!((ids.as_str(), asked.join(" ").as_str()), ("abc", " ?at=2 ?at=3"));
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
        "\\\\evil.example",
        "https:evil.example",
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
