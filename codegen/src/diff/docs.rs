//! Documentation, and what is marked as deprecated.

use super::change::{Found, Rust};
use super::place::At;

/// What is said of something that is gone, and was deprecated.
pub(super) const WARNED: &str = "It was deprecated before.";

/// Something is deprecated now, or not any more.
pub(super) fn deprecation(path: String, is_deprecated: bool, old: Option<&At>, new: Option<&At>) -> Found {
    if is_deprecated {
        Found::new("deprecated", path, "is deprecated now")
            .at(old, new)
            .rust(Rust::Minor, "It works as it did, with a warning of the compiler.")
    } else {
        Found::new("undeprecated", path, "is not deprecated any more").at(old, new).rust(Rust::Patch, "")
    }
}

/// Why a rename is no more than something deprecated.
const ALIAS: &str = "The name before is there still, as a deprecated alias.";

/// A rename: it breaks callers, unless the name before is there as an alias.
pub(super) fn renamed(change: Found, has_alias: bool, why: &str) -> Found {
    if has_alias { change.rust(Rust::Minor, ALIAS) } else { change.rust(Rust::Major, why) }
}

/// An alias that is there no longer.
pub(super) fn alias_removed(path: String, now: &str, old: &At, new: &At) -> Found {
    Found::new("alias_removed", path, format!("the deprecated alias of `{now}` is gone"))
        .at(Some(old), Some(new))
        .rust(Rust::Major, "Code that still goes by the name before does not compile.")
        .instead(format!("`{now}`"))
}

/// Words changed.
pub(super) fn words(path: String, old: &At, new: &At) -> Found {
    Found::new("documentation_changed", path, "has other documentation").at(Some(old), Some(new)).rust(Rust::Patch, "")
}
