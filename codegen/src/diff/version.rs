//! The version to release (the Cargo reference: "`SemVer` Compatibility", and "Default requirements" for 0.x).

use semver::{BuildMetadata, Prerelease, Version};
use serde::Deserialize;

use super::change::{Behaviour, Rust, Verdicts};

/// The version of a crate, as its record says it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Release {
    /// The version.
    pub version: String,
    /// The one before it, where this one is not released yet.
    #[serde(default)]
    pub released: Option<String>,
}

impl Release {
    /// The release that follows, for changes with these verdicts. What is not released yet (`is_pending`) does not get a
    /// version for each change: it gets the one that all of them together ask for. `None` where nothing changed.
    #[must_use]
    pub fn next(&self, is_pending: bool, verdicts: Verdicts) -> Option<Self> {
        let base = self.released.as_ref().filter(|_| is_pending).unwrap_or(&self.version);
        let wanted = Version::parse(&next(base, verdicts)?).ok()?;
        let version = match Version::parse(&self.version) {
            Ok(version) if is_pending => version.max(wanted),
            _ => wanted,
        };
        Some(Self { version: version.to_string(), released: Some(base.clone()) })
    }
}

/// How much a release changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Patch,
    Minor,
    Major,
}

/// The version that follows `old`, for changes with these verdicts; `None` where nothing changed, or `old` is none.
///
/// What breaks on the wire asks for no version by itself: it breaks the crate that is released already. What a program
/// that is compiled anew fails at is breaking, whether the compiler sees it or not.
#[must_use]
pub fn next(old: &str, verdicts: Verdicts) -> Option<String> {
    let mut version = Version::parse(old).ok()?;
    let level = match (verdicts.rust, verdicts.behaviour) {
        (Rust::Major, _) | (_, Behaviour::Breaks) => Level::Major,
        (Rust::Minor, _) | (_, Behaviour::Changes) => Level::Minor,
        (Rust::Same, Behaviour::Same) if verdicts.wire == Verdicts::default().wire => return None,
        (Rust::Patch | Rust::Same, Behaviour::Same) => Level::Patch,
    };
    version.build = BuildMetadata::EMPTY;
    if !version.pre.is_empty() {
        // Nothing is promised between pre-releases: the next one will do.
        version.pre = Prerelease::new(&next_pre(version.pre.as_str())).ok()?;
        return Some(version.to_string());
    }
    match (level, version.major, version.minor) {
        (Level::Major, 1.., _) => version = Version::new(version.major + 1, 0, 0),
        (Level::Minor, 1.., _) => version = Version::new(version.major, version.minor + 1, 0),
        // The first number that is not zero is the one that breaks; in 0.0.z it is always the last.
        (Level::Major, 0, 1..) => version = Version::new(0, version.minor + 1, 0),
        _ => version.patch += 1,
    }
    Some(version.to_string())
}

/// `alpha.1` → `alpha.2`, `beta` → `beta.1`.
fn next_pre(pre: &str) -> String {
    match pre.rsplit_once('.') {
        Some((before, last)) => match last.parse::<u64>() {
            Ok(number) => format!("{before}.{}", number.saturating_add(1)),
            Err(_) => format!("{pre}.1"),
        },
        None => pre.parse::<u64>().map_or_else(|_| format!("{pre}.1"), |number| number.saturating_add(1).to_string()),
    }
}
