//! Typed access to a tree: what is of the wrong kind is reported where it stands, and read as if it were not there.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Loc, Sources, Text, closest, code};

use super::json::Json;
use super::library::{Asked, Library};
use super::links::{Index, Part};
use super::model::{Named, OrRef, Reference};
use super::tree::Kind;
use super::version::{Shape, Version};

/// Reads a document, from the trees of its files.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) library: &'a Library,
    pub(super) index: Index<'a>,
    root: Loc,
    found: Vec<Diagnostic>,
    /// The newest diagnostic, apart so that it can be completed.
    latest: Option<Diagnostic>,
    /// The document's version.
    pub(super) version: Version,
    /// What each place was read as.
    marks: Vec<Option<Part>>,
    /// References that are still to be followed.
    pub(super) pending: Vec<(Loc, Part)>,
    /// Places of things that references may lead to, and that need not be read once more.
    pub(super) shelved: HashSet<(Loc, Part)>,
    /// References that have been followed.
    pub(super) seen: HashSet<Loc>,
    /// How many references of path items have been followed to where the reader is.
    pub(super) followed: usize,
    /// How many values were read a second time.
    pub(super) repeated: usize,
    /// Where references lead, from the places of their values.
    pub(super) links: HashMap<Loc, Loc>,
    /// How many links of responses were met.
    pub(super) response_links: usize,
    /// Media types of bodies and of responses, where the document says them for all operations (2.0 only).
    pub(super) media: super::swagger::Media,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a Sources, library: &'a Library, root: Loc) -> Self {
        Self {
            sources,
            library,
            index: Index::default(),
            root,
            found: Vec::new(),
            latest: None,
            version: Version::V3_0,
            marks: vec![None; sources.count()],
            pending: Vec::new(),
            shelved: HashSet::new(),
            seen: HashSet::new(),
            followed: 0,
            repeated: 0,
            links: HashMap::new(),
            response_links: 0,
            media: super::swagger::Media::default(),
        }
    }

    pub(super) fn root(&self) -> Loc {
        self.root
    }

    /// What was found, and files that have to be read before the document can be.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Asked>) {
        self.found.extend(self.latest);
        (self.found, self.index.unread)
    }

    /// Notes what a place is read as.
    pub(super) fn set_mark(&mut self, loc: Loc, part: Part) {
        if let Some(mark) = self.marks.get_mut(self.sources.ordinal(loc)) {
            *mark = Some(part);
        }
    }

    /// What a place was read as.
    pub(super) fn mark(&self, loc: Loc) -> Option<Part> {
        self.marks.get(self.sources.ordinal(loc)).copied().flatten()
    }

    pub(super) fn report(&mut self, code: &'static Code, loc: Loc, message: impl Into<String>) -> &mut Diagnostic {
        self.found.extend(self.latest.take());
        self.latest.insert(Diagnostic::new(code, loc, message))
    }

    pub(super) fn kind(&self, loc: Loc) -> Kind {
        self.library.forest.kind(self.sources, loc)
    }

    /// Text that stands at a place.
    pub(super) fn text(&self, loc: Loc, text: Text) -> &'a str {
        self.sources.text(self.sources.file(loc), text)
    }

    /// Keys and values of an object, or items of a list with empty keys. Nothing for other kinds.
    pub(super) fn entries(&self, loc: Loc) -> impl Iterator<Item = (&'a str, Loc)> + use<'a> {
        let sources = self.sources;
        sources.children(loc).map(move |child| (sources.key(child), child))
    }

    /// The value at a key. Costs a pass over the object; for objects of few keys.
    pub(super) fn field(&self, loc: Loc, name: &str) -> Option<Loc> {
        let object = self.kind(loc) == Kind::Object;
        self.entries(loc).find(|(key, _)| object && *key == name).map(|(_, value)| value)
    }

    /// How many values there are within a value, itself included.
    pub(super) fn weight(&self, loc: Loc) -> usize {
        self.sources.weight(loc)
    }

    /// The kind of a value, in words.
    pub(super) fn what(&self, loc: Loc) -> &'static str {
        match self.kind(loc) {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "text",
            Kind::Array => "a list",
            Kind::Object => "an object",
        }
    }

    /// What stands at a place in words: its key, or its number in the list.
    fn place(&self, loc: Loc) -> String {
        match self.sources.name(loc) {
            crate::diag::Name::Index(index) => {
                format!("item {} of `{}`", index + 1, self.sources.key(self.sources.parent(loc)))
            }
            _ => format!("`{}`", self.sources.key(loc)),
        }
    }

    /// Reports a value of the wrong kind. A `null` is taken as if it were not there.
    pub(super) fn wrong(&mut self, loc: Loc, needed: &str) {
        let place = self.place(loc);
        if self.kind(loc) == Kind::Null {
            let message = format!("{place} is null, and is treated as if it were not there");
            self.report(code::NULL_FIELD, loc, message)
                .help(format!("it has to be {needed}; remove it where there is none"));
        } else {
            let message = format!("{place} is {}, and has to be {needed}", self.what(loc));
            self.report(code::WRONG_KIND, loc, message);
        }
    }

    /// The entries of what has to be an object.
    pub(super) fn object(&mut self, loc: Loc) -> impl Iterator<Item = (&'a str, Loc)> + use<'a> {
        self.members(loc).into_iter().flatten()
    }

    /// The entries of what is nothing at all unless it is an object.
    pub(super) fn members(&mut self, loc: Loc) -> Option<impl Iterator<Item = (&'a str, Loc)> + use<'a>> {
        self.container(loc, Kind::Object, "an object")
    }

    /// The items of what has to be a list.
    pub(super) fn list(&mut self, loc: Loc) -> impl Iterator<Item = Loc> + use<'a> {
        self.container(loc, Kind::Array, "a list").into_iter().flatten().map(|(_, item)| item)
    }

    fn container(
        &mut self,
        loc: Loc,
        kind: Kind,
        needed: &str,
    ) -> Option<impl Iterator<Item = (&'a str, Loc)> + use<'a>> {
        let at = self.follow(loc, needed)?;
        if self.kind(at) == kind {
            return Some(self.entries(at));
        }
        self.wrong(at, needed);
        None
    }

    /// A value, or the one that it refers to: documents in several files have `$ref` in the place of anything.
    fn follow(&mut self, loc: Loc, needed: &str) -> Option<Loc> {
        if self.kind(loc) != Kind::Object || self.reference(loc).is_none() {
            return Some(loc);
        }
        self.deref(loc, needed.split(' ').next_back().unwrap_or(needed))
    }

    /// Text that something depends on: a name, an address.
    pub(super) fn string(&mut self, loc: Loc) -> Option<String> {
        let loc = self.follow(loc, "text")?;
        if let Kind::String(text) = self.kind(loc) {
            return Some(self.text(loc, text).to_owned());
        }
        self.wrong(loc, "text");
        None
    }

    /// Text for people. A number or a boolean is taken as it is written, anything else as nothing: no
    /// document fails for want of a description.
    pub(super) fn prose(&mut self, loc: Loc) -> Option<String> {
        let loc = self.follow(loc, "text")?;
        let text = match self.kind(loc) {
            Kind::String(text) => return Some(self.text(loc, text).to_owned()),
            Kind::Number(text) => self.text(loc, text).to_owned(),
            Kind::Bool(value) => value.to_string(),
            Kind::Null => return None,
            Kind::Array | Kind::Object => {
                let message = format!("{} is {}, and is ignored", self.place(loc), self.what(loc));
                self.report(code::TEXT_EXPECTED, loc, message).help("text belongs here");
                return None;
            }
        };
        let message = format!("{} is {}, and is taken as the text `{text}`", self.place(loc), self.what(loc));
        self.report(code::TEXT_EXPECTED, loc, message).help("write it in quotes");
        Some(text)
    }

    /// A boolean; `false` where it is something else.
    pub(super) fn boolean(&mut self, loc: Loc) -> bool {
        if let Kind::Bool(value) = self.kind(loc) {
            return value;
        }
        self.wrong(loc, "a boolean");
        false
    }

    /// A value that is data.
    pub(super) fn json(&self, loc: Loc) -> Json {
        match self.kind(loc) {
            Kind::Null => Json::Null,
            Kind::Bool(value) => Json::Bool(value),
            Kind::Number(text) => Json::Number(self.text(loc, text).to_owned()),
            Kind::String(text) => Json::String(self.text(loc, text).to_owned()),
            Kind::Array => Json::Array(self.entries(loc).map(|(_, item)| self.json(item)).collect()),
            Kind::Object => {
                Json::Object(self.entries(loc).map(|(key, value)| (key.to_owned(), self.json(value))).collect())
            }
        }
    }

    /// What a list of texts holds, each once.
    pub(super) fn strings(&mut self, loc: Loc) -> Vec<String> {
        let mut seen = HashSet::new();
        let items: Vec<Loc> = self.list(loc).collect();
        items.into_iter().filter_map(|item| self.string(item)).filter(|text| seen.insert(text.clone())).collect()
    }

    /// Things by name.
    pub(super) fn named<T>(&mut self, loc: Loc, mut read: impl FnMut(&mut Self, Loc) -> Option<T>) -> Vec<Named<T>> {
        let mut all = Vec::new();
        for (name, value) in self.object(loc) {
            if name.starts_with("x-") && self.kind(value) != Kind::Object {
                continue;
            }
            if let Some(item) = read(self, value) {
                all.push(Named { name: name.to_owned(), loc: value, item });
            }
        }
        all
    }

    /// Things of `components` by name.
    pub(super) fn shelf<T>(
        &mut self,
        loc: Loc,
        part: Part,
        read: impl Fn(&mut Self, Loc) -> Option<T>,
    ) -> Vec<Named<OrRef<T>>> {
        let all = self.named(loc, |reader, loc| reader.or_ref(loc, part, &read));
        self.shelved.extend(all.iter().map(|entry| (entry.loc, part)));
        all
    }

    /// A thing, or a reference to it.
    pub(super) fn or_ref<T>(
        &mut self,
        loc: Loc,
        part: Part,
        read: impl FnOnce(&mut Self, Loc) -> Option<T>,
    ) -> Option<OrRef<T>> {
        self.set_mark(loc, part);
        let Some(at) = self.field(loc, "$ref") else { return read(self, loc).map(OrRef::Item) };
        // Newer versions let a summary and a description stand beside.
        let newer = self.version >= Version::V3_1;
        let beside = |key: &str| newer && matches!(key, "summary" | "description");
        for (key, value) in self.entries(loc) {
            if key != "$ref" && !key.starts_with("x-") && !beside(key) {
                let message = format!("`{key}` stands beside `$ref`, and is ignored");
                self.report(code::REFERENCE_SIBLINGS, value.at_key(), message);
            }
        }
        let target = self.string(at)?;
        self.pending.push((at, part));
        Some(OrRef::Ref(Reference { loc: at, target }))
    }

    /// Reports a key that nothing is made of, unless the version has it, or it is an extension.
    pub(super) fn other(&mut self, shape: &Shape, key: &str, value: Loc) {
        let old = self.version == Version::V2_0;
        let ignored = old && shape.since_3.contains(&key);
        if key.starts_with("x-") || (shape.keys.contains(&key) && !ignored) || (old && shape.older.contains(&key)) {
            return;
        }
        let loc = value.at_key();
        if ignored || shape.newer.contains(&key) {
            if self.version < Version::V3_1 {
                let message = format!("`{key}` is not in OpenAPI {}, and is ignored", self.version.name());
                self.report(code::NEWER_KEYWORD, loc, message);
            }
            return;
        }
        let meant = closest(key, shape.keys.iter().copied());
        let found = self.report(code::UNKNOWN_KEY, loc, format!("`{key}` has no meaning in {}", shape.name));
        if let Some(meant) = meant {
            found.help(format!("is `{meant}` meant?"));
        }
    }

    /// Warns of a key that the document's version does not have yet, and that is read as the one that brought it does.
    pub(super) fn later(&mut self, value: Loc, key: &str, since: Version) {
        if self.version < since {
            let (version, since) = (self.version.name(), since.name());
            let message = format!("`{key}` is not in OpenAPI {version}, and is read as OpenAPI {since} means it");
            self.report(code::NEWER_KEYWORD, value.at_key(), message);
        }
    }

    /// The same for what OpenAPI 3.0 brought.
    pub(super) fn since_3(&mut self, shape: &Shape, key: &str, value: Loc) {
        if shape.since_3.contains(&key) {
            self.later(value, key, Version::V3_0);
        }
    }

    /// Reports a field that ought to be there, and without which nothing is lost.
    pub(super) fn absent(&mut self, loc: Loc, shape: &Shape, field: &str) {
        self.report(code::ABSENT_FIELD, loc.at_key(), format!("`{field}` is missing in {}", shape.name));
    }

    /// Reports a field that has to be there and is not.
    pub(super) fn missing(&mut self, loc: Loc, shape: &Shape, field: &str) {
        self.report(code::MISSING_FIELD, loc.at_key(), format!("`{field}` is missing in {}", shape.name));
    }
}
