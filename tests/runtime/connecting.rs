//! Connections that do not come about.

use std::time::Duration;

use cloudflare_certificates::transport::{Phase, TransportErrorKind};
use cloudflare_certificates::{Client, Error};
use tokio::net::TcpSocket;

use super::client::{TOKEN, chain, every, fault, get, post, transport};
use super::clock::Clock;

#[tokio::test]
async fn r01_connection_refused_is_retried_for_every_method() {
    // A port that is taken, and at which nobody listens.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    for (method, call) in every() {
        for retries in [0, 2, 4] {
            let clock = Clock::default();
            let builder = Client::builder().base_url(format!("http://{address}")).api_token(TOKEN).clock(clock.clone());
            let client = builder.random(|| 0.5).max_retries(retries).build().unwrap();
            let error = transport(call(&client).await);
            assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Connect, Phase::Connect), "{method}");
            assert_eq!(error.attempts(), retries + 1, "{method}");
            assert!(!error.may_have_been_processed(), "{method}");
            assert_eq!(clock.waits(), [250, 500, 1000, 2000][..retries as usize], "{method}");
            assert!(error.to_string().contains(&address.to_string()), "{error}");
            assert!(Error::from(error).is_connect());
        }
    }
}

#[tokio::test]
async fn r02_name_that_is_not_resolved() {
    // A label that DNS cannot have: nobody is asked for it.
    let host = format!("{}.example", "a".repeat(64));
    let builder = Client::builder().base_url(format!("http://{host}/v4")).allow_http(true).api_token(TOKEN);
    let error = transport(get(&builder.clock(Clock::default()).build().unwrap()).await);
    assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Dns, Phase::Connect), "{error:?}");
    assert!(error.to_string().contains(&host), "{error}");
    assert!(std::error::Error::source(&error).is_some(), "{error:?}");
    assert!(!chain(&error).contains(TOKEN));
    assert_eq!(error.attempts(), 3);
}

/// A listener that accepts nobody, with its queue full, so that nothing answers who connects.
fn black_hole() -> (tokio::net::TcpListener, Vec<std::net::TcpStream>, std::net::SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    // One that takes too long may be this machine's fault; three in a row are not.
    let mut missed = 0;
    while missed < 3 {
        match std::net::TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
            Ok(stream) => {
                missed = 0;
                waiting.push(stream);
            }
            Err(_) => missed += 1,
        }
        assert!(waiting.len() < 100, "the queue never fills");
    }
    (listener, waiting, address)
}

#[tokio::test(start_paused = true)]
async fn r04_black_hole_takes_as_long_as_connecting_may() {
    let (_listener, _waiting, address) = black_hole();
    for (limit, scheme) in [(None, "http"), (Some(1.0), "http"), (None, "https"), (Some(2.0), "https")] {
        let builder = Client::builder().base_url(format!("{scheme}://{address}")).api_token(TOKEN).max_retries(0);
        let builder = match limit {
            Some(limit) => builder.connect_timeout(Duration::from_secs_f64(limit)),
            None => builder,
        };
        let client = builder.build().unwrap();
        let start = tokio::time::Instant::now();
        assert_eq!(fault(post(&client).await), (TransportErrorKind::Timeout, Phase::Connect));
        let (took, due) = (start.elapsed().as_secs_f64(), limit.unwrap_or(5.0));
        assert!((took - due).abs() < due / 10.0, "{took} s, where {due} s are due");
    }
}

#[tokio::test(start_paused = true)]
async fn r04_attempts_that_do_not_connect_are_retried() {
    let (_listener, _waiting, address) = black_hole();
    let client = Client::builder().base_url(format!("http://{address}")).api_token(TOKEN).random(|| 0.0);
    let start = tokio::time::Instant::now();
    let error = transport(post(&client.build().unwrap()).await);
    assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Timeout, 3));
    assert!((14.9..15.5).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
}
