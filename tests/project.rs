//! The project that is tested: where it is, and its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// Every file below a folder with its bytes, by its path with `/` between the parts.
///
/// # Panics
///
/// Where the folder cannot be read.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    walk(folder, &mut |path| {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        found.insert(name, bytes);
    });
    found
}

/// Copies a folder with everything in it.
///
/// # Panics
///
/// Where that is not possible.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let place = to.join(name);
        let folder = place.parent().unwrap_or(to);
        fs::create_dir_all(folder).and_then(|()| fs::write(&place, bytes)).unwrap_or_else(|error| {
            panic!("{}: {error}", place.display());
        });
    }
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}
