//! A text that is not what its type stands for.

use std::fmt;

/// A text that could not be read as a value of its type. The text itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    expected: &'static str,
}

impl ParseError {
    pub(super) fn new(expected: &'static str) -> Self {
        Self { expected }
    }

    /// What the text should have been, such as `an RFC 3339 date-time`.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.expected
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for ParseError {}
