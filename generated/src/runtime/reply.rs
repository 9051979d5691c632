//! A complete answer, before it is read.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::client::Client;
use super::endpoint::Endpoint;
use super::envelope::{self, Due, Opened, Outcome};
use super::error::{self, Answer, ApiError, Context, DecodeError, Error, Message, TransportError, Undecodable};
use super::json::{self, ReadError, Slot};
use super::page::{Page, PageInfo};
use super::request::Again;
use super::response::{Response, Said};
use super::secret::Secret;
use super::spans::CallSpan;
use super::stream::{ByteStream, Events, Lines};
use super::transport::Body;

/// How much of an error's body is kept.
const KEPT_OF_ERROR: usize = 64 << 10;

/// A complete answer of any status. An operation's `decode` says what it is to be read as.
pub struct Reply {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    /// Where it came from, without credentials.
    pub(crate) url: String,
    /// What it was asked for with.
    pub(crate) secrets: Vec<Arc<Secret>>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body where it is handed over while it comes, and how long each wait for it may be.
    pub(crate) stream: Option<(Body, Duration)>,
    pub(crate) context: Context,
    /// How to ask for it again, where it is a stream that can end too early.
    pub(crate) again: Option<Box<Again>>,
    /// The span of the call, which ends when this does.
    pub(crate) span: CallSpan,
}

#[allow(dead_code, reason = "an API uses the forms that its operations answer with")]
impl Reply {
    /// Reads the answer as one value.
    pub(crate) fn value<T: Slot>(self) -> Result<Response<T>, Error> {
        let mut value = T::blank();
        let opened = self.open(Due::Value(&mut value))?;
        if matches!(opened.result, Outcome::Missing) && !value.is_absent() {
            let name = self.endpoint.envelope.map_or("", |envelope| envelope.result);
            return Err(
                self.unreadable(&ReadError::new("a value is due, and missing", self.body.len()).inside_key(name))
            );
        }
        Ok(self.into_response(value, opened))
    }

    /// Reads the answer as a page of a list. A list that is `null` or missing is an empty page.
    pub(crate) fn page<T: Slot + Clone + PartialEq>(self) -> Result<Response<Page<T>>, Error> {
        let mut items = Vec::<T>::new();
        let opened = self.open(Due::List(&mut items))?;
        let response = self.into_response((), opened);
        Ok(response.map(|(), said| Page::new(items, said.clone())))
    }

    /// The same where the API may say that there are no items by an answer without content.
    pub(crate) fn page_or_nothing<T: Slot + Clone + PartialEq>(self) -> Result<Response<Page<T>>, Error> {
        let no_content = matches!(self.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        if no_content && self.body.is_empty() {
            return Ok(self.into_response(Page::new(Vec::new(), Said::default()), Opened::default()));
        }
        self.page()
    }

    /// Reads an answer from which no value is expected.
    pub(crate) fn empty(self) -> Result<Response<()>, Error> {
        let opened = self.open(Due::Nothing)?;
        Ok(self.into_response((), opened))
    }

    /// Reads the answer as text. What is not UTF-8 in it is replaced.
    pub(crate) fn text(self) -> Result<Response<String>, Error> {
        let opened = self.bare()?;
        let text = String::from_utf8_lossy(&self.body).into_owned();
        Ok(self.into_response(text, opened))
    }

    /// Takes the answer's bytes as they are.
    pub(crate) fn bytes(self) -> Result<Response<Bytes>, Error> {
        let opened = self.bare()?;
        let body = self.body.clone();
        Ok(self.into_response(body, opened))
    }

    /// Hands the answer's bytes over while they come.
    pub(crate) fn stream(self) -> Result<Response<ByteStream>, Error> {
        self.streamed(|bytes| bytes)
    }

    /// Reads JSON values while they come, a line each.
    pub(crate) fn lines<T: Slot>(self) -> Result<Response<Lines<T>>, Error> {
        self.streamed(Lines::new)
    }

    /// Reads server-sent events whose data is JSON while they come.
    pub(crate) fn events<T: Slot>(self) -> Result<Response<Events<T>>, Error> {
        let mut reply = self.eventful()?;
        let again = reply.again.take();
        reply.streamed(|bytes| Events::new(bytes, again))
    }

    /// Reads server-sent events whose data is text while they come.
    pub(crate) fn text_events(self) -> Result<Response<Events<String>>, Error> {
        let mut reply = self.eventful()?;
        let again = reply.again.take();
        reply.streamed(|bytes| Events::texts(bytes, again))
    }

    /// The bytes of further events; `None` where the server says that there are none.
    pub(crate) fn further_events(self) -> Result<Option<ByteStream>, Error> {
        if self.status == StatusCode::NO_CONTENT {
            return Ok(None);
        }
        Ok(Some(self.eventful()?.stream()?.into_value()))
    }

    /// Refuses what would be read as a stream of no events at all: one JSON value, or a page for people.
    fn eventful(self) -> Result<Self, Error> {
        let content_type = self.content_type().unwrap_or_default().to_ascii_lowercase();
        if self.status.is_success() && ["json", "html"].iter().any(|other| content_type.contains(other)) {
            return Err(self.undecodable_as(&format!("expected events, found {content_type}"), None));
        }
        Ok(self)
    }

    fn streamed<T>(mut self, make: impl FnOnce(ByteStream) -> T) -> Result<Response<T>, Error> {
        let opened = self.bare()?;
        let (body, timeout) = self.stream.take().unwrap_or_else(|| (Body::from(self.body.clone()), Duration::MAX));
        let clock = Arc::clone(&self.client.shared.clock);
        let value = make(ByteStream::new(body, clock, timeout, self.context.clone()));
        Ok(self.into_response(value, opened))
    }

    /// The status, for operations whose answer depends on it.
    pub(crate) fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// Sees to it that the answer is no error, whatever is in it.
    fn bare(&self) -> Result<Opened, Error> {
        if !self.status.is_success() {
            return Err(self.error(self.errors()));
        }
        Ok(Opened { range: 0..self.body.len(), ..Opened::default() })
    }

    /// Sees to it that the answer is no error, and reads its value into the slot that is due.
    fn open(&self, due: Due<'_>) -> Result<Opened, Error> {
        if !self.status.is_success() {
            return Err(self.error(self.errors()));
        }
        if self.body.is_empty() {
            return match due {
                Due::Nothing => Ok(Opened::default()),
                // 204 beside 200, say: the document says that there may be nothing.
                Due::Value(slot) if slot.is_absent() && self.status != StatusCode::OK => Ok(Opened::default()),
                _ => Err(self.undecodable_as("a value is due, and the body is empty", None)),
            };
        }
        let Some(envelope) = self.endpoint.envelope else { return self.read_bare(due) };
        let opened = envelope::open(&self.body, envelope, due).map_err(|error| self.unreadable(&error))?;
        match opened {
            Opened { success: Some(false), errors, .. } => Err(self.error(errors)),
            Opened { result: Outcome::Unreadable(error), .. } => Err(self.unreadable(&error)),
            opened => Ok(opened),
        }
    }

    fn read_bare(&self, due: Due<'_>) -> Result<Opened, Error> {
        let slot = match due {
            Due::Nothing => return Ok(Opened::default()),
            Due::Value(slot) | Due::List(slot) => slot,
        };
        json::read_into(slot, &self.body).map_err(|error| self.unreadable(&error))?;
        Ok(Opened { result: Outcome::Read, range: 0..self.body.len(), ..Opened::default() })
    }

    /// What an error's body says, if it is the envelope.
    fn errors(&self) -> Vec<Message> {
        let envelope = self.endpoint.envelope;
        let opened = envelope
            .filter(|envelope| envelope.errors.is_some())
            .and_then(|envelope| envelope::open(&self.body, envelope, Due::Nothing).ok());
        match opened {
            Some(opened) => opened.errors,
            None => error::usual(&self.body),
        }
    }

    fn error(&self, mut messages: Vec<Message>) -> Error {
        if self.status.is_success() {
            self.span.failed("api");
        }
        for message in &mut messages {
            message.redact(&|text| self.redact(text));
        }
        let kept = self.body.slice(..self.body.len().min(KEPT_OF_ERROR));
        ApiError::new(Answer {
            context: self.context.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body: kept,
            excerpt: self.redact(error::excerpt(&self.body)),
            messages,
        })
        .into()
    }

    /// The body is complete, and not what the API promises.
    fn unreadable(&self, error: &ReadError) -> Error {
        self.undecodable_as(error.reason(), Some((error.path(), error.offset())))
    }

    fn undecodable_as(&self, reason: &str, place: Option<(&str, usize)>) -> Error {
        self.span.failed("decode");
        let content_type = self.content_type();
        // A page for people in place of JSON is better told by its type than by its first character.
        let foreign = content_type.filter(|content_type| !content_type.to_ascii_lowercase().contains("json"));
        let reason = match foreign {
            Some(content_type) if !self.body.is_empty() => format!("expected JSON, found {content_type}: {reason}"),
            _ => reason.to_owned(),
        };
        let (path, offset) = place.unzip();
        DecodeError::new(Undecodable {
            context: self.context.clone(),
            status: self.status,
            content_type: content_type.map(Into::into),
            reason: self.redact(reason),
            path: self.redact(path.unwrap_or_default().to_owned()),
            offset,
            excerpt: self.redact(error::excerpt(&self.body)),
            source: None,
        })
        .into()
    }

    /// The body's bytes could not be had from what came.
    pub(crate) fn undecodable(&self, reason: &str, source: TransportError) -> Error {
        DecodeError::new(Undecodable {
            context: self.context.clone(),
            status: self.status,
            content_type: self.content_type().map(Into::into),
            reason: reason.to_owned(),
            path: String::new(),
            offset: None,
            excerpt: String::new(),
            source: Some(Box::new(source)),
        })
        .into()
    }

    fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    pub(crate) fn redact(&self, text: String) -> String {
        let sent = self.secrets.iter().map(|secret| secret.text());
        error::redact(text, sent.chain(self.client.shared.credentials.texts()))
    }

    fn into_response<T>(self, value: T, opened: Opened) -> Response<T> {
        let info = opened.info.map(|info| PageInfo::new(info, &self.endpoint.paging));
        let result = self.body.slice(opened.range);
        Response {
            status: self.status,
            headers: self.headers,
            body: self.body,
            result,
            context: self.context,
            said: Said { messages: opened.messages, errors: opened.errors, info },
            value,
        }
    }
}
