//! What is wrong with a request.

use std::fmt::{self, Write as _};

use serde::Serialize;

/// What kind of fault a violation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// The document has no such path.
    Route,
    /// The path has no such method.
    Method,
    /// A credential is missing.
    Security,
    /// Something that is required is missing.
    Missing,
    /// It cannot be read as what it has to be: broken JSON, a list in another style.
    Malformed,
    /// A value does not fit its schema.
    Schema,
    /// The body's media type is none that the operation takes.
    MediaType,
    /// A query parameter that the operation does not have. Many servers ignore it, so it refuses nothing.
    UnknownQuery,
    /// A member that the schema does not name, where it names others. As schemas admit it, it refuses nothing.
    ExtraKey,
}

impl Kind {
    /// Whether a request with such a fault is refused.
    #[must_use]
    pub fn refuses(self) -> bool {
        !matches!(self, Self::UnknownQuery | Self::ExtraKey)
    }
}

/// A fault of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// Its kind.
    pub kind: Kind,
    /// Where it is: a JSON Pointer (RFC 6901) into the request as an object of `path`, `query`, `header`, `cookie` and
    /// `body`: `/query/status`, `/body/certificates/0/id`.
    pub pointer: String,
    /// The keyword of the schema that does not hold, such as `maxLength`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// What is wrong, in a sentence. Values are not shown.
    pub message: String,
}

impl Violation {
    pub(super) fn new(kind: Kind, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, pointer: pointer.into(), keyword: None, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", if self.pointer.is_empty() { "/" } else { &self.pointer }, self.message)
    }
}

/// A part of a pointer.
pub(super) fn part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The longest list that a header holds, in bytes: more is cut, and the log has it.
const MAX_HEADER: usize = 6 << 10;

/// Violations as a header's value: JSON in ASCII.
pub(super) fn header(violations: &[Violation]) -> String {
    let mut out = String::from("[");
    for violation in violations {
        let text = serde_json::to_string(violation).unwrap_or_default();
        if out.len() + text.len() > MAX_HEADER && out.len() > 1 {
            break;
        }
        if out.len() > 1 {
            out.push(',');
        }
        for letter in text.chars() {
            if letter.is_ascii() {
                out.push(letter);
                continue;
            }
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out.push(']');
    out
}
