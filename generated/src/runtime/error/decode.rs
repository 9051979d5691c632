//! A complete answer arrived, but it is not what the API promises.

use std::fmt;

use http::StatusCode;

use super::{Context, one_line, snippet};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// A complete answer arrived, but it is not what the API promises: no JSON, or JSON of another shape.
pub struct DecodeError(Box<Undecodable>);

/// What could not be read, and where.
pub(crate) struct Undecodable {
    pub(crate) context: Context,
    pub(crate) status: StatusCode,
    pub(crate) content_type: Option<Box<str>>,
    pub(crate) reason: String,
    pub(crate) path: String,
    pub(crate) offset: Option<usize>,
    pub(crate) excerpt: String,
    pub(crate) source: Option<Source>,
}

impl DecodeError {
    pub(crate) fn new(undecodable: Undecodable) -> Self {
        Self(Box::new(undecodable))
    }

    /// Status of the answer (RFC 9110, section 15).
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Where in the body the trouble is, as in `result[3].id`. Empty where it is the body as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// How many bytes into the body the trouble is, where that is known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// What was expected, and what came.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Media type of the body, as the server states it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.0.content_type.as_deref()
    }

    /// The first 1 KiB of the body as text.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
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
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Undecodable { context, status, reason, path, excerpt, .. } = &*self.0;
        write!(f, "{}: unexpected answer with status {status}", context.operation)?;
        if !path.is_empty() {
            write!(f, ": {}", one_line(path))?;
        }
        write!(f, ": {}", one_line(reason))?;
        if let Some(text) = snippet(self.content_type(), excerpt) {
            write!(f, ": {text}")?;
        }
        context.write_tail(f)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.0.context.operation)
            .field("status", &self.0.status)
            .field("content_type", &self.0.content_type)
            .field("path", &self.0.path)
            .field("offset", &self.0.offset)
            .field("reason", &self.0.reason)
            .field("excerpt", &self.0.excerpt)
            .field("request_id", &self.0.context.request_id)
            .field("attempts", &self.0.context.attempts)
            .finish()
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
