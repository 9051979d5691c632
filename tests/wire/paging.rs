//! Lists over several pages.

use std::pin::Pin;

use cloudflare_certificates::models::{PrioritizeCertificate, Status};
use cloudflare_certificates::{Error, Page, PageInfo};
use futures_core::Stream;

use super::answers::{KEYLESS, ZONE, list, page, unavailable};
use super::server::{Server, json};

/// All that is left of a stream. As anybody else's code sees it: a `futures` stream.
async fn rest<S: Stream<Item = Result<T, Error>> + Unpin, T>(mut stream: S) -> (Vec<T>, Option<Error>) {
    let mut items = Vec::new();
    loop {
        match std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => return (items, Some(error)),
            None => return (items, None),
        }
    }
}

/// Three pages with five certificates.
async fn three_pages() -> Server {
    Server::start([page(&["a", "b"], 1, 3), page(&["c", "d"], 2, 3), page(&["e"], 3, 3)]).await
}

/// What is asked for: every page with the same filters.
fn lines(pages: &[&str]) -> Vec<String> {
    pages.iter().map(|query| format!("GET /client/v4/zones/{ZONE}/custom_certificates?{query}")).collect()
}

#[tokio::test]
async fn items_of_three_pages() {
    let server = three_pages().await;
    let request = server.client().custom_certificates().list(ZONE).status(Status::Active).per_page(2);
    let mut items = request.items();
    assert_eq!(server.count(), 0, "nothing is asked for before it is due");
    let mut ids = String::new();
    let mut counts = Vec::new();
    while let Some(item) = items.next().await {
        ids.push_str(&item.unwrap().id);
        counts.push(server.count());
    }
    assert_eq!(ids, "abcde");
    assert_eq!(counts, [1, 1, 2, 2, 3], "a page is asked for when its first item is due");
    let pages = ["status=active&per_page=2", "status=active&per_page=2&page=2", "status=active&per_page=2&page=3"];
    assert_eq!(server.lines(), lines(&pages));
    assert!(items.next().await.is_none());
    assert_eq!(server.count(), 3, "an end is an end");
}

#[tokio::test]
async fn three_pages_one_by_one() {
    let server = three_pages().await;
    let (pages, error) = rest(server.client().custom_certificates().list(ZONE).page(1).pages()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(
        pages.iter().map(|page| page.info().and_then(PageInfo::page)).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!(pages.iter().map(Page::len).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(server.lines(), lines(&["page=1", "page=2", "page=3"]));
}

#[tokio::test]
async fn from_the_second_page_on() {
    let server = Server::start([page(&["c", "d"], 2, 3), page(&["e"], 3, 3)]).await;
    let (items, error) = rest(server.client().custom_certificates().list(ZONE).page(2).items()).await;
    assert_eq!((items.len(), error.is_none()), (3, true));
    assert_eq!(server.lines(), lines(&["page=2", "page=3"]));
}

#[tokio::test]
async fn where_the_server_does_not_say_how_many_there_are() {
    // After an empty page.
    let server = Server::start([list(&["a"]), list(&["b"]), list(&[])]).await;
    let (items, error) = rest(server.client().custom_certificates().list(ZONE).items()).await;
    assert_eq!((items.len(), error.is_none(), server.count()), (2, true, 3));
    // A page that comes again has no end.
    let server = Server::start([list(&["a"]), list(&["b"]), list(&["b"])]).await;
    let (items, error) = rest(server.client().custom_certificates().list(ZONE).items()).await;
    assert!(matches!(error, Some(Error::PaginationLoop(_))), "{error:?}");
    assert_eq!((items.len(), server.count()), (2, 3));
}

#[tokio::test]
async fn an_error_ends_the_list_after_what_had_come() {
    let server = Server::start([page(&["a", "b"], 1, 3), json("403 Forbidden", "{}"), page(&["e"], 3, 3)]).await;
    let mut items = server.client().custom_certificates().list(ZONE).items();
    assert_eq!(items.next().await.unwrap().unwrap().id, "a");
    assert_eq!(items.next().await.unwrap().unwrap().id, "b");
    assert!(items.next().await.unwrap().unwrap_err().is_permission_denied());
    assert!(items.next().await.is_none());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn each_page_has_its_own_attempts() {
    let pages = [unavailable(), unavailable(), page(&["a"], 1, 2), unavailable(), unavailable(), page(&["b"], 2, 2)];
    let server = Server::start(pages).await;
    let (items, error) = rest(server.client().custom_certificates().list(ZONE).items()).await;
    assert_eq!((items.len(), error.is_none(), server.count()), (2, true, 6));
    assert_eq!(server.clock.waits(), [250, 500, 250, 500]);
}

#[tokio::test]
async fn a_put_is_never_sent_a_second_time() {
    // The reference's own example says that there are 100 pages.
    let answer = r#"{"success":true,"result":[{"id":"a","zone_id":"z"}],"result_info":{"page":1,"total_pages":100}}"#;
    let server = Server::start([json("200 OK", answer), json("200 OK", answer)]).await;
    let prioritize = server.client().custom_certificates().prioritize();
    let (items, error) = rest(prioritize.update(ZONE, [PrioritizeCertificate::new()]).items()).await;
    assert_eq!((items.len(), error.is_none(), server.count()), (1, true, 1));
    let (pages, error) = rest(prioritize.update(ZONE, []).pages()).await;
    assert_eq!((pages.len(), error.is_none(), server.count()), (1, true, 2));
    assert_eq!(pages[0].info().unwrap().total_pages(), Some(100));
}

#[tokio::test]
async fn the_keyless_list_is_a_single_page() {
    let server =
        Server::start([json("200 OK", &format!(r#"{{"success":true,"result":[{KEYLESS},{KEYLESS}]}}"#))]).await;
    let (items, error) = rest(server.client().keyless_certificates().list(ZONE).items()).await;
    assert_eq!((items.len(), error.is_none(), server.count()), (2, true, 1));
}
