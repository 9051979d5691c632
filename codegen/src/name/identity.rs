//! What a type is in the document, in words that stay the same when the document is laid out anew.
//!
//! A component is known by its name, everything else by what it stands in and the way from there. What stands in several
//! places is known by the one that is nearest to a component or an operation; of operations, by the one with the
//! shortest path; of these, by what comes first in the order of methods and words. The document's order plays no part.

use std::collections::{BTreeMap, HashMap};

use crate::config::lock::{Lock, operation, word};
use crate::diag::{Loc, Name, Sources};
use crate::ir::{Api, EventId, Origin, Owner, Part, Place, Site, Type, TypeDef, TypeId, TypeKind, Union, Variant};

use super::numbers::Numbers;

/// What is known of a type.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// Its words: unique among the types.
    pub(super) key: String,
    /// Index into the sites of an inline type: the one that it is known by.
    pub(super) site: usize,
    /// How far it is from a component or an operation; 0 for a component.
    pub(super) level: usize,
    /// Which operation it is in: how long its path is, and which its method. Zeros for what is in a component.
    rank: (usize, usize),
    /// The alternatives of a union, in its order.
    pub(super) labels: Vec<Label>,
    /// The words of the other places where it stands.
    pub(super) also: Vec<String>,
}

/// What an alternative is known by within its union.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// Its word.
    pub(super) word: String,
    /// Its number, where it has no name.
    pub(super) number: Option<usize>,
}

/// What all types are, in their order.
pub(super) fn identities(api: &Api, lock: &Lock, sources: &Sources) -> Vec<Identity> {
    let (numbers, children) = (Numbers::new(lock), HashMap::new());
    let mut search = Search { api, sources, numbers, children, found: vec![None; api.types.len()] };
    for (id, def) in api.types() {
        match &def.origin {
            Origin::Component(name, request) => {
                let mut key = component(name, def.loc, sources);
                if *request {
                    key.push_str(" request");
                }
                search.found_one(id, Identity { key, ..Identity::default() });
            }
            Origin::Inline(sites) => {
                for (at, site) in sites.iter().enumerate() {
                    search.children.entry(site.owner).or_default().push((id, at));
                }
            }
        }
    }
    search.spread();
    search.others();
    unique(api, sources, search.found)
}

/// What an input of an operation is in the document: where it goes, and its name there (`query:page`).
#[must_use]
pub fn input(place: Place, wire: &str) -> String {
    let kind = match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field => "field",
        Place::Form => "form",
        Place::Part | Place::File | Place::Files => "part",
        Place::Body | Place::Bytes | Place::Text | Place::Lines => return "body".to_owned(),
    };
    format!("{kind}:{}", word(wire))
}

/// The words of a component; one that stands elsewhere than among the document's own is known by that place.
fn component(name: &str, loc: Loc, sources: &Sources) -> String {
    let among = sources.parent(loc);
    let shelf = sources.parent(among);
    let document = sources.document();
    let is_own = match sources.key(among) {
        "schemas" => sources.key(shelf) == "components" && sources.parent(shelf) == document,
        "definitions" => shelf == document,
        _ => false,
    };
    if is_own && sources.key(loc) == name { word(name) } else { place(loc, sources) }
}

/// A place, with its file where that is another one: relative to the document, as paths differ from machine to machine.
fn place(loc: Loc, sources: &Sources) -> String {
    let pointer = sources.pointer(loc);
    let mut root = loc;
    while sources.name(root) != Name::Root && sources.parent(root) != root {
        root = sources.parent(root);
    }
    if root == sources.document() {
        return word(&format!("#{pointer}"));
    }
    let parts = |loc: Loc| -> Vec<&str> { sources.file_name(sources.file(loc)).split(['/', '\\']).collect() };
    let (from, to) = (parts(sources.document()), parts(loc));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len().saturating_sub(common + 1));
    let way: Vec<&str> = up.chain(to.into_iter().skip(common)).collect();
    word(&format!("{}#{pointer}", way.join("/")))
}

/// Types while it is found out what they are.
struct Search<'a> {
    api: &'a Api,
    sources: &'a Sources,
    numbers: Numbers<'a>,
    /// Inline types by what they stand in: which, and which of their sites that is.
    children: HashMap<Owner, Vec<(TypeId, usize)>>,
    found: Vec<Option<Identity>>,
}

impl Search<'_> {
    /// From components and operations to what stands in them, level by level.
    fn spread(&mut self) {
        let mut owners: Vec<Owner> = vec![Owner::Document];
        owners.extend(self.api.operations().map(|(id, _)| Owner::Operation(id)));
        owners.extend((0..).map(EventId).zip(&self.api.events).map(|(id, _)| Owner::Event(id)));
        owners
            .extend((0..).map(TypeId).zip(&self.found).filter(|(_, one)| one.is_some()).map(|(id, _)| Owner::Type(id)));
        let mut level = 1;
        while !owners.is_empty() {
            let mut next: BTreeMap<TypeId, Identity> = BTreeMap::new();
            for owner in owners {
                self.inside(owner, level, &mut next);
            }
            owners = next.keys().map(|id| Owner::Type(*id)).collect();
            for (id, identity) in next {
                self.found_one(id, identity);
            }
            level += 1;
        }
    }

    /// What stands directly in an owner, and is not known yet by something nearer, or by a word that comes before.
    fn inside(&self, owner: Owner, level: usize, next: &mut BTreeMap<TypeId, Identity>) {
        let Some(children) = self.children.get(&owner) else {
            return;
        };
        let (before, rank) = self.words(owner);
        for (id, site) in children {
            let Some(None) = self.found.get(id.0 as usize) else {
                continue;
            };
            let Some(TypeDef { origin: Origin::Inline(sites), .. }) = self.api.type_def(*id) else {
                continue;
            };
            let key = sites.get(*site).map_or_else(|| before.clone(), |site| self.key(&before, site));
            if next.get(id).is_none_or(|known| (rank, &key) < (known.rank, &known.key)) {
                next.insert(*id, Identity { key, site: *site, level, rank, ..Identity::default() });
            }
        }
    }

    /// The words of all places of what stands in several.
    fn others(&mut self) {
        for (id, def) in self.api.types() {
            let (Origin::Inline(sites), Some(known)) = (&def.origin, self.of(id)) else {
                continue;
            };
            let others = sites.iter().enumerate().filter(|(at, _)| *at != known.site);
            let mut also: Vec<String> = others.map(|(_, site)| self.key(&self.words(site.owner).0, site)).collect();
            also.sort_unstable();
            if let Some(Some(place)) = self.found.get_mut(id.0 as usize) {
                place.also = also;
            }
        }
    }

    fn found_one(&mut self, id: TypeId, mut identity: Identity) {
        if let Some(TypeDef { kind: TypeKind::Union(union), .. }) = self.api.type_def(id) {
            let numbers = self.numbers.of(self.api, union, &identity.key);
            identity.labels = labels(self.api, self.sources, union, &numbers);
        }
        if let Some(place) = self.found.get_mut(id.0 as usize) {
            *place = Some(identity);
        }
    }

    fn of(&self, id: TypeId) -> Option<&Identity> {
        self.found.get(id.0 as usize)?.as_ref()
    }

    fn words(&self, owner: Owner) -> (String, (usize, usize)) {
        let known = match owner {
            Owner::Document => Some(("*".to_owned(), (0, 0))),
            Owner::Type(id) => self.of(id).map(|known| (known.key.clone(), known.rank)),
            Owner::Operation(id) => self.api.operations.get(id.0 as usize).map(|found| {
                let rank = (found.path.matches('/').count(), method_rank(&found.method));
                (operation(&found.method, &found.path), rank)
            }),
            // What a client calls comes before what it does not.
            Owner::Event(id) => self.api.events.get(id.0 as usize).map(|found| {
                let words = [found.within.as_deref().unwrap_or_default(), &found.word, &found.method];
                (format!("event {}", words.map(word).join(" ")), (usize::MAX, method_rank(&found.method)))
            }),
        };
        known.unwrap_or_default()
    }

    fn key(&self, before: &str, site: &Site) -> String {
        let mut key = before.to_owned();
        for part in &site.parts {
            key.push(' ');
            match part {
                Part::Member(name) => {
                    key.push('.');
                    key.push_str(&word(name));
                }
                Part::Input(place, name) => key.push_str(&input(*place, name)),
                Part::Alternative(index) => {
                    let label = match site.owner {
                        Owner::Type(id) => self.of(id).and_then(|union| union.labels.get(*index)),
                        Owner::Document | Owner::Operation(_) | Owner::Event(_) => None,
                    };
                    key.push_str(label.map_or("~", |label| &label.word));
                }
                Part::Item => key.push_str("[]"),
                Part::Value => key.push_str("{}"),
                Part::Body => key.push_str("body"),
                Part::Response => key.push_str("response"),
            }
        }
        key
    }
}

/// The methods in the order in which people think of them: what is read, made, changed, removed.
fn method_rank(method: &str) -> usize {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    methods.iter().position(|known| *known == method).unwrap_or(methods.len()) + 1
}

/// The labels of a union's alternatives: what kind of JSON they are, the component, the document's word, a number.
fn labels(api: &Api, sources: &Sources, union: &Union, numbers: &[Option<usize>]) -> Vec<Label> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let labels = union.alternatives.iter().zip(numbers).map(|(one, number)| {
        let label = label(api, sources, one);
        let count = taken.entry(label.clone()).or_default();
        *count += 1;
        let again = *count;
        match number {
            Some(number) => Label { word: format!("~{number}"), number: Some(*number) },
            None if again > 1 => Label { word: format!("{label} ~{again}"), number: None },
            None => Label { word: label, number: None },
        }
    });
    labels.collect()
}

fn label(api: &Api, sources: &Sources, one: &Variant) -> String {
    use crate::ir::Shape;
    let kind = match one.shapes.first() {
        Some(Shape::Boolean) => Some(":boolean"),
        Some(Shape::Integer | Shape::Fraction) => Some(":number"),
        Some(Shape::String) => Some(":string"),
        Some(Shape::Array) => Some(":array"),
        Some(Shape::Object | Shape::Any) | None => None,
    };
    if let Some(kind) = kind {
        return kind.to_owned();
    }
    if let Type::Named(id) = &one.ty
        && let Some(TypeDef { origin: Origin::Component(name, _), loc, .. }) = api.type_def(*id)
    {
        return component(name, *loc, sources);
    }
    match &one.word {
        Some(given) => format!(".{}", word(given)),
        None => ":map".to_owned(),
    }
}

/// Every type with words of its own. What is still without any is known by its place.
fn unique(api: &Api, sources: &Sources, found: Vec<Option<Identity>>) -> Vec<Identity> {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(found.len());
    let found = found.into_iter().zip(&api.types).map(|(found, def)| {
        let mut one = found.unwrap_or_else(|| Identity { key: place(def.loc, sources), ..Identity::default() });
        let count = taken.entry(one.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            one.key = format!("{} ~{count}", one.key);
        }
        one
    });
    found.collect()
}
