//! Where references lead: files, JSON Pointers (RFC 6901), `$anchor`s and `$id`s (JSON Schema 2020-12, section 8.2).

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::diag::{FileId, Loc, Name, closest, code};

use super::library::Asked;
use super::reader::Reader;
use super::tree::Kind;

/// Objects with more keys than this get an index when something in them is looked up.
const INDEXED: usize = 16;

/// How many references are followed in a row where something is needed at once.
const MAX_FOLLOWED: usize = 1000;

/// What a reference has to lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Part {
    Schema = 1,
    Response,
    Parameter,
    RequestBody,
    Example,
    SecurityScheme,
    PathItem,
}

impl Part {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Response => "response",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::Example => "example",
            Self::SecurityScheme => "security scheme",
            Self::PathItem => "path",
        }
    }
}

/// What is looked up again and again.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    objects: HashMap<Loc, HashMap<&'a str, Loc>>,
    anchors: HashMap<FileId, HashMap<&'a str, Loc>>,
    /// By `$id`, and `$self` of documents; made when it is first needed.
    ids: Option<HashMap<&'a str, Loc>>,
    /// Files that were needed and not there.
    pub(super) unread: Vec<Asked>,
}

impl<'a> Reader<'a> {
    /// The place that a reference names. `None` where there is none, which is reported, or where its file has to be
    /// read first, which is noted.
    pub(super) fn locate(&mut self, at: Loc, target: &str, needed: &str) -> Option<Loc> {
        self.seen.insert(at);
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let base = self.base(at);
        let root = if path.is_empty() { base } else { self.file_root(at, path)? };
        let Ok(fragment) = percent_decode_str(fragment).decode_utf8() else {
            self.report(code::MALFORMED_REFERENCE, at, format!("`{target}` is not UTF-8 without its escapes"));
            return None;
        };
        let found = if fragment.is_empty() {
            Some(root)
        } else if fragment.starts_with('/') {
            self.point(root, &fragment)
        } else {
            self.anchor(root, &fragment)
        };
        if found.is_none() {
            let meant = self.meant(root, path, &fragment);
            let report = self.report(code::UNRESOLVED_REFERENCE, at, format!("nothing stands at `{target}`"));
            match meant {
                Some(meant) => report.help(format!("is `{meant}` meant?")),
                None => report.label(format!("{} {needed} is needed here", article(needed))),
            };
        }
        found
    }

    /// The reference that was probably meant by one whose last name stands nowhere.
    fn meant(&mut self, root: Loc, path: &str, pointer: &str) -> Option<String> {
        let (way, name) = pointer.rsplit_once('/')?;
        let within = self.point(root, way)?;
        let known = self.entries(within).map(|(key, _)| key);
        let meant = closest(&name.replace("~1", "/").replace("~0", "~"), known)?;
        Some(format!("{path}#{way}/{}", meant.replace('~', "~0").replace('/', "~1")))
    }

    /// The root that fragments are relative to: of the file, or of the schema with an `$id` that the place is in.
    fn base(&mut self, at: Loc) -> Loc {
        let root = self.root_of(at);
        if self.ids().is_empty() {
            return root;
        }
        let mut loc = self.sources.parent(at);
        while loc != root {
            let id = self.field(loc, "$id").map(|id| self.kind(id));
            // An `$id` beside a `$ref` moves the base of what is within, not of this reference's siblings only.
            if matches!(id, Some(Kind::String(_))) && !self.is_named(loc) {
                return loc;
            }
            let parent = self.sources.parent(loc);
            if parent == loc {
                break;
            }
            loc = parent;
        }
        root
    }

    /// Whether an object is a map of names, so that `$id` in it is one of them.
    fn is_named(&self, loc: Loc) -> bool {
        matches!(self.sources.key(loc), "properties" | "patternProperties" | "$defs" | "definitions" | "schemas")
    }

    pub(super) fn root_of(&self, at: Loc) -> Loc {
        self.library.root(self.sources.file(at)).unwrap_or_else(|| self.root())
    }

    fn file_root(&mut self, at: Loc, path: &str) -> Option<Loc> {
        if let Some(known) = self.ids().get(path.trim_end_matches('#')) {
            return Some(*known);
        }
        let local = format!("/{}", path.trim_start_matches('/'));
        if path.contains('/') && self.point(self.root_of(at), &local).is_some() {
            let message = format!("`{path}` is not how this document is referred to");
            self.report(code::MALFORMED_REFERENCE, at, message).help(format!("is `#{local}` meant?"));
            return None;
        }
        let file = self.sources.file(at);
        let library = self.library;
        match library.find(file, path) {
            Some(Ok(file)) => library.root(*file),
            Some(Err(refusal)) => {
                let message = format!("`{path}` {}", refusal.message);
                let found = self.report(refusal.code, at, message);
                if std::ptr::eq(refusal.code, code::EXTERNAL_REFERENCE) {
                    found.help("only files within the document's folder are read; name a wider folder as `root`, or bundle the document into one file");
                }
                None
            }
            None => {
                self.index.unread.push((file, path.to_owned()));
                None
            }
        }
    }

    /// The place that a JSON Pointer names.
    fn point(&mut self, root: Loc, pointer: &str) -> Option<Loc> {
        let mut at = root;
        for token in pointer.split('/').skip(1) {
            at = if token.contains('~') {
                self.child(at, &token.replace("~1", "/").replace("~0", "~"))?
            } else {
                self.child(at, token)?
            };
        }
        Some(at)
    }

    fn child(&mut self, at: Loc, token: &str) -> Option<Loc> {
        let (sources, kind) = (self.sources, self.kind(at));
        if kind == Kind::Array {
            let number: u32 = token.parse().ok().filter(|_| token == "0" || !token.starts_with(['0', '+']))?;
            return sources.children(at).find(|child| sources.name(*child) == Name::Index(number));
        }
        if kind != Kind::Object {
            return None;
        }
        if let Some(index) = self.index.objects.get(&at) {
            return index.get(token).copied();
        }
        if sources.children(at).take(INDEXED + 1).count() <= INDEXED {
            return self.field(at, token);
        }
        let index: HashMap<&'a str, Loc> = self.entries(at).collect();
        let found = index.get(token).copied();
        self.index.objects.insert(at, index);
        found
    }

    /// The schema with an `$anchor`, or a `$dynamicAnchor`, in a file.
    fn anchor(&mut self, root: Loc, name: &str) -> Option<Loc> {
        let file = self.sources.file(root);
        if let Some(known) = self.index.anchors.get(&file) {
            return known.get(name).copied();
        }
        let root = self.library.root(file).unwrap_or(root);
        let anchors: HashMap<&'a str, Loc> = self.texts(root, &["$anchor", "$dynamicAnchor"]).collect();
        let found = anchors.get(name).copied();
        self.index.anchors.insert(file, anchors);
        found
    }

    /// What has an `$id`, in all files.
    fn ids(&mut self) -> &HashMap<&'a str, Loc> {
        if self.index.ids.is_none() {
            let mut ids = HashMap::new();
            for root in self.library.roots() {
                let named = self.texts(root, &["$id", "$self"]).map(|(id, loc)| (id.trim_end_matches('#'), loc));
                ids.extend(named.filter(|(id, _)| !id.is_empty()));
            }
            self.index.ids = Some(ids);
        }
        self.index.ids.get_or_insert_default()
    }

    /// Objects of a file that have text at one of some keys, by that text.
    fn texts(&self, root: Loc, keys: &'static [&'static str]) -> impl Iterator<Item = (&'a str, Loc)> + use<'a> {
        let (sources, library) = (self.sources, self.library);
        let first = sources.ordinal(root);
        (first..first + sources.weight(root)).filter_map(move |ordinal| {
            let loc = sources.nth(ordinal);
            let Kind::String(text) = library.forest.kind(sources, loc) else { return None };
            let found = keys.contains(&sources.key(loc));
            found.then(|| (sources.text(sources.file(loc), text), sources.parent(loc)))
        })
    }

    /// What stands at a place, references followed: for what is needed at once. `None` after a report.
    pub(super) fn deref(&mut self, loc: Loc, needed: &str) -> Option<Loc> {
        let mut at = loc;
        for _ in 0..MAX_FOLLOWED {
            let Some((reference, target)) = self.reference(at) else { return Some(at) };
            at = self.locate(reference, target, needed)?;
            self.links.insert(reference, at);
        }
        self.report(code::REFERENCE_CYCLE, loc, "this `$ref` leads back to itself");
        None
    }

    /// The `$ref` of an object, and its text.
    pub(super) fn reference(&self, loc: Loc) -> Option<(Loc, &'a str)> {
        let at = self.field(loc, "$ref")?;
        match self.kind(at) {
            Kind::String(text) => Some((at, self.text(at, text))),
            _ => None,
        }
    }
}

/// The article that goes before a word.
fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
