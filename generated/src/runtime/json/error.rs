//! What went wrong in a document, and where.

use std::borrow::Cow;
use std::fmt;

/// A document that could not be read: where in it, and why.
///
/// The reason names kinds and limits, never a value from the document, so it can be logged.
pub(crate) struct ReadError(Box<ReadFailure>);

/// Behind a pointer, so that the result of a successful read stays small.
struct ReadFailure {
    path: String,
    reason: Cow<'static, str>,
    offset: usize,
}

impl ReadError {
    /// A failure at the byte `offset` of the document, at the value that is being read.
    #[cold]
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self(Box::new(ReadFailure { path: String::new(), reason: reason.into(), offset }))
    }

    /// Where the value is, such as `result[3].id`; empty for the document itself.
    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Why it could not be read, such as `expected a string, found null`.
    pub(crate) fn reason(&self) -> &str {
        &self.0.reason
    }

    /// How many bytes of the document precede the place, a byte order mark included.
    pub(crate) fn offset(&self) -> usize {
        self.0.offset
    }

    /// The same failure, seen from the object whose field `name` holds the value.
    #[cold]
    pub(crate) fn inside_key(mut self, name: &str) -> Self {
        prepend_key(&mut self.0.path, name);
        self
    }

    /// The same failure, seen from the array whose element `index` (from 0) holds the value.
    #[cold]
    pub(crate) fn inside_index(mut self, index: usize) -> Self {
        prepend_index(&mut self.0.path, index);
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, self.path(), self.reason())?;
        write!(f, " (byte {})", self.offset())
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadError")
            .field("path", &self.path())
            .field("reason", &self.reason())
            .field("offset", &self.offset())
            .finish()
    }
}

impl std::error::Error for ReadError {}

/// A value that JSON, or the document's schema, has no form for; nothing was sent.
pub(crate) struct WriteError(Box<WriteFailure>);

/// Behind a pointer, so that the result of a successful write stays small.
struct WriteFailure {
    path: String,
    reason: &'static str,
}

impl WriteError {
    /// A failure at the value that is being written.
    #[cold]
    pub(crate) fn new(reason: &'static str) -> Self {
        Self(Box::new(WriteFailure { path: String::new(), reason }))
    }

    /// Where the value is, such as `certificates[0].priority`; empty for the value itself.
    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Why it cannot be written, such as `a number that is not finite has no JSON form`.
    pub(crate) fn reason(&self) -> &str {
        self.0.reason
    }

    /// The same failure, seen from the object whose field `name` holds the value.
    #[cold]
    pub(crate) fn inside_key(mut self, name: &str) -> Self {
        prepend_key(&mut self.0.path, name);
        self
    }

    /// The same failure, seen from the array whose element `index` (from 0) holds the value.
    #[cold]
    pub(crate) fn inside_index(mut self, index: usize) -> Self {
        prepend_index(&mut self.0.path, index);
        self
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, self.path(), self.reason())
    }
}

impl fmt::Debug for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteError").field("path", &self.path()).field("reason", &self.reason()).finish()
    }
}

impl std::error::Error for WriteError {}

fn located(f: &mut fmt::Formatter<'_>, path: &str, reason: &str) -> fmt::Result {
    if path.is_empty() { f.write_str(reason) } else { write!(f, "{path}: {reason}") }
}

/// How much of a key is shown: the key of a map is the server's own text, of any length.
const SHOWN_KEY_CHARS: usize = 64;

/// Paths grow from the inside out, while an error is on its way up. There are at most [`super::MAX_DEPTH`] steps.
fn prepend_key(path: &mut String, name: &str) {
    let plain = !name.is_empty()
        && name.len() <= SHOWN_KEY_CHARS
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$' | b'@'));
    let mut whole = if plain {
        name.to_owned()
    } else {
        let shown: String = name.chars().take(SHOWN_KEY_CHARS).collect();
        let cut = if shown.len() < name.len() { "…" } else { "" };
        // The debug form of a string escapes quotes and control characters, so the path stays on one line.
        format!("[{shown:?}{cut}]")
    };
    if !path.is_empty() && !path.starts_with('[') {
        whole.push('.');
    }
    whole.push_str(path);
    *path = whole;
}

fn prepend_index(path: &mut String, index: usize) {
    let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
    *path = format!("[{index}]{dot}{path}");
}
