//! Connections that break between request and answer.

use std::io::{Read, Write};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use cloudflare_certificates::transport::{Phase, TransportErrorKind};
use cloudflare_certificates::{Client, Error};
use tokio::sync::Semaphore;

use super::answers::{ID, RAY, ZONE, certificate, enveloped, fine};
use super::client::{REPEATABLE, TOKEN, UNREPEATABLE, answer_for, every, fault, get, post, transport};
use super::server::{Reply, Server};

/// Breaks the first exchange: what may be sent twice succeeds with the second, and what may not fails with the first.
async fn as_with_an_empty_reply(broken: Reply, kind: TransportErrorKind, phase: Phase) {
    for (method, call) in REPEATABLE {
        let server = Server::start([broken.clone(), answer_for(method)]).await;
        assert_eq!(call(&server.client()).await.unwrap(), 2, "{method}");
        assert_eq!((server.count(), server.opened()), (2, 2), "{method}");
    }
    for (method, call) in UNREPEATABLE {
        let server = Server::start([broken.clone(), answer_for(method)]).await;
        let error = transport(call(&server.client()).await);
        assert_eq!((error.kind(), error.phase(), error.attempts()), (kind, phase, 1), "{method}: {error:?}");
        assert!(error.may_have_been_processed(), "{method}: {error:?}");
        assert!(error.to_string().contains("may have been processed"), "{method}: {error}");
        assert_eq!(server.count(), 1, "{method}");
    }
}

#[tokio::test]
async fn r05_empty_reply_is_retried_where_that_is_harmless() {
    as_with_an_empty_reply(Reply::nothing().close(), TransportErrorKind::Interrupted, Phase::Response).await;
}

#[tokio::test]
async fn r05_half_a_head_is_as_an_empty_reply() {
    let half = Reply::raw("HTTP/1.1 200 OK\r\ncontent-ty").close();
    as_with_an_empty_reply(half, TransportErrorKind::Interrupted, Phase::Response).await;
}

/// Reads to the end of the request's body: what is left unread would turn closing into a reset.
fn whole_request(stream: &mut std::net::TcpStream) -> Vec<u8> {
    let (mut request, mut byte) = (Vec::new(), [0]);
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        request.extend(byte);
    }
    let head = String::from_utf8(request.clone()).unwrap().to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).unwrap();
    [request, body].concat()
}

/// Answers each of `connections` connections once, and closes it when it is told to.
fn closing_server(connections: usize) -> (std::net::SocketAddr, mpsc::Sender<()>, mpsc::Receiver<Vec<u8>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (close, closing) = mpsc::channel::<()>();
    let (closed, report) = mpsc::channel();
    std::thread::spawn(move || {
        for _ in 0..connections {
            let (mut stream, _) = listener.accept().unwrap();
            let request = whole_request(&mut stream);
            let put = request.starts_with(b"PUT ");
            let body = enveloped(&if put { format!("[{}]", certificate(ID)) } else { certificate(ID) });
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
            if closing.recv().is_err() {
                return;
            }
            drop(stream);
            closed.send(request).unwrap();
        }
    });
    (address, close, report)
}

#[tokio::test]
async fn r06_idle_connection_that_the_server_closed_is_replaced_silently() {
    for (method, call) in every() {
        let (address, close, closed) = closing_server(3);
        let client = Client::builder().base_url(format!("http://{address}")).api_token(TOKEN).max_retries(0);
        let client = client.build().unwrap();
        assert_eq!(get(&client).await.unwrap(), 1);
        // The client has no chance to notice before it sends: nothing of it runs in the meantime.
        for _ in 0..2 {
            close.send(()).unwrap();
            closed.recv_timeout(Duration::from_secs(10)).unwrap();
            assert_eq!(call(&client).await.unwrap_or_else(|error| panic!("{method}: {error:?}")), 1, "{method}");
        }
    }
}

#[tokio::test]
async fn r07_reset_before_the_head_is_as_an_empty_reply() {
    as_with_an_empty_reply(Reply::nothing().reset(), TransportErrorKind::Interrupted, Phase::Response).await;
}

#[tokio::test]
async fn r08_total_time_limit_covers_the_body() {
    let head = "HTTP/1.1 200 OK\r\ncf-ray: 8d0c353a-FRA\r\ncontent-length: 100\r\n\r\n{";
    let server = Server::start([Reply::raw(head).stall()]).await;
    let call =
        tokio::spawn(server.client().custom_certificates().get(ZONE, ID).with_read_timeout(Duration::MAX).send());
    // The limit of the call, and that of the body.
    server.clock.limits(2).await;
    server.clock.advance(Duration::from_secs(59));
    assert!(!call.is_finished());
    server.clock.advance(Duration::from_secs(1));
    let error = transport(call.await.unwrap());
    assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Timeout, Phase::Body));
    assert_eq!((error.status().unwrap().as_u16(), error.request_id(), error.attempts()), (200, Some(RAY), 1));
    assert!(Error::from(error).is_timeout());
    // There is no time left for another attempt.
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn r08_body_that_stops_has_a_limit_of_its_own() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let server = Server::start([Reply::raw(head).stall(), fine()]).await;
    let call = tokio::spawn(get(&server.client()));
    server.clock.limits(2).await;
    server.clock.advance(Duration::from_secs(30));
    // It is half of the call's time, so there is another attempt.
    assert_eq!(call.await.unwrap().unwrap(), 2);
}

#[tokio::test]
async fn r09_byte_per_second_does_not_outlast_the_total_limit() {
    let drops = Arc::new(Semaphore::new(0));
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    let server = Server::start([Reply::raw(head).drip(b' ', &drops)]).await;
    let call = tokio::spawn(get(&server.client()));
    for second in 1..=60 {
        // The call's limit, and for each byte that of the next one.
        server.clock.limits(1 + second).await;
        assert!(!call.is_finished(), "{second}");
        server.clock.advance(Duration::from_secs(1));
        drops.add_permits(1);
    }
    assert_eq!(fault(call.await.unwrap()), (TransportErrorKind::Timeout, Phase::Body));
    assert_eq!((server.clock.passed(), server.count()), (Duration::from_secs(60), 1));
}

/// An answer whose body breaks off.
async fn truncated(broken: Reply) {
    as_with_an_empty_reply(broken.clone(), TransportErrorKind::Interrupted, Phase::Body).await;
    let server = Server::start([broken]).await;
    let error = transport(post(&server.client()).await);
    assert_eq!(error.status().unwrap().as_u16(), 200, "{error:?}");
}

#[tokio::test]
async fn r10_body_that_ends_too_early_is_truncated_and_not_undecodable() {
    truncated(Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"a\":1").close()).await;
}

#[tokio::test]
async fn r11_reset_within_the_body() {
    truncated(Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"a\":1").reset()).await;
}

#[tokio::test]
async fn r12_chunk_that_ends_too_early() {
    truncated(Reply::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"a\"").close()).await;
}

#[tokio::test]
async fn r12_last_chunk_that_is_missing() {
    let whole = format!("{:x}\r\n{}\r\n", enveloped(&certificate(ID)).len(), enveloped(&certificate(ID)));
    truncated(Reply::raw(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{whole}")).close()).await;
}

#[tokio::test]
async fn r13_chunk_size_that_is_none() {
    for size in ["zz", "-1", "1g", "", "ffffffffffffffffff"] {
        truncated(Reply::raw(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{size}\r\n{{\r\n"))).await;
    }
}
