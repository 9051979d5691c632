//! Single edits of the document `kennel.yaml`, each with what it means for callers.

use specsmith::diff::{Behaviour, Rust, Verdicts, Wire};

use super::answers::ANSWERS;
use super::bodies::BODIES;
use super::calls::CALLS;
use super::whole::WHOLE;

/// One edit.
pub(crate) struct Mutation {
    /// What is done, in words.
    pub(crate) name: &'static str,
    /// A text that stands in the document once, and what takes its place; several, where one edit is in several places.
    pub(crate) edits: &'static [(&'static str, &'static str)],
    /// What is expected in each respect.
    pub(crate) rust: Rust,
    pub(crate) wire: &'static str,
    pub(crate) behaviour: Behaviour,
    /// Kinds of changes that have to be among those that are found.
    pub(crate) kinds: &'static [&'static str],
}

impl Mutation {
    /// The document after the edit.
    pub(crate) fn apply(&self, document: &str) -> String {
        let mut text = document.to_owned();
        for (from, to) in self.edits {
            assert_eq!(text.matches(from).count(), 1, "{}: `{from}` stands in the document once", self.name);
            text = text.replace(from, to);
        }
        text
    }

    pub(crate) fn verdicts(&self) -> Verdicts {
        let wire = Wire { requests: self.wire.contains("requests"), responses: self.wire.contains("responses") };
        Verdicts { rust: self.rust, wire, behaviour: self.behaviour }
    }
}

/// A row of the table below.
macro_rules! mutations {
    ($($name:literal: $rust:ident $wire:literal $behaviour:ident [$($kind:literal),*] {$($from:literal => $to:literal),* $(,)?})*) => {
        &[$(Mutation {
            name: $name,
            edits: &[$(($from, $to)),*],
            rust: Rust::$rust,
            wire: $wire,
            behaviour: Behaviour::$behaviour,
            kinds: &[$($kind),*],
        }),*]
    };
}

pub(crate) use mutations;

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Mutation> {
    CALLS.iter().chain(BODIES).chain(ANSWERS).chain(WHOLE)
}
