//! The resource tree, grown operation by operation.

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::{Loc, Sink, code};
use crate::ir::{Docs, OperationId, Resource, ResourceId};
use crate::resolve::Spec;
use crate::resolve::spec;

use super::resources;

/// Resources so far.
pub(super) struct Tree {
    pub(super) resources: Vec<Resource>,
    /// A resource's child by its word, case and separators aside.
    children: HashMap<(ResourceId, String), ResourceId>,
    /// Whether the document says the way of any operation.
    says_ways: bool,
    /// What the config says, by the operation's place.
    pins: HashMap<Loc, String>,
    /// Descriptions of tags, by their plain words.
    tags: HashMap<String, String>,
}

impl Tree {
    /// The client alone.
    pub(super) fn new(spec: &Spec, config: &Config, sink: &mut Sink) -> Self {
        let mut pins = HashMap::new();
        for (pointer, pin) in &config.resources {
            match sink.sources.find(sink.sources.document(), pointer) {
                Some(place) => {
                    pins.insert(place, pin.value.clone());
                }
                None => {
                    sink.warn(
                        code::UNUSED_CONFIG,
                        pin.loc,
                        format!("there is no operation at `{pointer}` in the document"),
                    );
                }
            }
        }
        let tags =
            spec.tags.iter().filter_map(|(name, description)| Some((plain(name), description.clone()?))).collect();
        let client = Resource {
            loc: Loc::default(),
            parent: None,
            word: "client".to_owned(),
            key: String::new(),
            docs: Docs {
                description: Some("Everything that the API offers, by resource.".to_owned()),
                ..Docs::default()
            },
            operations: Vec::new(),
            children: Vec::new(),
        };
        Self {
            says_ways: resources::says_ways(&spec.operations),
            resources: vec![client],
            children: HashMap::new(),
            pins,
            tags,
        }
    }

    /// Hangs an operation where it belongs, and tells where and under which word.
    pub(super) fn place(&mut self, id: OperationId, operation: &spec::Operation) -> (ResourceId, String) {
        let pinned = self.pins.get(&operation.loc).map(String::as_str);
        let way = resources::way(operation, pinned, self.says_ways);
        let mut at = ResourceId(0);
        let mut so_far = String::new();
        for word in &way.resources {
            so_far.push_str(&plain(word));
            at = self.child(at, word, &so_far, operation.loc);
            so_far.push('.');
        }
        if let Some(resource) = self.resources.get_mut(at.0 as usize) {
            resource.operations.push(id);
        }
        (at, way.method)
    }

    fn child(&mut self, parent: ResourceId, word: &str, whole: &str, loc: Loc) -> ResourceId {
        let key = (parent, plain(word));
        if let Some(known) = self.children.get(&key).copied() {
            // Of several spellings one is taken, whichever comes first.
            if let Some(resource) = self.resources.get_mut(known.0 as usize).filter(|known| *word < *known.word) {
                word.clone_into(&mut resource.word);
            }
            return known;
        }
        let id = ResourceId(u32::try_from(self.resources.len()).unwrap_or(u32::MAX));
        // A tag is called like the resource, or like the whole way to it.
        let description = self.tags.get(whole).or_else(|| self.tags.get(&plain(word)));
        self.resources.push(Resource {
            loc,
            parent: Some(parent),
            word: word.to_owned(),
            key: key.1.clone(),
            docs: Docs { description: description.cloned(), ..Docs::default() },
            operations: Vec::new(),
            children: Vec::new(),
        });
        if let Some(resource) = self.resources.get_mut(parent.0 as usize) {
            resource.children.push(id);
        }
        self.children.insert(key, id);
        id
    }
}

/// Letters and digits in lower case, and the dots of a way.
fn plain(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric() || *letter == '.').flat_map(char::to_lowercase).collect()
}
