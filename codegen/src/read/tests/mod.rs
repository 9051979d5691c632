mod containers;
mod documents;
mod yaml;

use crate::diag::{Sink, entries};

use super::{Document, Source, document};

/// Reads a document, and what is reported as `code line:column pointer: message`.
fn read(name: &str, text: impl Into<Vec<u8>>) -> (Option<Document>, Vec<String>) {
    let mut sink = Sink::new();
    let document = document(&Source::text(name, text), &mut sink);
    let faults = entries(&sink)
        .into_iter()
        .map(|one| format!("{} {}:{} {}: {}", one.code, one.line, one.column, one.pointer, one.message));
    (document, faults.collect())
}

fn faults(name: &str, text: impl Into<Vec<u8>>) -> Vec<String> {
    read(name, text).1
}

/// A sound document of schemas in YAML; the schemas are indented by four.
fn schemas(schemas: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}
