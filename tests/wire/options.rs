//! What a single call can be told, and what it can be asked for beside its value.

use std::time::Duration;

use cloudflare_certificates::models::Status;
use cloudflare_certificates::{Error, PageInfo};

use super::answers::{ID, ZONE, list, one, page, unavailable};
use super::server::{Server, json};

#[tokio::test]
async fn a_whole_response() {
    let body = r#"{"success":true,"errors":[],"messages":[{"code":10,"message":"soon gone"}],
        "result":[{"id":"a","zone_id":"z"}],"result_info":{"page":4,"total_pages":9,"cursor":"x"}}"#;
    let server = Server::start([unavailable(), json("203 Non-Authoritative", body)]).await;
    let response = server.client().custom_certificates().list(ZONE).page(4).send_raw().await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (203, 2));
    assert_eq!(response.request_id(), Some("8d0c353a-FRA"));
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.body(), body.as_bytes());
    assert_eq!(response.messages()[0].to_string(), "10 soon gone");
    assert_eq!(response.info().and_then(PageInfo::total_pages), Some(9));
    assert_eq!(response.info().unwrap().as_json()["cursor"], "x");
    assert_eq!(response.value().items()[0].id, "a");
    assert_eq!(response.into_value().into_items().len(), 1);
}

#[tokio::test]
async fn headers_and_query_parameters_of_the_callers_own() {
    let server = Server::start([list(&[])]).await;
    let request = server.client().custom_certificates().list(ZONE).status(Status::Active);
    let request = request.with_header("X-Trace", "1").with_header("x-trace", "2").with_header("accept", "text/plain");
    request.with_query("new filter", "a&b").with_query("status", "expired").send().await.unwrap();
    let seen = server.only();
    assert_eq!((seen.header("x-trace"), seen.header("accept")), (vec!["2"], vec!["text/plain"]));
    let query = "?status=expired&new%20filter=a%26b";
    assert_eq!(seen.target, format!("/client/v4/zones/{ZONE}/custom_certificates{query}"));
}

#[tokio::test]
async fn what_is_the_clients_own_cannot_be_set() {
    let server = Server::start([]).await;
    let certificates = server.client().custom_certificates();
    for name in
        ["Authorization", "X-Auth-Key", "x-auth-email", "Host", "Content-Length", "Content-Type", "Cookie", "a b"]
    {
        let error = certificates.get(ZONE, ID).with_header(name, "value-of-it").send().await.unwrap_err();
        let Error::Request(refused) = &error else { panic!("{error:?}") };
        assert_eq!(refused.parameter(), format!("header {name:?}"));
        assert!(!format!("{error} {error:?}").contains("value-of-it"));
    }
    let error = certificates.create(ZONE, "pem").with_idempotency_key("").into_http().unwrap_err();
    assert!(matches!(&error, Error::Request(refused) if refused.parameter() == "idempotency key"), "{error:?}");
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn how_often_and_how_long() {
    let server = Server::start((0..6).map(|_| unavailable())).await;
    let certificates = server.client().custom_certificates();
    let never = certificates.get(ZONE, ID).with_max_retries(0).with_timeout(Duration::from_secs(61));
    assert_eq!(never.send().await.unwrap_err().attempts(), 1);
    let often = certificates.get(ZONE, ID).with_max_retries(4);
    assert_eq!(often.send().await.unwrap_err().attempts(), 5);
    assert_eq!(server.clock.limits(), [Duration::from_secs(61), Duration::from_secs(60)]);
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn options_hold_for_every_page() {
    let server = Server::start([page(&["a", "b"], 1, 2), page(&["c"], 2, 2)]).await;
    let limit = Duration::from_secs(90);
    let mut items =
        server.client().custom_certificates().list(ZONE).with_header("x-trace", "1").with_timeout(limit).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    assert_eq!(server.seen().iter().map(|seen| seen.header("x-trace")).collect::<Vec<_>>(), [["1"], ["1"]]);
    assert_eq!(server.clock.limits(), [limit, limit]);
}

#[tokio::test]
async fn a_bare_request_is_what_would_have_been_sent() {
    let server = Server::start([one(ID)]).await;
    let request =
        server.client().custom_certificates().create(ZONE, "pem").policy("country: IN").with_header("x-trace", "1");
    let bare = request.clone().into_http().unwrap();
    assert_eq!(server.count(), 0);
    request.send().await.unwrap();
    let seen = server.only();

    assert_eq!((bare.method().as_str(), &bare.body()[..]), (seen.method.as_str(), seen.body.as_bytes()));
    assert_eq!(bare.uri().to_string(), format!("http://{}{}", server.address(), seen.target));
    let mut headers: Vec<(String, String)> =
        bare.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    // These are the HTTP stack's to add.
    let added = ["accept-encoding", "content-length", "host"];
    headers.extend(seen.headers.iter().filter(|(name, _)| added.contains(&name.as_str())).cloned());
    headers.sort();
    assert_eq!(headers, seen.headers);
    assert!(bare.headers()["authorization"].is_sensitive());
}
