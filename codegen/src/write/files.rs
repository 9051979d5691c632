//! What a run makes: texts by path, before anything touches the disk.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::manifest::Manifest;
use super::path::{self, PathError, Reason};

/// The files of one generated crate: texts by path, in the order of the paths' bytes.
///
/// A path is relative, with `/` between its components, and can be stored on any common file system. Two paths that
/// differ only in the case of ASCII letters cannot both be in a set, since some systems would store them as one.
///
/// ```
/// use specsmith::write::FileSet;
///
/// let mut files = FileSet::new();
/// files.insert("src/lib.rs", "//! An SDK.\n")?;
/// assert!(files.insert("src/LIB.rs", "").is_err());
/// assert!(files.insert("../lib.rs", "").is_err());
/// # Ok::<(), specsmith::write::PathError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    texts: BTreeMap<String, String>,
    /// Every file and every folder that the files imply, by its folded path, as it was first spelled.
    taken: BTreeMap<String, Taken>,
}

#[derive(Clone, Debug)]
struct Taken {
    spelling: String,
    is_file: bool,
}

/// How much a [`FileSet`] is, once it is on disk, together with the manifest that [`apply`](super::apply) adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many files.
    pub files: usize,
    /// How many bytes they have in all.
    pub bytes: u64,
}

impl FileSet {
    /// A set without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A refused file leaves the set as it was.
    pub fn insert(&mut self, path: &str, text: impl Into<String>) -> Result<(), PathError> {
        path::validate(path)?;
        self.claim(path)?;
        self.texts.insert(path.to_owned(), text.into());
        Ok(())
    }

    /// Adds a file under the nearest path to `path` that [`insert`](Self::insert) accepts, and returns that path.
    ///
    /// The path is `path` itself wherever that is possible. Otherwise characters that cannot be stored become `_`,
    /// a reserved name gets an `_`, and a name that is taken gets a numeral: `src/aux.rs` → `src/aux_.rs`.
    pub fn put(&mut self, path: &str, text: impl Into<String>) -> String {
        let mut clean = path::sanitize(path);
        if self.is_blocked(&clean) {
            // No other name in that folder would help.
            clean = path::sanitize(&clean.replace('/', "_"));
        }
        let mut attempt = clean.clone();
        let mut number = 2_u64;
        // Ends: the set has finitely many paths, and every round tries another one.
        while self.claim(&attempt).is_err() {
            attempt = path::numbered(&clean, &number.to_string());
            number += 1;
        }
        self.texts.insert(attempt.clone(), text.into());
        attempt
    }

    /// Whether a file or another spelling has the place of one of the folders of `path`.
    fn is_blocked(&self, path: &str) -> bool {
        folders(path).any(|folder| self.blocker(folder).is_some())
    }

    fn blocker(&self, folder: &str) -> Option<&Taken> {
        let taken = self.taken.get(&path::fold(folder))?;
        (taken.is_file || taken.spelling != folder).then_some(taken)
    }

    /// Takes the path and its folders, or nothing.
    fn claim(&mut self, path: &str) -> Result<(), PathError> {
        let refuse = |taken: &Taken| PathError::new(path, Reason::Taken(taken.spelling.clone()));
        if let Some(taken) = folders(path).find_map(|folder| self.blocker(folder)) {
            return Err(refuse(taken));
        }
        match self.taken.entry(path::fold(path)) {
            Entry::Occupied(taken) => return Err(refuse(taken.get())),
            Entry::Vacant(free) => free.insert(Taken { spelling: path.to_owned(), is_file: true }),
        };
        for folder in folders(path) {
            self.taken
                .entry(path::fold(folder))
                .or_insert_with(|| Taken { spelling: folder.to_owned(), is_file: false });
        }
        Ok(())
    }

    /// The text at this path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Paths and texts, in the order of the paths' bytes.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// How much will be on disk.
    #[must_use]
    pub fn size(&self) -> Size {
        let manifest = Manifest::of(self).render();
        let texts = self.texts.values().map(String::as_str);
        Size {
            files: self.texts.len() + 1,
            bytes: texts.chain([manifest.as_str()]).map(|text| text.len() as u64).sum(),
        }
    }

    /// Whether the set has this path or one that differs from it only in the case of ASCII letters.
    pub(super) fn contains_folded(&self, path: &str) -> bool {
        self.taken.get(&path::fold(path)).is_some_and(|taken| taken.is_file)
    }
}

/// The folders of a path, from the outermost one: `a/b/c` has `a` and `a/b`.
pub(super) fn folders(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}
