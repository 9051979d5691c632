//! A change, and what it means in each of three respects.

use serde::Serialize;

use super::place::{At, Spot};

/// What the change does to code that uses the crate (the Cargo reference, chapter "`SemVer` Compatibility").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rust {
    /// Nothing that code which uses the crate could see.
    #[default]
    Same,
    /// Nothing but documentation, and what callers do not name.
    Patch,
    /// There is more than before, and what there was works as it did.
    Minor,
    /// Code that compiled may not compile any more, or means something else.
    Major,
}

/// What becomes of a crate that was made from OLD, once the server is as NEW says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Wire {
    /// Whether the server may refuse a request that it took, or not do what was meant.
    pub requests: bool,
    /// Whether an answer may come that cannot be decoded.
    pub responses: bool,
}

/// What a program that uses the crate does differently after it was compiled with the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// Nothing.
    #[default]
    Same,
    /// Something, which callers should know of.
    Changes,
    /// It fails, unless something is done about it.
    Breaks,
}

/// The three verdicts of a change, or of all changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// The Rust API.
    pub rust: Rust,
    /// Requests and responses.
    pub wire: Wire,
    /// Paging, retries, authentication, envelopes, addresses, defaults.
    pub behaviour: Behaviour,
}

impl Verdicts {
    /// Whether something breaks, in whichever respect.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self.rust == Rust::Major || self.wire != Wire::default() || self.behaviour == Behaviour::Breaks
    }

    /// The worse of two, in each respect.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            rust: self.rust.max(other.rust),
            wire: Wire {
                requests: self.wire.requests | other.wire.requests,
                responses: self.wire.responses | other.wire.responses,
            },
            behaviour: self.behaviour.max(other.behaviour),
        }
    }
}

/// A change of the document, as callers of the crate see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of change it is: `field_removed`. The ids are promises.
    pub kind: &'static str,
    /// What it is about, as a path in Rust: `KeylessCertificate::port`.
    pub path: String,
    /// What changed, as a sentence without a full stop. May hold text of the documents.
    pub what: String,
    /// Why that breaks something, or does not: a sentence for each verdict that has something to say.
    pub why: Vec<String>,
    /// What callers write or do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// What it means.
    #[serde(flatten)]
    pub verdicts: Verdicts,
    /// The place in OLD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Spot>,
    /// The place in NEW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Spot>,
}

/// A change while it is found: its places are not worked out yet.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) change: Change,
    pub(super) old: Option<At>,
    pub(super) new: Option<At>,
}

impl Found {
    /// A change that means nothing yet.
    pub(super) fn new(kind: &'static str, path: impl Into<String>, what: impl Into<String>) -> Self {
        let change = Change {
            kind,
            path: path.into(),
            what: what.into(),
            why: Vec::new(),
            instead: None,
            verdicts: Verdicts::default(),
            old: None,
            new: None,
        };
        Self { change, old: None, new: None }
    }

    pub(super) fn at(mut self, old: Option<&At>, new: Option<&At>) -> Self {
        self.old = old.cloned();
        self.new = new.cloned();
        self
    }

    pub(super) fn rust(mut self, level: Rust, why: impl Into<String>) -> Self {
        self.change.verdicts.rust = self.change.verdicts.rust.max(level);
        self.because(why)
    }

    /// Requests may be refused.
    pub(super) fn refuses(mut self, why: impl Into<String>) -> Self {
        self.change.verdicts.wire.requests = true;
        self.because(why)
    }

    /// Answers may not be decoded.
    pub(super) fn garbles(mut self, why: impl Into<String>) -> Self {
        self.change.verdicts.wire.responses = true;
        self.because(why)
    }

    pub(super) fn behaves(mut self, behaviour: Behaviour, why: impl Into<String>) -> Self {
        self.change.verdicts.behaviour = self.change.verdicts.behaviour.max(behaviour);
        self.because(why)
    }

    pub(super) fn because(mut self, why: impl Into<String>) -> Self {
        let why = why.into();
        if !why.is_empty() && !self.change.why.contains(&why) {
            self.change.why.push(why);
        }
        self
    }

    pub(super) fn instead(mut self, instead: impl Into<String>) -> Self {
        self.change.instead = Some(instead.into());
        self
    }

    /// Whether it means anything at all.
    pub(super) fn is_something(&self) -> bool {
        self.change.verdicts != Verdicts::default()
    }
}
