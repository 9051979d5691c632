//! Names of types, their fields and their variants.

use std::collections::{BTreeMap, HashMap};

use crate::config::lock::{Entry, Kind, Lock, Member, word};
use crate::diag::Sink;
use crate::ir::{Api, Field, Origin, Owner, Part, Presence, Site, Struct, Type, TypeDef, TypeId, TypeKind};

use super::assign::{Candidate, claim_all, pin, settle};
use super::deep::{self, Chain};
use super::equal::equals;
use super::files::files;
use super::identity::{Identity, identities};
use super::kept::{Kept, KeptMembers, KeptTypes, arguments, places};
use super::pins::Pins;
use super::scope::Scope;
use super::{ModelFile, OperationNames, ResourceNames, TypeNames, events, lock, namespaces, reserved, variants, words};

/// What types may stand in besides other types, with their names.
pub(super) struct Owners<'a> {
    pub(super) resources: &'a [ResourceNames],
    pub(super) operations: &'a [OperationNames],
    pub(super) events: &'a [String],
}

/// All types, which of them are other names for others, and the files that they stand in.
pub(super) fn types(
    api: &Api,
    owners: &Owners<'_>,
    lock: &Lock,
    pins: &mut Pins,
    sink: &mut Sink,
) -> (Vec<TypeNames>, Vec<Option<TypeId>>, Vec<ModelFile>) {
    let known = identities(api, lock, &sink.sources);
    let kept = KeptTypes::new(lock);
    let given = vec![None; api.types.len()];
    let mut naming = Naming { api, known: &known, owners, scopes: HashMap::new(), given, chains: HashMap::new() };
    naming.pinned(pins, sink);
    let entries = naming.kept(&kept, sink);
    naming.components(pins, sink);
    naming.inline(sink);
    let mut named: Vec<TypeNames> = naming
        .given
        .into_iter()
        .zip(&api.types)
        .zip(&entries)
        .map(|((given, def), entry)| {
            let (module, name) = given.unwrap_or_default();
            TypeNames { module, ..members(api, name, def, kept.members(*entry, lock::kind(def)), pins, sink) }
        })
        .collect();
    for (index, (def, entry)) in api.types.iter().zip(&entries).enumerate() {
        if let TypeKind::Union(union) = &def.kind {
            let own = named.get(index).map_or_else(String::new, |names| names.name.clone());
            let labels = known.get(index).map(|identity| identity.labels.as_slice()).unwrap_or_default();
            let members = variants::variants(union, labels, &own, &named, kept.members(*entry, lock::kind(def)), sink);
            if let Some(names) = named.get_mut(index) {
                names.members = members;
            }
        }
    }
    let equals = equals(api, &known, &named);
    let files = files(api, &known, &named);
    for (names, identity) in named.iter_mut().zip(known) {
        names.key = identity.key;
        names.labels = identity.labels.into_iter().map(|label| label.word).collect();
        names.also = identity.also;
    }
    (named, equals, files)
}

/// A module of `models`, and a name in it.
type Given = (Option<String>, String);

/// Names of types while they are given.
struct Naming<'a> {
    api: &'a Api,
    known: &'a [Identity],
    owners: &'a Owners<'a>,
    scopes: HashMap<Option<String>, Scope>,
    given: Vec<Option<Given>>,
    /// How inline types came to their names.
    chains: HashMap<usize, Chain>,
}

/// An inline type that is to get a name, in the order in which they do.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Wanted<'a> {
    module: Option<String>,
    /// The names that it asks for, the best first.
    names: Vec<String>,
    owner: String,
    key: &'a str,
    index: usize,
    chain: Chain,
}

impl<'a> Naming<'a> {
    /// What the config says stands in `models` itself.
    fn pinned(&mut self, pins: &mut Pins, sink: &mut Sink) {
        for (place, def) in self.given.iter_mut().zip(&self.api.types) {
            let scope = self.scopes.entry(None).or_insert_with(|| Scope::with(&[reserved::TYPES]));
            if let Some(pinned) = pins.upper(def.loc).filter(|_| !is_request_form(def)) {
                *place = pin(scope, &pinned, def.loc, sink).map(|name| (None, name));
            }
        }
    }

    /// What the lock has, each with its line. Of several that were one type, the one that stands where that stood has its
    /// name.
    fn kept<'l>(&mut self, kept: &KeptTypes<'l>, sink: &mut Sink) -> Vec<Option<&'l Entry>> {
        let mut entries: Vec<Option<&Entry>> = vec![None; self.api.types.len()];
        let mut found: Vec<(bool, &str, usize, &Entry)> = Vec::new();
        for (index, known) in self.known.iter().enumerate() {
            if let Some(entry) = kept.find(&known.key, &known.also) {
                found.push((entry.kind == Kind::Also, &known.key, index, entry));
            }
        }
        found.sort_unstable_by_key(|(is_also, key, ..)| (*is_also, *key));
        for (is_also, _, index, entry) in found {
            let (Some(def), Some(None)) = (self.api.types.get(index), self.given.get(index)) else {
                // What the configuration gave a name still has its members.
                if let (false, Some(place)) = (is_also, entries.get_mut(index)) {
                    *place = Some(entry);
                }
                continue;
            };
            let module = entry.name.split_once("::").map(|(module, _)| reserved::spelled(module));
            let scope = self.scopes.entry(module.clone()).or_insert_with(|| Scope::with(&[reserved::TYPES]));
            let name = if is_also {
                let own = kept.name(entry).name;
                scope.pin(own, def.loc).is_ok().then(|| own.to_owned())
            } else {
                kept.name(entry).take(scope, def.loc, sink)
            };
            if let (Some(given), Some(name)) = (self.given.get_mut(index), name) {
                *given = Some((module, name));
            } else if is_also {
                continue;
            }
            if let Some(place) = entries.get_mut(index) {
                *place = Some(entry);
            }
        }
        entries
    }

    /// Components, in the order of their names: the document's order is not part of any name. A component that is
    /// called just as its type would be comes before one that only becomes so.
    fn components(&mut self, pins: &mut Pins, sink: &mut Sink) {
        let style = namespaces::style(self.api);
        let mut wanted = Vec::new();
        for (index, def) in self.api.types.iter().enumerate() {
            if let (Some(None), Origin::Component(word, request)) = (self.given.get(index), &def.origin) {
                let (mut module, rest) = namespaces::split(word, style);
                let mut name = words::upper_camel(rest);
                // The form of requests is called after the pin of the other one, and stands beside it.
                if let Some(pinned) = pins.upper(def.loc).filter(|_| *request) {
                    (module, name) = (None, pinned.name);
                }
                if *request {
                    name.push_str("Input");
                }
                wanted.push((*word != name, word.clone(), index, module, name));
            }
        }
        wanted.sort();
        for (_, _, index, module, name) in wanted {
            self.claim(index, module, vec![name], sink);
        }
    }

    /// Types that have no name of their own, after what they stand in: first those in components and operations, then
    /// those in them, and so on; each level in the order of the names.
    fn inline(&mut self, sink: &mut Sink) {
        let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, (given, known)) in self.given.iter().zip(self.known).enumerate() {
            if given.is_none() {
                levels.entry(known.level).or_default().push(index);
            }
        }
        for level in levels.into_values() {
            let mut wanted: Vec<Wanted<'_>> = level.into_iter().filter_map(|index| self.wanted(index)).collect();
            wanted.sort();
            for Wanted { module, names, index, chain, .. } in wanted {
                self.claim(index, module, names, sink);
                self.chains.insert(index, chain);
            }
        }
    }

    /// What an inline type would be called, and what decides where several would be called the same.
    fn wanted(&self, index: usize) -> Option<Wanted<'a>> {
        let (known, site) = (self.known.get(index)?, self.site(index)?);
        let (module, before, owner) = self.owner(site.owner)?;
        let parts = site.parts.iter().map(|part| self.part(site.owner, part));
        let steps = deep::steps(parts);
        let chain = match site.owner {
            Owner::Type(id) => self.chains.get(&(id.0 as usize)),
            Owner::Document | Owner::Operation(_) | Owner::Event(_) => None,
        };
        let chain = chain.cloned().unwrap_or_else(|| Chain::new(&before)).with(&steps);
        Some(Wanted { module, names: chain.names(&before, &steps), owner, key: &known.key, index, chain })
    }

    /// The site that an inline type is known by.
    fn site(&self, index: usize) -> Option<&Site> {
        match &self.api.types.get(index)?.origin {
            Origin::Inline(sites) => sites.get(self.known.get(index)?.site),
            Origin::Component(..) => None,
        }
    }

    /// The module and the first part of the name of what stands in an owner, and what tells the owner from others.
    fn owner(&self, owner: Owner) -> Option<(Option<String>, String, String)> {
        match owner {
            Owner::Document => Some((None, String::new(), String::new())),
            Owner::Type(id) => {
                let (module, name) = self.given.get(id.0 as usize)?.clone()?;
                Some((module, name.clone(), name))
            }
            Owner::Operation(id) => {
                let operation = self.api.operations.get(id.0 as usize)?;
                let path = &self.owners.resources.get(operation.resource.0 as usize)?.path;
                let words: Vec<&str> = path.iter().map(|module| module.trim_start_matches("r#")).collect();
                let module = (!words.is_empty()).then(|| reserved::spelled(&words.join("_")));
                let marker = self.owners.operations.get(id.0 as usize)?.marker.clone();
                Some((module, marker, format!("{} {}", operation.path, operation.method)))
            }
            Owner::Event(id) => {
                let name = self.owners.events.get(id.0 as usize)?;
                Some((Some(events::MODULE.to_owned()), name.clone(), name.clone()))
            }
        }
    }

    /// What a step from an owner adds to a name.
    fn part(&self, owner: Owner, part: &Part) -> deep::Step {
        let word = match part {
            Part::Member(word) | Part::Input(_, word) => words::upper_camel(word),
            Part::Alternative(index) => self.alternative(owner, *index).unwrap_or_default(),
            Part::Item => return deep::Step::OneOf("Item"),
            Part::Value => return deep::Step::OneOf("Value"),
            Part::Body => "Body".to_owned(),
            Part::Response => "Response".to_owned(),
        };
        deep::Step::Word(word)
    }

    fn alternative(&self, owner: Owner, index: usize) -> Option<String> {
        let Owner::Type(union) = owner else {
            return None;
        };
        let TypeKind::Union(shape) = &self.api.type_def(union)?.kind else {
            return None;
        };
        let label = self.known.get(union.0 as usize)?.labels.get(index)?;
        variants::word(shape.alternatives.get(index)?, label)
    }

    /// Gives the first of some names that is free, else the first one with a numeral, which is told.
    fn claim(&mut self, index: usize, module: Option<String>, names: Vec<String>, sink: &mut Sink) {
        let Some(def) = self.api.types.get(index) else {
            return;
        };
        let scope = self.scopes.entry(module.clone()).or_insert_with(|| Scope::with(&[reserved::TYPES]));
        let free = names.iter().find(|name| scope.pin(name, def.loc).is_ok()).cloned();
        let name = free.unwrap_or_else(|| {
            let first = names.into_iter().next().unwrap_or_default();
            settle(scope.claim(first, "Model", def.loc), def.loc, sink)
        });
        if let Some(place) = self.given.get_mut(index) {
            *place = Some((module, name));
        }
    }
}

fn is_request_form(def: &TypeDef) -> bool {
    matches!(def.origin, Origin::Component(_, true))
}

fn members(
    api: &Api,
    name: String,
    def: &TypeDef,
    kept: KeptMembers<'_>,
    pins: &mut Pins,
    sink: &mut Sink,
) -> TypeNames {
    match &def.kind {
        TypeKind::Struct(shape) => fields(api, name, def, shape, kept, pins, sink),
        TypeKind::Enum(shape) => {
            let mut scope = Scope::with(&[reserved::VARIANTS]);
            let candidates = shape.values.iter().map(|value| Candidate {
                pinned: pins.upper(value.loc),
                kept: kept.get(&word(&value.wire)),
                rank: 0,
                word: &value.wire,
                wanted: vec![words::upper_camel(value.word.as_ref().unwrap_or(&value.wire))],
                loc: value.loc,
            });
            let candidates = candidates.collect();
            let members = claim_all(&mut scope, candidates, "Value", sink);
            TypeNames { name, members, ..TypeNames::default() }
        }
        // Its variants are called after their types, which may not have their names yet.
        TypeKind::Union(_) => TypeNames { name, ..TypeNames::default() },
    }
}

fn fields(
    api: &Api,
    name: String,
    def: &TypeDef,
    shape: &Struct,
    kept: KeptMembers<'_>,
    pins: &mut Pins,
    sink: &mut Sink,
) -> TypeNames {
    let mut fields = Scope::default();
    let mut setters = Scope::with(&[reserved::MODEL]);
    let mut named = TypeNames { name, ..TypeNames::default() };
    let extra = kept.get(lock::EXTRA).filter(|_| shape.extra.is_some());
    let extra = extra.and_then(|extra| extra.take(&mut fields, def.loc, sink));
    let kept_fields: Vec<Option<&Member>> = shape.fields.iter().map(|field| kept.find(&word(&field.wire))).collect();
    let candidates = shape.fields.iter().zip(&kept_fields).map(|(field, member)| Candidate {
        pinned: pins.lower(field.loc),
        kept: member.map(|member| Kept::member(kept.lock, member)),
        rank: 0,
        word: &field.wire,
        wanted: vec![words::snake(&field.wire)],
        loc: field.loc,
    });
    let candidates = candidates.collect();
    let field_names = claim_all(&mut fields, candidates, "_", sink);
    for (field, field_name) in shape.fields.iter().zip(field_names) {
        let setter = setters.claim(field_name.clone(), "_", field.loc).name;
        named.members.push(reserved::spelled(&field_name));
        named.setters.push(reserved::spelled(&setter));
    }
    named.extra = extra.unwrap_or_else(|| fields.claim("extra".to_owned(), "_", def.loc).name);
    if shape.constructible {
        let all = shape.fields.iter().zip(kept_fields).map(|(field, member)| {
            let required = field.presence == Presence::Required && field.constant.is_none();
            let place = member.and_then(|member| member.position);
            (required, place.filter(|_| required || may_stay(api, field)))
        });
        named.places = places(all);
        named.arguments = arguments(&named.places);
    }
    named
}

/// Whether a field that need not be there any more can still be an argument: not if its value may be made of structs again,
/// of which one may need the next without end.
fn may_stay(api: &Api, field: &Field) -> bool {
    let is_plain = match &field.ty {
        Type::Named(id) => api.type_def(*id).is_some_and(|def| matches!(def.kind, TypeKind::Enum(_))),
        Type::Scalar(_) | Type::Json => true,
        Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Tuple(_) | Type::LooseTuple(_) => false,
    };
    is_plain && field.constant.is_none() && !field.boxed
}
