//! Which file of `models` a type stands in.

use std::collections::{BTreeSet, HashMap};

use crate::diag::Loc;
use crate::ir::{Api, Origin, Owner, TypeId};

use super::identity::Identity;
use super::scope::Scope;
use super::{ModelFile, TypeNames, reserved, words};

/// A file for each type that stands by itself; what stands inside another type is in that one's file.
pub(super) fn files(api: &Api, known: &[Identity], named: &[TypeNames]) -> Vec<ModelFile> {
    let mut scopes: HashMap<Option<String>, Scope> = HashMap::new();
    // In `models` itself, files and the modules of namespaces share their names.
    let mut root = Scope::with(&[reserved::MODULES]);
    let modules: BTreeSet<&String> = named.iter().filter_map(|names| names.module.as_ref()).collect();
    for module in modules {
        let _ = root.pin(module, Loc::default());
    }
    scopes.insert(None, root);
    let owner = |id: TypeId| match &api.type_def(id)?.origin {
        Origin::Inline(sites) => match sites.get(known.get(id.0 as usize)?.site)?.owner {
            Owner::Type(owner) => Some(owner),
            Owner::Document | Owner::Operation(_) | Owner::Event(_) => None,
        },
        Origin::Component(..) => None,
    };
    let mut all: Vec<(usize, TypeId)> = known.iter().map(|one| one.level).zip((0..).map(TypeId)).collect();
    // What a type stands in comes before it; otherwise in the order of names, which is also that of files.
    all.sort_by_key(|(level, id)| (*level, named.get(id.0 as usize).map(|names| (&names.module, &names.name)), *id));
    let mut files: Vec<ModelFile> = Vec::new();
    let mut file_of: HashMap<TypeId, usize> = HashMap::new();
    for (_, id) in all {
        let at = owner(id).and_then(|owner| file_of.get(&owner).copied()).unwrap_or_else(|| {
            let names = named.get(id.0 as usize).cloned().unwrap_or_default();
            let scope = scopes.entry(names.module.clone()).or_insert_with(|| Scope::with(&[reserved::MODULES]));
            let loc = api.type_def(id).map(|def| def.loc).unwrap_or_default();
            let file = scope.claim(words::snake(&names.name), "_", loc).name;
            files.push(ModelFile { module: names.module, file: reserved::spelled(&file), ..ModelFile::default() });
            files.len() - 1
        });
        file_of.insert(id, at);
        if let Some(file) = files.get_mut(at) {
            file.types.push(id);
        }
    }
    for file in &mut files {
        // What stands in the file's own type is in the document's order.
        if let [_, inside @ ..] = file.types.as_mut_slice() {
            inside.sort_unstable();
        }
    }
    files.sort_by(|a, b| (&a.module, &a.file).cmp(&(&b.module, &b.file)));
    files
}
