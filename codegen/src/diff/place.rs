//! Places in the two documents: worked out only for what is shown.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diag::{Loc, Sources};

/// A place: in a document that was read, or in one of which only the record is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    /// In a document that was read.
    pub(super) loc: Loc,
    /// In a record: the file where that is not the document itself, `#`, and the JSON Pointer. On disk, what follows from
    /// what it stands in is left out.
    pub(super) pointer: String,
}

impl At {
    pub(super) fn of(loc: Loc) -> Self {
        Self { loc, pointer: String::new() }
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(super) fn is_implied(&self) -> bool {
        self.pointer.is_empty()
    }

    /// Works out the place, so that it can be recorded: `file#pointer`, the document's own file without its name.
    pub(super) fn locate(&mut self, sources: &Sources) {
        let file = sources.file(self.loc);
        let own = file == sources.file(sources.document());
        let name = if own { "" } else { sources.file_name(file) };
        self.pointer = format!("{}#{}", name.rsplit(['/', '\\']).next().unwrap_or(name), sources.pointer(self.loc));
    }

    /// Leaves out what follows from what it stands in: all of it where it is `implied`, else the beginning, `within`.
    pub(super) fn shorten(&mut self, within: &str, implied: &str) {
        if self.pointer == implied {
            self.pointer.clear();
        } else if let Some(rest) = self.pointer.strip_prefix(within).filter(|_| within.len() > 1) {
            self.pointer = format!("+{rest}");
        }
    }

    /// The other way round, after a record was read.
    pub(super) fn fill(&mut self, within: &str, implied: impl FnOnce() -> String) {
        if self.pointer.is_empty() {
            self.pointer = implied();
        } else if let Some(rest) = self.pointer.strip_prefix('+') {
            self.pointer = format!("{within}{rest}");
        }
    }

    /// The pointer alone, of a place in a record.
    pub(super) fn pointer(&self) -> &str {
        self.pointer.split_once('#').map_or("", |(_, pointer)| pointer)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.pointer)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { loc: Loc::default(), pointer: String::deserialize(from)? })
    }
}

/// A place as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file, as people call it.
    pub file: String,
    /// Line, from 1; `None` where only a record of the document is there.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// JSON Pointer (RFC 6901) from the root of the file.
    pub pointer: String,
}

impl Spot {
    /// `file:line:column`, as far as it is known.
    #[must_use]
    pub fn position(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.clone(),
        }
    }
}

/// Where the places of one side lead.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The files that were read; `None` where there is a record.
    pub sources: Option<&'a Sources>,
    /// The name of the document, or of the crate with the record.
    pub name: &'a str,
}

impl Places<'_> {
    /// Works out a place.
    pub(super) fn spot(&self, at: &At) -> Spot {
        if let Some(sources) = self.sources {
            let loc = at.loc.at_key();
            let position = sources.position(loc);
            return Spot {
                file: position.file.to_owned(),
                line: Some(position.line),
                column: Some(position.column),
                pointer: sources.pointer(at.loc),
            };
        }
        let file = at.pointer.split_once('#').map_or("", |(file, _)| file);
        let file = if file.is_empty() { self.name } else { file };
        Spot { file: file.to_owned(), line: None, column: None, pointer: at.pointer().to_owned() }
    }
}
