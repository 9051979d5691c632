//! Cargo features: one for each top-level resource where there are several, and the model files that each needs.

use std::collections::{BTreeSet, HashMap};

use crate::config::lock::Lock;
use crate::diag::Sink;
use crate::ir::{Api, Output, ResourceId, Type, TypeId};

use super::assign::{Candidate, claim_all};
use super::kept::Kept;
use super::lock::FEATURE;
use super::scope::Scope;
use super::{ModelFile, ResourceNames, reserved};

/// Features of the crate that are not the document's.
const OWN: &[&str] = &["default", "full", "reqwest", "rustls-ring", "rustls-aws-lc-rs", "blocking", "mock", "tracing"];

/// The feature of each resource, or none where there is only one top-level resource: then it is always there. What was so
/// in the lock stays so: whoever has switched features off should not lose anything when another resource comes.
pub(super) fn of_resources(
    api: &Api,
    resources: &[ResourceNames],
    lock: &Lock,
    sink: &mut Sink,
) -> Vec<Option<String>> {
    let mut features: Vec<Option<String>> = vec![None; api.resources.len()];
    let top: Vec<ResourceId> = api.resources.first().map(|client| client.children.clone()).unwrap_or_default();
    let entry = |id: ResourceId| lock.resources.get(&resources.get(id.0 as usize)?.key);
    if top.len() < 2 && !top.iter().any(|id| entry(*id).is_some_and(|entry| entry.member(FEATURE).is_some())) {
        return features;
    }
    let candidates = top.iter().filter(|id| entry(**id).is_none_or(|entry| entry.member(FEATURE).is_some()));
    let candidates: Vec<(ResourceId, Candidate<'_>)> = candidates
        .filter_map(|id| {
            let (resource, names) = (api.resources.get(id.0 as usize)?, resources.get(id.0 as usize)?);
            let name = reserved::unspelled(&names.accessor);
            let wanted = if reserved::is_keyword(name) { format!("{name}_api") } else { name.to_owned() };
            let kept = Kept::of_member(lock, entry(*id), FEATURE);
            let wanted = vec![wanted];
            Some((*id, Candidate { pinned: None, kept, rank: 0, word: &names.accessor, wanted, loc: resource.loc }))
        })
        .collect();
    let (ids, candidates): (Vec<ResourceId>, Vec<Candidate<'_>>) = candidates.into_iter().unzip();
    let claimed = claim_all(&mut Scope::with(&[OWN]), candidates, "_api", sink);
    for (id, feature) in ids.into_iter().zip(claimed) {
        if let Some(place) = features.get_mut(id.0 as usize) {
            *place = Some(feature);
        }
    }
    // A parent comes before its children.
    for (id, resource) in api.resources() {
        if let Some(parent) = resource.parent.filter(|parent| *parent != ResourceId(0)) {
            let feature = features.get(parent.0 as usize).cloned().flatten();
            if let Some(place) = features.get_mut(id.0 as usize) {
                *place = feature;
            }
        }
    }
    features
}

/// Gives each file the features that need one of its types. No features: the file is always there.
pub(super) fn of_files(api: &Api, features: &[Option<String>], equals: &[Option<TypeId>], files: &mut [ModelFile]) {
    let all: BTreeSet<&String> = features.iter().flatten().collect();
    if all.is_empty() {
        return;
    }
    let mut file_of: HashMap<TypeId, usize> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        file_of.extend(file.types.iter().map(|id| (*id, at)));
    }
    let needs = file_needs(api, equals, files, &file_of);
    let mut users: Vec<BTreeSet<&String>> = vec![BTreeSet::new(); files.len()];
    let mut unconditional: BTreeSet<usize> = BTreeSet::new();
    for (feature, roots) in roots(api, features, &file_of) {
        let reached = reach(&needs, roots);
        match feature {
            Some(feature) => {
                for at in reached {
                    if let Some(users) = users.get_mut(at) {
                        users.insert(feature);
                    }
                }
            }
            None => unconditional.extend(reached),
        }
    }
    for (at, (file, users)) in files.iter_mut().zip(users).enumerate() {
        if !unconditional.contains(&at) && users.len() < all.len() {
            file.features = users.into_iter().cloned().collect();
        }
    }
}

/// The files that operations name directly, by feature.
fn roots<'f>(
    api: &Api,
    features: &'f [Option<String>],
    file_of: &HashMap<TypeId, usize>,
) -> HashMap<Option<&'f String>, Vec<usize>> {
    let mut roots: HashMap<Option<&String>, Vec<usize>> = HashMap::new();
    for event in &api.events {
        // What the API sends by itself belongs to no resource.
        event.ty.for_each_named(&mut |id| roots.entry(None).or_default().extend(file_of.get(&id)));
    }
    for operation in &api.operations {
        let feature = features.get(operation.resource.0 as usize).and_then(Option::as_ref);
        let roots = roots.entry(feature).or_default();
        let mut add = |id: TypeId| roots.extend(file_of.get(&id));
        operation.inputs.iter().for_each(|input| input.ty.for_each_named(&mut add));
        operation.output.for_each_type(|ty| ty.for_each_named(&mut add));
        let streaming = operation.streaming.iter();
        streaming.for_each(|streaming| streaming.output.for_each_type(|ty| ty.for_each_named(&mut add)));
        operation.errors.iter().for_each(|(_, ty)| ty.for_each_named(&mut add));
    }
    roots
}

/// For each file, the files whose types its own types hold.
fn file_needs(
    api: &Api,
    equals: &[Option<TypeId>],
    files: &[ModelFile],
    file_of: &HashMap<TypeId, usize>,
) -> Vec<Vec<usize>> {
    files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let mut needs = Vec::new();
            for id in &file.types {
                // What is another name needs the type that it stands for, and not what its own would hold.
                match equals.get(id.0 as usize).copied().flatten() {
                    Some(same) => needs.extend(file_of.get(&same)),
                    None => {
                        let held = &mut |id: TypeId| needs.extend(file_of.get(&id));
                        api.type_def(*id).into_iter().for_each(|def| def.for_each_held(held));
                    }
                }
            }
            needs.sort_unstable();
            needs.dedup();
            needs.retain(|other| *other != at);
            needs
        })
        .collect()
}

fn reach(needs: &[Vec<usize>], roots: Vec<usize>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut queue = roots;
    while let Some(at) = queue.pop() {
        if reached.insert(at) {
            queue.extend(needs.get(at).into_iter().flatten());
        }
    }
    reached
}

impl Output {
    fn for_each_type(&self, mut visit: impl FnMut(&Type)) {
        match self {
            Self::Unit | Self::Text | Self::Bytes | Self::Events(None) => {}
            Self::Value(ty) | Self::Nullable(ty) | Self::Page(ty, _) | Self::Lines(ty) | Self::Events(Some(ty)) => {
                visit(ty);
            }
            Self::ByStatus(all) => all.iter().filter_map(|one| one.ty.as_ref()).for_each(visit),
        }
    }
}
