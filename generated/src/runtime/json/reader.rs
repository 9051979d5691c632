//! The pull parser: one pass over the bytes of a document, no tree in between.

use std::fmt;

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::{MAX_DEPTH, ReadError};

/// What the next value is, before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, whole or not.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// Reads the values of one document in their order.
///
/// Refuses invalid UTF-8, lone surrogates, `NaN` and `Infinity`, and nesting beyond [`MAX_DEPTH`]. Cloning is cheap and
/// keeps the place, which is how a value is looked at before it is read.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'j> {
    parser: Jiter<'j>,
    /// How many bytes of the document the parser does not see: the byte order mark, or none.
    skipped: usize,
    depth: u8,
}

impl<'j> Reader<'j> {
    /// Starts at the beginning of a document, behind the byte order mark if it has one.
    ///
    /// A document that begins with the mark of UTF-16 or UTF-32 is refused at once: JSON is exchanged in UTF-8 (§8.1).
    pub(crate) fn new(document: &'j [u8]) -> Result<Self, ReadError> {
        if document.starts_with(b"\xff\xfe") || document.starts_with(b"\xfe\xff") {
            return Err(ReadError::new("encoded as UTF-16 or UTF-32, and not as UTF-8", 0));
        }
        let text = document.strip_prefix("\u{feff}".as_bytes()).unwrap_or(document);
        Ok(Self { parser: Jiter::new(text), skipped: document.len() - text.len(), depth: 0 })
    }

    /// How many bytes of the document are read.
    pub(crate) fn offset(&self) -> usize {
        self.skipped + self.parser.current_index()
    }

    /// Where the next value begins, behind the white space.
    pub(crate) fn start(&mut self) -> Result<usize, ReadError> {
        self.peek_byte()?;
        Ok(self.offset())
    }

    /// A failure at the present place.
    #[cold]
    pub(crate) fn error(&self, reason: impl Into<std::borrow::Cow<'static, str>>) -> ReadError {
        ReadError::new(reason, self.offset())
    }

    /// What the next value is.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Kind, ReadError> {
        match self.peek_byte()? {
            Peek::Null => Ok(Kind::Null),
            Peek::True | Peek::False => Ok(Kind::Bool),
            Peek::String => Ok(Kind::String),
            Peek::Array => Ok(Kind::Array),
            Peek::Object => Ok(Kind::Object),
            // `NaN` and `Infinity` count as numbers with this parser; they are not JSON (RFC 8259 §6).
            other if other == Peek::Minus || other.into_inner().is_ascii_digit() => Ok(Kind::Number),
            _ => Err(self.error("expected a JSON value")),
        }
    }

    /// Reads `null` if it is next; whether it was.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool, ReadError> {
        let null = self.peek_byte()? == Peek::Null;
        if null {
            self.parser.known_null().map_err(|e| syntax(self.skipped, &e))?;
        }
        Ok(null)
    }

    /// Reads a boolean.
    pub(crate) fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.peek_byte()? {
            next @ (Peek::True | Peek::False) => self.parser.known_bool(next).map_err(|e| syntax(self.skipped, &e)),
            _ => Err(self.expected("a boolean")),
        }
    }

    /// Reads a string. Its text is lent until the next value is read.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<&str, ReadError> {
        self.string_as("a string")
    }

    /// As [`Reader::string`], with another wording of what was expected.
    #[inline]
    pub(crate) fn string_as(&mut self, expected: &str) -> Result<&str, ReadError> {
        if self.peek_byte()? != Peek::String {
            return Err(self.expected(expected));
        }
        let skipped = self.skipped;
        self.parser.known_str().map_err(|e| syntax(skipped, &e))
    }

    /// Reads a number as its text, which has the grammar of RFC 8259 §6.
    pub(crate) fn number_text(&mut self) -> Result<&'j str, ReadError> {
        let next = self.peek_byte()?;
        if self.peek()? != Kind::Number {
            return Err(self.expected("a number"));
        }
        let start = self.parser.current_index();
        let skipped = self.skipped;
        self.parser.known_number_bytes(next).map_err(|e| syntax(skipped, &e))?;
        let text = self.parser.slice_to_current(start);
        std::str::from_utf8(text).map_err(|_| self.error("not valid UTF-8"))
    }

    /// Reads a number as the nearest double; one beyond the range of doubles is an error.
    #[inline]
    pub(crate) fn double(&mut self) -> Result<f64, ReadError> {
        let next = self.peek_byte()?;
        let start = self.offset();
        if !next.is_num() {
            return Err(self.expected("a number"));
        }
        let number = self.parser.known_float(next).map_err(|e| syntax(self.skipped, &e))?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(ReadError::new("a number beyond the range of 64-bit floats", start))
        }
    }

    /// Begins to read an array: the elements follow through [`Elements::next`].
    pub(crate) fn array(&mut self) -> Result<Elements, ReadError> {
        if self.peek_byte()? != Peek::Array {
            return Err(self.expected("an array"));
        }
        self.enter()?;
        Ok(Elements { first: true })
    }

    /// Begins to read an object: the keys follow through [`Keys::next`].
    #[inline]
    pub(crate) fn object(&mut self) -> Result<Keys, ReadError> {
        if self.peek_byte()? != Peek::Object {
            return Err(self.expected("an object"));
        }
        self.enter()?;
        Ok(Keys { first: true })
    }

    /// Reads a value of any kind and forgets it.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            Kind::Array => {
                let mut elements = self.array()?;
                while elements.next(self)? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                let mut keys = self.object()?;
                while keys.next(self, |_| ())?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            // The parser does not check what it skips for being UTF-8: strings are read.
            Kind::String => self.string().map(drop),
            Kind::Null | Kind::Bool | Kind::Number => self.parser.next_skip().map_err(|e| syntax(self.skipped, &e)),
        }
    }

    /// Reads a value with `read`; if that fails, the value is skipped and the failure handed back inside.
    ///
    /// The outer error means that the value is not even JSON. An envelope needs this: whether its result can be read is
    /// only worth telling when the envelope says success, which may stand behind the result.
    pub(crate) fn attempt<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Result<T, ReadError>, ReadError> {
        let start = self.clone();
        match read(self) {
            Ok(value) => Ok(Ok(value)),
            Err(failure) => {
                *self = start;
                self.skip()?;
                Ok(Err(failure))
            }
        }
    }

    /// Ends the document: only white space may follow.
    pub(crate) fn finish(&mut self) -> Result<(), ReadError> {
        self.parser.finish().map_err(|e| syntax(self.skipped, &e))
    }

    /// A failure that names what stands here instead of what was expected.
    #[cold]
    pub(crate) fn expected(&mut self, expected: &str) -> ReadError {
        match self.peek() {
            Ok(found) => self.error(format!("expected {expected}, found {found}")),
            Err(error) => error,
        }
    }

    #[inline]
    fn peek_byte(&mut self) -> Result<Peek, ReadError> {
        self.parser.peek().map_err(|e| syntax(self.skipped, &e))
    }

    fn enter(&mut self) -> Result<(), ReadError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.depth += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// The place in an array that is being read.
#[derive(Debug)]
pub(crate) struct Elements {
    first: bool,
}

impl Elements {
    /// Moves to the next element, which must then be read; `false` when the array has ended.
    pub(crate) fn next(&mut self, reader: &mut Reader<'_>) -> Result<bool, ReadError> {
        let step =
            if std::mem::take(&mut self.first) { reader.parser.known_array() } else { reader.parser.array_step() };
        let more = step.map_err(|e| syntax(reader.skipped, &e))?.is_some();
        if !more {
            reader.leave();
        }
        Ok(more)
    }
}

/// The place in an object that is being read.
#[derive(Debug)]
pub(crate) struct Keys {
    first: bool,
}

impl Keys {
    /// Moves to the next key and hands it to `choose`; the key's value must then be read. `None` when the object has ended.
    #[inline]
    pub(crate) fn next<R>(
        &mut self,
        reader: &mut Reader<'_>,
        choose: impl FnOnce(&str) -> R,
    ) -> Result<Option<R>, ReadError> {
        let skipped = reader.skipped;
        let first = std::mem::take(&mut self.first);
        let step = if first { reader.parser.known_object() } else { reader.parser.next_key() };
        let chosen = step.map_err(|e| syntax(skipped, &e))?.map(choose);
        if chosen.is_none() {
            reader.leave();
        }
        Ok(chosen)
    }
}

/// The parser's error in our words and with the document's offset.
#[cold]
fn syntax(skipped: usize, error: &JiterError) -> ReadError {
    let reason = match &error.error_type {
        JiterErrorType::JsonError(kind) => syntax_reason(kind),
        JiterErrorType::WrongType { .. } => "not valid JSON",
    };
    ReadError::new(reason, skipped.saturating_add(error.index))
}

fn syntax_reason(kind: &JsonErrorType) -> &'static str {
    match kind {
        JsonErrorType::EofWhileParsingList
        | JsonErrorType::EofWhileParsingObject
        | JsonErrorType::EofWhileParsingString
        | JsonErrorType::EofWhileParsingValue => "the document ends too early",
        JsonErrorType::ExpectedColon => "expected a colon",
        JsonErrorType::ExpectedListCommaOrEnd => "expected a comma or the end of the array",
        JsonErrorType::ExpectedObjectCommaOrEnd => "expected a comma or the end of the object",
        JsonErrorType::KeyMustBeAString => "expected a key in quotes",
        JsonErrorType::TrailingComma => "a comma with nothing behind it",
        JsonErrorType::TrailingCharacters => "something follows the document",
        JsonErrorType::ControlCharacterWhileParsingString => "a control character in a string",
        JsonErrorType::InvalidEscape | JsonErrorType::UnexpectedEndOfHexEscape => "an escape that JSON does not have",
        JsonErrorType::LoneLeadingSurrogateInHexEscape => "half of a surrogate pair",
        JsonErrorType::InvalidUnicodeCodePoint => "not valid UTF-8",
        JsonErrorType::InvalidNumber | JsonErrorType::FloatExpectingInt => "not a JSON number",
        JsonErrorType::NumberOutOfRange => "a number of too many digits",
        _ => "expected a JSON value",
    }
}
