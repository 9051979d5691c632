//! Values of enums that this version of the crate does not know.

use std::fmt;

/// The text of an enum's value that this version of the crate does not know. It is kept, and written back as it came.
///
/// Only reading makes one, so that what a newer version knows by name is never matched by its text here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A text that is none of an enum's known values, where one of those was asked for (`FromStr`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariant {
    text: Box<str>,
    known: Vec<&'static str>,
}

impl UnknownVariant {
    pub(crate) fn new(text: &str, known: Vec<&'static str>) -> Self {
        Self { text: text.into(), known }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The texts of the known values, in the document's order.
    #[must_use]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }
}

impl fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is none of the known values: {}", self.text, self.known.join(", "))
    }
}

impl std::error::Error for UnknownVariant {}
