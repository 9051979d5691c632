//! `--report`: a run as JSON.

use serde::Serialize;

use crate::diag::{self, Entry, Sink};
use crate::{Millis, Operations, Summary};

/// What `--report` writes. Every key is always there; what a failed run did not come to know is `null`.
#[derive(Serialize)]
struct Report<'a> {
    document: Option<&'a str>,
    openapi: Option<&'a str>,
    operations: Operations,
    schemas: Option<usize>,
    types: Option<usize>,
    files: Option<usize>,
    bytes: Option<u64>,
    diagnostics: Vec<Entry<'a>>,
    millis: Millis,
}

/// The report as JSON for people, with a line break at its end.
pub(super) fn render(summary: &Summary, sink: &Sink) -> Result<String, serde_json::Error> {
    let report = Report {
        document: summary.document.as_deref(),
        openapi: summary.openapi.as_deref(),
        operations: summary.operations,
        schemas: summary.schemas,
        types: summary.types,
        files: summary.files,
        bytes: summary.bytes,
        diagnostics: diag::entries(sink),
        millis: summary.millis,
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}
