//! The changelog of a generated crate: people's own file, into which entries are written.

use std::path::Path;

use super::error::WriteError;
use super::plan::state_of;
use super::root::Root;

/// The changelog's file in a generated crate. No manifest lists it: it is never replaced, and never removed.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// How a changelog begins that is not there yet.
const BEGINNING: &str = "# Changelog\n\nWhat callers of this crate notice. Generating it adds what changed below \
                         \"Unreleased\"; every word may be edited.\n";

/// What is not released yet stands below this heading, as in *Keep a Changelog*.
const UNRELEASED: &str = "## Unreleased";

/// Adds an entry to what is not released yet: lists (`- …`) below headings (`### Added`). Whatever stands there stays,
/// what stands there already is not added again, and what is not there is made.
pub fn note(folder: &Path, entry: &str) -> Result<(), WriteError> {
    let root = Root::create(folder)?;
    let _lock = root.lock();
    let old = text(&root)?.unwrap_or_default();
    root.replace(CHANGELOG, &with_entry(&old, entry))
}

/// Whether the changelog in a folder has something that is not released yet.
pub fn is_pending(folder: &Path) -> Result<bool, WriteError> {
    let Some(root) = Root::open(folder)? else { return Ok(false) };
    let text = text(&root)?.unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let (_, section, _) = apart(lines);
    Ok(section.iter().any(|line| !line.trim().is_empty()))
}

/// The changelog, if there is one.
fn text(root: &Root) -> Result<Option<String>, WriteError> {
    if state_of(root, CHANGELOG)?.is_none() {
        return Ok(None);
    }
    let text = String::from_utf8(root.read(CHANGELOG)?);
    text.map(Some).map_err(|_| WriteError::NotText { path: root.place(CHANGELOG) })
}

/// A changelog with one more entry.
fn with_entry(old: &str, entry: &str) -> String {
    let old = if old.trim().is_empty() { BEGINNING } else { old };
    let (mut lines, mut section, after) = apart(old.lines().collect());
    trim_end(&mut lines);
    trim_end(&mut section);
    if !lines.last().is_some_and(|line| is_unreleased(line)) {
        lines.extend(["", UNRELEASED]);
    }
    for (title, items) in groups(entry) {
        add(&mut section, title, &items);
    }
    lines.append(&mut section);
    if !after.is_empty() {
        lines.push("");
        lines.extend(after);
    }
    lines.push("");
    lines.join(if old.contains("\r\n") { "\r\n" } else { "\n" })
}

/// What comes before the section of what is not released, with its heading; the section; and what comes behind it. Where
/// there is no such section, it is empty and before all others.
fn apart(mut lines: Vec<&str>) -> (Vec<&str>, Vec<&str>, Vec<&str>) {
    let start = match lines.iter().position(|line| is_unreleased(line)) {
        Some(heading) => heading + 1,
        None => lines.iter().position(|line| is_end(line)).unwrap_or(lines.len()),
    };
    let mut section = lines.split_off(start.min(lines.len()));
    let end = section.iter().position(|line| is_end(line)).unwrap_or(section.len());
    let after = section.split_off(end.min(section.len()));
    (lines, section, after)
}

/// `## Unreleased`, `## [Unreleased]`, `## [Unreleased](…)`.
fn is_unreleased(line: &str) -> bool {
    let text = line.strip_prefix("## ").unwrap_or_default().trim().trim_start_matches('[').to_ascii_lowercase();
    text.strip_prefix("unreleased").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a section ends before a line: another section, or the links' addresses at the end.
fn is_end(line: &str) -> bool {
    line.starts_with("## ") || (line.starts_with('[') && line.contains("]: "))
}

/// The lists of an entry, each with its heading.
fn groups(entry: &str) -> Vec<(&str, Vec<&str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in entry.lines().filter(|line| !line.trim().is_empty()) {
        match groups.last_mut() {
            Some((_, items)) if !line.starts_with("### ") => items.push(line),
            _ => groups.push((line, Vec::new())),
        }
    }
    groups
}

/// Adds what is not there yet to the list below a heading, which comes last if it is new.
fn add<'a>(section: &mut Vec<&'a str>, title: &'a str, items: &[&'a str]) {
    let fresh: Vec<&str> = items.iter().copied().filter(|item| !section.contains(item)).collect();
    if fresh.is_empty() {
        return;
    }
    let Some(heading) = section.iter().position(|line| line.trim_end() == title) else {
        section.extend(["", title, ""].into_iter().chain(fresh));
        return;
    };
    let rest = section.split_off(heading + 1);
    let end = rest.iter().position(|line| line.starts_with("### ")).unwrap_or(rest.len());
    let filled = rest.iter().take(end).rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let mut rest = rest.into_iter();
    section.extend(rest.by_ref().take(filled));
    if filled == 0 {
        section.push("");
    }
    section.extend(fresh);
    section.extend(rest);
}

fn trim_end(lines: &mut Vec<&str>) {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_added_and_nothing_is_lost() {
        let once = with_entry("", "### Added\n\n- a\n");
        assert_eq!(once, format!("{BEGINNING}\n## Unreleased\n\n### Added\n\n- a\n"));
        assert_eq!(with_entry(&once, "### Added\n\n- a\n"), once, "what is there");
        let twice = with_entry(&once, "### Added\n\n- b\n\n### Removed\n\n- c\n");
        assert_eq!(twice, format!("{BEGINNING}\n## Unreleased\n\n### Added\n\n- a\n- b\n\n### Removed\n\n- c\n"));
        let thrice = with_entry(&twice, "### Added\n\n- d\n");
        assert_eq!(thrice, twice.replace("- b\n", "- b\n- d\n"));
    }

    #[test]
    fn what_is_released_stays_behind_what_is_not() {
        let released = "# Mine\n\n## [1.2.0] - 2026-01-02\n\n- c\n\n[1.2.0]: https://a.test\n";
        let added = with_entry(released, "### Added\n\n- d");
        assert_eq!(added, released.replace("\n## [1", "\n## Unreleased\n\n### Added\n\n- d\n\n## [1"));
        let kept = "# Mine\n\n## [Unreleased]\n\nWords.\n\n### Added\n\n[Unreleased]: https://a.test\n";
        let added = with_entry(kept, "### Added\n\n- d");
        assert_eq!(added, kept.replace("### Added\n", "### Added\n\n- d\n"));
        assert_eq!(with_entry("words", "### Added\n\n- f\n"), "words\n\n## Unreleased\n\n### Added\n\n- f\n");
        assert_eq!(with_entry("a\r\n", "### Added\n\n- f\n"), "a\r\n\r\n## Unreleased\r\n\r\n### Added\r\n\r\n- f\r\n");
    }

    #[test]
    fn something_is_pending_until_the_heading_is_a_version() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_pending(folder.path()).unwrap());
        note(folder.path(), "### Added\n\n- a\n").unwrap();
        assert!(is_pending(folder.path()).unwrap());
        let file = folder.path().join(CHANGELOG);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace(UNRELEASED, "## Unreleased\n\n## 0.2.0 - 2026-01-02")).unwrap();
        assert!(!is_pending(folder.path()).unwrap());
    }
}
