//! A server that speaks HTTP/2 frame by frame (RFC 9113).

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// What the server does with a request.
#[derive(Clone)]
pub(super) enum Step {
    /// Answers 200 with this body.
    Answer(String),
    /// Says that it goes away, and that it has seen no request (GOAWAY with `NO_ERROR`).
    GoAway,
    /// Says that it goes away, that it has seen this request, and ends the connection without an answer to it.
    Leave,
    /// Resets the stream with this code.
    Reset(u32),
    /// Sends these frames on the stream: type, flags and payload.
    Frames(Vec<(u8, u8, Vec<u8>)>),
}

/// `REFUSED_STREAM` (section 7).
pub(super) const REFUSED_STREAM: u32 = 7;
/// `CANCEL`.
pub(super) const CANCEL: u32 = 8;

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
pub(super) const WINDOW_UPDATE: u8 = 8;
pub(super) const CONTINUATION: u8 = 9;
pub(super) const END_STREAM: u8 = 1;
pub(super) const END_HEADERS: u8 = 4;
const ACK: u8 = 1;

/// A server that plays a step per request, over any number of connections.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<usize>>,
}

impl Server {
    pub(super) async fn start(tls: TlsAcceptor, steps: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), requests: Arc::default() };
        let (requests, steps) = (Arc::clone(&server.requests), Arc::new(steps.into_iter().collect::<Vec<_>>()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, requests, steps) = (tls.clone(), Arc::clone(&requests), Arc::clone(&steps));
                tokio::spawn(async move {
                    if let Ok(stream) = tls.accept(stream).await {
                        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
                        serve(stream, &steps, &requests).await;
                    }
                });
            }
        });
        server
    }

    /// How many requests there have been, those among them that were refused.
    pub(super) fn count(&self) -> usize {
        *self.requests.lock().unwrap()
    }
}

/// Serves a connection; `None` when it has ended.
async fn serve(mut stream: TlsStream<TcpStream>, steps: &[Step], requests: &Mutex<usize>) -> Option<()> {
    stream.read_exact(&mut [0; 24]).await.ok()?;
    write(&mut stream, SETTINGS, 0, 0, &[]).await?;
    loop {
        let (kind, flags, id) = read(&mut stream).await?;
        match kind {
            SETTINGS if flags & ACK == 0 => write(&mut stream, SETTINGS, ACK, 0, &[]).await?,
            HEADERS => {
                let step = {
                    let mut requests = requests.lock().unwrap();
                    *requests += 1;
                    steps.get(*requests - 1).cloned().expect("a request that the script does not know")
                };
                play(&step, id, &mut stream).await?;
            }
            _ => {}
        }
    }
}

async fn play(step: &Step, id: u32, stream: &mut TlsStream<TcpStream>) -> Option<()> {
    match step {
        Step::Answer(body) => {
            // `:status: 200` and `content-type`, by their places in the static table (RFC 7541, appendix A).
            let head = [&[0x88, 0x0f, 0x10, 0x10][..], b"application/json"].concat();
            write(stream, HEADERS, END_HEADERS, id, &head).await?;
            write(stream, DATA, END_STREAM, id, body.as_bytes()).await
        }
        Step::Frames(frames) => {
            for (kind, flags, payload) in frames {
                write(stream, *kind, *flags, id, payload).await?;
            }
            Some(())
        }
        Step::GoAway => write(stream, GOAWAY, 0, 0, &[0; 8]).await,
        Step::Leave => {
            let seen = (u64::from(id) << 32).to_be_bytes();
            write(stream, GOAWAY, 0, 0, &seen).await?;
            stream.shutdown().await.ok()?;
            None
        }
        Step::Reset(code) => write(stream, RST_STREAM, 0, id, &code.to_be_bytes()).await,
    }
}

/// A header field, and its value, as they are in themselves (RFC 7541, section 6.2.2).
pub(super) fn field(name: &str, value: &str) -> Vec<u8> {
    let length = |text: &str| u8::try_from(text.len()).ok().filter(|length| *length < 127).expect("a short text");
    [&[0, length(name)], name.as_bytes(), &[length(value)], value.as_bytes()].concat()
}

/// `:status: 200`.
pub(super) const STATUS_200: u8 = 0x88;

/// Reads a frame: its type, flags and stream.
async fn read(stream: &mut TlsStream<TcpStream>) -> Option<(u8, u8, u32)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let [a, b, c, kind, flags, id @ ..] = head;
    let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
    stream.read_exact(&mut payload).await.ok()?;
    Some((kind, flags, u32::from_be_bytes(id)))
}

async fn write(stream: &mut TlsStream<TcpStream>, kind: u8, flags: u8, id: u32, payload: &[u8]) -> Option<()> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let head = [&length[1..], &[kind, flags], &id.to_be_bytes()[..]].concat();
    stream.write_all(&[&head, payload].concat()).await.ok()?;
    stream.flush().await.ok()
}
