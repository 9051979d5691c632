//! Servers that speak HTTP/2, and refuse, cancel, or break its rules.

use cloudflare_certificates::Client;
use cloudflare_certificates::transport::{Phase, TransportErrorKind};

use super::answers::{ID, certificate, certificates, enveloped};
use super::client::{REPEATABLE, TOKEN, UNREPEATABLE, every, fault, get, transport};
use super::clock::Clock;
use super::http2::{
    self, CANCEL, CONTINUATION, DATA, END_HEADERS, END_STREAM, HEADERS, REFUSED_STREAM, STATUS_200, Step,
    WINDOW_UPDATE, field,
};
use super::tls::Authority;

/// A server that plays these steps, and a client of it that does not wait.
async fn http2(steps: impl IntoIterator<Item = Step>) -> (http2::Server, Client) {
    let authority = Authority::new();
    let server = http2::Server::start(authority.server(&["127.0.0.1"], &["h2"]), steps).await;
    let builder = Client::builder().base_url(format!("https://{}", server.address)).api_token(TOKEN);
    let client = builder.clock(Clock::default()).transport(authority.trusted()).build().unwrap();
    (server, client)
}

fn answer_to(method: &str) -> Step {
    Step::Answer(enveloped(&if method == "PUT" { certificates(&[ID]) } else { certificate(ID) }))
}

#[tokio::test]
async fn r18_request_that_a_server_going_away_has_not_seen() {
    for (method, call) in every() {
        let (server, client) = http2([Step::GoAway, answer_to(method), answer_to(method)]).await;
        assert_eq!(call(&client).await.unwrap_or_else(|error| panic!("{method}: {error:?}")), 2, "{method}");
        assert_eq!(call(&client).await.unwrap_or_else(|error| panic!("{method}: {error:?}")), 1, "{method}");
        assert_eq!(server.count(), 3, "{method}");
    }
}

#[tokio::test]
async fn r18_request_that_a_server_going_away_may_have_seen() {
    for (method, call) in REPEATABLE {
        let (server, client) = http2([Step::Leave, answer_to(method)]).await;
        assert_eq!(call(&client).await.unwrap_or_else(|error| panic!("{method}: {error:?}")), 2, "{method}");
        assert_eq!(server.count(), 2, "{method}");
    }
    for (method, call) in UNREPEATABLE {
        let (server, client) = http2([Step::Leave]).await;
        let error = transport(call(&client).await);
        assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Interrupted, Phase::Response), "{method}");
        assert!(error.may_have_been_processed(), "{method}: {error:?}");
        assert_eq!(server.count(), 1, "{method}");
    }
}

#[tokio::test]
async fn r18_request_that_was_refused() {
    for (method, call) in every() {
        let (server, client) = http2([Step::Reset(REFUSED_STREAM), answer_to(method)]).await;
        assert_eq!(call(&client).await.unwrap_or_else(|error| panic!("{method}: {error:?}")), 2, "{method}");
        assert_eq!(server.count(), 2, "{method}");
    }
}

#[tokio::test]
async fn r18_request_that_is_refused_again_and_again_is_not_said_to_have_been_processed() {
    for (method, call) in every() {
        let (server, client) = http2(vec![Step::Reset(REFUSED_STREAM); 3]).await;
        let error = transport(call(&client).await);
        assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Refused, 3), "{method}: {error:?}");
        assert!(!error.may_have_been_processed() && !error.to_string().contains("processed"), "{method}: {error:?}");
        assert_eq!(server.count(), 3, "{method}");
    }
}

#[tokio::test]
async fn r18_cancelled_stream_is_as_an_empty_reply() {
    for (method, call) in REPEATABLE {
        let (server, client) = http2([Step::Reset(CANCEL), answer_to(method)]).await;
        assert_eq!(call(&client).await.unwrap(), 2, "{method}");
        assert_eq!(server.count(), 2, "{method}");
    }
    for (method, call) in UNREPEATABLE {
        let (server, client) = http2([Step::Reset(CANCEL)]).await;
        let error = transport(call(&client).await);
        assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Interrupted, Phase::Response), "{method}");
        assert!(error.may_have_been_processed(), "{method}: {error:?}");
        assert_eq!(server.count(), 1, "{method}");
    }
}

#[tokio::test]
async fn r15_frames_that_break_the_rules_are_no_answer() {
    let head = [&[STATUS_200][..], &field("x-a", "b")].concat();
    for (rule, frames) in [
        ("a body before its head", vec![(DATA, END_STREAM, b"{}".to_vec())]),
        ("a window that grows by nothing", vec![(WINDOW_UPDATE, 0, vec![0; 4])]),
        ("a name in capitals", vec![(HEADERS, END_HEADERS, [&[STATUS_200][..], &field("X-A", "b")].concat())]),
        (
            "a field of a connection",
            vec![(HEADERS, END_HEADERS, [&[STATUS_200][..], &field("connection", "close")].concat())],
        ),
        ("another frame within a head", vec![(HEADERS, 0, head.clone()), (DATA, END_STREAM, b"{}".to_vec())]),
        ("a head that is no HPACK", vec![(HEADERS, END_HEADERS, vec![0xff; 20])]),
    ] {
        let (server, client) = http2([Step::Frames(frames)]).await;
        let error = transport(get(&client).await);
        assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Protocol, 1), "{rule}: {error:?}");
        assert_eq!(server.count(), 1, "{rule}");
    }
}

#[tokio::test]
async fn r16_head_over_http2_is_bounded() {
    let answer = |fields: usize| {
        let mut head = vec![STATUS_200];
        for number in 0..fields {
            head.extend(field(&format!("x-{number}"), &"a".repeat(100)));
        }
        let mut frames: Vec<_> = head.chunks(16_000).map(|part| (CONTINUATION, 0, part.to_vec())).collect();
        frames.first_mut().unwrap().0 = HEADERS;
        frames.last_mut().unwrap().1 = END_HEADERS;
        frames.push((DATA, END_STREAM, enveloped(&certificate(ID)).into_bytes()));
        Step::Frames(frames)
    };
    let (_, client) = http2([answer(80)]).await;
    assert_eq!(get(&client).await.unwrap(), 1);
    for fields in [200, 1000] {
        let (server, client) = http2([answer(fields)]).await;
        assert_eq!(fault(get(&client).await), (TransportErrorKind::Protocol, Phase::Response), "{fields}");
        assert_eq!(server.count(), 1);
    }
}
