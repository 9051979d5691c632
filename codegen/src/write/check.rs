//! Showing the plan, instead of carrying it out.

use std::fmt::Write as _;
use std::path::Path;

use similar::TextDiff;

use crate::diag::escape;

use super::error::WriteError;
use super::files::FileSet;
use super::path::MANIFEST;
use super::plan::{Item, Plan};
use super::root::Root;

/// How many lines of differences are shown in all.
const SHOWN_LINES: usize = 200;

/// How many characters of one line are shown.
const SHOWN_WIDTH: usize = 300;

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// How many missing or left-over files are listed, each.
const LISTED: usize = 20;

/// How a folder differs from what a run would leave there. Paths are relative to the folder, and sorted. What
/// [`compare`](super::compare) adds comes first, as people call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files of an earlier run that would be removed.
    pub extra: Vec<String>,
    /// The changes as unified diffs, from what is on disk to what a run would write; safe for a terminal.
    pub(super) diff: String,
}

/// Compares `folder` with what [`apply`](super::apply) would make of it, and changes nothing.
pub fn check(files: &FileSet, folder: &Path) -> Result<Stale, WriteError> {
    let root = Root::open(folder)?;
    let plan = Plan::new(files, root.as_ref())?;
    let manifest = plan.next.render();
    let mut changed = plan.changed.clone();
    let mut missing = paths(&plan.missing);
    match &plan.manifest {
        None => missing.push(MANIFEST.to_owned()),
        Some(bytes) if bytes != manifest.as_bytes() => changed.push((MANIFEST, &manifest)),
        Some(_) => {}
    }
    let diff = match &root {
        Some(root) => diffs(root, &changed)?,
        None => String::new(),
    };
    let mut changed = paths(&changed);
    changed.sort_unstable();
    missing.sort_unstable();
    Ok(Stale { changed, missing, extra: plan.extra, diff })
}

impl Stale {
    /// Whether there is no difference.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.extra.is_empty()
    }

    /// The differences for people: the diffs, the lists, and last the command that removes them all.
    #[must_use]
    pub fn render(&self, fix: &str) -> String {
        let mut text = self.diff.clone();
        list(&mut text, "missing", &self.missing);
        list(&mut text, "left over", &self.extra);
        let _ = writeln!(
            text,
            "\nstale: {} changed, {} missing, {} left over; to bring them up to date, run\n    {fix}",
            self.changed.len(),
            self.missing.len(),
            self.extra.len(),
        );
        text
    }
}

fn paths(items: &[Item<'_>]) -> Vec<String> {
    items.iter().map(|&(path, _)| path.to_owned()).collect()
}

fn list(text: &mut String, what: &str, paths: &[String]) {
    for path in paths.iter().take(LISTED) {
        let _ = writeln!(text, "{what}: {path}");
    }
    if let Some(more @ 1..) = paths.len().checked_sub(LISTED) {
        let _ = writeln!(text, "{what}: … and {more} more files");
    }
}

/// Unified diffs of these files, as many lines as are shown in all.
pub(super) fn diffs(root: &Root, items: &[Item<'_>]) -> Result<String, WriteError> {
    let mut text = String::new();
    let mut left = SHOWN_LINES;
    let mut hidden = 0;
    let mut unopened = 0;
    for &(path, new) in items {
        if left == 0 {
            unopened += 1;
            continue;
        }
        let old = root.read(path)?;
        let diff = diff(path, &String::from_utf8_lossy(&old), new);
        // Not `lines`, which also drops a carriage return; and that may be all the difference.
        for line in diff.strip_suffix('\n').unwrap_or(&diff).split('\n') {
            if left == 0 {
                hidden += 1;
            } else {
                left -= 1;
                text.push_str(&shown(line));
                text.push('\n');
            }
        }
    }
    match (hidden, unopened) {
        (0, 0) => {}
        (_, 0) => _ = writeln!(text, "… and {hidden} more lines"),
        _ => _ = writeln!(text, "… and {hidden} more lines, and {unopened} more files"),
    }
    Ok(text)
}

fn diff(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

/// One line, cut, without anything that a terminal would obey.
fn shown(line: &str) -> String {
    match line.char_indices().nth(SHOWN_WIDTH) {
        Some((end, _)) => escape(line.get(..end).unwrap_or_default()) + "…",
        None => escape(line),
    }
}
