//! A short sum of documentation, by which it is seen that words changed without keeping the words.

use std::hash::Hasher as _;

use fnv::FnvHasher;

use crate::ir::Docs;

/// A sum that grows text by text. It tells texts apart that people wrote; it is no proof against ones who want them alike.
pub(super) struct Digest(FnvHasher);

impl Digest {
    pub(super) fn new() -> Self {
        Self(FnvHasher::default())
    }

    /// Adds a text, and that it ends there.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.write(text.as_bytes());
        self.0.write(&[0xff]);
        self
    }

    /// Adds a text that may not be there.
    pub(super) fn option(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text("+").text(text),
            None => self.text("-"),
        }
    }

    /// Adds documentation. Limits are compared by themselves, and so is whether something is deprecated.
    pub(super) fn docs(self, docs: &Docs) -> Self {
        let mut sum = self.option(docs.summary.as_deref()).option(docs.description.as_deref());
        for (title, entries) in &docs.sections {
            sum = entries.iter().fold(sum.text(title), |sum, entry| sum.text(entry));
        }
        sum
    }

    /// Eight bytes, in hexadecimal digits.
    pub(super) fn finish(&self) -> String {
        format!("{:016x}", self.0.finish())
    }
}
