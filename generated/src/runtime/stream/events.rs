//! Server-sent events (WHATWG HTML, section 9.2).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::ByteStream;
use super::split::{LONGEST, Split};
use crate::runtime::error::{Error, TransportErrorKind};
use crate::runtime::json::Slot;
use crate::runtime::reply::Reply;
use crate::runtime::request::Again;
use crate::runtime::transport::BoxFuture;

/// A server-sent event whose data has been read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The kind of event; `message` where the server does not say.
    pub kind: String,
    /// The identifier of the last event that had one; empty where none had.
    pub id: String,
    /// What it says.
    pub data: T,
}

/// Server-sent events, as they come.
///
/// Each piece of the answer has to come within the call's [read timeout](crate::runtime::ClientBuilder::read_timeout): an
/// event, or the comment by which a server says that it is still there. Data that is `[DONE]` ends the stream, as several
/// APIs agree on. An event whose data is not what the API promises is an error, behind which the stream goes on; any other
/// error ends it.
///
/// # Connections that end
///
/// A stream that a GET asked for is asked for again, with the identifier of its last event in `Last-Event-ID`,
///
/// - where its connection broke, or nothing came for too long, and the server gave its events identifiers, so that it
///   knows where to go on, or had sent no event yet;
/// - where it ended, and the server had said how long to wait for another one (`retry`).
///
/// Before, the client waits as long as the server said, or as between attempts. It does so as often in a row, without an
/// event between, as calls are [tried again](crate::runtime::ClientBuilder::max_retries); then the stream ends, with the
/// error if there was one. Each of these calls has the time limit, the retries and the credentials of any call. An answer
/// of 204 ends the stream (section 9.2.3 of the standard); any other that holds no events is an error.
/// [`Request::with_reconnects`](crate::runtime::Request::with_reconnects) turns this off, or on for other methods.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct Events<T> {
    lines: Split,
    fields: Fields,
    read: fn(&Split, &str) -> Result<T, Error>,
    again: Option<Box<Again>>,
    /// How often in a row the stream was asked for again.
    reopened: u32,
    /// Whether there has been an event.
    any: bool,
    state: State,
}

/// What the stream waits for.
enum State {
    /// A line.
    Line,
    /// The time to ask for the stream again.
    Wait(BoxFuture<'static, ()>),
    /// The answer to that.
    Call(BoxFuture<'static, Result<Reply, Error>>),
}

/// What the lines of an event have said so far.
#[derive(Default)]
struct Fields {
    event: String,
    data: Option<String>,
    id: String,
    /// The identifier of the last event that is complete.
    last: String,
    retry: Option<Duration>,
    /// A byte order mark can stand before the first line only.
    begun: bool,
}

impl<T> Events<T> {
    /// Events whose data is JSON.
    pub(crate) fn new(bytes: ByteStream, again: Option<Box<Again>>) -> Self
    where
        T: Slot,
    {
        Self::reading(bytes, again, |split, data| split.value(data.as_bytes()))
    }

    fn reading(bytes: ByteStream, again: Option<Box<Again>>, read: fn(&Split, &str) -> Result<T, Error>) -> Self {
        let (lines, fields) = (Split::new(bytes), Fields::default());
        Self { lines, fields, read, again, reopened: 0, any: false, state: State::Line }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] where an event's data is not what is due, [`Error::Transport`] where no more events come.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Prepares to ask for the stream again, where that is due. Whether it is.
    fn reopen(&mut self, broken: bool) -> bool {
        let Some(again) = &self.again else { return false };
        let due = if broken { !self.any || !self.fields.last.is_empty() } else { self.fields.retry.is_some() };
        if !(due || again.always) {
            return false;
        }
        let Some(wait) = again.wait(self.reopened, self.fields.retry) else { return false };
        self.reopened += 1;
        self.state = State::Wait(wait);
        true
    }

    /// Goes on with what the stream was answered with this time; `false` where the server wants it to end.
    fn resume(&mut self, reply: Reply) -> Result<bool, Error> {
        let Some(bytes) = reply.further_events()? else { return Ok(false) };
        self.lines = Split::new(bytes);
        self.fields.begin_again();
        self.state = State::Line;
        Ok(true)
    }

    /// Nothing comes any more.
    fn stop(&mut self) {
        self.lines.stop();
        self.again = None;
        self.state = State::Line;
    }

    /// The identifier of the last event that had one: what a new call would say in `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.fields.last
    }

    /// How long the server asks to wait before a new call.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.fields.retry
    }
}

impl Events<String> {
    /// Events whose data is text.
    pub(crate) fn texts(bytes: ByteStream, again: Option<Box<Again>>) -> Self {
        Self::reading(bytes, again, |_, data| Ok(data.to_owned()))
    }
}

impl Fields {
    /// Forgets the event that the end of a connection cut short.
    fn begin_again(&mut self) {
        self.event.clear();
        self.data = None;
        self.last.clone_into(&mut self.id);
        self.begun = false;
    }

    /// Takes a line; the event's kind and data, where the line ends one.
    fn take(&mut self, line: &[u8]) -> Option<(String, String)> {
        let line = String::from_utf8_lossy(line);
        let mut line: &str = &line;
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            self.id.clone_into(&mut self.last);
            let data = self.data.take()?;
            return Some((if event.is_empty() { "message".to_owned() } else { event }, data));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment begins with the colon; any other field means nothing.
            _ => {}
        }
        None
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.state {
                State::Line => {}
                State::Wait(timer) => {
                    ready!(timer.as_mut().poll(context));
                    let Some(again) = &self.again else { return Poll::Ready(None) };
                    self.state = State::Call(again.call(&self.fields.last));
                    continue;
                }
                State::Call(call) => match ready!(call.as_mut().poll(context)).and_then(|reply| self.resume(reply)) {
                    Ok(true) => continue,
                    Ok(false) => {
                        self.stop();
                        return Poll::Ready(None);
                    }
                    Err(error) => {
                        self.stop();
                        return Poll::Ready(Some(Err(error)));
                    }
                },
            }
            let line = match ready!(self.lines.poll_line(context)) {
                Some(Ok(line)) => line,
                Some(Err(Error::Transport(error))) if error.is_retryable() && self.reopen(true) => continue,
                Some(Err(error)) => {
                    self.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                // An event that the end of the stream cuts short is none.
                None if self.reopen(false) => continue,
                None => {
                    self.stop();
                    return Poll::Ready(None);
                }
            };
            let Some((kind, data)) = self.fields.take(&line) else {
                if self.fields.data.as_ref().is_some_and(|data| data.len() > LONGEST) {
                    let error = self.lines.failed(TransportErrorKind::TooLarge);
                    self.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            };
            if data == "[DONE]" {
                self.stop();
                return Poll::Ready(None);
            }
            self.any = true;
            self.reopened = 0;
            let id = self.fields.last.clone();
            return Poll::Ready(Some((self.read)(&self.lines, &data).map(|data| Event { kind, id, data })));
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
