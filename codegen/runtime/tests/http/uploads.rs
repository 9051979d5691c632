//! Bodies of requests that are files and streams, and answers that come as streams, over real connections to this machine.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::api::{API, Download, Order, Put, TOKEN, Upload};
use crate::runtime::transport::{Body, FilePart, TransportErrorKind};
use crate::runtime::{Client, ClientBuilder, Error, Request};

/// A request as it came: its head in small letters, and its body without the frames of chunks.
#[derive(Clone, Debug)]
struct Seen {
    head: String,
    body: Vec<u8>,
}

impl Seen {
    fn has(&self, line: &str) -> bool {
        self.head.lines().any(|one| one == line)
    }
}

/// A server that answers with these bytes, one after the other, the last for ever.
struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

const FINE: &str = "HTTP/1.1 204 No Content\r\n\r\n";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

impl Server {
    async fn start(script: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), seen: Arc::default() };
        let seen = Arc::clone(&server.seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&seen);
                tokio::spawn(async move {
                    let mut stream = BufReader::new(stream);
                    while let Some(request) = read(&mut stream).await {
                        let turn = {
                            let mut seen = seen.lock().unwrap();
                            seen.push(request);
                            seen.len() - 1
                        };
                        let answer = script.get(turn).or(script.last()).unwrap();
                        stream.write_all(answer.as_bytes()).await.unwrap();
                    }
                });
            }
        });
        server
    }

    fn client(&self) -> Client {
        client(self.address)
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn client(address: SocketAddr) -> Client {
    let builder = ClientBuilder::new(&API).set_credential(0, TOKEN.into()).base_url(format!("http://{address}"));
    builder.retry_base(Duration::from_millis(1)).timeout(Duration::from_secs(20)).build().unwrap()
}

/// A request with its body; `None` where the connection ends before it does.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<Seen> {
    let head = line(stream, b"\r\n\r\n").await?.to_ascii_lowercase();
    let mut body = Vec::new();
    if let Some(length) = head.split("content-length: ").nth(1) {
        body = vec![0; length.split("\r\n").next()?.parse().unwrap()];
        stream.read_exact(&mut body).await.ok()?;
    } else if head.contains("transfer-encoding: chunked") {
        loop {
            let length = usize::from_str_radix(line(stream, b"\r\n").await?.trim(), 16).unwrap();
            let mut chunk = vec![0; length + 2];
            stream.read_exact(&mut chunk).await.ok()?;
            body.extend_from_slice(&chunk[..length]);
            if length == 0 {
                break;
            }
        }
    }
    Some(Seen { head, body })
}

async fn line(stream: &mut BufReader<TcpStream>, end: &[u8]) -> Option<String> {
    let mut line = Vec::new();
    while !line.ends_with(end) {
        line.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(line).unwrap())
}

/// A file that is there as long as this is.
struct Temporary(tempfile::NamedTempFile);

impl Temporary {
    fn with(bytes: &[u8]) -> Self {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Self(file)
    }

    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }
}

/// Pieces of a body, each at once.
struct Pieces(std::vec::IntoIter<Result<&'static str, std::io::Error>>);

impl Stream for Pieces {
    type Item = Result<&'static str, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

fn pieces(texts: &[&'static str]) -> Pieces {
    Pieces(texts.iter().map(|text| Ok(*text)).collect::<Vec<_>>().into_iter())
}

fn put(client: &Client, body: Body) -> Request<Put> {
    Request::new(client).set_bytes(body)
}

#[tokio::test]
async fn a_file_is_sent_with_its_length_and_can_be_sent_again() {
    let bytes: Vec<u8> = (0..300_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let file = Temporary::with(&bytes);
    let server = Server::start(&[BUSY, FINE]).await;
    let call = put(&server.client(), Body::from_file(file.path()));
    let again = call.clone();
    assert_eq!(call.send_raw().await.unwrap().attempts(), 2);
    again.send().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for request in seen {
        assert!(request.has("content-length: 300000") && request.has("content-type: image/png"), "{}", request.head);
        assert!(!request.head.contains("transfer-encoding") && request.body == bytes);
    }
}

#[tokio::test]
async fn an_empty_file_is_a_body() {
    let server = Server::start(&[FINE]).await;
    let file = Temporary::with(b"");
    put(&server.client(), Body::from_file(file.path())).send().await.unwrap();
    let seen = server.seen();
    assert!(seen.len() == 1 && seen[0].has("content-length: 0") && seen[0].body.is_empty(), "{seen:?}");
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_refused_before_anything_is_sent() {
    let server = Server::start(&[FINE]).await;
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("missing"), folder.path().to_owned()] {
        let error = put(&server.client(), Body::from_file(&path)).send().await.unwrap_err();
        let Error::Request(error) = &error else { panic!("{error:?}") };
        assert!(error.parameter() == "body" && error.reason().starts_with("it cannot be opened: "), "{error}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_post_of_a_file_is_repeated_with_an_idempotency_key_only() {
    let file = Temporary::with(b"{}");
    let order = |client: &Client| Request::<Order>::new(client).set_bytes(Body::from_file(file.path()));
    let server = Server::start(&[BUSY, FINE]).await;
    let error = order(&server.client()).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.seen().len()), (503, 1));
    let server = Server::start(&[BUSY, FINE]).await;
    order(&server.client()).with_idempotency_key("k").send().await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_stream_is_sent_once_in_chunks_or_with_its_length() {
    let server = Server::start(&[BUSY]).await;
    let error = put(&server.client(), Body::from_stream(pieces(&["ab", "cde"]))).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
    let seen = server.seen();
    assert!(seen[0].has("transfer-encoding: chunked") && seen[0].body == b"abcde", "{seen:?}");
    let server = Server::start(&[FINE]).await;
    put(&server.client(), Body::from_stream(pieces(&["ab", "cde"])).with_length(5)).send().await.unwrap();
    let seen = server.seen();
    assert!(seen[0].has("content-length: 5") && !seen[0].head.contains("transfer-encoding"), "{}", seen[0].head);
    assert_eq!(seen[0].body, b"abcde");
}

#[tokio::test]
async fn what_is_made_anew_can_be_sent_again() {
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let body = Body::from_fn(move || {
        count.fetch_add(1, Ordering::SeqCst);
        Body::from_stream(pieces(&["ab", "c"])).with_length(3)
    });
    let server = Server::start(&[BUSY, BUSY, FINE]).await;
    assert_eq!(put(&server.client(), body).send_raw().await.unwrap().attempts(), 3);
    assert_eq!(made.load(Ordering::SeqCst), 3);
    assert!(server.seen().iter().all(|seen| seen.body == b"abc" && seen.has("content-length: 3")));
    // Bytes stay bytes.
    let server = Server::start(&[FINE]).await;
    put(&server.client(), Body::from_fn(|| Body::from("abc"))).send().await.unwrap();
    assert!(server.seen()[0].has("content-length: 3"));
}

#[tokio::test]
async fn a_body_that_breaks_off_or_has_another_length_is_an_error() {
    let server = Server::start(&[FINE]).await;
    let broken = || Pieces(vec![Ok("ab"), Err(std::io::Error::other("the disk is gone"))].into_iter());
    for (body, cause) in [
        (Body::from_stream(broken()), "the disk is gone"),
        (Body::from_stream(broken()).with_length(5), "the disk is gone"),
        (Body::from_stream(pieces(&["ab"])).with_length(5), "the body is shorter than was said"),
        (Body::from_stream(pieces(&["abcd", "ef"])).with_length(5), "the body is longer than was said"),
    ] {
        let error = put(&server.client(), body).send().await.unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!((transport.kind(), transport.attempts()), (TransportErrorKind::Other, 1), "{cause}");
        let mut chain = Vec::new();
        let mut next = std::error::Error::source(&error);
        while let Some(error) = next {
            chain.push(error.to_string());
            next = error.source();
        }
        assert!(chain.iter().any(|one| one == cause), "{chain:?}");
    }
    assert!(server.seen().is_empty(), "nothing partial passes for whole");
}

#[tokio::test]
async fn files_in_a_form_have_a_length_and_can_be_sent_again() {
    let file = Temporary::with("x".repeat(100_000).as_bytes());
    let server = Server::start(&[BUSY, FINE]).await;
    let part = FilePart::from_file(file.path()).with_media_type("text/plain");
    let form = |part| Request::<Upload>::new(&server.client()).set_part("name", "a".to_owned()).set_file("file", part);
    form(part).send().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    let name = file.path().file_name().unwrap().to_str().unwrap().to_owned();
    for request in &seen {
        assert!(request.has(&format!("content-length: {}", request.body.len())), "{}", request.head);
        let text = String::from_utf8_lossy(&request.body);
        let head = format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\nxxx");
        assert!(text.contains(&head) && text.contains(&"x".repeat(100_000)) && text.ends_with("--\r\n"));
    }
    // A stream among the parts: one attempt, and no length.
    let server = Server::start(&[BUSY]).await;
    let part = FilePart::new(Body::from_stream(pieces(&["ab"])));
    let call = Request::<Upload>::new(&server.client()).set_file("file", part);
    assert_eq!(call.send().await.unwrap_err().attempts(), 1);
    assert!(server.seen()[0].has("transfer-encoding: chunked"));
}

/// A body without an end, which counts the bytes that are taken from it.
struct Endless(Arc<AtomicUsize>);

impl Stream for Endless {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.fetch_add(1 << 16, Ordering::SeqCst);
        Poll::Ready(Some(Ok(Bytes::from(vec![0; 1 << 16]))))
    }
}

#[tokio::test]
async fn no_more_is_taken_than_the_server_reads() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let taken = Arc::new(AtomicUsize::new(0));
    let call =
        put(&client(address), Body::from_stream(Endless(Arc::clone(&taken)))).with_timeout(Duration::from_millis(400));
    let call = tokio::spawn(call.send());
    let (_stream, _) = listener.accept().await.unwrap();
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // What the system keeps for two sockets, and no more.
    let taken = taken.load(Ordering::SeqCst);
    assert!(taken > 0 && taken < 64 << 20, "{taken}");
}

#[tokio::test]
async fn an_answer_may_take_long_but_not_stand_still() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.unwrap();
        for _ in 0..6 {
            stream.write_all(b"2\r\nab\r\n").await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        std::future::pending::<()>().await;
    });
    let download = Request::<Download>::new(&client(address)).with_timeout(Duration::from_millis(500));
    let mut stream = download.with_read_timeout(Duration::from_millis(700)).send().await.unwrap();
    let mut read = Vec::new();
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(chunk) => read.extend_from_slice(&chunk),
            Err(error) => break error,
        }
    };
    assert!(error.is_timeout() && read == b"abababababab", "{error} {read:?}");
    assert!(stream.next().await.is_none());
}
