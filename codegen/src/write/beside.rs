//! The one file that is not in the output folder: the lock of names, where it stands beside a configuration.

use std::ffi::OsStr;
use std::path::Path;

use super::check::{Stale, diffs};
use super::error::WriteError;
use super::root::{Found, Root};

/// Makes `file` have this text, at once, and says whether it had another one or none. Folders around it are made where
/// they do not exist.
pub fn keep(file: &Path, text: &str) -> Result<bool, WriteError> {
    let root = Root::create(folder(file))?;
    let name = name(file)?;
    if found(&root, name)?.is_some_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    root.replace(name, text)?;
    Ok(true)
}

/// Adds to `stale` what [`keep`] would do, and changes nothing on the disk. `shown` is how people call the file.
pub fn compare(file: &Path, shown: &str, text: &str, stale: &mut Stale) -> Result<(), WriteError> {
    let name = name(file)?;
    let old = match Root::open(folder(file))? {
        Some(root) => found(&root, name)?.map(|old| (root, old)),
        None => None,
    };
    match old {
        // First, as it is not among the others.
        None => stale.missing.insert(0, shown.to_owned()),
        Some((_, old)) if old == text.as_bytes() => {}
        Some((root, _)) => {
            stale.changed.insert(0, shown.to_owned());
            stale.diff.push_str(&diffs(&root, &[(name, text)])?);
        }
    }
    Ok(())
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn name(file: &Path) -> Result<&str, WriteError> {
    file.file_name().and_then(OsStr::to_str).ok_or_else(|| WriteError::NotAFile { path: file.to_owned() })
}

/// The bytes of the file, if it is there.
fn found(root: &Root, name: &str) -> Result<Option<Vec<u8>>, WriteError> {
    match root.look(name)? {
        Found::Nothing => Ok(None),
        Found::File(_) => root.read(name).map(Some),
        Found::Other | Found::Blocked(_) => Err(WriteError::NotAFile { path: root.place(name) }),
        Found::Link(path) => Err(WriteError::Link { path }),
    }
}
