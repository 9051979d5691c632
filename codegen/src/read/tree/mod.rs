//! Files as trees of values, whatever they are written in: places in [`Sources`], and here what stands there.
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

/// The values of all files, by the numbers of their places.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    kinds: Vec<Kind>,
}

impl Forest {
    /// Reads a file, and gives its root. `None` where its syntax is broken; faults are reported in either case.
    pub(crate) fn grow(&mut self, file: FileId, json: bool, sink: &mut Sink) -> Option<Loc> {
        let text = sink.sources.shared_text(file);
        let degrade = sink.degrade;
        let mut builder = Builder::new(file, &mut sink.sources);
        let root = if json { json::read(&text, &mut builder) } else { yaml::read(&text, &mut builder) };
        if root.is_some() {
            builder.refuse_duplicates(degrade);
        }
        let (first, kinds, faults) = builder.finish();
        self.put(first, kinds);
        for fault in faults {
            fault.report(file, sink);
        }
        root
    }

    /// Adds what stands at places that were added from the number `first` on.
    pub(crate) fn put(&mut self, first: usize, kinds: Vec<Kind>) {
        // Places that are no values (points in the text) lie between.
        self.kinds.resize(first, Kind::Null);
        if self.kinds.is_empty() {
            self.kinds = kinds;
        } else {
            self.kinds.extend(kinds);
        }
    }

    /// What stands at a place.
    pub(crate) fn kind(&self, sources: &Sources, loc: Loc) -> Kind {
        self.kinds.get(sources.ordinal(loc)).copied().unwrap_or(Kind::Null)
    }
}
