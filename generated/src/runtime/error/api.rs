//! The server answered with an error.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{Context, ErrorCode, Message, one_line, snippet};
use crate::runtime::retry;

/// The server answered, and its answer is an error.
///
/// That is any status outside 2xx, and any answer whose envelope says that it failed, whatever its status.
pub struct ApiError(Box<Answer>);

/// An error answer, as far as it is kept.
pub(crate) struct Answer {
    pub(crate) context: Context,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The beginning of the body as text, without secrets.
    pub(crate) excerpt: String,
    pub(crate) messages: Vec<Message>,
}

impl ApiError {
    pub(crate) fn new(answer: Answer) -> Self {
        Self(Box::new(answer))
    }

    /// Status of the answer (RFC 9110, section 15). It can be 2xx where the envelope says that the call failed.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Code of the first entry of [`messages`](Self::messages).
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        self.0.messages.first().and_then(Message::code)
    }

    /// What the server says went wrong, in its order. Empty where the body is not what the API promises for errors:
    /// then [`body`](Self::body) is all there is.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.0.messages
    }

    /// Whether any entry has this code, a number or a text.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "`has_code(1003)` reads better than `has_code(&1003)`")]
    pub fn has_code<C>(&self, code: C) -> bool
    where
        ErrorCode: PartialEq<C>,
    {
        self.0.messages.iter().filter_map(Message::code).any(|known| *known == code)
    }

    /// Headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The first 64 KiB of the body, as they came. The server may repeat in it what it was sent.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The first 1 KiB of the body as text.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }

    /// The body as a value: as the model that the document gives for errors of this status, or as
    /// [`Json`](crate::runtime::types::Json). `None` where it is not one, or longer than what is kept of it.
    #[must_use]
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.0.body).ok()
    }

    /// Media type of the body, as the server states it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.0.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// Where a redirect leads, without query, fragment or user name. It was not followed.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        let location = self.0.headers.get(header::LOCATION)?.to_str().ok()?;
        Some(without_secrets(location))
    }

    /// How long the server asks to wait, from its `Retry-After` in seconds or `Retry-After-Ms` header. `None` too
    /// where `Retry-After` is a date.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry::after::stated(&self.0.headers, None)
    }

    /// What the server calls this request; its operators can find it by that.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.context.request_id.as_deref()
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.context.attempts
    }

    /// Dotted name of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.context.operation
    }

    pub(crate) fn is_retryable(&self) -> bool {
        retry::is_transient(self.0.status)
    }
}

/// The location up to its query, if it names no user.
fn without_secrets(location: &str) -> &str {
    let end = location.find(['?', '#']).unwrap_or(location.len());
    let location = location.get(..end).unwrap_or_default();
    if location.contains('@') { "(a location with a user name)" } else { location }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer { context, status, messages, excerpt, .. } = &*self.0;
        write!(f, "{}: the server answered {status}", context.operation)?;
        match messages.as_slice() {
            [] => {
                if let (Some(content_type), Some(text)) = (self.content_type(), snippet(self.content_type(), excerpt)) {
                    write!(f, ": {}: {text}", one_line(content_type))?;
                }
            }
            [only] => write!(f, ": {only}")?,
            [first, rest @ ..] => write!(f, ": {first} (and {} more)", rest.len())?,
        }
        if let (true, Some(location)) = (status.is_redirection(), self.location()) {
            write!(f, ": not followed to {}", one_line(location))?;
        }
        context.write_tail(f)
    }
}

impl fmt::Debug for ApiError {
    // Headers and body are left out: they are long, and may repeat what was sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.0.context.operation)
            .field("status", &self.0.status)
            .field("messages", &self.0.messages)
            .field("content_type", &self.content_type())
            .field("body_bytes", &self.0.body.len())
            .field("request_id", &self.0.context.request_id)
            .field("attempts", &self.0.context.attempts)
            .finish()
    }
}

impl std::error::Error for ApiError {}
