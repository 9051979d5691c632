//! Discriminators: which value stands for which alternative (OpenAPI 3.0, Discriminator Object).

use std::collections::HashMap;

use crate::diag::{Sink, code};

use super::spec::{Schema, SchemaId};

/// Turns the targets of mappings into ids, and adds the values that are not mapped: an alternative's name stands for it.
pub(super) fn resolve(all: &mut [Schema], components: &Vec<(String, SchemaId)>, sink: &mut Sink) {
    let mut by_name: HashMap<&str, SchemaId> = HashMap::with_capacity(components.len());
    let mut names: HashMap<SchemaId, &str> = HashMap::with_capacity(components.len());
    for (name, id) in components {
        by_name.entry(name).or_insert(*id);
        names.entry(*id).or_insert(name);
    }
    for schema in all {
        let choices = schema.choices.iter().flatten();
        let alternatives: Vec<SchemaId> = schema.alternatives.iter().chain(choices).copied().collect();
        let Some(discriminator) = &mut schema.discriminator else { continue };
        for (value, target) in std::mem::take(&mut discriminator.written) {
            match by_name.get(last(&target)).or_else(|| by_name.get(target.as_str())) {
                Some(id) => discriminator.mapping.push((value, *id)),
                None => {
                    let message = format!("`{target}`, which `{value}` stands for, is no schema");
                    sink.warn(code::INVALID_DISCRIMINATOR, discriminator.loc, message);
                }
            }
        }
        for id in alternatives {
            if !discriminator.mapping.iter().any(|(_, mapped)| *mapped == id)
                && let Some(name) = names.get(&id)
            {
                discriminator.mapping.push(((*name).to_owned(), id));
            }
        }
    }
}

/// The name that a reference ends with: `Dog` of `#/components/schemas/Dog` and of `schemas/Dog.yaml`.
fn last(target: &str) -> &str {
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    if fragment.is_empty() {
        let file = path.rsplit('/').next().unwrap_or_default();
        return ["yaml", "yml", "json"]
            .iter()
            .find_map(|ending| file.strip_suffix(ending)?.strip_suffix('.'))
            .unwrap_or(path);
    }
    fragment.rsplit('/').next().unwrap_or_default()
}
