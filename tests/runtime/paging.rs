//! Lists that do not end, or not where they should.

use std::collections::HashSet;

use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::{Client, Error, Items};

use super::answers::{FAILURE, ZONE, certificate, certificates, enveloped, json, list, unavailable};
use super::server::{Reply, Seen, Server};

/// A page with what the server says of it.
fn page(ids: &[&str], info: &str) -> Reply {
    let certificates = certificates(ids);
    json(
        "200 OK",
        format!(r#"{{"success":true,"errors":[],"messages":[],"result":{certificates},"result_info":{info}}}"#),
    )
}

/// What is in the list, and by what it ended.
async fn read(mut items: Items<CustomCertificate>) -> (Vec<String>, Option<Error>) {
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => ids.push(item.id),
            Err(error) => {
                assert!(items.next().await.is_none(), "it goes on behind {error:?}");
                return (ids, Some(error));
            }
        }
    }
    (ids, None)
}

fn items(server: &Server) -> Items<CustomCertificate> {
    server.client().custom_certificates().list(ZONE).items()
}

/// The number of the page that a request is for.
fn number(seen: &Seen) -> usize {
    let page = seen.target.split(['?', '&']).find_map(|pair| pair.strip_prefix("page="));
    page.map_or(1, |page| page.parse().unwrap())
}

#[tokio::test]
async fn r79_server_that_ignores_the_page_is_left_after_one_repetition() {
    for info in [r#"{"page":1,"per_page":2,"total_pages":3}"#, r#"{"total_pages":3}"#, "null", "{}"] {
        let info = info.to_owned();
        let server = Server::each(move |_| page(&["a", "b"], &info)).await;
        let (ids, error) = read(items(&server)).await;
        let Some(Error::PaginationLoop(error)) = error else { panic!("{error:?}") };
        assert_eq!((ids, server.count(), error.pages()), (vec!["a".to_owned(), "b".to_owned()], 2, 1));
        assert_eq!(error.operation(), "custom_certificates.list");
    }
}

#[tokio::test]
async fn r79_last_page_that_comes_again_is_a_loop() {
    let server = Server::each(|seen| page(&[["a", "b", "b"][number(seen).min(3) - 1]], "null")).await;
    let (ids, error) = read(items(&server)).await;
    assert!(matches!(error, Some(Error::PaginationLoop(_))), "{error:?}");
    assert_eq!((ids.len(), server.count()), (2, 3));
}

#[tokio::test]
async fn r79_page_with_a_number_from_before_is_a_loop() {
    let info = |number: usize| format!(r#"{{"page":{number},"total_pages":9}}"#);
    let server = Server::start([page(&["a"], &info(1)), page(&["b"], &info(2)), page(&["c"], &info(1))]).await;
    let (ids, error) = read(items(&server)).await;
    assert!(matches!(error, Some(Error::PaginationLoop(_))), "{error:?}");
    assert_eq!((ids.len(), server.count()), (2, 3));
}

#[tokio::test]
async fn r81_list_ends_where_the_server_is_wrong_about_it() {
    for (case, replies, due) in [
        (
            "fewer pages than there are said to be",
            vec![page(&["a"], r#"{"page":1,"total_pages":9}"#), page(&[], r#"{"page":2,"total_pages":9}"#)],
            1,
        ),
        ("no pages at all", vec![page(&["a"], r#"{"page":1,"total_pages":0}"#)], 1),
        ("a number of pages that is none", vec![page(&["a"], r#"{"page":1,"total_pages":"x"}"#), page(&[], "{}")], 1),
        ("a number of pages below zero", vec![page(&["a"], r#"{"page":1,"total_pages":-1}"#), page(&[], "{}")], 1),
        ("no list", vec![page(&["a"], r#"{"page":1,"total_pages":2}"#), json("200 OK", enveloped("null"))], 1),
        ("no list at all", vec![json("200 OK", enveloped("null"))], 0),
        ("no word of pages", vec![list(&["a"]), list(&["b"]), list(&[])], 2),
        ("a word of pages that is null", vec![page(&["a"], "null"), page(&[], "null")], 1),
        ("a word of pages that is a list", vec![page(&["a"], "[]"), page(&[], "7")], 1),
        ("an empty list", vec![page(&[], r#"{"page":1,"total_pages":1}"#)], 0),
    ] {
        let count = replies.len();
        let server = Server::start(replies).await;
        let (ids, error) = read(items(&server)).await;
        assert!(error.is_none(), "{case}: {error:?}");
        assert_eq!((ids.len(), server.count()), (due, count), "{case}");
    }
}

/// As many pages of two as anybody asks for.
async fn endless() -> Server {
    Server::each(|seen| {
        let number = number(seen);
        page(&[&format!("{number}a"), &format!("{number}b")], &format!(r#"{{"page":{number},"total_pages":1000}}"#))
    })
    .await
}

#[tokio::test]
async fn r82_limits_of_pages_and_items_are_kept() {
    for (limit, due, requests) in [(0, 0, 0), (1, 1, 1), (2, 2, 1), (3, 3, 2), (4, 4, 2), (7, 7, 4)] {
        let server = endless().await;
        let (ids, error) = read(items(&server).max_items(limit)).await;
        assert!(error.is_none());
        assert_eq!((ids.len(), server.count()), (due, requests), "{limit}");
    }
    for limit in [0, 1, 3] {
        let server = endless().await;
        let mut pages = server.client().custom_certificates().list(ZONE).pages().max_pages(limit);
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += page.unwrap().len();
        }
        assert_eq!((count, server.count()), (limit * 2, limit));
    }
}

#[tokio::test]
async fn r82_error_in_the_third_page_comes_once_and_ends_the_list() {
    let info = |number: usize| format!(r#"{{"page":{number},"total_pages":9}}"#);
    for broken in [json("403 Forbidden", FAILURE), json("200 OK", FAILURE), json("200 OK", "no JSON")] {
        let server =
            Server::start([page(&["a"], &info(1)), page(&["b"], &info(2)), broken, page(&["d"], &info(4))]).await;
        let (ids, error) = read(items(&server)).await;
        assert!(matches!(error, Some(Error::Api(_) | Error::Decode(_))), "{error:?}");
        assert_eq!((ids, server.count()), (vec!["a".to_owned(), "b".to_owned()], 3));
    }
    // A transient one is tried again, for as often as each page may be.
    let server = Server::start([page(&["a"], &info(1)), unavailable(), unavailable(), page(&[], &info(2))]).await;
    let (ids, error) = read(items(&server)).await;
    assert!(error.is_none() && ids.len() == 1 && server.count() == 4, "{error:?}");
}

/// Is all that users need it to be.
fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r83_thousand_calls_at_once_do_not_mix() {
    let server = Server::each(|seen| {
        let id = seen.target.rsplit('/').next().unwrap();
        assert!(seen.body.is_empty() || seen.text().contains(id));
        json("200 OK", enveloped(&certificate(id)))
    })
    .await;
    let client: Client = server.client();
    is_shared(&client);
    let call = |id: usize| {
        let (certificates, id) = (client.custom_certificates(), format!("certificate-{id}"));
        tokio::spawn(async move {
            match id.len() % 2 {
                0 => certificates.get(ZONE, id).send().await,
                _ => certificates.edit(ZONE, &id).certificate(format!("pem of {id}")).send().await,
            }
        })
    };
    let calls: Vec<_> = (0..1000).map(call).collect();
    let all = async {
        for (id, call) in calls.into_iter().enumerate() {
            assert_eq!(call.await.unwrap().unwrap().id, format!("certificate-{id}"));
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), all).await.expect("no deadlock");
    let seen: HashSet<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!((seen.len(), server.count()), (1000, 1000));
}
