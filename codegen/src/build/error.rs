//! What fails a build.

use std::fmt;

use crate::diag::{self, Sink};

/// Why nothing was generated: every fault of the input with its place, or what does not fit.
///
/// `Debug` is the same text as `Display`, since that is what cargo shows of a `main` that returns it.
pub struct BuildError {
    text: String,
}

impl BuildError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Everything that the sink has found.
    pub(super) fn of(sink: &Sink) -> Self {
        Self { text: format!("specsmith stopped\n\n{}", diag::render(sink, false).trim_end()) }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for BuildError {}
