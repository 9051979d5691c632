//! Diagnostics as data, for `--report`.

use super::{Sink, Sources};

/// A diagnostic with its place worked out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Entry<'a> {
    /// The code's id.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The JSON Pointer of the place (RFC 6901); empty for the root.
    pub pointer: String,
    /// The file's name, as it was given; empty where there is no file.
    pub file: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What it is, as it was reported: not escaped beyond what JSON itself needs.
    pub message: &'a str,
}

/// All diagnostics, sorted, each once; without the limit that a terminal has.
#[must_use]
pub fn entries(sink: &Sink) -> Vec<Entry<'_>> {
    sink.sorted().into_iter().map(|one| entry(&sink.sources, one)).collect()
}

fn entry<'a>(sources: &'a Sources, diagnostic: &'a super::Diagnostic) -> Entry<'a> {
    let position = sources.position(diagnostic.loc);
    Entry {
        code: diagnostic.code.id,
        severity: diagnostic.severity.as_str(),
        pointer: sources.pointer(diagnostic.loc),
        file: position.file,
        line: position.line,
        column: position.column,
        message: &diagnostic.message,
    }
}
