//! A file as a tree of values, whatever it is written in: places in [`Sources`], and here what stands there.
//!
//! Text is not copied where it has no escapes. Numbers are kept as they are written.

mod builder;
mod json;
mod scalar;
mod yaml;

use crate::diag::{FileId, Loc, Sink, Sources, Text};

use builder::Builder;

/// How deep objects and lists may be nested.
pub(crate) const MAX_DEPTH: usize = 256;

/// How many values YAML aliases and merge keys may copy.
pub(crate) const MAX_COPIED: usize = 500_000;

/// How many values a file may have.
pub(crate) const MAX_VALUES: usize = 16_000_000;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    /// A number that is a JSON number (RFC 8259, section 6), as it is written.
    Number(Text),
    String(Text),
    Array,
    Object,
}

/// The values of one file.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) file: FileId,
    pub(crate) root: Loc,
    /// The number of the first place.
    first: usize,
    kinds: Vec<Kind>,
}

impl Tree {
    /// Reads a file. `None` where its syntax is broken; faults are reported in either case.
    pub(crate) fn build(file: FileId, json: bool, sink: &mut Sink) -> Option<Self> {
        let text = sink.sources.shared_text(file);
        let mut builder = Builder::new(file, &mut sink.sources);
        let root = if json { json::read(&text, &mut builder) } else { yaml::read(&text, &mut builder) };
        if root.is_some() {
            builder.refuse_duplicates();
        }
        let (first, kinds, faults) = builder.finish();
        for fault in faults {
            fault.report(file, sink);
        }
        Some(Self { file, root: root?, first, kinds })
    }

    /// What stands at a place of this file.
    pub(crate) fn kind(&self, sources: &Sources, loc: Loc) -> Kind {
        let index = sources.ordinal(loc).wrapping_sub(self.first);
        self.kinds.get(index).copied().unwrap_or(Kind::Null)
    }
}
