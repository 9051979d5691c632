//! A report for terminals.

use std::fmt::Write as _;

use crate::diag::escape;

use super::change::{Behaviour, Change, Rust, Wire};
use super::report::Report;

/// How many changes of documentation are shown; the rest is counted.
const MAX_WORDS: usize = 3;

impl Report {
    /// The report as text, for people. Without `styled` there are no escape sequences.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {}: {} → {}\n",
            escape(&self.package),
            escape(&self.old_version),
            escape(&self.old),
            escape(&self.new)
        );
        if self.changes.is_empty() {
            text += "Nothing changes for callers.\n";
            return text;
        }
        for change in self.changes.iter().filter(|one| !is_words(one)) {
            one(&mut text, change);
        }
        words(&mut text, &self.changes);
        text += &self.summary();
        text
    }

    /// The verdicts, and the version to release.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = String::new();
        let count = |is: &dyn Fn(&Change) -> bool| self.changes.iter().filter(|one| is(one)).count();
        let rust = [(Rust::Major, "major"), (Rust::Minor, "minor"), (Rust::Patch, "patch")].map(|(level, name)| {
            let count = count(&|one| one.verdicts.rust == level);
            (count > 0).then(|| format!("{count} {name}"))
        });
        let _ = writeln!(text, "Rust API   {}{}", self.verdicts.rust.word(), list(rust));
        let wire = [count(&|one| one.verdicts.wire.requests), count(&|one| one.verdicts.wire.responses)];
        let [requests, responses] = wire;
        let wire = [
            (requests > 0).then(|| format!("{requests} for requests")),
            (responses > 0).then(|| format!("{responses} for responses")),
        ];
        let _ = writeln!(text, "Wire       {}{}", self.verdicts.wire.word(), list(wire));
        let behaviour = [(Behaviour::Breaks, "breaking"), (Behaviour::Changes, "to know of")].map(|(level, name)| {
            let count = count(&|one| one.verdicts.behaviour == level);
            (count > 0).then(|| format!("{count} {name}"))
        });
        let _ = writeln!(text, "Behaviour  {}{}", self.verdicts.behaviour.word(), list(behaviour));
        if let Some((old, new)) = &self.generators {
            let _ = writeln!(text, "Runtime    specsmith {old} → {new}; what changed there is in its changelog");
        }
        if !self.aliases.is_empty() {
            let _ = writeln!(
                text,
                "Aliases    {}: a release that breaks may leave them out",
                escape(&self.aliases.join(", "))
            );
        }
        if let Some(release) = &self.release {
            let _ = writeln!(text, "Release    {} → {}", escape(&self.old_version), escape(release));
        }
        text
    }
}

impl Rust {
    /// The level in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Wire {
    /// Whether it breaks, in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        if self == Self::default() { "same" } else { "breaks" }
    }
}

impl Behaviour {
    /// The level in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changes => "changes",
            Self::Breaks => "breaks",
        }
    }
}

/// ` (2 major, 1 minor)`.
fn list<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// Whether nothing but words changed.
pub(super) fn is_words(change: &Change) -> bool {
    change.kind == "documentation_changed"
}

/// `major, wire: requests`: what a change means, in a few words.
pub(super) fn verdict(change: &Change) -> String {
    let verdicts = change.verdicts;
    let mut words = Vec::new();
    if verdicts.rust != Rust::Same {
        words.push(verdicts.rust.word().to_owned());
    }
    match (verdicts.wire.requests, verdicts.wire.responses) {
        (false, false) => {}
        (true, false) => words.push("wire: requests".to_owned()),
        (false, true) => words.push("wire: responses".to_owned()),
        (true, true) => words.push("wire: requests and responses".to_owned()),
    }
    match verdicts.behaviour {
        Behaviour::Same => {}
        level => words.push(format!("behaviour {}", level.word())),
    }
    words.join(", ")
}

fn one(text: &mut String, change: &Change) {
    let _ = writeln!(text, "{}: {} [{}, {}]", escape(&change.path), escape(&change.what), change.kind, verdict(change));
    for why in &change.why {
        let _ = writeln!(text, "  {}", escape(why));
    }
    if let Some(instead) = &change.instead {
        let _ = writeln!(text, "  instead: {}", escape(instead));
    }
    for (side, spot) in [("old", &change.old), ("new", &change.new)] {
        if let Some(spot) = spot {
            let pointer = if spot.pointer.is_empty() { "the document" } else { &spot.pointer };
            let _ = writeln!(text, "  {side}: {}  {}", escape(&spot.position()), escape(pointer));
        }
    }
    text.push('\n');
}

/// Changes of documentation, on one line.
fn words(text: &mut String, changes: &[Change]) {
    let paths: Vec<&str> = changes.iter().filter(|one| is_words(one)).map(|one| one.path.as_str()).collect();
    let shown: Vec<String> = paths.iter().take(MAX_WORDS).map(|path| escape(path)).collect();
    let more = paths.len().saturating_sub(shown.len());
    if !paths.is_empty() {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(text, "Other documentation: {}{more} [documentation_changed, patch]\n", shown.join(", "));
    }
}
