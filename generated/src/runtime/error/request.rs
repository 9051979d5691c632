//! A request that was refused before anything was sent.

use std::borrow::Cow;
use std::fmt;

/// The request was refused before anything was sent, because an input cannot be what the server was meant to get.
#[derive(Clone)]
pub struct RequestError(Box<Refusal>);

#[derive(Clone, Debug)]
struct Refusal {
    operation: &'static str,
    parameter: Cow<'static, str>,
    reason: Cow<'static, str>,
}

impl RequestError {
    pub(crate) fn new(
        operation: &'static str,
        parameter: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Refusal { operation, parameter: parameter.into(), reason: reason.into() }))
    }

    /// The input that was refused: a parameter, a body member, a header. Empty where it is the request as a whole.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.0.parameter
    }

    /// Why. The value itself is never shown.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Dotted name of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not sent", self.0.operation)?;
        if !self.0.parameter.is_empty() {
            write!(f, ": {}", super::one_line(&self.0.parameter))?;
        }
        write!(f, ": {}", self.0.reason)
    }
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestError")
            .field("operation", &self.0.operation)
            .field("parameter", &self.0.parameter)
            .field("reason", &self.0.reason)
            .finish()
    }
}

impl std::error::Error for RequestError {}
