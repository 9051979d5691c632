//! From a file to [`Document`]: JSON or YAML into a tree of values with places, and from there, by the rules of
//! the document's version, into the typed model.
//!
//! Faults go to the sink, all that are found in one run; what is read in spite of them is as good as it can be.

mod bodies;
mod document;
mod json;
pub mod model;
mod newer;
mod parameters;
mod paths;
mod reader;
mod schema;
mod security;
mod source;
mod tree;
mod version;

#[cfg(test)]
mod tests;

pub use json::Json;
pub use model::Document;
pub use source::{MAX_BYTES, Source};

use crate::diag::{Loc, Sink, code};

use reader::Reader;
use tree::{Kind, Tree};

/// Reads a document. `None` where there is nothing to go on with, which is reported.
pub fn document(source: &Source, sink: &mut Sink) -> Option<Document> {
    let file = source.load(sink)?;
    let text = sink.sources.file_text(file);
    let json = source::is_json(source.name(), text);
    if text.trim().is_empty() {
        let loc = sink.sources.add_point(file, Loc::default(), 0..0);
        refuse(loc, "the file is empty", sink);
        return None;
    }
    let tree = Tree::build(file, json, sink)?;
    sink.sources.set_document(tree.root);
    let what = match tree.kind(&sink.sources, tree.root) {
        Kind::Object => return read(&tree, sink),
        Kind::Null => "`null`",
        Kind::Array => "a list",
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => "a single value",
    };
    refuse(tree.root, &format!("the document is {what}"), sink);
    None
}

fn read(tree: &Tree, sink: &mut Sink) -> Option<Document> {
    let mut reader = Reader::new(&sink.sources, tree);
    let document = reader.document();
    let found = reader.finish();
    for diagnostic in found {
        sink.report(diagnostic);
    }
    document
}

fn refuse(loc: Loc, message: &str, sink: &mut Sink) {
    let help = "an OpenAPI document is an object with `openapi`, `info` and `paths`";
    sink.error(code::EMPTY_DOCUMENT, loc, message).help(help);
}
