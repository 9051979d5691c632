//! Values of a document that are data: enumeration values, defaults, examples, extensions.

use std::fmt::{self, Write};

/// A JSON value, with numbers and the order of keys as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number that is a JSON number (RFC 8259, section 6), of any size and precision: `1e400` is kept.
    Number(String),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object, in order; no key stands twice.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The text, if it is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number as it is written, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The value at a key, if it is an object that has it. Costs a pass over the keys.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// JSON text on one line, without spaces.
    #[must_use]
    pub fn to_compact_string(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, None);
        out
    }

    /// JSON text over several lines, indented by two spaces, without a line end after it.
    #[must_use]
    pub fn to_pretty_string(&self) -> String {
        let mut out = String::new();
        let _ = self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut impl Write, indent: Option<usize>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(number) => out.write_str(number),
            Self::String(text) => string(out, text),
            Self::Array(items) => group(out, '[', ']', indent, items, |out, item, indent| item.write(out, indent)),
            Self::Object(entries) => group(out, '{', '}', indent, entries, |out, (key, value), indent| {
                string(out, key)?;
                out.write_str(if indent.is_some() { ": " } else { ":" })?;
                value.write(out, indent)
            }),
        }
    }
}

fn group<W: Write, T>(
    out: &mut W,
    open: char,
    close: char,
    indent: Option<usize>,
    items: &[T],
    write: impl Fn(&mut W, &T, Option<usize>) -> fmt::Result,
) -> fmt::Result {
    let inner = indent.map(|indent| indent + 1);
    out.write_char(open)?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.write_char(',')?;
        }
        line(out, inner)?;
        write(out, item, inner)?;
    }
    if !items.is_empty() {
        line(out, indent)?;
    }
    out.write_char(close)
}

fn line(out: &mut impl Write, indent: Option<usize>) -> fmt::Result {
    let Some(indent) = indent else { return Ok(()) };
    write!(out, "\n{:width$}", "", width = 2 * indent)
}

/// A JSON string (RFC 8259, section 7): quotes, backslashes and control characters escaped, all else as it is.
fn string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            c if c < ' ' => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

impl fmt::Display for Json {
    /// As [`Json::to_compact_string`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, None)
    }
}
