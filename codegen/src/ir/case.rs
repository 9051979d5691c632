//! Calls with which the tests of the crate try its operations, and types that they try.

use super::Type;

/// How an operation is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// With what it cannot do without: required inputs, and of others those without which the body does not fit.
    pub least: Case,
    /// With all that it takes, where that is more.
    pub most: Option<Case>,
    /// Whether some request is what the document asks for; there is none where an input contradicts itself.
    pub feasible: bool,
    /// Whether the document describes an answer that is no error.
    pub succeeds: bool,
    /// Whether the operation itself takes the header `Prefer`, by which tests ask for a status.
    pub takes_preferences: bool,
    /// Statuses of the errors that the document describes.
    pub errors: Vec<u16>,
}

/// A schema with the type that values of it are read into and written from.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundTrip {
    /// The schema's number.
    pub schema: u32,
    /// Where it stands (JSON Pointer).
    pub pointer: String,
    /// Whether the type has what requests have, and not what answers have.
    pub in_request: bool,
    /// The type.
    pub ty: Type,
    /// Whether `null` may stand in its place.
    pub nullable: bool,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Values of the operation's inputs, in their order, as JSON text; `None` where an input is left out. Of files and
    /// bytes, the text is their content.
    pub values: Vec<Option<String>>,
    /// What the server has to understand, as JSON text: an object with the parameters of `path`, `query`, `header` and
    /// `cookie` by their names, and the `body`.
    pub meant: String,
}

/// What the tests of the crate need to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The document, relative to the crate.
    pub document: String,
    /// The configuration, relative to the crate, where there is one.
    pub config: Option<String>,
    /// The folder that references may lead into, relative to the crate, where it is said.
    pub root: Option<String>,
    /// The package `specsmith`, relative to the crate; `None` for the published one.
    pub specsmith: Option<String>,
}
