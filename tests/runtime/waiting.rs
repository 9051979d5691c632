//! How long the client waits where the server says how long to wait.

use cloudflare_certificates::Error;

use super::answers::{FAILURE, ID, ZONE, answer, fine};
use super::client::get;
use super::server::Server;

/// How long the client waits, in milliseconds, after 429 with these headers.
async fn wait(headers: &[(&str, &str)]) -> u128 {
    let server = Server::start([answer("429 Too Many Requests", headers, FAILURE), fine()]).await;
    assert_eq!(get(&server.client()).await.unwrap(), 2, "{headers:?}");
    let [wait] = server.clock.waits()[..] else { panic!("{headers:?}") };
    wait
}

/// What the client chooses itself.
const OWN: u128 = 250;

/// The shortest wait where the server says how long.
const SHORTEST: u128 = 100;

#[tokio::test]
async fn r69_retry_after_in_seconds() {
    for (value, due) in
        [("2", 2000), ("0", SHORTEST), ("1.5", 1500), ("  3 ", 3000), ("0.01", SHORTEST), ("10", 10_000)]
    {
        assert_eq!(wait(&[("retry-after", value)]).await, due, "{value:?}");
    }
}

#[tokio::test]
async fn r69_retry_after_as_a_date() {
    // The clock shows Sun, 06 Nov 1994 08:49:37 GMT; the three forms are those of RFC 9110, section 5.6.7.
    for (value, due) in [
        ("Sun, 06 Nov 1994 08:49:42 GMT", 5000),
        ("Sunday, 06-Nov-94 08:49:42 GMT", 5000),
        ("Sun Nov  6 08:49:42 1994", 5000),
        ("Sun, 06 Nov 1994 08:49:37 GMT", SHORTEST),
        ("Sun, 06 Nov 1994 08:00:00 GMT", SHORTEST),
        ("Thu, 01 Jan 1970 00:00:00 GMT", SHORTEST),
    ] {
        assert_eq!(wait(&[("retry-after", value)]).await, due, "{value:?}");
    }
}

#[tokio::test]
async fn r69_retry_after_that_says_nothing_is_not_there() {
    for value in ["-1", "soon", "", " ", "nan", "inf", "0x10", "1 s", "1,5", "Sun, 99 Nov 1994 08:49:42 GMT", "\u{e9}"]
    {
        assert_eq!(wait(&[("retry-after", value)]).await, OWN, "{value:?}");
    }
    assert_eq!(wait(&[]).await, OWN);
}

#[tokio::test]
async fn r69_of_two_headers_the_first_counts() {
    assert_eq!(wait(&[("retry-after", "2"), ("retry-after", "7")]).await, 2000);
    assert_eq!(wait(&[("retry-after", "soon"), ("retry-after", "7")]).await, OWN);
}

#[tokio::test]
async fn r69_wait_beyond_the_cap_is_an_error_at_once() {
    for value in ["1000000000", "1e9", "61", "99999999999999999999999999", "Sat, 06 Nov 2094 08:49:37 GMT"] {
        let server = Server::start([answer("429 Too Many Requests", &[("retry-after", value)], FAILURE), fine()]).await;
        let error = get(&server.client()).await.unwrap_err();
        assert!(error.is_rate_limited() && error.is_retryable() && error.attempts() == 1, "{value}: {error:?}");
        assert_eq!((server.clock.waits(), server.count()), (vec![], 1), "{value}");
        let Error::Api(error) = error else { panic!("{value}: {error:?}") };
        assert!(error.headers()["retry-after"] == value && error.has_code(1003), "{value}: {error:?}");
        assert!(value.contains("GMT") || error.retry_after().is_some_and(|wait| wait.as_secs() >= 61), "{value}");
    }
}

#[tokio::test]
async fn r69_wait_is_obeyed_with_every_transient_status() {
    for status in ["408 X", "429 X", "500 X", "502 X", "503 X", "504 X", "520 X"] {
        let server = Server::start([answer(status, &[("retry-after", "3")], ""), fine()]).await;
        let call = server.client().custom_certificates().get(ZONE, ID).send_raw();
        assert_eq!(call.await.unwrap().attempts(), 2, "{status}");
        assert_eq!(server.clock.waits(), [3000], "{status}");
    }
}

#[tokio::test]
async fn r70_milliseconds_count_before_seconds() {
    for (value, due) in [("1500", 1500), ("0", SHORTEST), ("50", SHORTEST), ("250.5", 250), ("19000", 19_000)] {
        assert_eq!(wait(&[("retry-after-ms", value)]).await, due, "{value}");
        assert_eq!(wait(&[("retry-after", "7"), ("Retry-After-Ms", value)]).await, due, "{value}");
    }
    for value in ["-1", "soon", "", "nan"] {
        assert_eq!(wait(&[("retry-after-ms", value)]).await, OWN, "{value:?}");
        assert_eq!(wait(&[("retry-after-ms", value), ("retry-after", "7")]).await, 7000, "{value:?}");
    }
    let server = Server::start([answer("429 X", &[("retry-after-ms", "60001")], ""), fine()]).await;
    assert!(get(&server.client()).await.unwrap_err().is_rate_limited());
}

#[tokio::test]
async fn r70_headers_about_quotas_say_nothing_of_waits() {
    // Seconds with some servers, a time of day with others, and a state even where nothing is wrong.
    for (name, value) in [
        ("ratelimit-reset", "7"),
        ("x-ratelimit-reset", "784111787"),
        ("x-rate-limit-reset", "784111787"),
        ("x-ratelimit-reset-after", "7"),
        ("ratelimit", "limit=100, remaining=0, reset=7"),
        ("ratelimit", "\"default\";r=0;t=7"),
    ] {
        assert_eq!(wait(&[(name, value)]).await, OWN, "{name}");
        assert_eq!(wait(&[(name, value), ("retry-after", "2")]).await, 2000, "{name}");
    }
}
