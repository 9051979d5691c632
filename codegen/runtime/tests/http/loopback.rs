//! The built-in transport over real connections to this machine.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::api::{API, Status, TOKEN, create, get, list};
use super::fake::{World, certificate, enveloped};
use crate::runtime::transport::{Phase, TokioClock, TransportErrorKind};
use crate::runtime::{Client, ClientBuilder, Error};

/// A server that plays one reply per request; several on a connection as long as they leave it open.
struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

/// What is sent back, and what becomes of the connection.
#[derive(Clone)]
struct Reply {
    bytes: Vec<u8>,
    then: Then,
}

#[derive(Clone, Copy, PartialEq)]
enum Then {
    Keep,
    /// The answer is a certificate whose id is the last segment of the path.
    Echo,
    Close,
    Reset,
    Stall,
}

impl Server {
    /// Starts a server. The last reply is played for all further requests.
    async fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server =
            Self { address: listener.local_addr().unwrap(), requests: Arc::default(), connections: Arc::default() };
        let (requests, connections) = (Arc::clone(&server.requests), Arc::clone(&server.connections));
        let replies = Arc::new(replies);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(stream, Arc::clone(&replies), Arc::clone(&requests)));
            }
        });
        server
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API)
            .set_credential(0, TOKEN.into())
            .base_url(format!("http://{}/v4", self.address))
            .retry_base(Duration::from_millis(1))
            .timeout(Duration::from_secs(10))
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

async fn serve(mut stream: TcpStream, replies: Arc<Vec<Reply>>, requests: Arc<AtomicUsize>) {
    while let Some(head) = read_request(&mut stream).await {
        let turn = requests.fetch_add(1, Ordering::Relaxed);
        let reply = replies.get(turn).or(replies.last()).unwrap();
        stream.write_all(&reply.bytes).await.unwrap();
        match reply.then {
            Then::Keep => {}
            Then::Echo => {
                let path = head.split(' ').nth(1).unwrap();
                let id = path.rsplit('/').next().unwrap();
                stream.write_all(&ok(&enveloped(&certificate(id))).bytes).await.unwrap();
            }
            Then::Close => return,
            Then::Reset => {
                stream.set_zero_linger().unwrap();
                return;
            }
            Then::Stall => std::future::pending().await,
        }
    }
}

/// Reads a request to the end of its body, and gives its head; `None` at the end of the connection.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some(head)
}

fn raw(text: &str, then: Then) -> Reply {
    Reply { bytes: text.into(), then }
}

fn ok(body: &str) -> Reply {
    with_body("", body.as_bytes(), Then::Keep)
}

fn with_body(headers: &str, body: &[u8], then: Then) -> Reply {
    let head = format!("HTTP/1.1 200 OK\r\ncf-ray: ray-1\r\n{headers}content-length: {}\r\n\r\n", body.len());
    Reply { bytes: [head.as_bytes(), body].concat(), then }
}

fn fine() -> Reply {
    ok(&enveloped(&certificate("c")))
}

fn transport(error: &Error) -> (TransportErrorKind, Phase) {
    match error {
        Error::Transport(error) => (error.kind(), error.phase()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_call_and_the_next_share_a_connection() {
    let server = Server::start(vec![fine()]).await;
    let client = server.client();
    for _ in 0..3 {
        let value = get(&client).send().await.unwrap();
        assert_eq!((value.id.as_str(), value.status), ("c", Status::Active));
        create(&client).send().await.unwrap();
    }
    assert_eq!((server.requests(), server.connections.load(Ordering::Relaxed)), (6, 1));
}

#[tokio::test]
async fn r01_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let builder = ClientBuilder::new(&API).set_credential(0, TOKEN.into()).base_url(format!("http://{address}"));
    let client = builder.retry_base(Duration::from_millis(1)).build().unwrap();
    let error = create(&client).send().await.unwrap_err();
    assert_eq!((transport(&error), error.attempts()), ((TransportErrorKind::Connect, Phase::Connect), 3));
}

#[tokio::test]
async fn r02_no_such_host() {
    let builder = ClientBuilder::new(&API).set_credential(0, TOKEN.into()).base_url("https://no-such-host.invalid");
    let error = get(&builder.max_retries(0).build().unwrap()).send().await.unwrap_err();
    // A machine without certificates cannot ask, a machine with a proxy does not.
    assert!(error.is_connect(), "{error:?}");
    assert!(!format!("{error:?}").contains(TOKEN));
}

#[tokio::test]
async fn r03_who_does_not_speak_tls_is_not_trusted() {
    let server = Server::start(vec![raw("HTTP/1.1 400 Bad Request\r\n\r\n", Then::Close)]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let client = server.builder().base_url(format!("https://{address}")).build().unwrap();
    let error = get(&client).send().await.unwrap_err();
    assert_eq!((transport(&error), error.attempts()), ((TransportErrorKind::Tls, Phase::Connect), 1), "{error:?}");
}

#[tokio::test]
async fn r04_connecting_has_a_limit_of_its_own_handshake_included() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let builder = ClientBuilder::new(&API)
        .set_credential(0, TOKEN.into())
        .base_url(format!("https://{}", listener.local_addr().unwrap()))
        .connect_timeout(Duration::from_millis(100))
        .retry_base(Duration::from_millis(1));
    let error = create(&builder.build().unwrap()).send().await.unwrap_err();
    assert_eq!((transport(&error), error.attempts()), ((TransportErrorKind::Timeout, Phase::Connect), 3));
    assert!(error.is_timeout() && error.is_connect());
}

#[tokio::test]
async fn r05_r07_an_answer_that_does_not_come() {
    for then in [Then::Close, Then::Reset] {
        let server = Server::start(vec![raw("", then), fine()]).await;
        assert_eq!(get(&server.client()).send_raw().await.unwrap().attempts(), 2);
        let server = Server::start(vec![raw("", then), fine()]).await;
        let error = create(&server.client()).send().await.unwrap_err();
        assert_eq!(transport(&error), (TransportErrorKind::Interrupted, Phase::Response));
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn r06_a_connection_that_was_closed_meanwhile_is_replaced_silently() {
    let body = enveloped(&certificate("c"));
    let server = Server::start(vec![with_body("", body.as_bytes(), Then::Close), fine()]).await;
    let client = server.client();
    create(&client).send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(create(&client).send_raw().await.unwrap().attempts(), 1);
}

#[tokio::test]
async fn r08_r09_the_time_limit_covers_the_body() {
    let server = Server::start(vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{", Then::Stall)]).await;
    let error = get(&server.client()).with_timeout(Duration::from_millis(100)).send().await.unwrap_err();
    assert_eq!(transport(&error), (TransportErrorKind::Timeout, Phase::Body));
}

#[tokio::test]
async fn r10_r11_r12_r13_a_body_that_is_cut() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"succ";
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"su";
    let bad_size = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{";
    for (bytes, then) in [(cut, Then::Close), (cut, Then::Reset), (chunk, Then::Close), (bad_size, Then::Stall)] {
        let server = Server::start(vec![raw(bytes, then), fine()]).await;
        assert_eq!(get(&server.client()).send_raw().await.unwrap().attempts(), 2, "{bytes}");
        let server = Server::start(vec![raw(bytes, then), fine()]).await;
        let error = create(&server.client()).send().await.unwrap_err();
        assert_eq!(transport(&error), (TransportErrorKind::Interrupted, Phase::Body), "{bytes}: {error:?}");
    }
}

#[tokio::test]
async fn r14_a_body_that_ends_with_the_connection_is_cut_json() {
    let server = Server::start(vec![raw("HTTP/1.1 200 OK\r\ncf-ray: r\r\n\r\n{\"success\":tr", Then::Close)]).await;
    let error = get(&server.client()).send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.request_id(), error.offset().is_some()), (Some("r"), true));
}

#[tokio::test]
async fn r15_what_is_not_http() {
    for bytes in [
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        "HTTP/1.1 099 No\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n",
        "SSH-2.0-server\r\n",
    ] {
        let server = Server::start(vec![raw(bytes, Then::Close)]).await;
        let error = get(&server.client()).send().await.unwrap_err();
        assert_eq!((transport(&error).0, error.attempts()), (TransportErrorKind::Protocol, 1), "{bytes}: {error:?}");
    }
}

#[tokio::test]
async fn r16_informational_answers_are_passed_over() {
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(1000);
    let bytes = [hints.as_bytes(), &fine().bytes].concat();
    let server = Server::start(vec![Reply { bytes, then: Then::Keep }]).await;
    get(&server.client()).send().await.unwrap();
}

fn gzip(body: &[u8]) -> Vec<u8> {
    // Stored blocks: a gzip stream that needs no compressor (RFC 1951, section 3.2.4; RFC 1952).
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let chunks: Vec<&[u8]> = body.chunks(60_000).collect();
    for (index, chunk) in chunks.iter().enumerate() {
        let size = u16::try_from(chunk.len()).unwrap();
        out.push(u8::from(index + 1 == chunks.len()));
        out.extend(size.to_le_bytes());
        out.extend((!size).to_le_bytes());
        out.extend_from_slice(chunk);
    }
    out.extend(crc32(body).to_le_bytes());
    out.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[tokio::test]
async fn r22_r24_gzip_is_decoded_counted_and_checked() {
    let body = enveloped(&certificate("c"));
    let zipped = gzip(body.as_bytes());
    let reply =
        |bytes: &[u8]| with_body("content-encoding: gzip\r\ncontent-type: application/json\r\n", bytes, Then::Keep);
    let server = Server::start(vec![reply(&zipped)]).await;
    let client = server.client();
    assert_eq!(&get(&client).send_raw().await.unwrap().body()[..], body.as_bytes());
    let error = get(&client).with_max_body_size(20).send().await.unwrap_err();
    assert_eq!(transport(&error).0, TransportErrorKind::TooLarge);

    let mut damaged = zipped.clone();
    *damaged.last_mut().unwrap() ^= 1;
    for bytes in [damaged.as_slice(), &zipped[..zipped.len() - 6], &zipped[..30], b"not gzip at all"] {
        let server = Server::start(vec![reply(bytes)]).await;
        let error = get(&server.client()).send().await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn r51_r53_redirects_are_not_followed() {
    let other = Server::start(vec![fine()]).await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let location = format!("http://{}/v4/zones/z/certificates/c?x=1", other.address);
        let server = Server::start(vec![raw(
            &format!("HTTP/1.1 {status}\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"),
            Then::Keep,
        )])
        .await;
        let error = get(&server.client()).send().await.unwrap_err();
        assert!(error.is_redirect() && server.requests() == 1, "{error:?}");
    }
    assert_eq!(other.requests(), 0);
}

#[tokio::test]
async fn r28_a_large_error_is_not_read_to_its_end() {
    let bytes = format!("HTTP/1.1 400 Bad\r\ncontent-length: 1000000000\r\n\r\n{}", "x".repeat(200_000));
    let server = Server::start(vec![raw(&bytes, Then::Stall)]).await;
    let error = get(&server.client()).send().await.unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.body().len(), 64 << 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r83_many_calls_at_once_do_not_mix() {
    let server = Server::start(vec![raw("", Then::Echo)]).await;
    let client = server.client();
    let call = |id: usize| tokio::spawn(get(&client).set_path("id", format!("certificate-{id}")).send());
    let calls: Vec<_> = (0..1000).map(call).collect();
    for (id, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap().id, format!("certificate-{id}"));
    }
    assert_eq!(server.requests(), 1000);
}

#[tokio::test]
async fn r20_a_dropped_call_leaves_a_client_that_works() {
    let server = Server::start(vec![raw("", Then::Stall), raw("HTTP/1.1 200 OK\r\n", Then::Stall), fine()]).await;
    let client = server.client();
    for _ in 0..2 {
        let call = tokio::time::timeout(Duration::from_millis(50), get(&client).send());
        assert!(call.await.is_err(), "the call was not dropped");
    }
    get(&client).send().await.unwrap();
}

#[tokio::test]
async fn a_stream_over_real_pages() {
    let page = |id, number| {
        ok(&format!(
            r#"{{"success":true,"result":[{}],"result_info":{{"page":{number},"total_pages":2}}}}"#,
            certificate(id)
        ))
    };
    let server = Server::start(vec![page("a", 1), page("b", 2)]).await;
    let mut items = list(&server.client()).items();
    assert_eq!(super::api::certificate_ids(&mut items).await, "ab");
}

#[tokio::test(start_paused = true)]
async fn waits_follow_tokio_time() {
    let unavailable = || super::fake::answer(503, &[("retry-after", "30")], "");
    let world = World::new([unavailable(), unavailable()]);
    let client = world.builder().clock(TokioClock::new()).set_credential(0, TOKEN.into()).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = get(&client).send().await.unwrap_err();
    // The second wait would end with the call's minute, and so is not begun.
    assert_eq!((error.attempts(), start.elapsed().as_secs()), (2, 30));
}
