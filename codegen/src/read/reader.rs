//! Typed access to a tree: what is of the wrong kind is reported where it stands, and read as if it were not there.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use crate::diag::{Code, Diagnostic, Loc, Sources, Text, closest, code};

use super::json::Json;
use super::model::{Named, OrRef, Reference};
use super::tree::{Kind, Tree};
use super::version::{Shape, Version};

/// Reads one file's tree.
pub(super) struct Reader<'a> {
    sources: &'a Sources,
    tree: &'a Tree,
    found: Vec<Diagnostic>,
    /// The newest diagnostic, apart so that it can be completed.
    latest: Option<Diagnostic>,
    /// The document's version.
    pub(super) version: Version,
    /// How many references of path items have been followed to where the reader is.
    pub(super) followed: usize,
    /// How many values were read through them in all.
    pub(super) repeated: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a Sources, tree: &'a Tree) -> Self {
        let version = Version::V3_0;
        Self { sources, tree, found: Vec::new(), latest: None, version, followed: 0, repeated: 0 }
    }

    pub(super) fn root(&self) -> Loc {
        self.tree.root
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.extend(self.latest);
        self.found
    }

    pub(super) fn report(&mut self, code: &'static Code, loc: Loc, message: impl Into<String>) -> &mut Diagnostic {
        self.found.extend(self.latest.take());
        self.latest.insert(Diagnostic::new(code, loc, message))
    }

    pub(super) fn kind(&self, loc: Loc) -> Kind {
        self.tree.kind(self.sources, loc)
    }

    pub(super) fn text(&self, text: Text) -> &'a str {
        self.sources.text(self.tree.file, text)
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

    /// The place that a reference into this document names: a JSON Pointer in a fragment (RFC 6901, section 6).
    pub(super) fn target(&self, reference: &str) -> Option<Loc> {
        let pointer = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        self.sources.find(self.tree.root, &pointer)
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
        if self.kind(loc) == kind {
            return Some(self.entries(loc));
        }
        self.wrong(loc, needed);
        None
    }

    /// Text that something depends on: a name, an address.
    pub(super) fn string(&mut self, loc: Loc) -> Option<String> {
        if let Kind::String(text) = self.kind(loc) {
            return Some(self.text(text).to_owned());
        }
        self.wrong(loc, "text");
        None
    }

    /// Text for people. A number or a boolean is taken as it is written, anything else as nothing: no
    /// document fails for want of a description.
    pub(super) fn prose(&mut self, loc: Loc) -> Option<String> {
        let text = match self.kind(loc) {
            Kind::String(text) => return Some(self.text(text).to_owned()),
            Kind::Number(text) => self.text(text).to_owned(),
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
            Kind::Number(text) => Json::Number(self.text(text).to_owned()),
            Kind::String(text) => Json::String(self.text(text).to_owned()),
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

    /// A thing, or a reference to it.
    pub(super) fn or_ref<T>(&mut self, loc: Loc, read: impl FnOnce(&mut Self, Loc) -> Option<T>) -> Option<OrRef<T>> {
        let Some(at) = self.field(loc, "$ref") else { return read(self, loc).map(OrRef::Item) };
        for (key, value) in self.entries(loc) {
            if key != "$ref" && !key.starts_with("x-") {
                let message = format!("`{key}` stands beside `$ref`, and is ignored");
                self.report(code::REFERENCE_SIBLINGS, value.at_key(), message);
            }
        }
        Some(OrRef::Ref(Reference { loc: at, target: self.string(at)? }))
    }

    /// Reports a key that nothing is made of, unless the version has it, or it is an extension.
    pub(super) fn other(&mut self, shape: &Shape, key: &str, value: Loc) {
        if key.starts_with("x-") || shape.keys.contains(&key) {
            return;
        }
        let loc = value.at_key();
        if shape.newer.contains(&key) {
            self.report(code::NEWER_KEYWORD, loc, format!("`{key}` is not in OpenAPI 3.0, and is ignored"));
            return;
        }
        let meant = closest(key, shape.keys.iter().copied());
        let found = self.report(code::UNKNOWN_KEY, loc, format!("`{key}` has no meaning in {}", shape.name));
        if let Some(meant) = meant {
            found.help(format!("is `{meant}` meant?"));
        }
    }

    /// Reports a field that has to be there and is not.
    pub(super) fn missing(&mut self, loc: Loc, shape: &Shape, field: &str) {
        self.report(code::MISSING_FIELD, loc.at_key(), format!("`{field}` is missing in {}", shape.name));
    }
}
