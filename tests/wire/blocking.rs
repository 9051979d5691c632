//! The same calls from code that is not async.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use cloudflare_certificates::{Client, Error, PageInfo};

use super::answers::{ZONE, list, page, unavailable};
use super::server::{Reply, Server, TOKEN, json};

/// A server with threads of its own: there is no runtime where the calls are.
fn start(script: impl IntoIterator<Item = Reply>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(script));
    (runtime, server)
}

/// A client with the clock that it has by itself.
fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.base_url()).api_token(TOKEN);
    builder.retry_base(Duration::from_millis(1)).build().unwrap()
}

#[test]
fn a_call_from_code_that_is_not_async() {
    let (_runtime, server) = start([list(&["a", "b"]), json("404 Not Found", "{}")]);
    let client = client(&server);
    let page = client.custom_certificates().list(ZONE).per_page(2).send_blocking().unwrap();
    assert_eq!((page.len(), page[1].id.as_str()), (2, "b"));
    let error = client.custom_certificates().list(ZONE).send_raw_blocking().unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let path = format!("GET /client/v4/zones/{ZONE}/custom_certificates");
    assert_eq!(server.lines(), [format!("{path}?per_page=2"), path]);
}

#[test]
fn items_and_pages_are_iterators() {
    let pages = || [page(&["a", "b"], 1, 2), page(&["c"], 2, 2)];
    let (_runtime, server) =
        start(pages().into_iter().chain(pages()).chain([page(&["d"], 1, 2), json("403 Forbidden", "{}")]));
    let client = client(&server);
    let mut ids = String::new();
    for certificate in client.custom_certificates().list(ZONE).items().blocking() {
        ids.push_str(&certificate.unwrap().id);
    }
    assert_eq!((ids.as_str(), server.count()), ("abc", 2));
    let pages = client.custom_certificates().list(ZONE).pages().blocking().collect::<Result<Vec<_>, Error>>().unwrap();
    assert_eq!(pages.iter().map(|page| page.info().and_then(PageInfo::page)).collect::<Vec<_>>(), [Some(1), Some(2)]);
    let mut items = client.custom_certificates().list(ZONE).items().blocking();
    assert_eq!(items.next().unwrap().unwrap().id, "d");
    assert!(items.next().unwrap().unwrap_err().is_permission_denied());
    assert!(items.next().is_none() && items.next().is_none());
    assert_eq!(server.count(), 6);
}

#[test]
fn attempts_waits_and_time_limits_are_there_too() {
    let (_runtime, server) = start([unavailable(), Reply::Close, list(&["a"]), Reply::Stall]);
    let client = client(&server);
    let response = client.custom_certificates().list(ZONE).send_raw_blocking().unwrap();
    assert_eq!((response.attempts(), response.value().len()), (3, 1));
    let begun = Instant::now();
    let call = client.custom_certificates().list(ZONE).with_timeout(Duration::from_millis(50));
    let error = call.send_blocking().unwrap_err();
    assert!(error.is_timeout() && begun.elapsed() < Duration::from_secs(20), "{error}");
}

#[test]
fn a_client_outlives_the_runtime_of_its_connections() {
    let (_runtime, server) = start((0..4).map(|_| list(&["a"])));
    let client = client(&server);
    let call = || client.custom_certificates().list(ZONE);
    for _ in 0..2 {
        let asynchronous = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        assert_eq!(asynchronous.block_on(call().send()).unwrap().len(), 1);
        drop(asynchronous);
        assert_eq!(call().send_blocking().unwrap().len(), 1);
    }
    assert_eq!(server.count(), 4);
}

#[test]
fn many_threads_share_a_client() {
    let (_runtime, server) = start((0..80).map(|_| list(&["a"])));
    let client = client(&server);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let client = client.clone();
            scope.spawn(move || {
                for _ in 0..10 {
                    assert_eq!(client.custom_certificates().list(ZONE).send_blocking().unwrap().len(), 1);
                }
            });
        }
    });
    assert_eq!(server.count(), 80);
}

/// Reads a request without a body from the connection, and answers it.
fn answer(stream: &TcpStream, body: &str) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    let mut stream = stream;
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
}

/// A connection that is closed between two calls is noticed then, and not when a request has left that may not be sent
/// twice.
#[test]
fn between_calls_somebody_looks_after_the_connections() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        for body in [r#"{"success":true,"result":[]}"#, r#"{"success":true,"result":{"id":"c"}}"#] {
            let (stream, _) = listener.accept().unwrap();
            answer(&stream, body);
        }
    });
    let client =
        Client::builder().base_url(format!("http://{address}")).api_token(TOKEN).max_retries(0).build().unwrap();
    client.custom_certificates().list(ZONE).send_blocking().unwrap();
    // The server has closed by then; the client needs a moment to see that.
    std::thread::sleep(Duration::from_millis(200));
    let response = client.custom_certificates().create(ZONE, "PEM").send_raw_blocking();
    // What the answer lacks is another matter.
    assert!(!matches!(response, Err(Error::Transport(_))), "{response:?}");
    server.join().unwrap();
}

#[tokio::test]
async fn where_tasks_are_driven_it_says_why_it_does_not_wait() {
    let server = Server::start([list(&["a"])]).await;
    let request = client(&server).custom_certificates().list(ZONE);
    let call = request.clone();
    let panic = catch_unwind(AssertUnwindSafe(move || call.send_blocking())).unwrap_err();
    let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied()).unwrap();
    assert!(said.contains("Cannot start a runtime from within a runtime"), "{said}");
    assert_eq!(server.count(), 0);
    // A thread that may be blocked is another matter.
    let page = tokio::task::spawn_blocking(move || request.send_blocking()).await.unwrap().unwrap();
    assert_eq!(page.len(), 1);
}
