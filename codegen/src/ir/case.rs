//! Calls with which the tests of the crate try its operations.

/// How an operation is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// With what it cannot do without.
    pub least: Case,
    /// With all that it takes, where that is more.
    pub most: Option<Case>,
    /// Statuses of the errors that the document describes.
    pub errors: Vec<u16>,
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
