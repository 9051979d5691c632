//! Carrying the plan out.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::error::WriteError;
use super::files::{FileSet, folders};
use super::manifest::Manifest;
use super::path::MANIFEST;
use super::plan::Plan;
use super::root::Root;

/// What to do with files that would be overwritten and that no earlier run made, as far as the manifest knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// Stop before anything is written: they may be somebody's work.
    #[default]
    Refuse,
    /// Replace them; from then on they are listed.
    Overwrite,
}

/// What [`apply`] did: paths relative to the output folder, sorted. The manifest counts as a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new bytes.
    pub written: Vec<String>,
    /// Files that already had these bytes, and were not touched.
    pub unchanged: Vec<String>,
    /// Files of the previous run that are not part of this one.
    pub removed: Vec<String>,
}

/// Makes `folder` hold these files, and touches nothing that already is as it should be.
///
/// - The folder is created where it does not exist.
/// - A file whose bytes are equal is not opened for writing: its time stamp stays, and cargo builds nothing anew.
/// - A file is replaced at once (a new one beside it, then renamed), with the permissions that the umask gives.
/// - A file is removed only if the manifest of the previous run ([`MANIFEST`]) lists it and this run does not make
///   it; and then the folders that have become empty. Without a manifest nothing is removed.
/// - A file that no manifest lists is overwritten only if it has the same bytes or `unlisted` allows it.
/// - No link below the folder is followed.
///
/// # When a run is killed
///
/// Every file is whole, old or new, and every file that we made stays listed, so that a later run can still replace
/// or remove it. Hence this order: first, if this run adds paths, a manifest with the previous paths *and* the new
/// ones; then the files; then the removals; and at last, if paths went away, the manifest of this run alone. A
/// manifest may thus list files that do not exist yet, or no longer: that is harmless. The other mistake, files of
/// ours that are not listed, would leave them in the folder for ever. A half-written file beside its place is removed
/// by the next run.
pub fn apply(files: &FileSet, folder: &Path, unlisted: Unlisted) -> Result<Written, WriteError> {
    let root = Root::create(folder)?;
    let _lock = root.lock();
    let plan = Plan::new(files, Some(&root))?;
    let strangers = plan.unlisted(&root);
    if unlisted == Unlisted::Refuse && !strangers.is_empty() {
        return Err(WriteError::Unlisted { folder: folder.to_owned(), paths: strangers });
    }

    let everything = plan.previous.union(&plan.next);
    sweep(&root, &everything);
    let mut is_manifest_written = false;
    if everything != plan.previous || plan.manifest.is_none() {
        let text = everything.render();
        is_manifest_written |= write_manifest(&root, plan.manifest.as_deref(), &text)?;
    }
    let mut written = write_files(&root, &plan)?;
    let removed = remove_files(&root, &plan)?;
    let current = root.read(MANIFEST)?;
    is_manifest_written |= write_manifest(&root, Some(&current), &plan.next.render())?;

    let mut unchanged: Vec<String> = plan.same.iter().map(|&(path, _)| path.into()).collect();
    let manifest_counts = if is_manifest_written { &mut written } else { &mut unchanged };
    manifest_counts.push(MANIFEST.to_owned());
    written.sort_unstable();
    unchanged.sort_unstable();
    Ok(Written { written, unchanged, removed })
}

/// Writes the manifest if it has other bytes, and says whether it did.
fn write_manifest(root: &Root, current: Option<&[u8]>, text: &str) -> Result<bool, WriteError> {
    if current == Some(text.as_bytes()) {
        return Ok(false);
    }
    root.replace(MANIFEST, text)?;
    Ok(true)
}

/// Writes what is missing or has other bytes, in parallel; of several errors, the first path's is returned.
fn write_files(root: &Root, plan: &Plan<'_>) -> Result<Vec<String>, WriteError> {
    let items: Vec<_> = plan.missing.iter().chain(&plan.changed).copied().collect();
    let parents = items.iter().filter_map(|(path, _)| folders(path).next_back());
    for parent in parents.collect::<BTreeSet<_>>() {
        root.make_folder(parent)?;
    }
    let results: Vec<_> =
        items.par_iter().map(|&(path, text)| root.replace(path, text).map(|()| path.to_owned())).collect();
    results.into_iter().collect()
}

/// Removes what this run does not make any more, and the folders that are then empty, the inner ones first.
fn remove_files(root: &Root, plan: &Plan<'_>) -> Result<Vec<String>, WriteError> {
    for path in &plan.extra {
        root.remove(path)?;
    }
    let emptied: BTreeSet<&str> = plan.dropped.iter().flat_map(|path| folders(path)).collect();
    for folder in emptied.iter().rev() {
        root.remove_empty_folder(folder);
    }
    Ok(plan.extra.clone())
}

/// Removes half-written files of a killed run from every folder that holds ours.
fn sweep(root: &Root, everything: &Manifest) {
    let parents = everything.paths().filter_map(|path| folders(path).next_back());
    for parent in parents.chain([""]).collect::<BTreeSet<_>>() {
        root.sweep(parent);
    }
}
