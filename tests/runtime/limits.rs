//! Answers that are too large.

use std::io::Write as _;
use std::time::Duration;

use cloudflare_certificates::transport::{Phase, TransportErrorKind};
use cloudflare_certificates::{Client, DecodeError, Error};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::alone::{Memory, child, is_child};
use super::answers::{ID, ZONE, answer, certificate, enveloped, fine, json};
use super::client::{fault, get};
use super::server::{Reply, Server};

const MIB: u64 = 1 << 20;

/// The head of an answer in chunks.
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// The beginning of an answer in chunks, with these headers.
fn chunked(status: &str, headers: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {status}\r\n{headers}transfer-encoding: chunked\r\n\r\n"))
}

/// Bytes as a chunk.
fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The answer with a body that is compressed, or said to be.
fn encoded(encoding: &str, body: &[u8]) -> Reply {
    answer("200 OK", &[("content-encoding", encoding), ("content-type", "application/json")], body)
}

#[tokio::test]
async fn r21_body_may_be_as_large_as_the_limit_and_no_larger() {
    let body = enveloped(&certificate(ID));
    let limit = body.len() as u64;
    for chunks in [false, true] {
        let whole = Reply::raw([HEAD, &chunk(body.as_bytes()), b"0\r\n\r\n"].concat());
        let reply = || if chunks { whole.clone() } else { json("200 OK", &body) };
        let server = Server::start([reply(), reply(), reply(), fine()]).await;
        let call = |limit| server.client().custom_certificates().get(ZONE, ID).with_max_body_size(limit).send();
        assert_eq!(call(limit).await.unwrap().id, ID);
        assert_eq!(fault(call(limit - 1).await), (TransportErrorKind::TooLarge, Phase::Body));
        let client = server.builder().api_token("t").max_body_size(limit - 1).build().unwrap();
        assert_eq!(fault(get(&client).await), (TransportErrorKind::TooLarge, Phase::Body));
        // It is not tried again: it will not be smaller.
        assert_eq!(server.count(), 3);
    }
}

#[tokio::test]
async fn r21_endless_body_takes_no_more_memory_than_the_limit() {
    if !is_child() {
        return child("runtime::limits::r21_endless_body_takes_no_more_memory_than_the_limit", &[]);
    }
    let server = Server::start([fine(), chunked("200 OK", "").flood(chunk(&vec![b' '; 64 << 10]))]).await;
    let client = server.client();
    get(&client).await.unwrap();
    let memory = Memory::now();
    assert_eq!(fault(get(&client).await), (TransportErrorKind::TooLarge, Phase::Body));
    memory.stayed_within(64 * MIB + 8 * MIB);
    server.open(0).await;
}

#[tokio::test]
async fn r22_limit_counts_decoded_bytes() {
    let zeros = vec![b' '; 4 << 20];
    let bomb = gzip(&zeros);
    assert!(bomb.len() * 900 < zeros.len(), "{} bytes", bomb.len());
    let server = Server::start([encoded("gzip", &bomb)]).await;
    let call = server.client().custom_certificates().get(ZONE, ID).with_max_body_size(MIB).send();
    assert_eq!(fault(call.await), (TransportErrorKind::TooLarge, Phase::Body));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn r22_bomb_takes_no_more_memory_than_the_limit() {
    if !is_child() {
        return child("runtime::limits::r22_bomb_takes_no_more_memory_than_the_limit", &[]);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..32 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let small = gzip(enveloped(&certificate(ID)).as_bytes());
    let server = Server::start([encoded("gzip", &small), encoded("gzip", &bomb)]).await;
    let client = server.client();
    get(&client).await.unwrap();
    let memory = Memory::now();
    let call = client.custom_certificates().get(ZONE, ID).with_max_body_size(16 * MIB).send();
    assert_eq!(fault(call.await), (TransportErrorKind::TooLarge, Phase::Body));
    memory.stayed_within(16 * MIB + 8 * MIB);
}

/// The error of an answer whose body cannot be decoded.
async fn undecodable(reply: Reply) -> DecodeError {
    let server = Server::start([reply, fine()]).await;
    match server.client().custom_certificates().get(ZONE, ID).send().await {
        Err(Error::Decode(error)) if server.count() == 1 => error,
        other => panic!("no undecodable answer: {other:?}"),
    }
}

#[tokio::test]
async fn r23_encodings_that_the_client_did_not_ask_for() {
    let body = enveloped(&certificate(ID));
    let twice = gzip(&gzip(body.as_bytes()));
    for encoding in ["gzip, gzip", "gzip,gzip", "br", "zstd", "deflate", "compress", "aes128gcm", "x"] {
        let error = undecodable(encoded(encoding, &twice)).await;
        assert_eq!(error.status().as_u16(), 200);
        assert!(error.reason().contains("compression"), "{encoding}: {error}");
    }
    // It says that it is compressed once.
    undecodable(encoded("gzip", &twice)).await;
    // A name for nothing at all is none of them.
    let server = Server::start([encoded("identity", body.as_bytes())]).await;
    assert_eq!(get(&server.client()).await.unwrap(), 1);
}

#[tokio::test]
async fn r24_damaged_gzip() {
    let whole = gzip(enveloped(&certificate(ID)).as_bytes());
    let damaged = |place: usize| {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        damaged
    };
    let (sum, length) = (whole.len() - 8, whole.len() - 4);
    let mut bodies = vec![damaged(sum), damaged(length), damaged(0), damaged(whole.len() / 2), b"{}".to_vec()];
    bodies.extend([1, 9, 10, 12, whole.len() / 2, sum, length, whole.len() - 1].map(|end| whole[..end].to_vec()));
    for body in bodies {
        let error = undecodable(encoded("gzip", &body)).await;
        assert!(error.reason().contains("compression") && std::error::Error::source(&error).is_some(), "{error:?}");
    }
}

#[tokio::test]
async fn r25_length_beyond_all_bounds() {
    for length in ["18446744073709551615", "9223372036854775807", "99999999999999999999999", "67108865"] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{{");
        let server = Server::start([Reply::raw(head).stall(), fine()]).await;
        let (kind, _) = fault(get(&server.client()).await);
        // The first and the third are no lengths that the HTTP stack can count to.
        assert!(matches!(kind, TransportErrorKind::TooLarge | TransportErrorKind::Protocol), "{length}: {kind:?}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn r25_length_that_does_not_come_is_not_allocated() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 60000000\r\n\r\n{";
    let server = Server::start([Reply::raw(head).close()]).await;
    let call = server.client().custom_certificates().create(ZONE, "pem").send();
    assert_eq!(fault(call.await), (TransportErrorKind::Interrupted, Phase::Body));
}

#[tokio::test]
async fn r28_of_a_large_error_the_beginning_is_kept() {
    let status = "400 Bad Request";
    for flood in [
        chunked(status, "").flood(chunk(&vec![b'x'; 64 << 10])),
        Reply::raw(format!("HTTP/1.1 {status}\r\ncontent-length: 104857600\r\n\r\n")).flood(vec![b'x'; 64 << 10]),
        chunked(status, "content-encoding: gzip\r\n").flood(chunk(&gzip(&vec![b'x'; 1 << 20]))),
    ] {
        let server = Server::start([flood]).await;
        let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
        let Error::Api(error) = &error else { panic!("{error:?}") };
        assert_eq!((error.body().len(), error.excerpt().len(), error.status().as_u16()), (64 << 10, 1 << 10, 400));
        assert!(error.to_string().len() < 1000 && format!("{error:?}").len() < 1000, "{error}");
        // Nobody waits for the rest.
        server.open(0).await;
    }
}

#[tokio::test]
async fn r16_endless_early_hints_take_no_memory() {
    if !is_child() {
        return child("runtime::limits::r16_endless_early_hints_take_no_memory", &[]);
    }
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n".repeat(100);
    let server = Server::start([fine(), Reply::nothing().flood(hints)]).await;
    let builder = Client::builder().base_url(server.base_url()).api_token("t");
    let client = builder.build().unwrap();
    get(&client).await.unwrap();
    let memory = Memory::now();
    let call = client.custom_certificates().get(ZONE, ID).with_timeout(Duration::from_millis(500)).send();
    assert_eq!(fault(call.await), (TransportErrorKind::Timeout, Phase::Response));
    memory.stayed_within(8 * MIB);
}
