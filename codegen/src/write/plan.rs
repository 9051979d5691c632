//! What differs between a set of files and a folder: the one comparison that writing and checking share.

use rayon::prelude::*;

use super::error::WriteError;
use super::files::FileSet;
use super::manifest::Manifest;
use super::path::MANIFEST;
use super::root::{Found, Root};

/// A path of the set and its text.
pub(super) type Item<'a> = (&'a str, &'a str);

/// What a folder lacks of a set of files, and what it has too much. The manifest is apart, since it is written at
/// times of its own.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Not on disk.
    pub(super) missing: Vec<Item<'a>>,
    /// On disk with other bytes.
    pub(super) changed: Vec<Item<'a>>,
    /// On disk with the same bytes.
    pub(super) same: Vec<Item<'a>>,
    /// Made by the previous run and not part of this one, and still there as files.
    pub(super) extra: Vec<String>,
    /// Made by the previous run and not part of this one, there or not.
    pub(super) dropped: Vec<String>,
    /// What the previous run wrote, as its manifest says.
    pub(super) previous: Manifest,
    /// What this run is about.
    pub(super) next: Manifest,
    /// The manifest's text on disk, if it is there.
    pub(super) manifest: Option<Vec<u8>>,
}

/// What stands where a file of the set belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Missing,
    Changed,
    Same,
}

impl<'a> Plan<'a> {
    /// Compares the set with the folder; `None` is a folder that does not exist.
    pub(super) fn new(files: &'a FileSet, root: Option<&Root>) -> Result<Self, WriteError> {
        let manifest = match root {
            Some(root) => match state_of(root, MANIFEST)? {
                None => None,
                Some(_) => Some(root.read(MANIFEST)?),
            },
            None => None,
        };
        let previous = match (root, &manifest) {
            (Some(root), Some(bytes)) => Manifest::parse(bytes, &root.place(MANIFEST))?,
            _ => Manifest::default(),
        };
        let next = Manifest::of(files);
        let dropped = previous.without(&next);
        let mut plan =
            Self { extra: extra(files, &next, &dropped, root)?, dropped, previous, next, manifest, ..Self::default() };
        let items: Vec<Item<'a>> = files.iter().collect();
        let states: Vec<Result<State, WriteError>> =
            items.par_iter().map(|&(path, text)| compare(root, path, text)).collect();
        for (item, state) in items.into_iter().zip(states) {
            match state? {
                State::Missing => plan.missing.push(item),
                State::Changed => plan.changed.push(item),
                State::Same => plan.same.push(item),
            }
        }
        Ok(plan)
    }

    /// Files that would be overwritten although no manifest lists them.
    pub(super) fn unlisted(&self, root: &Root) -> Vec<String> {
        let paths = self.changed.iter().map(|(path, _)| *path);
        paths
            .filter(|path| !self.previous.lists(path) && other_spelling(&self.previous, path, root).is_none())
            .map(str::to_owned)
            .collect()
    }
}

/// Compares one file of the set with the folder.
fn compare(root: Option<&Root>, path: &str, text: &str) -> Result<State, WriteError> {
    let Some(root) = root else {
        return Ok(State::Missing);
    };
    Ok(match state_of(root, path)? {
        None => State::Missing,
        Some(length) if length != text.len() as u64 => State::Changed,
        Some(_) if root.read(path)? != text.as_bytes() => State::Changed,
        Some(_) => State::Same,
    })
}

/// The length of the file that stands at a path of ours, if one does; anything else there is an error.
pub(super) fn state_of(root: &Root, path: &str) -> Result<Option<u64>, WriteError> {
    match root.look(path)? {
        Found::Nothing => Ok(None),
        Found::File(metadata) => Ok(Some(metadata.len())),
        Found::Other => Err(WriteError::NotAFile { path: root.place(path) }),
        Found::Link(path) => Err(WriteError::Link { path }),
        Found::Blocked(path) => Err(WriteError::NotAFolder { path }),
    }
}

/// Which of the dropped paths are still files. What has become something else, such as a link, is no longer ours.
fn extra(files: &FileSet, next: &Manifest, dropped: &[String], root: Option<&Root>) -> Result<Vec<String>, WriteError> {
    let Some(root) = root else {
        return Ok(Vec::new());
    };
    let mut extra = Vec::new();
    for path in dropped {
        let is_file = matches!(root.look(path)?, Found::File(_));
        let is_renamed = files.contains_folded(path) && other_spelling(next, path, root).is_some();
        if is_file && !is_renamed {
            extra.push(path.clone());
        }
    }
    Ok(extra)
}

/// The listed path that is the same file as `path` under another spelling. On a system that ignores case, the file
/// that was `A.rs` may be the one that is now called `a.rs`.
fn other_spelling<'m>(manifest: &'m Manifest, path: &str, root: &Root) -> Option<&'m str> {
    manifest.paths().find(|other| other.eq_ignore_ascii_case(path) && root.is_same(path, other))
}
