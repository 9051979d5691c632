//! Lists that end.

use super::api::{certificate_ids, list, update};
use super::fake::{Step, World, answer, certificate, json};
use crate::runtime::Error;

/// A page with these certificates and this paging object.
fn page(ids: &[&str], info: &str) -> Step {
    let items: Vec<String> = ids.iter().map(|id| certificate(id)).collect();
    json(200, &format!(r#"{{"success":true,"result":[{}],"result_info":{info}}}"#, items.join(",")))
}

fn of(page: u32, total_pages: u32) -> String {
    format!(r#"{{"page":{page},"per_page":2,"total_pages":{total_pages}}}"#)
}

/// All items of a list, and the queries that were sent for them.
fn read(script: Vec<Step>) -> (String, Vec<String>) {
    let world = World::new(script);
    let mut items = list(&world.client()).with_query("per_page", "2").items();
    let ids = world.run(async {
        let mut ids = String::new();
        while let Some(item) = items.next().await {
            ids.push_str(&item.unwrap().id);
        }
        assert!(items.next().await.is_none());
        ids
    });
    let queries = world.seen().iter().map(|request| request.uri().query().unwrap().to_owned()).collect();
    (ids, queries)
}

#[test]
fn numbered_pages_stop_at_the_last() {
    let (ids, queries) =
        read(vec![page(&["a", "b"], &of(1, 3)), page(&["c", "d"], &of(2, 3)), page(&["e"], &of(3, 3))]);
    assert_eq!(ids, "abcde");
    assert_eq!(queries, ["per_page=2", "per_page=2&page=2", "per_page=2&page=3"]);
}

#[test]
fn r81_the_last_page_is_worked_out_where_it_is_not_stated() {
    let info = |page: u32| format!(r#"{{"page":{page},"per_page":2,"total_count":3}}"#);
    let (ids, queries) = read(vec![page(&["a", "b"], &info(1)), page(&["c"], &info(2))]);
    assert_eq!((ids.as_str(), queries.len()), ("abc", 2));
}

#[test]
fn r79_a_page_that_comes_again_is_an_error() {
    let ended = |script: Vec<Step>| {
        let world = World::new(script);
        let mut items = list(&world.client()).items();
        world.run(async {
            let mut ids = String::new();
            loop {
                match items.next().await {
                    Some(Ok(item)) => ids.push_str(&item.id),
                    Some(Err(error)) => {
                        assert!(items.next().await.is_none() && !error.is_retryable() && error.attempts() == 0);
                        assert!(matches!(&error, Error::PaginationLoop(error) if !error.reason().is_empty()));
                        return format!("{ids} {error}");
                    }
                    None => return ids,
                }
            }
        })
    };
    // The server ignores `page`.
    assert_eq!(
        ended(vec![page(&["a"], "null"), page(&["a"], "null")]),
        "a certificates.List: the list does not end: a page came again (after 1 page)"
    );
    // The server ignores `page`, but not in what it says of itself.
    assert_eq!(
        ended(vec![page(&["a"], &of(1, 9)), page(&["b"], &of(2, 9)), page(&["b"], &of(3, 9))]),
        "ab certificates.List: the list does not end: a page came again (after 2 pages)"
    );
    // The server says that it ignores `page`.
    assert_eq!(
        ended(vec![page(&["a"], &of(1, 9)), page(&["b"], &of(1, 9))]),
        "a certificates.List: the list does not end: the server answered with a page before the one that it was asked \
         for (after 1 page)"
    );
}

#[test]
fn r80_r81_an_empty_page_is_the_end() {
    let empty = || page(&[], "null");
    let (ids, queries) = read(vec![page(&["a"], "null"), page(&["b"], "null"), empty()]);
    assert_eq!((ids.as_str(), queries.len()), ("ab", 3));
    // `total_pages` promises more than there is.
    let (ids, queries) = read(vec![page(&["a"], &of(1, 9)), page(&[], &of(2, 9))]);
    assert_eq!((ids.as_str(), queries.len()), ("a", 2));
    // The result is `null`.
    let (ids, _) = read(vec![page(&["a"], &of(1, 9)), json(200, r#"{"success":true,"result":null}"#)]);
    assert_eq!(ids, "a");
    // Nothing at all.
    let (ids, queries) = read(vec![empty()]);
    assert_eq!((ids.as_str(), queries.len()), ("", 1));
    let (ids, queries) = read(vec![page(&["a"], &of(1, 0))]);
    assert_eq!((ids.as_str(), queries.len()), ("a", 1));
}

#[test]
fn a_list_begins_with_the_page_that_is_asked_for() {
    let world = World::new([page(&["e"], "null"), page(&[], "null")]);
    let mut pages = list(&world.client()).set_query("page", 3.0).pages();
    world.run(async { while pages.next().await.transpose().unwrap().is_some() {} });
    let queries: Vec<_> = world.seen().iter().map(|request| request.uri().query().unwrap().to_owned()).collect();
    assert_eq!(queries, ["page=3", "page=4"]);
}

#[test]
fn an_empty_list_is_one_empty_page() {
    let world = World::new([page(&[], &of(1, 0))]);
    let mut pages = list(&world.client()).pages();
    world.run(async {
        let first = pages.next().await.unwrap().unwrap();
        assert!(first.is_empty() && first.info().is_some());
        assert!(pages.next().await.is_none());
    });
}

#[test]
fn a_single_page_never_asks_again() {
    let world = World::new([page(&["a", "b"], &of(1, 9))]);
    let mut items = update(&world.client()).items();
    assert_eq!(world.run(certificate_ids(&mut items)), "ab");
    assert_eq!(world.count(), 1);
}

#[test]
fn r82_an_error_comes_once_and_is_the_end() {
    let world = World::new([page(&["a"], &of(1, 9)), page(&["b"], &of(2, 9)), answer(403, &[], "")]);
    let mut items = list(&world.client()).items();
    world.run(async {
        assert_eq!(items.next().await.unwrap().unwrap().id, "a");
        assert_eq!(items.next().await.unwrap().unwrap().id, "b");
        assert!(items.next().await.unwrap().unwrap_err().is_permission_denied());
        assert!(items.next().await.is_none() && items.next().await.is_none());
    });
    assert_eq!(world.count(), 3);
}

#[test]
fn r82_limits_of_pages_and_items_hold() {
    let of_three = |number: u32| page(&[["a", "b"], ["c", "d"], ["e", "f"]][number as usize - 1], &of(number, 3));
    for (items, pages, expected, requests) in [
        (usize::MAX, usize::MAX, "abcdef", 3),
        (0, usize::MAX, "", 0),
        (usize::MAX, 0, "", 0),
        (1, 9, "a", 1),
        (2, 9, "ab", 1),
        (3, 9, "abc", 2),
        (3, 1, "ab", 1),
        (9, 2, "abcd", 2),
        (9, 3, "abcdef", 3),
    ] {
        let world = World::new([of_three(1), of_three(2), of_three(3)]);
        let mut stream = list(&world.client()).items().max_items(items).max_pages(pages);
        assert_eq!(world.run(certificate_ids(&mut stream)), expected);
        assert_eq!(world.count(), requests, "{items} {pages}");
        assert!(world.run(stream.next()).is_none());
    }
    let world = World::new([of_three(1), of_three(2)]);
    let mut pages = list(&world.client()).pages().max_pages(2);
    world.run(async {
        assert_eq!(pages.next().await.unwrap().unwrap().len() + pages.next().await.unwrap().unwrap().len(), 4);
        assert!(pages.next().await.is_none() && pages.next().await.is_none());
    });
}

#[test]
fn a_refused_request_is_the_only_item() {
    let world = World::default();
    let mut pages = list(&world.client()).set_path("zone_id", "..".to_owned()).pages();
    world.run(async {
        assert!(matches!(pages.next().await, Some(Err(Error::Request(_)))));
        assert!(pages.next().await.is_none());
    });
}

#[test]
fn each_page_has_its_own_retries_and_a_dropped_wait_loses_nothing() {
    let world = World::new([
        answer(503, &[], ""),
        page(&["a"], &of(1, 2)),
        answer(503, &[], ""),
        answer(503, &[], ""),
        page(&["b"], &of(2, 2)),
    ]);
    let mut items = list(&world.client()).items();
    {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let first = std::pin::pin!(items.next());
        assert!(first.poll(&mut context).is_pending());
    }
    assert_eq!(world.run(certificate_ids(&mut items)), "ab");
    assert_eq!(world.count(), 5);
}
