//! Names of types, their fields and their variants.

use std::collections::HashMap;

use crate::diag::Sink;
use crate::ir::{Api, Origin, Owner, Part, TypeDef, TypeId, TypeKind};

use super::assign::{Candidate, claim_all, settle};
use super::pins::Pins;
use super::scope::Scope;
use super::{ModelFile, OperationNames, ResourceNames, TypeNames, reserved, words};

/// All types, and the files that they stand in.
pub(super) fn types(
    api: &Api,
    resources: &[ResourceNames],
    operations: &[OperationNames],
    pins: &mut Pins,
    sink: &mut Sink,
) -> (Vec<TypeNames>, Vec<ModelFile>) {
    let mut scope = Scope::with(&[reserved::TYPES]);
    let mut names: Vec<Option<String>> = vec![None; api.types.len()];
    for (place, def) in names.iter_mut().zip(&api.types) {
        if let Some(pinned) = pins.upper(def.loc).filter(|_| !is_request_form(def)) {
            *place = super::assign::pin(&mut scope, &pinned, def.loc, sink);
        }
    }
    for (place, def) in names.iter_mut().zip(&api.types) {
        if let (None, Origin::Component(word, request)) = (&place, &def.origin) {
            let pinned = pins.upper(def.loc).map(|pinned| pinned.name);
            let wanted = pinned.unwrap_or_else(|| words::upper_camel(word)) + if *request { "Input" } else { "" };
            *place = Some(settle(scope.claim(wanted, "Model", def.loc), def.loc, sink));
        }
    }
    // Owners come before what stands in them, so one pass finds every owner named.
    for index in 0..names.len() {
        let Some(def) = api.types.get(index) else {
            continue;
        };
        if let (Some(None), Origin::Inline(owner, parts)) = (names.get(index), &def.origin) {
            let mut wanted = match owner {
                Owner::Type(id) => names.get(id.0 as usize).cloned().flatten(),
                Owner::Operation(id) => api.operations.get(id.0 as usize).map(|operation| {
                    let handle =
                        resources.get(operation.resource.0 as usize).map_or("", |resource| resource.handle.as_str());
                    let marker = operations.get(id.0 as usize).map_or("", |operation| operation.marker.as_str());
                    format!("{handle}{marker}")
                }),
            }
            .unwrap_or_default();
            wanted.extend(parts.iter().map(part));
            let name = settle(scope.claim(wanted, "Model", def.loc), def.loc, sink);
            if let Some(place) = names.get_mut(index) {
                *place = Some(name);
            }
        }
    }
    let names: Vec<TypeNames> = names
        .into_iter()
        .zip(&api.types)
        .map(|(name, def)| members(name.unwrap_or_default(), def, pins, sink))
        .collect();
    let files = files(api, &names);
    (names, files)
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
                wanted: words::snake(&field.wire),
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
                wanted: words::upper_camel(&value.wire),
                loc: value.loc,
            });
            let candidates = candidates.collect();
            let members = claim_all(&mut scope, candidates, "Value", sink);
            TypeNames { name, members, ..TypeNames::default() }
        }
    }
}

/// A file for each type that stands by itself; what stands inside another type is in that one's file.
fn files(api: &Api, names: &[TypeNames]) -> Vec<ModelFile> {
    let mut scope = Scope::with(&[reserved::MODULES]);
    let mut files: Vec<ModelFile> = Vec::new();
    let mut file_of: HashMap<TypeId, usize> = HashMap::new();
    for (id, def) in api.types() {
        let inside = match &def.origin {
            Origin::Inline(Owner::Type(owner), _) => file_of.get(owner).copied(),
            _ => None,
        };
        let at = inside.unwrap_or_else(|| {
            let wanted = names.get(id.0 as usize).map_or_else(String::new, |names| words::snake(&names.name));
            let module = reserved::spelled(&scope.claim(wanted, "_", def.loc).name);
            files.push(ModelFile { module, types: Vec::new() });
            files.len() - 1
        });
        file_of.insert(id, at);
        if let Some(file) = files.get_mut(at) {
            file.types.push(id);
        }
    }
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}
