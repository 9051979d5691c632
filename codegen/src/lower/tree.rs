//! The resource tree, grown operation by operation.

use std::collections::HashMap;

use crate::config::Config;
use crate::config::lock::{self, Lock};
use crate::diag::{Loc, Sink, code};
use crate::ir::{Docs, OperationId, Resource, ResourceId};
use crate::resolve::Spec;
use crate::resolve::spec;

use super::{resources, template};

/// Resources so far.
pub(super) struct Tree<'c> {
    pub(super) resources: Vec<Resource>,
    /// A resource's child by its word, case and separators aside.
    children: HashMap<(ResourceId, String), ResourceId>,
    /// Whether the document says the way of any operation.
    says_ways: bool,
    /// What the config says, by the operation's place.
    pins: HashMap<Loc, String>,
    /// Descriptions of tags, by their plain words.
    tags: HashMap<String, String>,
    /// Where operations hung before.
    lock: &'c Lock,
    /// What the resources were called then.
    kept: HashMap<String, Vec<String>>,
}

impl<'c> Tree<'c> {
    /// The client alone.
    pub(super) fn new(spec: &Spec, config: &'c Config, sink: &mut Sink) -> Self {
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
            lock: &config.lock,
            kept: config.lock.ways(),
        }
    }

    /// Hangs an operation where it belongs, and tells where and under which word.
    pub(super) fn place(&mut self, id: OperationId, operation: &spec::Operation) -> (ResourceId, String) {
        let pinned = self.pins.get(&operation.loc).map(String::as_str);
        let way = resources::way(operation, pinned, self.says_ways);
        let mut steps: Vec<(String, String)> = way.resources.iter().map(|word| (plain(word), word.clone())).collect();
        if pinned.is_none()
            && let Some(kept) = self.kept_way(operation)
            && !kept.iter().map(|(key, _)| key).eq(steps.iter().map(|(key, _)| key))
        {
            steps = kept;
        }
        let mut at = ResourceId(0);
        let mut so_far = String::new();
        for (key, word) in steps {
            so_far.push_str(&key);
            at = self.child(at, key, &word, &so_far, operation.loc);
            so_far.push('.');
        }
        if let Some(resource) = self.resources.get_mut(at.0 as usize) {
            resource.operations.push(id);
        }
        (at, way.method)
    }

    /// Where the lock has an operation: for each resource on the way its key, and its name as a word.
    fn kept_way(&self, operation: &spec::Operation) -> Option<Vec<(String, String)>> {
        if self.lock.operations.is_empty() {
            return None;
        }
        let key = lock::operation(operation.method.as_str(), &template::normal(&operation.path));
        let Some((accessors, _)) = self.lock.operations.get(&key)?.name.rsplit_once('.') else {
            return Some(Vec::new());
        };
        let names = accessors.split('.');
        match self.kept.get(accessors) {
            Some(keys) => Some(keys.iter().cloned().zip(names.map(str::to_owned)).collect()),
            // Lines that somebody wrote: names are words too.
            None => Some(names.map(|name| (plain(name), name.to_owned())).collect()),
        }
    }

    fn child(&mut self, parent: ResourceId, key: String, word: &str, whole: &str, loc: Loc) -> ResourceId {
        let key = (parent, key);
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
