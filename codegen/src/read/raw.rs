//! What a document says as it stands, for those who hand parts of it on: schemas to a validator, examples to a server.

use std::collections::HashMap;

use crate::diag::{Loc, Sources};

use super::json::Json;
use super::tree::{Forest, Kind};
use super::version::Version;

/// The values of a document's files, behind the places that [`Document`](super::Document) names.
#[derive(Debug, Default)]
pub struct Raw {
    forest: Forest,
    /// Where each reference leads: from the place of the `$ref`'s value.
    links: HashMap<Loc, Loc>,
    version: Version,
    /// Numbers that are integers of some width, by what is known beside the document.
    integers: HashMap<Loc, &'static str>,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node<'s> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(&'s str),
    /// Text, decoded.
    String(&'s str),
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Raw {
    pub(super) fn new(forest: Forest, links: HashMap<Loc, Loc>, version: Version) -> Self {
        Self { forest, links, version, integers: HashMap::new() }
    }

    /// Whether schemas are those of JSON Schema 2020-12 (OpenAPI 3.1 and later).
    #[must_use]
    pub fn is_modern(&self) -> bool {
        self.version >= Version::V3_1
    }

    /// Notes that the schema at a place means integers, of a format such as `uint16`: values are made like that.
    pub fn mean_integers(&mut self, loc: Loc, format: &'static str) {
        self.integers.insert(loc, format);
    }

    /// The format of the integers that the schema at a place means, where that was [noted](Self::mean_integers).
    #[must_use]
    pub fn integers(&self, loc: Loc) -> Option<&'static str> {
        self.integers.get(&loc).copied()
    }

    /// What stands at a place.
    #[must_use]
    pub fn node<'s>(&self, sources: &'s Sources, loc: Loc) -> Node<'s> {
        match self.forest.kind(sources, loc) {
            Kind::Null => Node::Null,
            Kind::Bool(value) => Node::Bool(value),
            Kind::Number(text) => Node::Number(sources.text(sources.file(loc), text)),
            Kind::String(text) => Node::String(sources.text(sources.file(loc), text)),
            Kind::Array => Node::Array,
            Kind::Object => Node::Object,
        }
    }

    /// Keys and values of an object, or items of a list with empty keys.
    pub fn entries<'s>(&self, sources: &'s Sources, loc: Loc) -> impl Iterator<Item = (&'s str, Loc)> + use<'s> {
        sources.children(loc).map(move |child| (sources.key(child), child))
    }

    /// The value at a key of an object. Costs a pass over its keys.
    #[must_use]
    pub fn field(&self, sources: &Sources, loc: Loc, key: &str) -> Option<Loc> {
        let is_object = self.node(sources, loc) == Node::Object;
        self.entries(sources, loc).find(|(name, _)| is_object && *name == key).map(|(_, value)| value)
    }

    /// Where the `$ref` of an object leads; `None` where it has none, or where that leads nowhere.
    #[must_use]
    pub fn target(&self, sources: &Sources, loc: Loc) -> Option<Loc> {
        let at = self.field(sources, loc, "$ref")?;
        self.links.get(&at).copied().or_else(|| self.local(sources, at))
    }

    /// Where a reference leads that stands where nothing is made of it, such as below `not`: only within its file.
    fn local(&self, sources: &Sources, at: Loc) -> Option<Loc> {
        let Node::String(text) = self.node(sources, at) else { return None };
        let mut root = at;
        while sources.parent(root) != root {
            root = sources.parent(root);
        }
        sources.find(root, text.strip_prefix('#')?)
    }

    /// The thing itself where a reference to it stands, over as many references as there are.
    #[must_use]
    pub fn follow(&self, sources: &Sources, loc: Loc) -> Loc {
        /// More references than this in a row are a circle.
        const MOST: usize = 64;
        let mut at = loc;
        for _ in 0..MOST {
            match self.target(sources, at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The value at a place.
    #[must_use]
    pub fn json(&self, sources: &Sources, loc: Loc) -> Json {
        let entries = || self.entries(sources, loc);
        match self.node(sources, loc) {
            Node::Null => Json::Null,
            Node::Bool(value) => Json::Bool(value),
            Node::Number(text) => Json::Number(text.to_owned()),
            Node::String(text) => Json::String(text.to_owned()),
            Node::Array => Json::Array(entries().map(|(_, item)| self.json(sources, item)).collect()),
            Node::Object => {
                Json::Object(entries().map(|(key, value)| (key.to_owned(), self.json(sources, value))).collect())
            }
        }
    }
}
