//! Server-sent events (WHATWG HTML, section 9.2).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::ByteStream;
use super::split::Split;
use crate::runtime::error::Error;
use crate::runtime::json::Slot;

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
/// APIs agree on. An event whose data is not what the API promises is an error, behind which
/// the stream goes on; any other error ends it.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct Events<T> {
    lines: Split,
    fields: Fields,
    read: fn(&Split, &str) -> Result<T, Error>,
}

/// What the lines of an event have said so far.
#[derive(Default)]
struct Fields {
    event: String,
    data: Option<String>,
    id: String,
    retry: Option<Duration>,
    /// A byte order mark can stand before the first line only.
    begun: bool,
}

impl<T> Events<T> {
    /// Events whose data is JSON.
    pub(crate) fn new(bytes: ByteStream) -> Self
    where
        T: Slot,
    {
        let read = |split: &Split, data: &str| split.value(data.as_bytes());
        Self { lines: Split::new(bytes), fields: Fields::default(), read }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] where an event's data is not what is due, [`Error::Transport`] where no more events come.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The identifier of the last event that had one: what a new call would say in `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.fields.id
    }

    /// How long the server asks to wait before a new call.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.fields.retry
    }
}

impl Events<String> {
    /// Events whose data is text.
    pub(crate) fn texts(bytes: ByteStream) -> Self {
        Self { lines: Split::new(bytes), fields: Fields::default(), read: |_, data| Ok(data.to_owned()) }
    }
}

impl Fields {
    /// Takes a line; the event's kind and data, where the line ends one.
    fn take(&mut self, line: &[u8]) -> Option<(String, String)> {
        let line = String::from_utf8_lossy(line);
        let mut line: &str = &line;
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
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
            let line = match ready!(self.lines.poll_line(context)) {
                Some(Ok(line)) => line,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // An event that the end of the stream cuts short is none.
                None => return Poll::Ready(None),
            };
            let Some((kind, data)) = self.fields.take(&line) else { continue };
            if data == "[DONE]" {
                self.lines.stop();
                return Poll::Ready(None);
            }
            let id = self.fields.id.clone();
            return Poll::Ready(Some((self.read)(&self.lines, &data).map(|data| Event { kind, id, data })));
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
