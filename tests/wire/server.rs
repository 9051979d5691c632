//! A server on loopback that plays a script, and remembers every request as it came.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use cloudflare_certificates::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::clock::Clock;

/// The token that clients of [`Server::client`] have.
pub(super) const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

/// What the server does with one request.
pub(super) enum Reply {
    /// Sends these bytes, and keeps the connection.
    Bytes(Vec<u8>),
    /// Closes the connection without an answer.
    Close,
    /// Never answers.
    Stall,
}

/// An answer with these headers; its length is added.
pub(super) fn answer(status: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut lines = vec![format!("HTTP/1.1 {status}")];
    lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.push(format!("content-length: {}\r\n\r\n{body}", body.len()));
    Reply::Bytes(lines.join("\r\n").into())
}

/// A JSON answer with a request id.
pub(super) fn json(status: &str, body: &str) -> Reply {
    answer(status, &[("content-type", "application/json"), ("cf-ray", "8d0c353a-FRA")], body)
}

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    /// Sorted by name, which is in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Seen {
    /// The values of a header.
    pub(super) fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Method, path and query on one line.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// A server that plays one reply per request, in the order in which requests come.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// The clock of the clients that the server makes.
    pub(super) clock: Clock,
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
    arrived: Notify,
}

impl Server {
    pub(super) async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared { script: Mutex::new(script.into_iter().collect()), ..Shared::default() });
        let connections = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&connections)));
            }
        });
        Self { address, shared, clock: Clock::default() }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn base_url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    /// A builder without credentials, whose clients wait by the server's [clock](Self::clock), each time half of what
    /// they may.
    pub(super) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.base_url()).clock(self.clock.clone()).random(|| 0.5)
    }

    pub(super) fn client(&self) -> Client {
        self.builder().api_token(TOKEN).build().unwrap()
    }

    /// The requests so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// Methods, paths and queries of the requests so far.
    pub(super) fn lines(&self) -> Vec<String> {
        self.seen().iter().map(Seen::line).collect()
    }

    /// How many requests there have been.
    pub(super) fn count(&self) -> usize {
        self.shared.seen.lock().unwrap().len()
    }

    /// The only request so far.
    pub(super) fn only(&self) -> Seen {
        let [seen] = self.seen().try_into().expect("one request");
        seen
    }

    /// Waits until a request has come.
    pub(super) async fn arrival(&self) {
        self.shared.arrived.notified().await;
    }

    /// What a request looks like that the crate makes for a client with a token: all of it.
    pub(super) fn expected(&self, method: &str, path: &str, body: Option<&str>) -> Seen {
        let mut headers = vec![
            ("accept".to_owned(), "application/json".to_owned()),
            ("accept-encoding".to_owned(), "gzip".to_owned()),
            ("authorization".to_owned(), format!("Bearer {TOKEN}")),
            ("host".to_owned(), self.address.to_string()),
            ("user-agent".to_owned(), user_agent()),
        ];
        if let Some(body) = body {
            headers.push(("content-length".to_owned(), body.len().to_string()));
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        headers.sort();
        Seen {
            method: method.to_owned(),
            target: format!("/client/v4{path}"),
            headers,
            body: body.unwrap_or_default().to_owned(),
        }
    }
}

/// Name and version of the generated crate, as its manifest has them.
pub(super) fn user_agent() -> String {
    let manifest = include_str!("../../generated/Cargo.toml");
    let value = |key: &str| {
        let line = manifest.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
        line.expect("the manifest has it").to_owned()
    };
    format!("{}/{}", value("name"), value("version"))
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    while let Some(seen) = read(&mut stream).await {
        shared.seen.lock().unwrap().push(seen);
        shared.arrived.notify_one();
        let reply = shared.script.lock().unwrap().pop_front();
        match reply {
            Some(Reply::Bytes(bytes)) => stream.write_all(&bytes).await.unwrap(),
            Some(Reply::Close) => return,
            Some(Reply::Stall) => std::future::pending().await,
            // A status that nobody tries again, and that no test expects.
            None => {
                let Reply::Bytes(bytes) = answer("418 Not In The Script", &[], "") else { return };
                stream.write_all(&bytes).await.unwrap();
            }
        }
    }
}

/// A request with its body; `None` at the end of the connection.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let [method, target, "HTTP/1.1"] = lines.next()?.split(' ').collect::<Vec<_>>()[..] else {
        panic!("no request line: {head}")
    };
    let mut headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").expect("a header has a value"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    headers.sort();
    let length = headers.iter().find(|(name, _)| name == "content-length").map(|(_, length)| length.parse().unwrap());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    let body = String::from_utf8(body).unwrap();
    Some(Seen { method: method.to_owned(), target: target.to_owned(), headers, body })
}
