//! A whole response: the value, and everything that came with it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::error::{Context, Message};
use super::page::PageInfo;

/// What [`Request::send_raw`](super::Request::send_raw) gives: the value, and everything that came with it.
#[derive(Clone)]
pub struct Response<T> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The part of the body that the value was read from.
    pub(crate) result: Bytes,
    pub(crate) context: Context,
    pub(crate) said: Said,
    pub(crate) value: T,
}

/// What an envelope says beside its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) messages: Vec<Message>,
    pub(crate) errors: Vec<Message>,
    pub(crate) info: Option<PageInfo>,
}

impl<T> Response<T> {
    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, without the rest.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Status, always 2xx (RFC 9110, section 15.3).
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body, as it came, after decompression.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What the server calls this request; its operators can find it by that.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id.as_deref()
    }

    /// How often the request was sent, or tried to be; 0 where a [middleware](super::middleware) answered in its place.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.context.attempts
    }

    /// What the server has to say beside the value: the envelope's messages.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.said.messages
    }

    /// What the server says went wrong although the call succeeded: the envelope's errors, which are mostly warnings
    /// here. Where the envelope says that the call failed, they are in [`Error::messages`](super::Error::messages).
    #[must_use]
    pub fn errors(&self) -> &[Message] {
        &self.said.errors
    }

    /// Where in the list this page stands, if the server says so.
    #[must_use]
    pub fn info(&self) -> Option<&PageInfo> {
        self.said.info.as_ref()
    }

    /// The same with another value.
    #[allow(dead_code, reason = "an API needs it where an answer depends on the status")]
    pub(crate) fn with<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        self.map(|value, _| make(value))
    }

    pub(crate) fn map<U>(self, f: impl FnOnce(T, &Said) -> U) -> Response<U> {
        let value = f(self.value, &self.said);
        Response {
            status: self.status,
            headers: self.headers,
            body: self.body,
            result: self.result,
            context: self.context,
            said: self.said,
            value,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    // Headers can hold cookies, and the body is the value once more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.context.request_id)
            .field("attempts", &self.context.attempts)
            .field("messages", &self.said.messages)
            .field("errors", &self.said.errors)
            .field("info", &self.said.info)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
