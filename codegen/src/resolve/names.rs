//! Names of schemas that stand outside of the document's components.

use std::collections::HashSet;

use crate::diag::Sink;
use crate::read::model::{Named, Schema};

/// Makes the names of schemas elsewhere unique: where one is taken, the file's or the parent's name goes before it,
/// then a numeral follows. Those of the components are as they are.
pub(super) fn choose(components: &[Named<Schema>], elsewhere: &mut [Named<Schema>], sink: &Sink) {
    let mut taken: HashSet<String> = components.iter().map(|entry| entry.name.clone()).collect();
    for entry in elsewhere {
        if entry.name.is_empty() {
            continue;
        }
        if taken.contains(&entry.name) {
            let sources = &sink.sources;
            let file = sources.file_name(sources.file(entry.loc));
            let parts: Vec<&str> = file.rsplit('/').take(2).collect();
            let stem = parts.first().and_then(|name| name.split('.').next()).unwrap_or_default();
            // A file's own name is known already where the whole file is the schema: then its folder tells.
            let before = if stem == entry.name { parts.get(1).copied().unwrap_or_default() } else { stem };
            entry.name = free(&format!("{before}_{}", entry.name), &taken);
        }
        taken.insert(entry.name.clone());
    }
}

fn free(name: &str, taken: &HashSet<String>) -> String {
    if !taken.contains(name) {
        return name.to_owned();
    }
    // There are fewer names taken than numbers tried.
    (2..=taken.len() + 2)
        .map(|number| format!("{name}_{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or_default()
}
