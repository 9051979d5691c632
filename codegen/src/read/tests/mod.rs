mod containers;
mod documents;
mod files;
mod newer;
mod overlays;
mod swagger;
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

/// A document in several files, the first of which is read.
fn folder(files: &[(&str, &str)]) -> (Option<Document>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut sink = Sink::new();
    let source = Source::file(folder.path().join(files[0].0)).with_name(files[0].0);
    let document = document(&source, &mut sink);
    let faults =
        entries(&sink).into_iter().map(|one| format!("{} {} {}: {}", one.code, one.file, one.pointer, one.message));
    (document, faults.collect())
}
