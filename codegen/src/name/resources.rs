//! Names of resources: accessors, modules and handles.

use std::collections::HashSet;

use crate::config::lock::{self, Lock};
use crate::diag::{Loc, Sink};
use crate::ir::{Api, Resource, ResourceId};

use super::assign::{Candidate, claim_all};
use super::kept::Kept;
use super::scope::Scope;
use super::{ResourceNames, reserved, words};

/// All resources; a parent comes before its children.
pub(super) fn resources(api: &Api, lock: &Lock, sink: &mut Sink) -> Vec<ResourceNames> {
    let mut names: Vec<ResourceNames> = vec![ResourceNames::default(); api.resources.len()];
    for (id, resource) in api.resources() {
        let Some(parent) = names.get(id.0 as usize).cloned() else {
            continue;
        };
        let children: Vec<(ResourceId, &Resource, String)> = resource
            .children
            .iter()
            .filter_map(|id| Some((*id, api.resources.get(id.0 as usize)?)))
            .map(|(id, child)| (id, child, lock::resource(&parent.key, &child.key)))
            .collect();
        let accessors = accessors(api, resource, &parent, &children, lock, sink);
        for ((child, _, key), accessor) in children.into_iter().zip(accessors) {
            let mut path = parent.path.clone();
            path.push(reserved::spelled(&accessor));
            if let Some(place) = names.get_mut(child.0 as usize) {
                *place = ResourceNames {
                    key,
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
        place.handle = scope.claim(wanted, "Resource", Loc::default()).name;
    }
    names
}

/// The accessors of a resource's children. A new one takes no name of a method that was there.
fn accessors(
    api: &Api,
    resource: &Resource,
    names: &ResourceNames,
    children: &[(ResourceId, &Resource, String)],
    lock: &Lock,
    sink: &mut Sink,
) -> Vec<String> {
    let own = if resource.parent.is_none() { reserved::CLIENT } else { reserved::HANDLE };
    let mut scope = Scope::with(&[own, reserved::MODULES]);
    let kept: Vec<Option<Kept<'_>>> =
        children.iter().map(|(_, _, key)| lock.resources.get(key).map(|entry| Kept::of(lock, entry))).collect();
    let taken: HashSet<&str> = kept.iter().flatten().map(|kept| kept.name).collect();
    if !lock.operations.is_empty() {
        for operation in resource.operations.iter().filter_map(|id| api.operations.get(id.0 as usize)) {
            let entry = lock.operations.get(&lock::operation(&operation.method, &operation.path));
            let method = entry.filter(|entry| names.has(entry)).map(|entry| Kept::of(lock, entry).name);
            if let Some(method) = method.filter(|method| !taken.contains(method)) {
                // Where two have it, their own scope tells.
                let _ = scope.pin(method, operation.loc);
            }
        }
    }
    let candidates = children.iter().zip(kept).map(|((_, child, _), kept)| Candidate {
        pinned: None,
        kept,
        rank: 0,
        word: &child.word,
        wanted: vec![words::snake(&child.word)],
        loc: child.loc,
    });
    claim_all(&mut scope, candidates.collect(), "_", sink)
}

impl ResourceNames {
    /// The way from the client: `custom_certificates.prioritize`.
    pub(super) fn dotted(&self) -> String {
        let modules: Vec<&str> = self.path.iter().map(|module| reserved::unspelled(module)).collect();
        modules.join(".")
    }

    /// Whether an operation of the lock was here.
    pub(super) fn has(&self, entry: &lock::Entry) -> bool {
        entry.name.rsplit_once('.').map_or("", |(way, _)| way) == self.dotted()
    }
}
