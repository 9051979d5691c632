//! `names.lock`: the name that each part of the document was given.
//!
//! It is read before a run and written after it, and belongs in version control. What stands there keeps its name, and
//! nothing that is new to the document takes it. A part that is gone from the document is gone from here with the next
//! run, so that what was only moved about in the document (a schema that becomes a component, a path that is spelled
//! anew) can have its name again.
//!
//! A line is a part of the document and its name; indented lines are its members. Lines are sorted, so that adding to
//! the document adds lines, and changes none:
//!
//! ```text
//! version 1
//!
//! resource customcertificates = custom_certificates
//!
//! operation GET /zones/{zone_id}/custom_certificates = custom_certificates.list
//!     path:zone_id
//!     query:match = matching
//!
//! struct PrioritizeCertificate
//!     id #1
//!     priority #2
//! ```
//!
//! ` = name` is left out where the name is the member's own word. ` #1` is a place among positional arguments. What a
//! word of the document may not have here (white space, control characters) stands as `\s` or `\u{…}`, and an empty word
//! as `\e`. Members that begin with `*` are further names of the thing itself: `*marker`, `*feature`. A line `also` is
//! another place in which an inline type stands.

mod reader;
mod writer;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use crate::diag::{FileId, Loc, Sink};
use crate::read::Source;

/// The file's name, beside the configuration, or in the output folder where there is no configuration.
pub const LOCK: &str = "names.lock";

/// The format that this version reads and writes.
const VERSION: u32 = 1;

/// The most bytes of a lock: 64 MiB.
const MAX_BYTES: u64 = 64 << 20;

/// Names by what has them. The keys are made by the stage that gives names; here they are words and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// Setters of credentials, by security scheme.
    pub credentials: BTreeMap<String, Entry>,
    /// Accessors of resources, by the way to them.
    pub resources: BTreeMap<String, Entry>,
    /// Calls, by method and path; the name is the way from the client: `custom_certificates.list`.
    pub operations: BTreeMap<String, Entry>,
    /// What the API itself sends.
    pub events: BTreeMap<String, Entry>,
    /// Types, by component or by what they stand in; the name may have a module of `models`: `zones::Status`.
    pub types: BTreeMap<String, Entry>,
    /// Where it was read.
    file: FileId,
}

/// What kind of thing an entry is about: the first word of its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A security scheme.
    #[default]
    Credential,
    /// A resource.
    Resource,
    /// An operation.
    Operation,
    /// A webhook or a callback.
    Event,
    /// A type with fields.
    Struct,
    /// A type with values.
    Enum,
    /// A type with alternatives.
    Union,
    /// Another place of a type, which has its members where it has its own line.
    Also,
}

/// The name of a part of the document, and of what it consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its members, in the order of their keys.
    pub members: Vec<Member>,
    /// Where it stands.
    pub at: Line,
}

/// The name of a field, value, alternative or input; or a further name of an operation or resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// What it is in the document.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its place among positional arguments: the lower, the earlier. `None` where it never was one.
    pub position: Option<u32>,
    /// Where it stands.
    pub at: Line,
}

/// A line of the lock, by where it begins. Its place is worked out only if it has to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line(u32);

impl Lock {
    /// Reads a lock. What is wrong with it is reported, and left out.
    pub fn read(source: &Source, sink: &mut Sink) -> Self {
        let loaded = source.clone().with_limit(MAX_BYTES).load(sink);
        loaded.map(|file| reader::read(file, sink)).unwrap_or_default()
    }

    /// The file's text: always the same for the same names.
    #[must_use]
    pub fn text(&self) -> String {
        writer::text(self)
    }

    /// Whether nothing has a name yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections().iter().all(|entries| entries.is_empty())
    }

    /// The place of a line, for a diagnostic.
    pub fn loc(&self, line: Line, sink: &mut Sink) -> Loc {
        let start = line.0 as usize;
        let text = sink.sources.file_text(self.file).get(start..).unwrap_or_default();
        let len = text.find('\n').unwrap_or(text.len());
        sink.sources.add_point(self.file, Loc::default(), start..start + len)
    }

    /// Adds an entry, unless there is one of this key.
    pub fn add(&mut self, key: String, entry: Entry) {
        self.section(entry.kind).entry(key).or_insert(entry);
    }

    /// The ways to resources, as the tree knows them, by their accessors: `custom_certificates.prioritize`.
    #[must_use]
    pub fn ways(&self) -> HashMap<String, Vec<String>> {
        let mut accessors: HashMap<&str, String> = HashMap::with_capacity(self.resources.len());
        let mut ways = HashMap::with_capacity(self.resources.len());
        // What a resource hangs from comes before it.
        for (key, entry) in &self.resources {
            let accessor = match key.rsplit_once('.') {
                None => entry.name.clone(),
                Some((parent, _)) => match accessors.get(parent) {
                    Some(parent) => format!("{parent}.{}", entry.name),
                    None => continue,
                },
            };
            ways.insert(accessor.clone(), key.split('.').map(own_key).collect());
            accessors.insert(key, accessor);
        }
        ways
    }

    /// The sections in the order of the file.
    fn sections(&self) -> [&BTreeMap<String, Entry>; 5] {
        [&self.credentials, &self.resources, &self.operations, &self.events, &self.types]
    }

    fn section(&mut self, kind: Kind) -> &mut BTreeMap<String, Entry> {
        match kind {
            Kind::Credential => &mut self.credentials,
            Kind::Resource => &mut self.resources,
            Kind::Operation => &mut self.operations,
            Kind::Event => &mut self.events,
            Kind::Struct | Kind::Enum | Kind::Union | Kind::Also => &mut self.types,
        }
    }
}

impl Kind {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Credential, "credential"),
        (Self::Resource, "resource"),
        (Self::Operation, "operation"),
        (Self::Event, "event"),
        (Self::Struct, "struct"),
        (Self::Enum, "enum"),
        (Self::Union, "union"),
        (Self::Also, "also"),
    ];

    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

impl Entry {
    /// An entry whose members are put in order, each key once.
    #[must_use]
    pub fn new(kind: Kind, name: String, mut members: Vec<Member>) -> Self {
        members.sort_by(|a, b| a.key.cmp(&b.key));
        members.dedup_by(|b, a| a.key == b.key);
        Self { kind, name, members, at: Line::default() }
    }

    /// The member with a key.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        let at = self.members.binary_search_by(|member| member.key.as_str().cmp(key)).ok()?;
        self.members.get(at)
    }
}

impl Member {
    /// A member without a place among arguments.
    #[must_use]
    pub fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Self { key: key.into(), name: name.into(), ..Self::default() }
    }
}

/// A word without letters.
const EMPTY: &str = "\\e";

/// A word of the document as the lock has it: letters, digits and most signs as they are; white space, control
/// characters and what could be taken for something else by their code; and so the signs that mean something here where
/// they begin a word.
#[must_use]
pub fn word(text: &str) -> String {
    let mut word = String::with_capacity(text.len());
    for (at, letter) in text.chars().enumerate() {
        let is_plain = letter.is_alphanumeric() || (letter.is_ascii_graphic() && letter != '\\');
        if is_plain && !(at == 0 && matches!(letter, '=' | '#' | '~' | '*')) {
            word.push(letter);
        } else if letter == ' ' {
            word.push_str("\\s");
        } else {
            word.extend(letter.escape_unicode());
        }
    }
    if word.is_empty() { EMPTY.to_owned() } else { word }
}

/// The key of an operation.
#[must_use]
pub fn operation(method: &str, path: &str) -> String {
    format!("{method} {}", word(path))
}

/// A dot that does not part a way.
const DOT: &str = "\\u{2e}";

/// The key of a resource below another one, whose key is empty for the client.
#[must_use]
pub fn resource(parent: &str, own: &str) -> String {
    let own = word(own).replace('.', DOT);
    if parent.is_empty() { own } else { format!("{parent}.{own}") }
}

/// What [`resource`] was made of.
fn own_key(part: &str) -> String {
    if part == EMPTY { String::new() } else { part.replace(DOT, ".") }
}

/// The name that a key has where its line says none: the word behind the first colon of an input, else all of it.
fn usual(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, word)| word)
}
