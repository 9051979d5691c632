//! Which relative paths may be written, on any machine.
//!
//! The rules are those of the strictest file system that a generated crate may be checked out on, so that the same
//! document gives the same folder everywhere: Windows' device names and characters are refused on Linux too.

use std::error::Error;
use std::fmt;

/// The file in which a run notes what it wrote; see [`super::apply`].
pub const MANIFEST: &str = ".specsmith-manifest";

/// How the names of files that are still being written begin; they stand beside the file that they will replace.
pub(super) const TEMPORARY: &str = ".specsmith-tmp-";

/// How the names begin that belong to the writer itself, below any folder.
const OURS: &str = ".specsmith-";

/// The longest name, in bytes, that common file systems hold.
const LONGEST_NAME: usize = 255;

/// What other tools keep in a crate's folder, compared without case. Never written and never removed.
const FOREIGN: [&str; 4] = ["target", "cargo.lock", ".git", ".cargo"];

/// What Windows takes for a device, whatever the extension, compared without case.
const DEVICES: [&str; 24] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A path that cannot be one of a [`FileSet`](super::FileSet), and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    path: String,
    reason: Reason,
}

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The path has no text.
    Empty,
    /// The path starts at the root of a file system, not at the output folder.
    Absolute,
    /// Two slashes meet, or one ends the path.
    EmptyComponent,
    /// A component is `.` or `..`.
    Dots,
    /// A control character, or one of `\ < > : " | ? *`, which some file systems do not hold.
    Character(char),
    /// A component ends in a dot or a space, which some file systems drop.
    TrailingDotOrSpace,
    /// A component is longer than 255 bytes.
    TooLong,
    /// A component is the name of a device on Windows, such as `aux.rs`.
    Device,
    /// The place belongs to another tool (`target`, `Cargo.lock`, `.git`, `.cargo`) or to the writer itself
    /// (`.specsmith-…`).
    Reserved,
    /// The set already has this path, or one that differs from it only in the case of ASCII letters, or has a file
    /// where this path needs a folder, or the other way round; the text is the path that was there before.
    Taken(String),
}

impl PathError {
    pub(super) fn new(path: &str, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why it is refused.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `{:?}` escapes what a terminal would obey.
        write!(f, "the path {:?} ", self.path)?;
        match &self.reason {
            Reason::Empty => f.write_str("is empty"),
            Reason::Absolute => f.write_str("is not relative to the output folder"),
            Reason::EmptyComponent => f.write_str("has an empty component"),
            Reason::Dots => f.write_str("has a `.` or `..` component"),
            Reason::Character(found) => {
                write!(f, "has the character {found:?}, which not every system can store")
            }
            Reason::TrailingDotOrSpace => f.write_str("has a component that ends in a dot or a space"),
            Reason::TooLong => write!(f, "has a component of more than {LONGEST_NAME} bytes"),
            Reason::Device => f.write_str("has a component that names a device on Windows"),
            Reason::Reserved => f.write_str("belongs to another tool or to the generator itself"),
            Reason::Taken(other) => write!(f, "collides with {other:?}"),
        }
    }
}

impl Error for PathError {}

/// Whether `path` is relative, portable and nobody else's.
pub(super) fn validate(path: &str) -> Result<(), PathError> {
    let refuse = |reason| Err(PathError::new(path, reason));
    if path.is_empty() {
        return refuse(Reason::Empty);
    }
    if path.starts_with('/') {
        return refuse(Reason::Absolute);
    }
    for (depth, component) in path.split('/').enumerate() {
        if let Some(reason) = flaw(component, depth) {
            return refuse(reason);
        }
    }
    Ok(())
}

/// What is wrong with one component; `depth` 0 is directly in the output folder.
fn flaw(component: &str, depth: usize) -> Option<Reason> {
    if component.is_empty() {
        return Some(Reason::EmptyComponent);
    }
    if component == "." || component == ".." {
        return Some(Reason::Dots);
    }
    if let Some(found) = component.chars().find(|&found| !is_storable(found)) {
        return Some(Reason::Character(found));
    }
    if component.ends_with(['.', ' ']) {
        return Some(Reason::TrailingDotOrSpace);
    }
    if component.len() > LONGEST_NAME {
        return Some(Reason::TooLong);
    }
    if is_device(component) {
        return Some(Reason::Device);
    }
    let folded = fold(component);
    let foreign = depth == 0 && FOREIGN.contains(&folded.as_str());
    (foreign || folded == ".git" || folded.starts_with(OURS)).then_some(Reason::Reserved)
}

/// Whether every file system that matters can store this character in a name.
fn is_storable(found: char) -> bool {
    !(found.is_control() || matches!(found, '\\' | '/' | '<' | '>' | ':' | '"' | '|' | '?' | '*'))
}

/// Whether Windows opens a device under this name, which it does for `aux.rs` and `AUX .txt` too.
fn is_device(component: &str) -> bool {
    let stem = component.split('.').next().unwrap_or(component);
    DEVICES.contains(&fold(stem.trim_end_matches(' ')).as_str())
}

/// The form under which two paths collide.
pub(super) fn fold(path: &str) -> String {
    path.to_ascii_lowercase()
}

/// The nearest path to `path` that [`validate`] accepts. A valid path is its own.
pub(super) fn sanitize(path: &str) -> String {
    let mut clean = String::with_capacity(path.len());
    for (depth, component) in path.split('/').filter(|part| !part.is_empty()).enumerate() {
        if depth > 0 {
            clean.push('/');
        }
        clean.push_str(&sanitize_component(component, depth));
    }
    if clean.is_empty() {
        clean.push('_');
    }
    clean
}

fn sanitize_component(component: &str, depth: usize) -> String {
    let mut clean: String = component.chars().map(|found| if is_storable(found) { found } else { '_' }).collect();
    if clean.ends_with(['.', ' ']) {
        clean.push('_');
    }
    if clean.len() > LONGEST_NAME {
        clean.truncate(shortened(&clean, LONGEST_NAME - 1).len());
        clean.push('_');
    }
    match flaw(&clean, depth) {
        None => clean,
        Some(_) if clean.starts_with('.') => format!("_{clean}"),
        Some(_) => numbered(&clean, ""),
    }
}

/// As many of the first characters of `text` as `limit` bytes hold.
fn shortened(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// `path` with `_` and a numeral before the first dot of its last component: `src/a.rs` → `src/a_2.rs`. A long name is
/// shortened to make room.
pub(super) fn numbered(path: &str, numeral: &str) -> String {
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, path),
    };
    let (stem, extension) = match name.split_once('.') {
        Some((stem, extension)) => (stem, Some(extension)),
        None => (name, None),
    };
    let rest = 1 + numeral.len() + extension.map_or(0, |extension| 1 + extension.len());
    let mut result = folder.map_or_else(String::new, |folder| format!("{folder}/"));
    result.push_str(shortened(stem, LONGEST_NAME.saturating_sub(rest)));
    result.push('_');
    result.push_str(numeral);
    if let Some(extension) = extension {
        result.push('.');
        result.push_str(extension);
    }
    result
}
