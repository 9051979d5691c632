//! A short sum of documentation, by which it is seen that words changed without keeping the words.

use std::hash::Hasher as _;

use fnv::FnvHasher;

use crate::ir::Docs;

/// A sum that grows text by text. It tells texts apart that people wrote; it is no proof against ones who want them alike.
pub(super) struct Digest {
    texts: FnvHasher,
    /// The sums of members, whose order plays no part.
    members: u64,
}

impl Digest {
    pub(super) fn new() -> Self {
        Self { texts: FnvHasher::default(), members: 0 }
    }

    /// Adds the documentation of a member, wherever it stands among the others.
    pub(super) fn member(mut self, name: &str, docs: &Docs, example: Option<&str>) -> Self {
        let member = Self::new().text(name).docs(docs).option(example);
        self.members = self.members.wrapping_add(member.texts.finish());
        self
    }

    /// Adds a text, and that it ends there.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.texts.write(text.as_bytes());
        self.texts.write(&[0xff]);
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

    /// Six bytes, in hexadecimal digits.
    pub(super) fn finish(&self) -> String {
        format!("{:012x}", (self.texts.finish() ^ self.members) >> 16)
    }
}
