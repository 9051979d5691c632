//! Everything that changed, with the places and the version to release.

use std::collections::HashSet;

use serde::Serialize;

use super::change::{Change, Found, Rust, Verdicts};
use super::pairs::Pairs;
use super::place::Places;
use super::surface::Surface;
use super::{client, operations, types, version};

/// What a change of the document does to the callers of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The package.
    pub package: String,
    /// What OLD is, as it was asked for.
    pub old: String,
    /// What NEW is, as it was asked for.
    pub new: String,
    /// The version of OLD.
    pub old_version: String,
    /// The version that NEW has today.
    pub new_version: String,
    /// The version to release; `None` where nothing changed.
    pub release: Option<String>,
    /// Versions of the generator, where the two are not the same: then the runtime may have changed too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generators: Option<(String, String)>,
    /// The worst of all verdicts, in each respect.
    #[serde(flatten)]
    pub verdicts: Verdicts,
    /// Deprecated aliases that OLD had already: a release that breaks callers may leave them out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// All changes: what breaks comes first, then what is new, then the rest.
    pub changes: Vec<Change>,
}

impl Report {
    /// Whether something breaks.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.verdicts.is_breaking()
    }
}

/// Compares two crates. `places` say where what is found stands in the two documents.
#[must_use]
pub fn compare(old: &Surface, new: &Surface, places: (Places<'_>, Places<'_>)) -> Report {
    let pairs = Pairs::new(old, new);
    let mut found = Vec::new();
    operations::operations(&pairs, &mut found);
    types::types(&pairs, &mut found);
    client::client(&pairs, &mut found);
    found.retain(Found::is_something);
    let mut changes: Vec<Change> = found.into_iter().map(|one| located(one, places)).collect();
    changes
        .sort_by_key(|one| std::cmp::Reverse((one.verdicts.is_breaking(), one.verdicts.rust, one.verdicts.behaviour)));
    let verdicts = changes.iter().fold(Verdicts::default(), |all, one| all.and(one.verdicts));
    Report {
        package: new.package.clone(),
        old: places.0.name.to_owned(),
        new: places.1.name.to_owned(),
        release: version::next(&old.version, verdicts),
        old_version: old.version.clone(),
        new_version: new.version.clone(),
        generators: (old.generator != new.generator).then(|| (old.generator.clone(), new.generator.clone())),
        aliases: if verdicts.rust == Rust::Major { aliases(&pairs) } else { Vec::new() },
        verdicts,
        changes,
    }
}

/// The former names that both have.
fn aliases(pairs: &Pairs<'_>) -> Vec<String> {
    let known: HashSet<String> = pairs.old.surface.former_names().collect();
    pairs.new.surface.former_names().filter(|name| known.contains(name)).collect()
}

fn located(found: Found, (old, new): (Places<'_>, Places<'_>)) -> Change {
    let mut change = found.change;
    change.old = found.old.map(|at| old.spot(&at));
    change.new = found.new.map(|at| new.spot(&at));
    change
}
