//! What stands at the top of the project.

use std::collections::BTreeSet;
use std::fs;

use specsmith_tests::project;

use super::nothing;

/// What has to be there.
const NEEDED: &[&str] = &["Cargo.toml", "README.md", "codegen", "generated", "spec", "tests"];

/// What may be there beside: the lock, licences, the usual documents, and settings of tools.
const USUAL: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "clippy.toml",
    "deny.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
    // Where cargo writes; not a part of the project.
    "target",
];

fn faults(names: &BTreeSet<String>) -> Vec<String> {
    let missing = NEEDED.iter().filter(|name| !names.contains(**name)).map(|name| format!("{name} is missing"));
    let is_known = |name: &str| name.starts_with('.') || NEEDED.contains(&name) || USUAL.contains(&name);
    let foreign = names.iter().filter(|name| !is_known(name)).map(|name| format!("{name} does not belong here"));
    missing.chain(foreign).collect()
}

#[test]
fn the_top_level_is_as_designed() {
    let entries = fs::read_dir(project::root()).expect("the project").flatten();
    nothing(&faults(&entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()));
}

#[test]
fn what_does_not_belong_is_found() {
    let names = ["Cargo.toml", ".git", "README.md", "codegen", "generated", "spec", "notes.txt"].map(str::to_owned);
    assert_eq!(faults(&names.into()), ["tests is missing", "notes.txt does not belong here"]);
}
