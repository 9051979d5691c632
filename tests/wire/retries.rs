//! What is tried again, and how long the client waits before it.

use std::time::Duration;

use cloudflare_certificates::Client;
use cloudflare_certificates::models::PrioritizeCertificate;

use super::answers::{ID, ZONE, list, one, unavailable};
use super::server::{Reply, Server, TOKEN, answer};

/// A GET of one certificate; how often it was sent.
async fn attempts(client: &Client) -> u32 {
    match client.custom_certificates().get(ZONE, ID).send_raw().await {
        Ok(response) => response.attempts(),
        Err(error) => error.attempts(),
    }
}

#[tokio::test]
async fn two_more_attempts_with_growing_waits() {
    let server = Server::start([unavailable(), unavailable(), one(ID)]).await;
    assert_eq!(attempts(&server.client()).await, 3);
    // Half of 0.5 and of 1 second, since chance is one half here.
    assert_eq!(server.clock.waits(), [250, 500]);
    let [first, second, third] = server.seen().try_into().unwrap();
    assert_eq!(first, server.expected("GET", &format!("/zones/{ZONE}/custom_certificates/{ID}"), None));
    assert_eq!((&first, &first), (&second, &third));
}

#[tokio::test]
async fn no_more_than_two() {
    let server = Server::start([unavailable(), unavailable(), unavailable()]).await;
    let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    assert_eq!((error.attempts(), server.count(), error.status().unwrap().as_u16()), (3, 3, 503));
}

#[tokio::test]
async fn waits_double_up_to_their_cap() {
    let server = Server::start((0..7).map(|_| unavailable())).await;
    let client = server.builder().api_token(TOKEN).random(|| 1.0).max_retries(6).build().unwrap();
    assert_eq!(attempts(&client).await, 7);
    assert_eq!(server.clock.waits(), [500, 1000, 2000, 4000, 8000, 8000]);
}

#[tokio::test]
async fn waits_are_for_the_user_to_choose() {
    let server = Server::start((0..4).map(|_| unavailable())).await;
    let builder = server.builder().api_token(TOKEN).random(|| 1.0).max_retries(3);
    let client = builder.retry_base(Duration::from_secs(1)).retry_cap(Duration::from_secs(3)).build().unwrap();
    assert_eq!(attempts(&client).await, 4);
    assert_eq!(server.clock.waits(), [1000, 2000, 3000]);
}

#[tokio::test]
async fn which_answers_are_worth_another_attempt() {
    for status in [408, 429, 500, 502, 503, 504, 520, 522, 524, 529] {
        let server = Server::start([answer(&format!("{status} No"), &[], ""), one(ID)]).await;
        assert_eq!(attempts(&server.client()).await, 2, "{status}");
    }
    for status in [400, 401, 403, 404, 405, 409, 410, 422, 501, 505, 530] {
        let server = Server::start([answer(&format!("{status} No"), &[], ""), one(ID)]).await;
        assert_eq!((attempts(&server.client()).await, server.count()), (1, 1), "{status}");
    }
}

/// An answer that asks to wait.
fn busy(headers: &[(&str, &str)]) -> Reply {
    answer("429 Too Many Requests", headers, "")
}

#[tokio::test]
async fn the_server_says_how_long_to_wait() {
    for (name, text, waits) in [
        ("retry-after", "7", 7000),
        ("retry-after", "1.5", 1500),
        // The clock shows 08:49:37.
        ("retry-after", "Sun, 06 Nov 1994 08:49:50 GMT", 13_000),
        ("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT", 100),
        ("retry-after", "0", 100),
        ("retry-after", "soon", 250),
        ("retry-after-ms", "1234", 1234),
    ] {
        let server = Server::start([busy(&[(name, text)]), one(ID)]).await;
        assert_eq!(attempts(&server.client()).await, 2);
        assert_eq!(server.clock.waits(), [waits], "{name}: {text}");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_too_long_gets_no_second_request() {
    for text in ["61", "Sun, 06 Nov 1994 09:49:37 GMT", "1e300"] {
        let server = Server::start([busy(&[("retry-after", text)]), one(ID)]).await;
        let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
        assert!(error.is_rate_limited() && server.count() == 1 && server.clock.waits().is_empty(), "{text}: {error:?}");
    }
    let server = Server::start([busy(&[("retry-after", "61")]), one(ID)]).await;
    let builder = server.builder().api_token(TOKEN).timeout(Duration::from_secs(90));
    let client = builder.retry_after_cap(Duration::from_secs(61)).build().unwrap();
    let error = client.custom_certificates().get(ZONE, ID).with_max_retries(0).send().await.unwrap_err();
    let cloudflare_certificates::Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!(api.retry_after(), Some(Duration::from_secs(61)));
}

#[tokio::test]
async fn a_wait_that_the_time_limit_would_cut_short_is_not_begun() {
    let server = Server::start([busy(&[("retry-after", "40")]), busy(&[("retry-after", "40")]), one(ID)]).await;
    assert_eq!((attempts(&server.client()).await, server.count()), (2, 2));
    assert_eq!(server.clock.waits(), [40_000]);
}

#[tokio::test]
async fn a_creation_or_a_change_is_never_repeated_blindly() {
    for reply in [|| unavailable(), || Reply::Close, || busy(&[("retry-after", "1")])] {
        let server = Server::start([reply(), reply(), reply(), reply()]).await;
        let (custom, keyless) = (server.client().custom_certificates(), server.client().keyless_certificates());
        assert_eq!(custom.create(ZONE, "pem").send().await.unwrap_err().attempts(), 1);
        assert_eq!(custom.edit(ZONE, ID).send().await.unwrap_err().attempts(), 1);
        assert_eq!(keyless.create(ZONE, "host", 1, "pem").send().await.unwrap_err().attempts(), 1);
        assert_eq!(keyless.edit(ZONE, ID).send().await.unwrap_err().attempts(), 1);
        assert_eq!((server.count(), server.clock.waits().len()), (4, 0));
    }
}

#[tokio::test]
async fn with_a_key_by_which_the_server_knows_it_it_is() {
    let server = Server::start([unavailable(), Reply::Close, one(ID)]).await;
    let request = server.client().custom_certificates().create(ZONE, "pem").with_idempotency_key("4f2d");
    assert_eq!(request.send_raw().await.unwrap().attempts(), 3);
    assert_eq!(server.clock.waits(), [250, 500]);
    for seen in server.seen() {
        assert_eq!((seen.method.as_str(), seen.header("idempotency-key")), ("POST", vec!["4f2d"]));
        assert_eq!(seen.body, r#"{"certificate":"pem"}"#);
    }
    let server = Server::start([unavailable(), one(ID)]).await;
    let request = server.client().custom_certificates().edit(ZONE, ID).with_idempotency_key("4f2d");
    assert_eq!(request.send_raw().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn what_can_be_done_twice_is_repeated_with_its_body() {
    let server = Server::start([unavailable(), Reply::Close, list(&["a"])]).await;
    let ordered = [PrioritizeCertificate::new().id(ID).priority(1)];
    let request = server.client().custom_certificates().prioritize().update(ZONE, ordered);
    assert_eq!(request.send_raw().await.unwrap().attempts(), 3);
    let body = format!(r#"{{"certificates":[{{"id":"{ID}","priority":1}}]}}"#);
    assert!(server.seen().iter().all(|seen| seen.method == "PUT" && seen.body == body));

    let server = Server::start([unavailable(), one(ID)]).await;
    assert_eq!(server.client().keyless_certificates().delete(ZONE, ID).send_raw().await.unwrap().attempts(), 2);
}
