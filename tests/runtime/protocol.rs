//! Servers that do not follow HTTP, or follow it in unusual ways.

use cloudflare_certificates::Error;
use cloudflare_certificates::transport::TransportErrorKind;

use super::answers::{FAILURE, ID, RAY, ZONE, certificate, enveloped, fine, json, value};
use super::client::{get, transport};
use super::server::{Reply, Server};

#[tokio::test]
async fn r14_body_that_ends_with_the_connection_and_within_json() {
    let whole = enveloped(&certificate(ID));
    for end in [1, whole.len() / 2, whole.len() - 1] {
        let head = format!("HTTP/1.1 200 OK\r\ncf-ray: {RAY}\r\ncontent-type: application/json\r\n\r\n");
        let server = Server::start([Reply::raw(format!("{head}{}", &whole[..end])).close()]).await;
        let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{end}: {error:?}") };
        assert_eq!((error.status().as_u16(), error.request_id(), error.attempts()), (200, Some(RAY), 1));
        assert_eq!((error.offset(), error.reason()), (Some(end), "the document ends too early"));
    }
}

/// An answer that is not HTTP is an error, and its connection is not used for the next call.
async fn not_http(bytes: impl Into<Vec<u8>>) {
    let bytes = bytes.into();
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
    let server = Server::start([Reply::raw(bytes), fine()]).await;
    let client = server.client();
    let error = transport(get(&client).await);
    assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Protocol, 1), "{shown:?}: {error:?}");
    assert_eq!(get(&client).await.unwrap(), 1, "{shown:?}");
    assert_eq!((server.opened(), server.count()), (2, 2), "{shown:?}");
}

#[tokio::test]
async fn r15_two_lengths_that_differ() {
    not_http("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}").await;
    not_http("HTTP/1.1 200 OK\r\ncontent-length: 2, 3\r\n\r\n{}").await;
    not_http("HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\n{}").await;
}

#[tokio::test]
async fn r15_header_that_goes_on_in_the_next_line() {
    not_http("HTTP/1.1 200 OK\r\nx-a: b\r\n c\r\ncontent-length: 2\r\n\r\n{}").await;
}

#[tokio::test]
async fn r15_header_with_nul() {
    not_http("HTTP/1.1 200 OK\r\nx-a: b\0c\r\ncontent-length: 2\r\n\r\n{}").await;
}

#[tokio::test]
async fn r15_status_that_is_none() {
    for line in ["HTTP/1.1 099 No", "HTTP/1.1 20 OK", "HTTP/1.1 abc OK", "HTTP/3.1 200 OK", "SSH-2.0-server"] {
        not_http(format!("{line}\r\ncontent-length: 2\r\n\r\n{{}}")).await;
    }
}

#[tokio::test]
async fn r16_too_many_headers() {
    let headers =
        |count: usize| (0..count).fold(String::new(), |headers, number| headers + &format!("x-{number}: a\r\n"));
    let answer = |count: usize| {
        let body = enveloped(&certificate(ID));
        format!("HTTP/1.1 200 OK\r\n{}content-length: {}\r\n\r\n{body}", headers(count - 1), body.len())
    };
    // A hundred are understood, and one more is not.
    let server = Server::start([Reply::raw(answer(100))]).await;
    assert_eq!(get(&server.client()).await.unwrap(), 1);
    not_http(answer(101)).await;
}

#[tokio::test]
async fn r16_switch_to_another_protocol_that_nobody_asked_for() {
    not_http("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n").await;
}

#[tokio::test]
async fn r16_thousand_early_hints_are_passed_over() {
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n".repeat(1000);
    let body = enveloped(&certificate(ID));
    let answer = format!("{hints}HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let server = Server::start([Reply::raw(answer), fine()]).await;
    let client = server.client();
    assert_eq!((get(&client).await.unwrap(), get(&client).await.unwrap()), (1, 1));
    assert_eq!(server.opened(), 1);
}

#[tokio::test]
async fn r17_bytes_behind_the_body_are_nobodys_answer() {
    let body = enveloped(&certificate(ID));
    let first = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let forged = enveloped(&certificate("forged"));
    let forged = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{forged}", forged.len());
    for behind in ["x", "\r\n\r\n", &forged] {
        let server = Server::start([Reply::raw(format!("{first}{behind}")), value(&certificate("second"))]).await;
        let client = server.client();
        let call = || client.custom_certificates().get(ZONE, ID).send();
        assert_eq!(call().await.unwrap().id, ID, "{behind:?}");
        assert_eq!(call().await.unwrap().id, "second", "{behind:?}");
        assert_eq!((server.opened(), server.count()), (2, 2), "{behind:?}");
    }
}

#[tokio::test]
async fn r19_answer_before_the_body_is_sent() {
    let large = "x".repeat(16 << 20);
    for status in ["413 Content Too Large", "401 Unauthorized"] {
        let server = Server::start([json(status, FAILURE).early()]).await;
        let error = server.client().custom_certificates().create(ZONE, &large).send().await.unwrap_err();
        let Error::Api(error) = error else { panic!("{status}: {error:?}") };
        assert!(status.starts_with(error.status().as_str()) && error.has_code(1003), "{error:?}");
        assert_eq!(server.count(), 1);
    }
}
