//! Requests on the wire.

use cloudflare_certificates::{Client, Error};
use percent_encoding::percent_decode_str;

use super::answers::{ID, ZONE, fine, list, value};
use super::client::{every, get, post};
use super::server::{Seen, Server};

/// Refuses the path value, in any place, before anything is sent.
async fn refused(text: &str) {
    let server = Server::start([]).await;
    let certificates = server.client().custom_certificates();
    for (parameter, call) in [
        ("zone_id", certificates.get(text, ID).send().await),
        ("custom_certificate_id", certificates.get(ZONE, text).send().await),
        ("zone_id", certificates.create(text, "pem").send().await),
    ] {
        let error = call.unwrap_err();
        let Error::Request(error) = &error else { panic!("{text:?}: {error:?}") };
        assert_eq!(error.parameter(), parameter, "{text:?}: {error}");
    }
    assert_eq!((server.count(), server.opened()), (0, 0), "{text:?}");
}

/// The segments of a request's path behind the base URL's, decoded as servers do.
fn segments(seen: &Seen) -> Vec<String> {
    let path = seen.target.split('?').next().unwrap().strip_prefix("/client/v4/").unwrap();
    path.split('/').map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned()).collect()
}

/// Sends the path value as one segment, and gives that as it is on the wire.
async fn sent(text: &str) -> String {
    let server = Server::start([fine()]).await;
    server.client().custom_certificates().get(text, ID).send().await.unwrap();
    let seen = server.only();
    assert_eq!(segments(&seen), ["zones", text, "custom_certificates", ID], "{}", seen.target);
    seen.target.split('/').nth(4).unwrap().to_owned()
}

#[tokio::test]
async fn r62_path_value_that_is_no_segment_is_refused() {
    for text in ["", ".", ".."] {
        refused(text).await;
    }
}

#[tokio::test]
async fn r62_percent_sign_in_a_path_value_is_data() {
    for (text, wire) in [
        ("%2e%2e", "%252e%252e"),
        ("%2e", "%252e"),
        (".%2E", ".%252E"),
        ("%2f", "%252f"),
        ("%", "%25"),
        ("%00", "%2500"),
        ("...", "..."),
        ("..a", "..a"),
    ] {
        assert_eq!(sent(text).await, wire);
    }
}

#[tokio::test]
async fn r63_path_value_is_one_segment_whatever_it_contains() {
    for text in [
        "/",
        "?",
        "#",
        "%",
        "\\",
        ";",
        " ",
        "é",
        "👍",
        "\u{202e}",
        "a/../b",
        "/etc/passwd",
        "a?b=c#d",
        "a;b=c",
        "a b",
        "+",
        "&=",
        "..;/",
        "*:@!$'(),[]",
        "\u{feff}",
    ] {
        sent(text).await;
    }
}

#[tokio::test]
async fn r64_control_character_in_a_path_value_is_refused() {
    for text in ["a\tb", "a\rb", "a\nb", "a\0b", "\u{7f}", "a\u{85}b", "\t", "\n..", ".\r."] {
        refused(text).await;
    }
}

/// The pairs of a request's query, decoded as servers do.
fn pairs(seen: &Seen) -> Vec<(String, String)> {
    let query = seen.target.split_once('?').map_or("", |(_, query)| query);
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().unwrap().into_owned();
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (decode(name), decode(value))).unwrap();
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

#[tokio::test]
async fn r65_query_value_is_what_was_set() {
    for text in ["&", "=", "+", "#", "é", "[]", "", "a&b=c", "%26", " ", "?", "/", "👍", "\t\r\n\0", "a;b", "'\"<>"]
    {
        let server = Server::start([list(&[])]).await;
        let call = server.client().custom_certificates().list(ZONE).with_query("na[m]&e", text).page(2);
        call.send().await.unwrap();
        let pairs = pairs(&server.only());
        assert_eq!(pairs.len(), 2, "{text:?}: {pairs:?}");
        assert!(pairs.contains(&("na[m]&e".to_owned(), text.to_owned())), "{text:?}: {pairs:?}");
        assert!(pairs.contains(&("page".to_owned(), "2".to_owned())), "{text:?}: {pairs:?}");
    }
}

#[tokio::test]
async fn r66_header_that_is_none_is_refused() {
    let server = Server::start([]).await;
    let client = server.client();
    for (name, value) in [
        ("x-a", "b\r\nauthorization: c"),
        ("x-a", "b\nc"),
        ("x-a", "b\0c"),
        ("x-a\r\nb", "c"),
        ("x a", "b"),
        ("", "b"),
        ("x-é", "b"),
        ("x-a:", "b"),
    ] {
        let error = client.custom_certificates().get(ZONE, ID).with_header(name, value).send().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{name:?}: {error:?}");
        let builder = server.builder().api_token("t").default_header(name, value);
        assert!(matches!(builder.build(), Err(Error::Configuration(_))), "{name:?}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn r66_headers_of_the_message_are_the_clients() {
    let server = Server::start([]).await;
    let names = [
        "Host",
        "content-length",
        "Content-Type",
        "transfer-encoding",
        "connection",
        "Authorization",
        "X-Auth-Key",
        "x-auth-email",
        "upgrade",
        "te",
        "trailer",
        "expect",
        "cookie",
        "accept-encoding",
        "proxy-authorization",
    ];
    for name in names {
        let call = server.client().custom_certificates().get(ZONE, ID).with_header(name, "1").send().await;
        assert!(matches!(call, Err(Error::Request(_))), "{name}: {call:?}");
        let builder = server.builder().api_token("t").default_header(name, "1");
        assert!(matches!(builder.build(), Err(Error::Configuration(_))), "{name}");
    }
    assert_eq!(server.count(), 0);
    // All others are theirs who set them.
    let server = Server::start([fine()]).await;
    let client = server.builder().api_token("t").default_header("x-one", "1").default_header("x-two", "2");
    let client = client.build().unwrap();
    client.custom_certificates().get(ZONE, ID).with_header("X-Two", "é 3").send().await.unwrap();
    let seen = server.only();
    assert_eq!((seen.header("x-one"), seen.header("x-two")), (vec!["1"], vec!["é 3"]));
}

#[tokio::test]
async fn r68_headers_that_every_request_has_and_those_of_a_body() {
    for (method, call) in every() {
        let server = Server::start([value("null")]).await;
        let _ = call(&server.client()).await;
        let seen = server.only();
        assert_eq!(seen.method, method);
        assert_eq!(seen.header("accept"), ["application/json"], "{method}");
        let [agent] = seen.header("user-agent")[..] else { panic!("{method}: {seen:?}") };
        assert!(agent.starts_with("cloudflare-certificates/"), "{method}: {agent}");
        assert_eq!(seen.header("host"), [server.address().to_string()], "{method}");
        if matches!(method, "GET" | "DELETE") {
            for name in ["content-type", "content-length", "transfer-encoding"] {
                assert!(seen.header(name).is_empty(), "{method} {name}");
            }
            assert!(seen.body.is_empty(), "{method}");
        } else {
            assert_eq!(seen.header("content-type"), ["application/json"], "{method}");
            assert_eq!(seen.header("content-length"), [seen.body.len().to_string()], "{method}");
            assert!(serde_json::from_slice::<serde_json::Value>(&seen.body).is_ok(), "{method}");
        }
    }
}

#[tokio::test]
async fn r68_product_stands_in_the_user_agent() {
    let server = Server::start([fine(), fine()]).await;
    let client: Client = server.builder().api_token("t").user_agent("my-app/1.2").build().unwrap();
    get(&client).await.unwrap();
    post(&client).await.unwrap();
    for seen in server.seen() {
        let [agent] = seen.header("user-agent")[..] else { panic!("{seen:?}") };
        assert!(agent.starts_with("cloudflare-certificates/") && agent.ends_with(" my-app/1.2"), "{agent}");
    }
}
