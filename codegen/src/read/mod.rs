//! From a file to [`Document`]: JSON or YAML into a tree of values with places, and from there, by the rules of
//! the document's version, into the typed model.
//!
//! Faults go to the sink, all that are found in one run; what is read in spite of them is as good as it can be.

mod bodies;
mod document;
mod json;
mod library;
mod links;
pub mod model;
mod newer;
mod overlay;
mod parameters;
mod paths;
mod pending;
mod raw;
mod reader;
mod schema;
mod security;
mod source;
mod swagger;
mod tree;
mod version;

#[cfg(test)]
mod tests;

pub use json::Json;
pub(crate) use library::tidy;
pub use model::Document;
pub use raw::{Node, Raw};
pub use source::{MAX_BYTES, Source};

use crate::diag::{Loc, Sink, code};

use library::Library;
use reader::Reader;
use tree::Kind;

/// How often a document is read anew because a file turned out to be needed. References in unusual places only lead to
/// that; the others are found before.
const MAX_ROUNDS: usize = 32;

/// Reads a document. `None` where there is nothing to go on with, which is reported.
pub fn document(source: &Source, sink: &mut Sink) -> Option<Document> {
    let mut library = Library::new(source);
    let root = library.open(source, sink)?;
    sink.sources.set_document(root);
    let root = overlay::apply(source.overlays(), root, &mut library, sink);
    let what = match library.forest.kind(&sink.sources, root) {
        Kind::Object => return read(&mut library, root, sink),
        Kind::Null => "`null`",
        Kind::Array => "a list",
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => "a single value",
    };
    refuse(root, &format!("the document is {what}"), sink);
    None
}

fn read(library: &mut Library, root: Loc, sink: &mut Sink) -> Option<Document> {
    for round in 0..=MAX_ROUNDS {
        let mut reader = Reader::new(&sink.sources, library, root);
        let document = reader.document();
        let version = reader.version;
        let (found, unread) = reader.finish();
        if unread.is_empty() || round == MAX_ROUNDS {
            for diagnostic in found {
                sink.report(diagnostic);
            }
            if !unread.is_empty() {
                let message = "references lead from file to file without end";
                sink.error(code::REFERENCE_BUDGET, root, message);
            }
            return document.map(|document| {
                let forest = std::mem::take(&mut library.forest);
                let raw = Raw::new(forest, document.links.clone(), version);
                Document { raw, ..document }
            });
        }
        library.load(unread, sink);
    }
    None
}

fn refuse(loc: Loc, message: &str, sink: &mut Sink) {
    let help = "an OpenAPI document is an object with `openapi`, `info` and `paths`";
    sink.error(code::EMPTY_DOCUMENT, loc, message).help(help);
}
