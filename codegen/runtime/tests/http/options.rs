//! The options of a single call.

use super::api::{TOKEN, create, get};
use super::fake::World;
use crate::runtime::Error;

#[test]
fn r66_headers_of_a_call() {
    let client = World::default().client();
    let request = get(&client).with_header("X-Trace", "1").with_header("x-trace", "2").into_http().unwrap();
    assert_eq!(request.headers().get_all("x-trace").iter().collect::<Vec<_>>(), ["2"]);
    for name in [
        "host",
        "Content-Length",
        "transfer-encoding",
        "authorization",
        "X-Auth-Email",
        "x-auth-key",
        "content-type",
        "b\nad",
    ] {
        let error = get(&client).with_header(name, "v").into_http().unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{name}");
    }
    let error = get(&client).with_header("x-trace", "hunter2\r\nx-evil: 1").into_http().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
}

#[test]
fn idempotency_keys_are_visible_text() {
    let client = World::default().client();
    for bad in ["", "a\nb"] {
        assert!(matches!(create(&client).with_idempotency_key(bad).into_http(), Err(Error::Request(_))));
    }
    let request = create(&client).with_idempotency_key("k-1").into_http().unwrap();
    assert_eq!(request.headers()["idempotency-key"], "k-1");
}

#[test]
fn a_request_can_be_sent_twice_by_its_clone() {
    let request = get(&World::default().client()).with_query("a", "b");
    let (first, second) = (request.clone().into_http().unwrap(), request.into_http().unwrap());
    assert_eq!((first.uri(), first.headers()), (second.uri(), second.headers()));
    assert_eq!(first.headers()["authorization"], format!("Bearer {TOKEN}"));
}
