//! Two locks: everything that has a name in the first has it in the second.

use std::collections::{BTreeMap, BTreeSet};

use specsmith::config::lock::{Entry, Kind, Lock};

use super::public::Names;

/// That two texts have the same lines.
pub(super) fn same(before: &str, after: &str, about: &str) {
    let [old, new]: [BTreeSet<&str>; 2] = [before, after].map(|text| text.lines().collect());
    let (gone, come): (Vec<_>, Vec<_>) = (old.difference(&new).collect(), new.difference(&old).collect());
    assert!(before == after, "{about}: {gone:#?} became {come:#?}");
}

/// The public names with what stands behind them, a line each.
pub(super) fn lines(names: &Names) -> String {
    names.iter().map(|(name, behind)| format!("{name}: {behind}")).collect::<Vec<_>>().join("\n")
}

/// The public names that are there no more. What is another name for an equal type now has its members there.
pub(super) fn lost<'n>(before: &'n Names, after: &Names) -> Vec<&'n String> {
    let was_type = |name: &str| name.starts_with("models::") && before.get(name).is_some_and(String::is_empty);
    let aliases = after.iter().filter(|(name, same)| was_type(name) && !same.is_empty());
    let aliases: Vec<(&str, &str, &str)> = aliases
        .filter_map(|(name, same)| Some((name.rsplit_once("::")?, same)))
        .map(|((module, own), same)| (module, own, same.as_str()))
        .collect();
    let is_there = |name: &str| {
        aliases.iter().any(|(module, own, same)| {
            let Some(rest) = name.strip_prefix(module).and_then(|rest| rest.strip_prefix("::")) else { return false };
            let member = rest.strip_prefix(own).filter(|member| member.starts_with(['.', ':']));
            let of_trait = rest.strip_suffix(own).filter(|of_trait| of_trait.ends_with(" for "));
            let of_member = member.map(|member| format!("{module}::{same}{member}"));
            let now = of_member.or_else(|| of_trait.map(|of_trait| format!("{module}::{of_trait}{same}")));
            now.is_some_and(|now| after.contains_key(&now))
        })
    };
    before.keys().filter(|name| !after.contains_key(*name) && !is_there(name)).collect()
}

/// That nothing was renamed, and no argument was moved.
pub(super) fn stays(before: &Lock, after: &Lock, about: &str) {
    let sections = [
        (&before.credentials, &after.credentials),
        (&before.resources, &after.resources),
        (&before.operations, &after.operations),
        (&before.events, &after.events),
        (&before.types, &after.types),
    ];
    let mut faults = Vec::new();
    for (before, after) in sections {
        let own = after.values().filter(|entry| entry.kind != Kind::Also);
        let by_name: BTreeMap<&str, &Entry> = own.map(|entry| (entry.name.as_str(), entry)).collect();
        for (key, entry) in before.iter().filter(|(_, entry)| entry.kind != Kind::Also) {
            compare(key, entry, after, &by_name, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{about}\n{}", faults.join("\n"));
}

fn compare(
    key: &str,
    entry: &Entry,
    after: &BTreeMap<String, Entry>,
    by_name: &BTreeMap<&str, &Entry>,
    faults: &mut Vec<String>,
) {
    match after.get(key) {
        Some(found) if found.name == entry.name => {}
        found => faults.push(format!("{key} was {} and is {:?}", entry.name, found.map(|found| &found.name))),
    }
    // Its members stand where it is at home, which may be another place by now.
    let is_type = matches!(entry.kind, Kind::Struct | Kind::Enum | Kind::Union);
    let members = if is_type { by_name.get(entry.name.as_str()).copied() } else { after.get(key) };
    for member in &entry.members {
        let found = members.and_then(|entry| entry.member(&member.key));
        if found.map(|found| (&found.name, found.position)) != Some((&member.name, member.position)) {
            let now = found.map(|found| (&found.name, found.position));
            faults.push(format!("{key}, {}: was {:?} and is {now:?}", member.key, (&member.name, member.position)));
        }
    }
}
