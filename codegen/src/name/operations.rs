//! Names of resources, operations and what they take.

use crate::diag::Sink;
use crate::ir::{Api, Operation, OperationId, Output, Place, Resource, ResourceId};

use super::assign::{Candidate, claim_all};
use super::pins::Pins;
use super::scope::Scope;
use super::{OperationNames, ResourceNames, identity, reserved, words};

/// All resources; a parent comes before its children.
pub(super) fn resources(api: &Api, sink: &mut Sink) -> Vec<ResourceNames> {
    let mut names: Vec<ResourceNames> = vec![ResourceNames::default(); api.resources.len()];
    for (id, resource) in api.resources() {
        let Some(parent) = names.get(id.0 as usize).cloned() else {
            continue;
        };
        let is_client = id == ResourceId(0);
        let reserved: &[&[&str]] =
            if is_client { &[reserved::CLIENT, reserved::MODULES] } else { &[reserved::HANDLE, reserved::MODULES] };
        let mut scope = Scope::with(reserved);
        let children: Vec<(ResourceId, &Resource)> =
            resource.children.iter().filter_map(|id| Some((*id, api.resources.get(id.0 as usize)?))).collect();
        let candidates = children.iter().map(|(_, child)| Candidate {
            pinned: None,
            rank: 0,
            word: &child.word,
            wanted: vec![words::snake(&child.word)],
            loc: child.loc,
        });
        let accessors = claim_all(&mut scope, candidates.collect(), "_", sink);
        for ((child, _), accessor) in children.into_iter().zip(accessors) {
            let mut path = parent.path.clone();
            path.push(reserved::spelled(&accessor));
            if let Some(place) = names.get_mut(child.0 as usize) {
                *place = ResourceNames {
                    path,
                    handle: words::upper_camel(&accessor),
                    accessor: reserved::spelled(&accessor),
                    feature: None,
                };
            }
        }
    }
    // A handle's name must not be that of anything its file imports.
    for place in &mut names {
        let mut scope = Scope::with(&[reserved::TYPES, reserved::RESOURCE_TYPES]);
        let wanted = std::mem::take(&mut place.handle);
        place.handle = scope.claim(wanted, "Resource", crate::diag::Loc::default()).name;
    }
    names
}

/// All operations.
pub(super) fn operations(
    api: &Api,
    resources: &[ResourceNames],
    pins: &mut Pins,
    sink: &mut Sink,
) -> Vec<OperationNames> {
    let mut names = vec![OperationNames::default(); api.operations.len()];
    for ((_, resource), own) in api.resources().zip(resources) {
        let mut methods = Scope::with(&[reserved::HANDLE]);
        if resource.parent.is_none() {
            methods = Scope::with(&[reserved::CLIENT]);
        }
        let mut types = Scope::with(&[reserved::TYPES, reserved::RESOURCE_TYPES]);
        // Both are free: the scopes are new.
        let _ = types.pin(&own.handle, resource.loc);
        for child in &resource.children {
            if let Some(child) = resources.get(child.0 as usize) {
                let _ = methods.pin(child.accessor.trim_start_matches("r#"), resource.loc);
            }
        }
        let own_operations: Vec<(OperationId, &Operation)> = in_order(api, &resource.operations);
        let candidates = own_operations.iter().map(|(_, operation)| Candidate {
            pinned: pins.lower(operation.loc),
            rank: 0,
            // They are in their order already.
            word: "",
            wanted: wanted(operation, &own.path),
            loc: operation.loc,
        });
        let candidates = candidates.collect();
        let own_methods = claim_all(&mut methods, candidates, "_", sink);
        for ((id, operation), method) in own_operations.into_iter().zip(own_methods) {
            let mut named = types_of(&method, &mut types, operation);
            named.key = identity::operation(&operation.method, &operation.path);
            named.inputs = inputs(operation, pins, sink);
            named.dotted = own
                .path
                .iter()
                .map(|module| module.trim_start_matches("r#"))
                .chain([method.as_str()])
                .collect::<Vec<_>>()
                .join(".");
            named.method = reserved::spelled(&method);
            if let Some(place) = names.get_mut(id.0 as usize) {
                *place = named;
            }
        }
    }
    names
}

/// Operations by their paths, the shortest first: the document's order is not part of any name.
fn in_order<'a>(api: &'a Api, ids: &[OperationId]) -> Vec<(OperationId, &'a Operation)> {
    let mut all: Vec<(OperationId, &Operation)> =
        ids.iter().filter_map(|id| Some((*id, api.operations.get(id.0 as usize)?))).collect();
    all.sort_by_key(|(_, operation)| (operation.path.matches('/').count(), &operation.path, &operation.method));
    all
}

/// The names that an operation would like, the best first: its own; with what its path ends in, where the way there does
/// not say that; with what its path begins with (`list_for_zone`); with the parameter at its end (`get_by_hash`).
fn wanted(operation: &Operation, way: &[String]) -> Vec<String> {
    let name = words::snake(&operation.word);
    let mut wanted = vec![name.clone()];
    let segments: Vec<&str> = operation.path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_parameter = |segment: &str| segment.contains('{');
    if let Some(last) = segments.iter().rev().find(|segment| !is_parameter(segment)) {
        let last = words::snake(last);
        let said = name == last || way.iter().any(|module| module.trim_start_matches("r#") == last);
        if !said {
            wanted.push(format!("{name}_{last}"));
        }
    }
    if let [first, second, ..] = segments.as_slice()
        && is_parameter(second)
        && !is_parameter(first)
    {
        let first = words::snake(first);
        wanted.push(format!("{name}_for_{}", first.strip_suffix('s').unwrap_or(&first)));
    }
    if let Some(parameter) = segments.last().filter(|segment| is_parameter(segment)) {
        let parameter = words::snake(parameter.trim_matches(['{', '}']));
        wanted.push(format!("{name}_by_{}", parameter.strip_suffix("_id").unwrap_or(&parameter)));
    }
    wanted
}

/// Marker, alias, parameters and static of a method.
fn types_of(method: &str, types: &mut Scope, operation: &Operation) -> OperationNames {
    let camel = words::upper_camel(method);
    let marker = types.claim(camel, "Operation", operation.loc).name;
    let request = types.claim(format!("{marker}Request"), "Builder", operation.loc).name;
    let params = types.claim(format!("{marker}Params"), "Input", operation.loc).name;
    let output = match operation.output {
        Output::ByStatus(_) => types.claim(format!("{marker}Output"), "Answer", operation.loc).name,
        _ => String::new(),
    };
    OperationNames {
        output,
        endpoint: method.trim_end_matches('_').to_uppercase(),
        marker,
        request,
        params,
        ..OperationNames::default()
    }
}

fn inputs(operation: &Operation, pins: &mut Pins, sink: &mut Sink) -> Vec<String> {
    let mut scope = Scope::with(&[reserved::REQUEST]);
    let candidates = operation.inputs.iter().map(|input| Candidate {
        pinned: pins.lower(input.loc),
        rank: rank(input.place),
        word: &input.wire,
        wanted: vec![words::snake(&input.wire)],
        loc: input.loc,
    });
    let candidates = candidates.collect();
    claim_all(&mut scope, candidates, "_", sink).iter().map(|name| reserved::spelled(name)).collect()
}

/// Which of several inputs of the same name gets it: first what the path has, then what the body has.
fn rank(place: Place) -> u8 {
    match place {
        Place::Path => 0,
        Place::Query => 2,
        Place::Header => 3,
        Place::Cookie => 4,
        _ => 1,
    }
}
