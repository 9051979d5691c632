//! Settings that make a client, and settings that do not.

use super::api::{API, TOKEN, get};
use super::fake::{World, certificate, enveloped, json};
use crate::runtime::{Client, ClientBuilder, Error};

fn with_base(base_url: &str) -> Result<Client, Error> {
    World::default().builder().set_credential(0, TOKEN.into()).base_url(base_url).build()
}

#[test]
fn base_urls_that_are_one() {
    for (given, kept) in [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com/client/v4//", "https://api.example.com/client/v4"),
        ("https://api.example.com:8443/a%20b", "https://api.example.com:8443/a%20b"),
        ("HTTPS://api.example.com", "https://api.example.com"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://127.8.9.1", "http://127.8.9.1"),
        ("http://[::1]:9", "http://[::1]:9"),
    ] {
        assert_eq!(with_base(given).unwrap().base_url(), kept);
    }
}

#[test]
fn r59_base_urls_that_are_none_or_that_show_credentials() {
    for bad in [
        "",
        "api.example.com",
        "/client/v4",
        "//api.example.com",
        "ftp://api.example.com",
        "https://",
        "https:///path",
        "https://user@api.example.com",
        "https://user:hunter2@api.example.com",
        "https://api.example.com@evil.example",
        "https://api.example.com?key=hunter2",
        "https://api.example.com/#hunter2",
        "https://api.example.com:port",
        "https://api.example.com:0",
        "https://api.example.com:99999",
        "https://api .example.com",
        "https://api.example.com\\@evil.example",
        "https://exa%6dple.com",
        "https://api.example.com/a/../b",
        "https://api.example.com/a/%2E./b",
        "https://api.example.com/a//b",
        "http://api.example.com",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.1",
        "http://0.0.0.0",
        "http://[::ffff:1.2.3.4]",
        "https://[not-an-address]",
    ] {
        let error = with_base(bad).expect_err(bad);
        assert!(matches!(error, Error::Configuration(_)), "{bad}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

#[test]
fn r59_plain_http_is_for_those_who_ask_for_it() {
    let builder = || World::default().builder().base_url("http://api.example.com");
    assert!(builder().set_credential(0, TOKEN.into()).allow_http(true).build().is_ok());
    let anonymous = ClientBuilder::new(&super::api::OTHER_API).transport(World::default()).clock(World::default());
    assert!(anonymous.base_url("http://api.example.com").build().is_ok(), "there is nothing to be seen");
}

#[test]
fn headers_that_belong_to_the_client_are_refused() {
    for name in [
        "Host",
        "content-length",
        "Content-Type",
        "AUTHORIZATION",
        "X-Auth-Key",
        "x-auth-email",
        "cookie",
        "Connection",
        "keep-alive",
        "user-agent",
        "b ad",
        "",
    ] {
        let error =
            World::default().builder().set_credential(0, TOKEN.into()).default_header(name, "v").build().unwrap_err();
        assert!(error.to_string().contains("header"), "{name}: {error}");
    }
    let error =
        World::default().builder().set_credential(0, TOKEN.into()).default_header("x-a", "secret\r\nx: y").build();
    let error = error.unwrap_err().to_string();
    assert_eq!(error, "header \"x-a\": its value contains characters that a header cannot hold");
}

#[test]
fn r68_every_request_says_who_asks_and_for_what() {
    let world = World::new([json(200, &enveloped(&certificate("c"))), json(200, &enveloped(&certificate("c")))]);
    let builder = world.builder().set_credential(0, TOKEN.into()).user_agent("my-app/1").default_header("X-Trace", "a");
    let client = builder.default_header("x-trace", "b").build().unwrap();
    world.run(get(&client).send()).unwrap();
    world.run(get(&client).with_header("x-trace", "c").send()).unwrap();
    let seen = world.seen();
    assert_eq!(seen[0].headers()["user-agent"], "certificates/1.2.3 my-app/1");
    assert_eq!(seen[0].headers()["accept"], "application/json");
    assert_eq!(seen[0].headers()["x-trace"], "b");
    assert_eq!(seen[1].headers()["x-trace"], "c");
    let error = world.builder().set_credential(0, TOKEN.into()).user_agent("a\nb").build().unwrap_err();
    assert!(error.to_string().starts_with("user_agent: "), "{error}");
}

#[test]
fn a_client_is_small_and_goes_anywhere() {
    fn anywhere<T: Clone + Send + Sync + 'static>() {}
    fn movable<T: Send + Unpin + 'static>(_: &T) {}
    anywhere::<Client>();
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    assert!(size_of::<Error>() <= 2 * size_of::<usize>());
    let client = World::default().client();
    movable(&super::api::list(&client).items());
    movable(&super::api::list(&client).pages());
    movable(&Box::pin(super::api::list(&client).send()));
    movable(&Box::pin(super::api::list(&client).send_raw()));
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_stack_a_transport_and_a_clock_are_asked_for() {
    let builder = || ClientBuilder::new(&API).set_credential(0, TOKEN.into());
    let error = builder().build().unwrap_err().to_string();
    assert!(error.starts_with("transport: the feature `reqwest` is off"), "{error}");
    let error = builder().transport(World::default()).build().unwrap_err().to_string();
    assert!(error.starts_with("clock: the feature `reqwest` is off"), "{error}");
}

#[cfg(all(feature = "reqwest", not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))))]
#[test]
fn without_a_tls_provider_there_is_an_error_and_no_panic() {
    let error = ClientBuilder::new(&API).set_credential(0, TOKEN.into()).build().unwrap_err().to_string();
    assert!(error.starts_with("transport: no TLS provider"), "{error}");
}

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[test]
fn the_built_in_stack_needs_no_help_and_no_runtime_to_be_built() {
    let client = ClientBuilder::new(&API).set_credential(0, TOKEN.into()).build().unwrap();
    assert_eq!(client.base_url(), "https://api.example.com/client/v4");
}
