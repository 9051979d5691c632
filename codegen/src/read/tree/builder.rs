//! Puts a tree together, value by value in document order, and notes what is wrong on the way.

use std::collections::HashMap;
use std::ops::Range;

use crate::diag::{Code, FileId, Loc, Name, Sink, Sources, Text, code};

use super::{Kind, MAX_COPIED, MAX_VALUES};

/// Where a value goes: below a parent, under a name that is written at `key`.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub(super) parent: Loc,
    pub(super) name: Name,
    pub(super) key: Range<usize>,
}

/// Reading cannot go on. The fault is noted.
#[derive(Debug)]
pub(super) struct Broken;

/// Something wrong. It becomes a diagnostic when the tree is whole, because points are places too, and places
/// stand in the order of values.
pub(super) struct Fault {
    code: &'static Code,
    at: At,
    message: String,
    other: Option<(Loc, &'static str)>,
}

enum At {
    Place(Loc),
    /// A part of the text within a place.
    Span(Loc, Range<usize>),
}

impl Fault {
    pub(super) fn report(self, file: FileId, sink: &mut Sink) {
        let loc = match self.at {
            At::Place(loc) => loc,
            At::Span(within, span) => sink.sources.add_point(file, within, span),
        };
        let diagnostic = sink.error(self.code, loc, self.message);
        if let Some((loc, words)) = self.other {
            diagnostic.related(loc, words);
        }
    }
}

/// Collects the values of one file.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) sources: &'a mut Sources,
    first: usize,
    kinds: Vec<Kind>,
    faults: Vec<Fault>,
    copied: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: FileId, sources: &'a mut Sources) -> Self {
        let guess = sources.file_text(file).len() / 16;
        Self { file, first: sources.count(), sources, kinds: Vec::with_capacity(guess), faults: Vec::new(), copied: 0 }
    }

    pub(super) fn finish(self) -> (usize, Vec<Kind>, Vec<Fault>) {
        (self.first, self.kinds, self.faults)
    }

    /// Notes a fault in a part of the text.
    pub(super) fn fault_at(
        &mut self,
        code: &'static Code,
        within: Loc,
        span: Range<usize>,
        message: impl Into<String>,
    ) {
        let at = At::Span(within, span);
        self.faults.push(Fault { code, at, message: message.into(), other: None });
    }

    /// Notes a fault of a value.
    pub(super) fn fault(&mut self, code: &'static Code, loc: Loc, message: impl Into<String>) {
        let at = At::Place(loc);
        self.faults.push(Fault { code, at, message: message.into(), other: None });
    }

    /// Adds a value. A list or an object has to be closed.
    pub(super) fn add(&mut self, slot: Slot, span: Range<usize>, kind: Kind) -> Result<Loc, Broken> {
        if self.kinds.len() >= MAX_VALUES {
            let message = format!("the document has more than {MAX_VALUES} values");
            self.fault_at(code::TOO_MANY_NODES, slot.parent, span, message);
            return Err(Broken);
        }
        self.kinds.push(kind);
        Ok(self.sources.add_place(self.file, slot.parent, slot.name, slot.key, span))
    }

    /// Ends a list or an object.
    pub(super) fn close(&mut self, loc: Loc, end: usize) {
        self.sources.close(loc, end);
    }

    /// Adds what a value that is complete holds once more.
    pub(super) fn copy(&mut self, from: Loc, slot: Slot) -> Result<Loc, Broken> {
        let weight = self.sources.weight(from);
        self.copied += weight;
        if self.copied > MAX_COPIED {
            let message = format!("aliases copy more than {MAX_COPIED} values");
            self.fault_at(code::TOO_MANY_NODES, slot.parent, slot.key, message);
            return Err(Broken);
        }
        let start = self.sources.ordinal(from) - self.first;
        self.kinds.extend_from_within(start..start + weight);
        Ok(self.sources.copy(from, slot.parent, slot.name, slot.key))
    }

    pub(super) fn kind(&self, loc: Loc) -> Kind {
        self.kinds.get(self.sources.ordinal(loc).wrapping_sub(self.first)).copied().unwrap_or(Kind::Null)
    }

    /// How deep a value that is complete is nested: 0 for what holds nothing.
    pub(super) fn height(&self, loc: Loc) -> usize {
        let mut open = vec![(loc, 0)];
        let mut most = 0;
        while let Some((at, depth)) = open.pop() {
            most = most.max(depth);
            open.extend(self.sources.children(at).map(|child| (child, depth + 1)));
        }
        most
    }

    /// Text of the file: by its place where it stands there as it is at `start`, else decoded.
    pub(super) fn text(&mut self, start: usize, value: &str) -> Text {
        let span = start..start + value.len();
        if self.sources.file_text(self.file).get(span.clone()) == Some(value) {
            Sources::verbatim(span)
        } else {
            self.sources.decoded(self.file, value)
        }
    }

    /// Notes keys that stand twice in an object. With `degrade`, only the last of them is kept.
    pub(super) fn refuse_duplicates(&mut self, degrade: bool) {
        let sources = &*self.sources;
        let mut seen = HashMap::new();
        let mut twice = Vec::new();
        for (index, kind) in self.kinds.iter().enumerate() {
            if *kind == Kind::Object {
                seen.clear();
                for child in sources.children(sources.nth(self.first + index)) {
                    if let Some(earlier) = seen.insert(sources.key(child), child) {
                        twice.push((earlier, child));
                    }
                }
            }
        }
        for (earlier, later) in twice {
            let message = format!("the key `{}` stands twice in this object", self.sources.key(later));
            let other = Some((earlier.at_key(), "it stands here first"));
            let at = At::Place(later.at_key());
            self.faults.push(Fault { code: code::DUPLICATE_KEY, at, message, other });
            if degrade {
                self.sources.set_aside(earlier);
            }
        }
    }
}
