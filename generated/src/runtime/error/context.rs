//! What every error of a call carries.

use std::fmt;

use http::StatusCode;

/// Which call it was, how often it was tried, and what is known of the answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// Dotted name of the operation.
    pub(crate) operation: &'static str,
    /// How often the request was sent, or tried to be.
    pub(crate) attempts: u32,
    /// Status of the last answer.
    pub(crate) status: Option<StatusCode>,
    /// The server's name for the request.
    pub(crate) request_id: Option<Box<str>>,
}

impl Context {
    /// Writes ` (request id …, 3 attempts)`, or nothing where there is nothing to say.
    pub(super) fn write_tail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.request_id, self.attempts > 1) {
            (Some(id), true) => write!(f, " (request id {id}, {} attempts)", self.attempts),
            (Some(id), false) => write!(f, " (request id {id})"),
            (None, true) => write!(f, " ({} attempts)", self.attempts),
            (None, false) => Ok(()),
        }
    }
}
