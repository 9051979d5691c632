//! Documentation, and what is marked as deprecated.

use super::change::{Found, Rust};
use super::place::At;

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

/// Words changed.
pub(super) fn words(path: String, old: &At, new: &At) -> Found {
    Found::new("documentation_changed", path, "has other documentation").at(Some(old), Some(new)).rust(Rust::Patch, "")
}
