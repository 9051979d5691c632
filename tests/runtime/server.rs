//! A server on loopback that plays a script, and remembers every request as it came.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cloudflare_certificates::{Client, ClientBuilder};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::answers::bare;
use super::client::TOKEN;
use super::clock::Clock;

/// What the server does with a request.
#[derive(Clone, Default)]
pub(super) struct Reply {
    acts: Vec<Act>,
    /// Whether it begins when the head of the request has come.
    early: bool,
}

#[derive(Clone)]
enum Act {
    Send(Vec<u8>),
    /// Sends the byte each time that there is a permit.
    Drip(u8, Arc<Semaphore>),
    /// Sends the bytes again and again, for as long as anybody takes them.
    Flood(Vec<u8>),
    Close,
    Reset,
    Stall,
}

impl Reply {
    /// Sends these bytes, and keeps the connection for the next request.
    pub(super) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { acts: vec![Act::Send(bytes.into())], early: false }
    }

    /// Sends nothing.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    fn and(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }

    /// Closes the connection then.
    pub(super) fn close(self) -> Self {
        self.and(Act::Close)
    }

    /// Resets the connection then.
    pub(super) fn reset(self) -> Self {
        self.and(Act::Reset)
    }

    /// Does nothing for ever then.
    pub(super) fn stall(self) -> Self {
        self.and(Act::Stall)
    }

    /// Sends this byte then, whenever there is a permit, for ever.
    pub(super) fn drip(self, byte: u8, permits: &Arc<Semaphore>) -> Self {
        self.and(Act::Drip(byte, Arc::clone(permits)))
    }

    /// Sends these bytes then, again and again, for as long as the client takes them.
    pub(super) fn flood(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.and(Act::Flood(bytes.into()))
    }

    /// Does not wait for the request's body.
    pub(super) fn early(mut self) -> Self {
        self.early = true;
        self
    }
}

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    /// In their order; names in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Seen {
    /// The values of a header.
    pub(super) fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The body as text.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

type Each = Box<dyn Fn(&Seen) -> Reply + Send + Sync>;

/// A server that plays a reply per request, in the order in which requests come.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// The clock of the clients that the server makes.
    pub(super) clock: Clock,
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Reply>>,
    /// What is played behind the script.
    each: Option<Each>,
    tls: Option<TlsAcceptor>,
    seen: Mutex<Vec<Seen>>,
    opened: AtomicUsize,
    open: AtomicUsize,
}

impl Server {
    /// Plays one reply after the other, and behind them a status that no test expects.
    pub(super) async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        Self::with(Shared { script: Mutex::new(script.into_iter().collect()), ..Shared::default() }).await
    }

    /// Plays what comes of each request.
    pub(super) async fn each(each: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::with(Shared { each: Some(Box::new(each)), ..Shared::default() }).await
    }

    /// As [`start`](Self::start), over TLS.
    pub(super) async fn secure(tls: TlsAcceptor, script: impl IntoIterator<Item = Reply>) -> Self {
        let script = Mutex::new(script.into_iter().collect());
        Self::with(Shared { script, tls: Some(tls), ..Shared::default() }).await
    }

    async fn with(shared: Shared) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let (address, shared) = (listener.local_addr().unwrap(), Arc::new(shared));
        let connections = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&connections);
                shared.opened.fetch_add(1, Ordering::SeqCst);
                shared.open.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    match &shared.tls {
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, &shared).await;
                            }
                        }
                        None => serve(stream, &shared).await,
                    }
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, shared, clock: Clock::default() }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn base_url(&self) -> String {
        let scheme = if self.shared.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/client/v4", self.address)
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

    /// How many requests there have been.
    pub(super) fn count(&self) -> usize {
        self.shared.seen.lock().unwrap().len()
    }

    /// The only request so far.
    #[track_caller]
    pub(super) fn only(&self) -> Seen {
        let [seen] = self.seen().try_into().expect("one request");
        seen
    }

    /// How many connections there have been.
    pub(super) fn opened(&self) -> usize {
        self.shared.opened.load(Ordering::SeqCst)
    }

    /// Waits, for real, until no more than so many connections are open.
    pub(super) async fn open(&self, count: usize) {
        for _ in 0..10_000 {
            if self.shared.open.load(Ordering::SeqCst) <= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("{} connections are open", self.shared.open.load(Ordering::SeqCst));
    }
}

async fn serve(mut stream: impl Wire, shared: &Shared) {
    let mut buffer = Vec::new();
    while let Some(mut seen) = head(&mut stream, &mut buffer).await {
        let reply = {
            let next = shared.script.lock().unwrap().pop_front();
            match (next, &shared.each) {
                (Some(reply), _) => reply,
                (None, Some(each)) => each(&seen),
                (None, None) => bare("418 Not In The Script", &[]),
            }
        };
        if !reply.early && body(&mut stream, &mut buffer, &mut seen).await.is_none() {
            return;
        }
        shared.seen.lock().unwrap().push(seen);
        for act in &reply.acts {
            if !play(act, &mut stream).await {
                return;
            }
        }
        if reply.early {
            // What comes is left unread, so that a client which goes on sending is stuck.
            return std::future::pending().await;
        }
    }
}

/// Whether the connection goes on.
async fn play(act: &Act, stream: &mut impl Wire) -> bool {
    match act {
        Act::Send(bytes) => stream.write_all(bytes).await.is_ok(),
        Act::Drip(byte, permits) => {
            while let Ok(permit) = permits.acquire().await {
                permit.forget();
                if stream.write_all(&[*byte]).await.is_err() {
                    break;
                }
            }
            false
        }
        Act::Flood(bytes) => {
            while stream.write_all(bytes).await.is_ok() {}
            false
        }
        Act::Close => false,
        Act::Reset => {
            stream.tcp().set_zero_linger().unwrap();
            false
        }
        Act::Stall => {
            // Until the client gives up.
            while stream.read(&mut [0; 1024]).await.is_ok_and(|read| read > 0) {}
            false
        }
    }
}

/// The head of a request; `None` at the end of the connection.
pub(super) async fn head<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> Option<Seen> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer.drain(..end + 4).collect()).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let [method, target, "HTTP/1.1"] = lines.next()?.split(' ').collect::<Vec<_>>()[..] else {
        panic!("no request line: {head}")
    };
    let headers = lines.map(|line| line.split_once(": ").expect("a header has a value"));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Some(Seen { method: method.to_owned(), target: target.to_owned(), headers, body: Vec::new() })
}

/// Reads the request's body; `None` where the connection ends before.
pub(super) async fn body<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>, seen: &mut Seen) -> Option<()> {
    if seen.header("transfer-encoding") == ["chunked"] {
        loop {
            let line = loop {
                if let Some(end) = buffer.windows(2).position(|window| window == b"\r\n") {
                    break buffer.drain(..end + 2).collect::<Vec<_>>();
                }
                fill(stream, buffer, buffer.len() + 1).await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&line).unwrap().trim_end(), 16).unwrap();
            fill(stream, buffer, size + 2).await?;
            seen.body.extend(buffer.drain(..size));
            buffer.drain(..2);
            if size == 0 {
                return Some(());
            }
        }
    }
    let length = seen.header("content-length").first().map_or(0, |length| length.parse().unwrap());
    fill(stream, buffer, length).await?;
    seen.body = buffer.drain(..length).collect();
    Some(())
}

async fn fill<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>, length: usize) -> Option<()> {
    while buffer.len() < length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    Some(())
}

/// What bytes go through.
trait Wire: AsyncRead + AsyncWrite + Unpin {
    /// The connection underneath.
    fn tcp(&self) -> &TcpStream;
}

impl Wire for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Wire for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}
