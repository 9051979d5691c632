//! Names of types, their fields and their variants.

use std::collections::{BTreeSet, HashMap};

use crate::diag::{Loc, Sink};
use crate::ir::{Api, Origin, Owner, Part, TypeDef, TypeId, TypeKind};

use super::assign::{Candidate, claim_all, pin, settle};
use super::pins::Pins;
use super::scope::Scope;
use super::{ModelFile, OperationNames, ResourceNames, TypeNames, namespaces, reserved, variants, words};

/// All types, and the files that they stand in.
pub(super) fn types(
    api: &Api,
    resources: &[ResourceNames],
    operations: &[OperationNames],
    pins: &mut Pins,
    sink: &mut Sink,
) -> (Vec<TypeNames>, Vec<ModelFile>) {
    let mut naming = Naming { api, resources, operations, scopes: HashMap::new(), given: vec![None; api.types.len()] };
    naming.pinned(pins, sink);
    naming.components(pins, sink);
    naming.inline(sink);
    let mut named: Vec<TypeNames> = naming
        .given
        .into_iter()
        .zip(&api.types)
        .map(|(given, def)| {
            let (module, name) = given.unwrap_or_default();
            TypeNames { module, ..members(name, def, pins, sink) }
        })
        .collect();
    for (index, def) in api.types.iter().enumerate() {
        if let TypeKind::Union(union) = &def.kind {
            let own = named.get(index).map_or_else(String::new, |names| names.name.clone());
            let members = variants::variants(union, &own, &named, sink);
            if let Some(names) = named.get_mut(index) {
                names.members = members;
            }
        }
    }
    let files = files(api, &named);
    (named, files)
}

/// A module of `models`, and a name in it.
type Given = (Option<String>, String);

/// Names of types while they are given.
struct Naming<'a> {
    api: &'a Api,
    resources: &'a [ResourceNames],
    operations: &'a [OperationNames],
    scopes: HashMap<Option<String>, Scope>,
    given: Vec<Option<Given>>,
}

impl Naming<'_> {
    /// What the config says stands in `models` itself.
    fn pinned(&mut self, pins: &mut Pins, sink: &mut Sink) {
        for (place, def) in self.given.iter_mut().zip(&self.api.types) {
            let scope = self.scopes.entry(None).or_insert_with(|| Scope::with(&[reserved::TYPES]));
            if let Some(pinned) = pins.upper(def.loc).filter(|_| !is_request_form(def)) {
                *place = pin(scope, &pinned, def.loc, sink).map(|name| (None, name));
            }
        }
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
            self.claim(index, module, name, sink);
        }
    }

    /// Types that have no name of their own, after what they stand in: first those in components and operations, then
    /// those in them, and so on; each round in the order of the names.
    fn inline(&mut self, sink: &mut Sink) {
        loop {
            let mut wanted = Vec::new();
            for (index, def) in self.api.types.iter().enumerate() {
                let (Some(None), Origin::Inline(owner, parts)) = (self.given.get(index), &def.origin) else {
                    continue;
                };
                if let Some((module, mut name, key)) = self.owner(*owner) {
                    name.extend(parts.iter().map(part));
                    wanted.push((module, name, key, format!("{parts:?}"), index));
                }
            }
            if wanted.is_empty() {
                break;
            }
            wanted.sort();
            for (module, name, _, _, index) in wanted {
                self.claim(index, module, name, sink);
            }
        }
    }

    /// The module and the first part of the name of what stands in an owner, and what tells the owner from others.
    fn owner(&self, owner: Owner) -> Option<(Option<String>, String, String)> {
        match owner {
            Owner::Type(id) => {
                let (module, name) = self.given.get(id.0 as usize)?.clone()?;
                Some((module, name.clone(), name))
            }
            Owner::Operation(id) => {
                let operation = self.api.operations.get(id.0 as usize)?;
                let path = &self.resources.get(operation.resource.0 as usize)?.path;
                let words: Vec<&str> = path.iter().map(|module| module.trim_start_matches("r#")).collect();
                let module = (!words.is_empty()).then(|| reserved::spelled(&words.join("_")));
                let marker = self.operations.get(id.0 as usize)?.marker.clone();
                Some((module, marker, format!("{} {}", operation.path, operation.method)))
            }
        }
    }

    fn claim(&mut self, index: usize, module: Option<String>, name: String, sink: &mut Sink) {
        let Some(def) = self.api.types.get(index) else {
            return;
        };
        let scope = self.scopes.entry(module.clone()).or_insert_with(|| Scope::with(&[reserved::TYPES]));
        let name = settle(scope.claim(name, "Model", def.loc), def.loc, sink);
        if let Some(place) = self.given.get_mut(index) {
            *place = Some((module, name));
        }
    }
}

fn is_request_form(def: &TypeDef) -> bool {
    matches!(def.origin, Origin::Component(_, true))
}

fn part(part: &Part) -> String {
    match part {
        Part::Member(word) => words::upper_camel(word),
        Part::Item => "Item".to_owned(),
        Part::Value => "Value".to_owned(),
        Part::Body => "Body".to_owned(),
        Part::Response => "Response".to_owned(),
    }
}

fn members(name: String, def: &TypeDef, pins: &mut Pins, sink: &mut Sink) -> TypeNames {
    match &def.kind {
        TypeKind::Struct(shape) => {
            let mut fields = Scope::default();
            let mut setters = Scope::with(&[reserved::MODEL]);
            let mut named = TypeNames { name, ..TypeNames::default() };
            let candidates = shape.fields.iter().map(|field| Candidate {
                pinned: pins.lower(field.loc),
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
            let extra = fields.claim("extra".to_owned(), "_", def.loc).name;
            named.extra = extra;
            named
        }
        TypeKind::Enum(shape) => {
            let mut scope = Scope::with(&[reserved::VARIANTS]);
            let candidates = shape.values.iter().map(|value| Candidate {
                pinned: pins.upper(value.loc),
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

/// A file for each type that stands by itself; what stands inside another type is in that one's file.
fn files(api: &Api, named: &[TypeNames]) -> Vec<ModelFile> {
    let mut scopes: HashMap<Option<String>, Scope> = HashMap::new();
    // In `models` itself, files and the modules of namespaces share their names.
    let mut root = Scope::with(&[reserved::MODULES]);
    let modules: BTreeSet<&String> = named.iter().filter_map(|names| names.module.as_ref()).collect();
    for module in modules {
        let _ = root.pin(module, Loc::default());
    }
    scopes.insert(None, root);
    let mut files: Vec<ModelFile> = Vec::new();
    let mut file_of: HashMap<TypeId, usize> = HashMap::new();
    for (id, def) in api.types() {
        let inside = match &def.origin {
            Origin::Inline(Owner::Type(owner), _) => file_of.get(owner).copied(),
            _ => None,
        };
        let at = inside.unwrap_or_else(|| {
            let names = named.get(id.0 as usize).cloned().unwrap_or_default();
            let scope = scopes.entry(names.module.clone()).or_insert_with(|| Scope::with(&[reserved::MODULES]));
            let file = scope.claim(words::snake(&names.name), "_", def.loc).name;
            files.push(ModelFile { module: names.module, file: reserved::spelled(&file), ..ModelFile::default() });
            files.len() - 1
        });
        file_of.insert(id, at);
        if let Some(file) = files.get_mut(at) {
            file.types.push(id);
        }
    }
    files.sort_by(|a, b| (&a.module, &a.file).cmp(&(&b.module, &b.file)));
    files
}
