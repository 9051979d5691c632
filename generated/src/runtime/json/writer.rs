//! The writer: appends compact JSON to a buffer.

use std::io::Write as _;

use super::{MAX_DEPTH, WriteError};

/// Builds one JSON document, without white space.
///
/// Commas are the writer's own business: it sees from its last byte whether a key or an element is the first.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    out: Vec<u8>,
    depth: u8,
}

impl Writer {
    /// An empty document.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// What has been written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Opens an object; each entry is a [`Writer::key`] and a value.
    pub(crate) fn begin_object(&mut self) -> Result<(), WriteError> {
        self.enter(b'{')
    }

    /// Closes the object that was opened last.
    pub(crate) fn end_object(&mut self) {
        self.leave(b'}');
    }

    /// Opens an array; each entry is [`Writer::element`] and a value.
    pub(crate) fn begin_array(&mut self) -> Result<(), WriteError> {
        self.enter(b'[')
    }

    /// Closes the array that was opened last.
    pub(crate) fn end_array(&mut self) {
        self.leave(b']');
    }

    /// Writes the key of the value that comes next.
    pub(crate) fn key(&mut self, key: &str) {
        self.separate(b'{');
        self.string(key);
        self.out.push(b':');
    }

    /// Says that the next value is another element.
    pub(crate) fn element(&mut self) {
        self.separate(b'[');
    }

    /// Writes `null`.
    pub(crate) fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes `true` or `false`.
    pub(crate) fn boolean(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes a string. Only what JSON demands is escaped (RFC 8259 §7).
    pub(crate) fn string(&mut self, text: &str) {
        self.out.push(b'"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
            // The byte is ASCII, so both sides of it are whole characters.
            let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.extend_from_slice(plain.as_bytes());
            let mut characters = from.chars();
            if let Some(character) = characters.next() {
                self.escape(character);
            }
            rest = characters.as_str();
        }
        self.out.extend_from_slice(rest.as_bytes());
        self.out.push(b'"');
    }

    /// Writes what displays as a JSON value by itself: a number.
    pub(crate) fn display(&mut self, value: &dyn std::fmt::Display) {
        // A vector takes any number of bytes: this cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// Writes a value that is JSON already.
    pub(crate) fn raw(&mut self, json: &[u8]) {
        self.out.extend_from_slice(json.trim_ascii());
    }

    fn escape(&mut self, character: char) {
        let short: &[u8] = match character {
            '"' => b"\\\"",
            '\\' => b"\\\\",
            '\n' => b"\\n",
            '\r' => b"\\r",
            '\t' => b"\\t",
            '\u{8}' => b"\\b",
            '\u{c}' => b"\\f",
            other => {
                let _ = write!(self.out, "\\u{:04x}", u32::from(other));
                return;
            }
        };
        self.out.extend_from_slice(short);
    }

    fn separate(&mut self, opening: u8) {
        // No value ends with an opening bracket, so one at the end was opened just now.
        if self.out.last() != Some(&opening) {
            self.out.push(b',');
        }
    }

    fn enter(&mut self, bracket: u8) -> Result<(), WriteError> {
        if self.depth >= MAX_DEPTH {
            return Err(WriteError::new("nested deeper than 128 levels"));
        }
        self.depth += 1;
        self.out.push(bracket);
        Ok(())
    }

    fn leave(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(bracket);
    }
}
