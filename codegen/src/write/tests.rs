//! Tests of this stage, on folders of their own.

mod apply;
mod attacks;
mod check;
mod set;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{FileSet, MANIFEST, Unlisted, WriteError, Written};

/// A set of these paths and texts.
fn files(items: &[(&str, &str)]) -> FileSet {
    let mut files = FileSet::new();
    for (path, text) in items {
        files.insert(path, *text).unwrap();
    }
    files
}

/// Makes `folder` hold these files.
fn apply(folder: &Path, items: &[(&str, &str)]) -> Result<Written, WriteError> {
    super::apply(&files(items), folder, Unlisted::Refuse)
}

/// Every file below `folder` with its text, and every empty folder, with a slash.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, tree: &mut BTreeMap<String, String>) {
        let mut is_empty = true;
        for entry in fs::read_dir(folder).unwrap() {
            is_empty = false;
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() && !path.is_symlink() {
                walk(root, &path, tree);
            } else {
                tree.insert(name, fs::read_to_string(&path).unwrap_or_default());
            }
        }
        if is_empty {
            tree.insert(format!("{}/", folder.strip_prefix(root).unwrap().display()), String::new());
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// The names in a [`tree`], without the manifest.
fn names(folder: &Path) -> Vec<String> {
    let names = tree(folder).into_keys();
    names.filter(|name| name != MANIFEST).collect()
}

/// A manifest's text that lists these paths.
fn manifest(paths: &[&str]) -> String {
    let mut text = String::from("# specsmith manifest, format 1: of a test\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}
