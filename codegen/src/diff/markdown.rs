//! A report for a pull request, and the entry of a changelog.

use std::fmt::Write as _;

use super::change::{Behaviour, Change, Rust};
use super::place::Spot;
use super::report::Report;
use super::text::{is_words, verdict};

impl Report {
    /// The report as `CommonMark` with tables, for a pull request.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let release = self
            .release
            .as_deref()
            .map_or_else(|| "nothing to release".to_owned(), |version| format!("release {version}"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "## {} {}: {release}\n", cell(&self.package), cell(&self.old_version));
        if self.changes.is_empty() {
            text += "Nothing changes for callers.\n";
            return text;
        }
        let verdicts = self.verdicts;
        let _ = writeln!(
            text,
            "| Rust API | wire | behaviour |\n|---|---|---|\n| **{}** | **{}** | **{}** |",
            verdicts.rust.word(),
            verdicts.wire.word(),
            verdicts.behaviour.word(),
        );
        if let Some((old, new)) = &self.generators {
            let _ = writeln!(text, "\nThe runtime is that of specsmith {new}, and was that of {old}.");
        }
        for (title, is) in GROUPS {
            let group: Vec<&Change> = self.changes.iter().filter(|one| !is_words(one) && is(one)).collect();
            if group.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n### {title}\n");
            for change in group {
                one(&mut text, change);
            }
        }
        words(&mut text, &self.changes);
        text
    }

    /// What goes into the changelog of the crate below the version's heading: lists as in *Keep a Changelog*.
    #[must_use]
    pub fn changelog(&self) -> String {
        let mut text = String::new();
        let sections: [Group; 4] = [
            ("Removed", |one| one.kind.ends_with("_removed") && one.verdicts.rust == Rust::Major),
            ("Added", |one| one.kind.ends_with("_added") && !one.verdicts.is_breaking()),
            ("Deprecated", |one| one.kind == "deprecated"),
            ("Changed", |_| true),
        ];
        let (words, mut left): (Vec<&Change>, Vec<&Change>) = self.changes.iter().partition(|one| is_words(one));
        for (title, is) in sections {
            let (here, rest): (Vec<&Change>, Vec<&Change>) = left.into_iter().partition(|one| is(one));
            left = rest;
            let has_words = title == "Changed" && !words.is_empty();
            if here.is_empty() && !has_words {
                continue;
            }
            let _ = writeln!(text, "### {title}\n");
            for change in here {
                let mark = if title == "Changed" && change.verdicts.is_breaking() { "**Breaks:** " } else { "" };
                let _ = writeln!(text, "- {mark}`{}`: {}{}", plain(&change.path), cell(&change.what), advice(change));
            }
            if has_words {
                text += "- Documentation follows the API's.\n";
            }
            text.push('\n');
        }
        text
    }
}

/// What changes are shown together.
type Group = (&'static str, fn(&Change) -> bool);

const GROUPS: [Group; 4] = [
    ("Breaks", |one| one.verdicts.is_breaking()),
    ("To know of", |one| !one.verdicts.is_breaking() && one.verdicts.behaviour == Behaviour::Changes),
    ("New", |one| {
        !one.verdicts.is_breaking() && one.verdicts.behaviour == Behaviour::Same && one.verdicts.rust == Rust::Minor
    }),
    ("Other", |one| {
        !one.verdicts.is_breaking() && one.verdicts.behaviour == Behaviour::Same && one.verdicts.rust != Rust::Minor
    }),
];

fn one(text: &mut String, change: &Change) {
    let _ = writeln!(text, "- `{}`: {} *({})*", plain(&change.path), cell(&change.what), verdict(change));
    if !change.why.is_empty() && (change.verdicts.is_breaking() || change.verdicts.behaviour != Behaviour::Same) {
        let _ = writeln!(text, "  - {}", cell(&change.why.join(" ")));
    }
    if let Some(instead) = &change.instead {
        let _ = writeln!(text, "  - Instead: {}", cell(instead));
    }
    if let Some(places) = places(change) {
        let _ = writeln!(text, "  - {places}");
    }
}

/// Where it stands in both, or in the one that has it; a pointer that is the same stands once.
fn places(change: &Change) -> Option<String> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.pointer == new.pointer => {
            Some(format!("`{}` → {}", plain(&old.position()), place(new)))
        }
        (Some(old), Some(new)) => Some(format!("{} → {}", place(old), place(new))),
        (Some(only), None) | (None, Some(only)) => Some(place(only)),
        (None, None) => None,
    }
}

fn advice(change: &Change) -> String {
    change.instead.as_ref().map_or_else(String::new, |instead| format!("; instead: {}", cell(instead)))
}

fn place(spot: &Spot) -> String {
    if spot.pointer.is_empty() {
        return format!("`{}`", plain(&spot.position()));
    }
    format!("`{}` `{}`", plain(&spot.position()), plain(&spot.pointer))
}

fn words(text: &mut String, changes: &[Change]) {
    let count = changes.iter().filter(|one| is_words(one)).count();
    if count > 0 {
        let noun = if count == 1 { "item has" } else { "items have" };
        let _ = writeln!(text, "\n{count} {noun} other documentation.");
    }
}

/// Text of ours and of the document: one line, and no HTML, no link and no emphasis outside the code spans that we made.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut is_code = false;
    for letter in text.chars() {
        match letter {
            '`' => {
                is_code = !is_code;
                cell.push(letter);
            }
            '<' if !is_code => cell.push_str("&lt;"),
            '&' if !is_code => cell.push_str("&amp;"),
            '*' | '_' | '[' | ']' | '|' | '\\' | '#' if !is_code => cell.extend(['\\', letter]),
            letter if letter.is_control() => cell.push(' '),
            letter => cell.push(letter),
        }
    }
    cell
}

/// What goes between backticks.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter == '`' || letter.is_control() { ' ' } else { letter }).collect()
}
