//! Nothing of the machine that the project was written on is in it.

use std::fs;

use specsmith_tests::project;

use super::nothing;

/// Folders of one machine, and registries that are not everybody's. In pieces, so that this file is none of those that
/// have them.
const FOREIGN: &[&[&str]] = &[
    &["/wo", "rk/"],
    &["/t", "mp/"],
    &["/ro", "ot/"],
    &["/ho", "me/"],
    &["spa", "rse+"],
    &["index.", "crates.io"],
    &["static.", "crates.io"],
];

/// Where packages come from, as everybody's lock says it.
const REGISTRY: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

fn faults(path: &str, text: &str) -> Vec<String> {
    let words = FOREIGN.iter().map(|pieces| pieces.concat());
    let mut found: Vec<String> =
        words.filter(|word| text.contains(word.as_str())).map(|word| format!("{path} has `{word}`")).collect();
    if path == "Cargo.lock" {
        let sources = text.lines().filter(|line| line.starts_with("source = ") && *line != REGISTRY);
        found.extend(sources.map(|line| format!("{path} has `{line}`")));
    }
    found
}

#[test]
fn no_path_and_no_registry_of_this_machine() {
    let root = project::root();
    let mut found = Vec::new();
    for entry in fs::read_dir(&root).expect("the project").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == ".git" || name == "target" {
            continue;
        }
        if entry.path().is_dir() {
            for (path, bytes) in project::files(&entry.path()) {
                found.extend(faults(&format!("{name}/{path}"), &String::from_utf8_lossy(&bytes)));
            }
        } else {
            let bytes = fs::read(entry.path()).expect("a file");
            found.extend(faults(&name, &String::from_utf8_lossy(&bytes)));
        }
    }
    nothing(&found);
}

#[test]
fn foreign_words_are_found() {
    let path = ["see /t", "mp/notes"].concat();
    assert_eq!(faults("a.md", &path).len(), 1);
    assert_eq!(faults("Cargo.lock", "source = \"registry+https://mirror.example/index\"").len(), 1);
    assert_eq!(faults("Cargo.lock", REGISTRY), Vec::<String>::new());
}
