//! Names of operations and what they take.

use std::collections::HashSet;

use crate::config::Config;
use crate::config::lock::{self, Entry, Lock, Member};
use crate::diag::{Loc, Sink};
use crate::ir::{Api, Input, Operation, OperationId, Place, Resource};

use super::assign::{Candidate, claim_all};
use super::kept::{Kept, arguments, places};
use super::pins::Pins;
use super::scope::Scope;
use super::{OperationNames, ResourceNames, identity, operation_types, reserved, words};

/// All operations.
pub(super) fn operations(
    api: &Api,
    resources: &[ResourceNames],
    config: &Config,
    pins: &mut Pins,
    sink: &mut Sink,
) -> Vec<OperationNames> {
    let lock = &config.lock;
    // Where the configuration says the call, the lock has no say.
    let said: HashSet<Loc> =
        config.resources.keys().filter_map(|pointer| sink.sources.find(sink.sources.document(), pointer)).collect();
    let mut names = vec![OperationNames::default(); api.operations.len()];
    for ((_, resource), own) in api.resources().zip(resources) {
        let (mut methods, mut types) = scopes(resource, own, resources);
        let way = own.dotted();
        let keyed = in_order(api, &resource.operations).into_iter().map(|(id, operation)| {
            let key = lock::operation(&operation.method, &operation.path);
            let entry = lock.operations.get(&key);
            (id, operation, key, entry)
        });
        let keyed: Vec<_> = keyed.collect();
        let candidates = keyed.iter().map(|(_, operation, _, entry)| Candidate {
            pinned: pins.lower(operation.loc),
            kept: entry
                .filter(|entry| own.has(entry) && !said.contains(&operation.loc))
                .map(|entry| Kept::of(lock, entry)),
            rank: 0,
            // They are in their order already.
            word: "",
            wanted: wanted(operation, &own.path),
            loc: operation.loc,
        });
        let candidates = candidates.collect();
        let own_methods = claim_all(&mut methods, candidates, "_", sink);
        let described = keyed.iter().zip(&own_methods);
        let described = described.map(|((_, operation, _, entry), method)| (*operation, method.as_str(), *entry));
        let own_types = operation_types::all(&described.collect::<Vec<_>>(), lock, &mut types, sink);
        for (((id, operation, key, entry), method), types) in keyed.into_iter().zip(own_methods).zip(own_types) {
            let mut named = types;
            (named.inputs, named.places) = inputs(operation, entry, lock, pins, sink);
            named.arguments = arguments(&named.places);
            named.key = key;
            named.dotted = if way.is_empty() { method.clone() } else { format!("{way}.{method}") };
            named.endpoint = method.trim_end_matches('_').to_uppercase();
            named.method = reserved::spelled(&method);
            if let Some(place) = names.get_mut(id.0 as usize) {
                *place = named;
            }
        }
    }
    names
}

/// What is taken in a resource already: as methods, and as types beside its handle.
fn scopes(resource: &Resource, own: &ResourceNames, resources: &[ResourceNames]) -> (Scope, Scope) {
    let is_client = resource.parent.is_none();
    let mut methods = Scope::with(&[if is_client { reserved::CLIENT } else { reserved::HANDLE }]);
    let mut types = Scope::with(&[reserved::TYPES, reserved::RESOURCE_TYPES]);
    // Both are free: the scopes are new.
    let _ = types.pin(&own.handle, resource.loc);
    for child in &resource.children {
        if let Some(child) = resources.get(child.0 as usize) {
            let _ = methods.pin(reserved::unspelled(&child.accessor), resource.loc);
        }
    }
    (methods, types)
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

/// The names of an operation's inputs, and their places among its arguments.
fn inputs(
    operation: &Operation,
    entry: Option<&Entry>,
    lock: &Lock,
    pins: &mut Pins,
    sink: &mut Sink,
) -> (Vec<String>, Vec<Option<u32>>) {
    let mut scope = Scope::with(&[reserved::REQUEST]);
    let member = |input: &Input| entry?.member(&identity::input(input.place, &input.wire));
    let members: Vec<Option<&Member>> = operation.inputs.iter().map(member).collect();
    let candidates = operation.inputs.iter().zip(&members).map(|(input, member)| Candidate {
        pinned: pins.lower(input.loc),
        kept: member.map(|member| Kept::member(lock, member)),
        rank: rank(input.place),
        word: &input.wire,
        wanted: vec![words::snake(&input.wire)],
        loc: input.loc,
    });
    let candidates = candidates.collect();
    let names = claim_all(&mut scope, candidates, "_", sink);
    let all = operation.inputs.iter().zip(members).map(|(input, member)| match input.place {
        Place::Path => (true, Some(0)),
        _ => (input.required, member.and_then(|member| member.position)),
    });
    (names.iter().map(|name| reserved::spelled(name)).collect(), places(all))
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
