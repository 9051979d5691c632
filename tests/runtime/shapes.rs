//! What the certificates' API does not have, in a client of another document: `parcels.yaml`.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use percent_encoding::percent_decode_str;

use super::answers::{bare, json, unavailable};
use super::client::TOKEN;
use super::server::{Reply, Seen, Server};
use crate::parcels::models::{Parcel, ParcelCode, parcels::ListFilter};
use crate::parcels::transport::{Body, FilePart, TransportError};
use crate::parcels::{Client, Error, Items};

/// A client that waits for nothing.
fn client(server: &Server) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(format!("http://{}/v1", server.address()));
    builder.retry_base(Duration::ZERO).build().unwrap()
}

fn parcel(id: &str) -> String {
    format!(r#"{{"id":"{id}","weight":1}}"#)
}

/// What comes of a parcel with these members.
async fn get(members: &str) -> Result<Parcel, Error> {
    let server = Server::start([json("200 OK", format!("{{{members}}}"))]).await;
    client(&server).parcels().get("p").send().await
}

#[tokio::test]
async fn r32_nothing_is_an_answer_where_nothing_is_due() {
    for status in ["204 No Content", "205 Reset Content", "200 OK", "202 Accepted"] {
        let reply = match status {
            "204 No Content" => Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"),
            _ => bare(status, &[]),
        };
        let server = Server::start([reply]).await;
        client(&server).parcels().delete("p").send().await.unwrap_or_else(|error| panic!("{status}: {error}"));
    }
}

#[tokio::test]
async fn r42_union_of_text_and_number_takes_both() {
    assert_eq!(get(r#""id":"p","weight":1,"code":"1""#).await.unwrap().code, Some(ParcelCode::from("1")));
    assert_eq!(get(r#""id":"p","weight":1,"code":1"#).await.unwrap().code, Some(ParcelCode::from(1)));
    let other = get(r#""id":"p","weight":1,"code":[true]"#).await.unwrap();
    assert!(matches!(other.code, Some(ParcelCode::Unknown(_))));
    assert_eq!(serde_json::to_string(&other).unwrap(), r#"{"id":"p","weight":1,"code":[true]}"#);
}

#[tokio::test]
async fn r43_integer_of_64_bits_is_exact_and_no_larger() {
    for (form, weight) in
        [("1.0", 1), ("1e3", 1000), ("9223372036854775807", i64::MAX), ("-9223372036854775808", i64::MIN)]
    {
        assert_eq!(get(&format!(r#""id":"p","weight":{form}"#)).await.unwrap().weight, weight, "{form}");
    }
    for form in ["9223372036854775808", "1e19", "-9223372036854775809"] {
        let Error::Decode(error) = get(&format!(r#""id":"p","weight":{form}"#)).await.unwrap_err() else {
            panic!("{form} is read")
        };
        assert_eq!((error.path(), error.offset()), ("weight", Some(r#"{"id":"p","weight":"#.len())), "{form}");
    }
}

#[tokio::test]
async fn r44_integer_keeps_all_its_digits() {
    let parcel = get(r#""id":"p","weight":9007199254740993,"note":[9007199254740993]"#).await.unwrap();
    assert_eq!(parcel.weight, 9_007_199_254_740_993);
    let written = serde_json::to_string(&parcel).unwrap();
    assert_eq!(written, r#"{"id":"p","weight":9007199254740993,"note":[9007199254740993]}"#);
}

#[tokio::test]
async fn r49_of_equal_keys_of_a_map_the_last_one_counts() {
    let members = r#""id":"p","weight":1,"labels":{"a":"1","b":"2","a":"3"},"note":{"a":1,"a":{"b":1,"b":2}}"#;
    let parcel = get(members).await.unwrap();
    let labels = parcel.labels.unwrap();
    assert_eq!((labels["a"].as_str(), labels["b"].as_str(), labels.len()), ("3", "2", 2));
    assert_eq!(parcel.note.unwrap(), serde_json::json!({"a": {"b": 2}}));
}

/// What is in a list, and by what it ended.
async fn read(mut items: Items<Parcel>) -> (Vec<String>, Option<Error>) {
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

fn letters(ids: &[&str], next: &str) -> Reply {
    let letters: Vec<String> = ids.iter().map(|id| parcel(id)).collect();
    json("200 OK", format!(r#"{{"results":[{}],"next":"{next}"}}"#, letters.join(",")))
}

#[tokio::test]
async fn r60_next_page_at_another_origin_is_refused() {
    let other = Server::start([]).await;
    let (address, port) = (other.address(), other.address().port());
    for next in [
        format!("http://{address}/v1/letters?page=2"),
        format!("//{address}/v1/letters?page=2"),
        format!("http://user@{address}/"),
        format!("http://localhost:{port}/"),
        format!("https://{address}/"),
        format!("\\\\/\\\\{address}/"),
    ] {
        let server = Server::start([letters(&["a"], &next), letters(&["b"], "")]).await;
        let (ids, error) = read(client(&server).letters().list().items()).await;
        // What came is given; what would come next is not asked for.
        assert_eq!((ids, server.count()), (vec!["a".to_owned()], 1), "{next}");
        assert!(matches!(error, Some(Error::Request(_))), "{next}: {error:?}");
    }
    assert_eq!((other.count(), other.opened()), (0, 0));
}

#[tokio::test]
async fn r60_next_page_at_the_same_origin_is_asked_for() {
    let server = Server::each(|seen| match seen.target.as_str() {
        "/v1/letters" => letters(&["a"], &format!("http://{}/v1/letters?page=2", seen.header("host")[0])),
        "/v1/letters?page=2" => letters(&["b"], "/v1/letters?page=3"),
        _ => letters(&["c"], ""),
    })
    .await;
    let (ids, error) = read(client(&server).letters().list().items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((ids.len(), server.count()), (3, 3));
    assert!(server.seen().iter().all(|seen| seen.header("authorization") == [format!("Bearer {TOKEN}")]));
}

fn page(ids: &[&str], cursor: &str) -> Reply {
    let parcels: Vec<String> = ids.iter().map(|id| parcel(id)).collect();
    json("200 OK", format!(r#"{{"items":[{}],"next_cursor":{cursor}}}"#, parcels.join(",")))
}

#[tokio::test]
async fn r79_cursor_that_comes_again_is_a_loop() {
    // A server that ignores the cursor, one that gives back what it was given, and a circle of three.
    for cursors in [&["x"][..], &["x", "x"], &["x", "y", "z", "x"]] {
        let turn = std::sync::atomic::AtomicUsize::new(0);
        let last = cursors.len() - 1;
        let cursors: Vec<String> = cursors.iter().map(|cursor| format!("{cursor:?}")).collect();
        let server = Server::each(move |_| {
            let turn = turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            page(&[&format!("{}", turn.min(last.max(1)))], &cursors[turn.min(last)])
        })
        .await;
        let (ids, error) = read(client(&server).parcels().list().items()).await;
        assert!(matches!(error, Some(Error::PaginationLoop(_))), "{error:?}");
        assert!(ids.len() <= last + 2 && server.count() <= last + 2, "{ids:?} of {} pages", server.count());
    }
}

#[tokio::test]
async fn r80_list_goes_on_behind_an_empty_page_with_a_cursor() {
    let server =
        Server::start([page(&["a"], "\"x\""), page(&[], "\"y\""), page(&[], "\"z\""), page(&["b"], "null")]).await;
    let (ids, error) = read(client(&server).parcels().list().items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((ids, server.count()), (vec!["a".to_owned(), "b".to_owned()], 4));
}

/// The pairs of a request's query, decoded as servers do.
fn pairs(seen: &Seen) -> Vec<(String, String)> {
    let query = seen.target.split_once('?').map_or("", |(_, query)| query);
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().unwrap().into_owned();
    query
        .split('&')
        .map(|pair| pair.split_once('=').map(|(name, value)| (decode(name), decode(value))).unwrap())
        .collect()
}

#[tokio::test]
async fn r65_lists_and_objects_in_queries_are_what_was_set() {
    let values = ["&", "=", "+", "#", "é", "[]", "", "a b", "%26", "👍"];
    let server = Server::start([page(&[], "null")]).await;
    let mut filter = ListFilter::new();
    filter = filter.state("a&b=c").name("é [x]");
    client(&server).parcels().list().ids(values).tags(values).filter(filter).send().await.unwrap();
    let seen = server.only();
    let pairs = pairs(&seen);
    let of = |name: &str| {
        pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    // Exploded, each is a pair; joined, they stand between commas; an object's members are keys in brackets.
    assert_eq!(of("ids"), values);
    assert_eq!(of("tags"), [values.join(",")]);
    assert_eq!((of("filter[state]"), of("filter[name]")), (vec!["a&b=c"], vec!["é [x]"]));
    assert_eq!(pairs.len(), values.len() + 3, "{}", seen.target);
}

/// Pieces of a body that come one after the other.
struct Pieces(Vec<&'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(if self.0.is_empty() { None } else { Some(Ok(Bytes::from_static(self.0.remove(0).as_bytes()))) })
    }
}

fn pieces() -> Body {
    Body::from_stream(Pieces(vec!["one", "two", "three"]))
}

#[tokio::test]
async fn r67_file_name_stays_within_its_quotes() {
    let server = Server::start([bare("204 No Content", &[])]).await;
    let file = FilePart::new("content").with_file_name("a\"; x=\"b\r\nX-Evil: 1\r\n\r\nc");
    client(&server).parcels().attach("p", file).comment("no\r\n--comment").send().await.unwrap();
    let seen = server.only();
    let text = seen.text();
    assert!(text.contains("filename=\"a%22; x=%22b%0D%0AX-Evil: 1%0D%0A%0D%0Ac\"\r\n"), "{text}");
    assert!(!text.contains("\r\nX-Evil"), "{text}");
    let [content_type] = seen.header("content-type")[..] else { panic!("{seen:?}") };
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(text.matches(&format!("--{boundary}")).count(), 3, "{text}");
    assert!(text.contains("\r\n\r\ncontent\r\n") && text.contains("\r\n\r\nno\r\n--comment\r\n"), "{text}");
    assert_eq!(seen.header("content-length"), [seen.body.len().to_string()]);
}

#[tokio::test]
async fn r67_stream_of_unknown_length_is_sent_in_chunks() {
    let server = Server::start([bare("204 No Content", &[]), bare("204 No Content", &[])]).await;
    client(&server).parcels().attach("p", pieces()).send().await.unwrap();
    client(&server).parcels().label("p", pieces()).send().await.unwrap();
    let [form, label] = server.seen().try_into().unwrap();
    for seen in [&form, &label] {
        assert_eq!((seen.header("transfer-encoding"), seen.header("content-length")), (vec!["chunked"], vec![]));
    }
    assert!(form.text().contains("\r\n\r\nonetwothree\r\n--"), "{}", form.text());
    assert_eq!(label.text(), "onetwothree");
}

#[tokio::test]
async fn r76_body_that_can_be_sent_once_is_sent_once() {
    for first in [unavailable(), Reply::nothing().close(), bare("429 X", &[("retry-after", "0")])] {
        let server = Server::start([first.clone(), bare("204 No Content", &[])]).await;
        // A PUT, which would be sent again.
        let error = client(&server).parcels().label("p", pieces()).send().await.unwrap_err();
        assert_eq!((error.attempts(), server.count()), (1, 1), "{error:?}");
        let server = Server::start([first, bare("204 No Content", &[])]).await;
        let call = client(&server).parcels().attach("p", pieces()).with_idempotency_key("k").send();
        assert_eq!((call.await.unwrap_err().attempts(), server.count()), (1, 1));
    }
    // One that is at hand is.
    let server = Server::start([unavailable(), bare("204 No Content", &[])]).await;
    client(&server).parcels().label("p", "bytes").send().await.unwrap();
    let [first, second] = server.seen().try_into().unwrap();
    assert_eq!((first.text(), &first), ("bytes", &second));
}
