//! A scripted server, and a clock that jumps to the next timer when nothing else can happen.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::runtime::transport::{Body, BoxFuture, Clock, Phase, Transport, TransportError, TransportErrorKind};
use crate::runtime::{Client, ClientBuilder};

/// What the server does with one request.
pub(super) enum Step {
    Answer(http::Response<Body>),
    Fail(TransportErrorKind, Phase),
    Stall,
}

/// One world: a server that plays its script and remembers what it saw, and a clock.
#[derive(Clone, Default)]
pub(super) struct World {
    script: Arc<Mutex<VecDeque<Step>>>,
    seen: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    time: Arc<Mutex<Time>>,
}

#[derive(Default)]
struct Time {
    now: Duration,
    /// Moments that somebody waits for.
    timers: Vec<Duration>,
    /// How far the clock jumped, each time.
    jumps: Vec<Duration>,
}

impl World {
    pub(super) fn new(script: impl IntoIterator<Item = Step>) -> Self {
        Self { script: Arc::new(Mutex::new(script.into_iter().collect())), ..Self::default() }
    }

    /// Adds to the script.
    pub(super) fn script(&self, steps: impl IntoIterator<Item = Step>) {
        self.script.lock().unwrap().extend(steps);
    }

    /// A builder without credentials that lives in this world. Its chance is always one half.
    pub(super) fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&super::api::API).transport(self.clone()).clock(self.clone()).random(|| 0.5)
    }

    pub(super) fn client(&self) -> Client {
        self.builder().set_credential(0, super::api::TOKEN.into()).build().unwrap()
    }

    /// The requests that the server saw.
    pub(super) fn seen(&self) -> Vec<http::Request<Bytes>> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// How long the client waited, each time.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.time.lock().unwrap().jumps.clone()
    }

    /// Drives a future to its end; whenever it can do nothing, the clock jumps to the next timer.
    pub(super) fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..100_000 {
            self.time.lock().unwrap().timers.clear();
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return output;
            }
            let mut time = self.time.lock().unwrap();
            let next = time.timers.iter().min().copied().expect("nothing can happen any more");
            let jump = next.saturating_sub(time.now);
            time.jumps.push(jump);
            time.now = next;
        }
        panic!("the future does not end");
    }
}

/// The date that the clock shows at zero: Sun, 06 Nov 1994 08:49:37 GMT.
pub(super) const START: Duration = Duration::from_secs(784_111_777);

impl Clock for World {
    fn now(&self) -> Duration {
        self.time.lock().unwrap().now
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let at = self.now().saturating_add(duration);
        Box::pin(Timer { time: Arc::clone(&self.time), at })
    }
}

struct Timer {
    time: Arc<Mutex<Time>>,
    at: Duration,
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let mut time = self.time.lock().unwrap();
        if time.now >= self.at {
            return Poll::Ready(());
        }
        time.timers.push(self.at);
        Poll::Pending
    }
}

impl Transport for World {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(chunk) = body.chunk().await {
                bytes.extend_from_slice(&chunk.unwrap());
            }
            self.seen.lock().unwrap().push(http::Request::from_parts(head, bytes.into()));
            let step = self.script.lock().unwrap().pop_front().expect("a request that the script does not know");
            match step {
                Step::Answer(answer) => Ok(answer),
                Step::Fail(kind, phase) => Err(TransportError::new(kind, phase, "scripted")),
                Step::Stall => std::future::pending().await,
            }
        })
    }
}

/// A JSON answer.
pub(super) fn json(status: u16, body: &str) -> Step {
    answer(status, &[("content-type", "application/json"), ("cf-ray", "ray-1")], body)
}

pub(super) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Step {
    let mut answer = http::Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    Step::Answer(answer.body(Body::from(body.to_owned())).unwrap())
}

/// An answer whose body comes in chunks, and then ends, fails or stalls.
pub(super) fn chunked(status: u16, chunks: Vec<Bytes>, end: End) -> Step {
    let body = Body::from_stream(Chunks { chunks: chunks.into(), end: Some(end) });
    Step::Answer(http::Response::builder().status(status).header("cf-ray", "ray-1").body(body).unwrap())
}

/// A stream of chunks.
pub(super) fn pieces(
    chunks: &[&'static str],
) -> impl futures_core::Stream<Item = Result<Bytes, TransportError>> + Send + 'static {
    Chunks { chunks: chunks.iter().map(|chunk| Bytes::from_static(chunk.as_bytes())).collect(), end: None }
}

/// An answer whose body never ends: a blank, and another one each time that so much time has passed.
pub(super) fn dripping(world: &World, every: Duration) -> Step {
    let body = Body::from_stream(Drips { timer: world.sleep(Duration::ZERO), world: world.clone(), every });
    Step::Answer(http::Response::builder().status(200).body(body).unwrap())
}

struct Drips {
    world: World,
    every: Duration,
    timer: BoxFuture<'static, ()>,
}

impl futures_core::Stream for Drips {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.timer.as_mut().poll(context).map(|()| {
            self.timer = self.world.sleep(self.every);
            Some(Ok(Bytes::from_static(b" ")))
        })
    }
}

pub(super) enum End {
    Whole,
    Fails(TransportErrorKind),
    Stalls,
}

struct Chunks {
    chunks: VecDeque<Bytes>,
    end: Option<End>,
}

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(chunk) = self.chunks.pop_front() {
            return Poll::Ready(Some(Ok(chunk)));
        }
        match self.end.take() {
            Some(End::Fails(kind)) => Poll::Ready(Some(Err(TransportError::new(kind, Phase::Body, "scripted")))),
            Some(End::Stalls) => {
                self.end = Some(End::Stalls);
                Poll::Pending
            }
            Some(End::Whole) | None => Poll::Ready(None),
        }
    }
}

/// An envelope with this result.
pub(super) fn enveloped(result: &str) -> String {
    format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#)
}

/// A certificate with this id.
pub(super) fn certificate(id: &str) -> String {
    format!(r#"{{"id":"{id}","status":"active"}}"#)
}

/// An envelope with an error.
pub(super) fn refusal(code: u32, message: &str) -> String {
    format!(r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}"}}],"messages":[],"result":null}}"#)
}
