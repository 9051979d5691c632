//! The pull parser: one pass over the bytes of a document, no tree in between.

use std::fmt;

use jiter::{Jiter, JiterError, JiterErrorType, JiterResult, JsonErrorType};

use super::{MAX_DEPTH, ReadError, scan};

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
///
/// What nearly all of a document is made of (punctuation, and strings without escapes) is read here, since half the time
/// of a call would be spent on it. Whatever else comes, the parser gets, and it finds every fault.
#[derive(Debug)]
pub(crate) struct Reader<'j> {
    /// The document behind its byte order mark.
    document: &'j [u8],
    /// The document's beginning as far as it is UTF-8: all of it, unless it is broken.
    text: &'j str,
    at: usize,
    /// How many bytes are before `document`: the byte order mark, or none.
    skipped: usize,
    depth: u8,
    /// The last string that had escapes, without them.
    unescaped: String,
}

impl Clone for Reader<'_> {
    fn clone(&self) -> Self {
        Self { unescaped: String::new(), ..*self }
    }
}

impl<'j> Reader<'j> {
    /// Starts at the beginning of a document, behind the byte order mark if it has one.
    ///
    /// A document that begins with the mark of UTF-16 or UTF-32 is refused at once: JSON is exchanged in UTF-8 (§8.1).
    pub(crate) fn new(document: &'j [u8]) -> Result<Self, ReadError> {
        if document.starts_with(b"\xff\xfe") || document.starts_with(b"\xfe\xff") {
            return Err(ReadError::new("encoded as UTF-16 or UTF-32, and not as UTF-8", 0));
        }
        let behind = document.strip_prefix("\u{feff}".as_bytes()).unwrap_or(document);
        let skipped = document.len() - behind.len();
        // Once for the whole document, which is much cheaper than for each string.
        let text = std::str::from_utf8(behind);
        let text = text.unwrap_or_else(|_| behind.utf8_chunks().next().map_or("", |chunk| chunk.valid()));
        Ok(Self { document: behind, text, at: 0, skipped, depth: 0, unescaped: String::new() })
    }

    /// How many bytes of the document are read.
    pub(crate) fn offset(&self) -> usize {
        self.skipped + self.at
    }

    /// Where the next value begins, behind the white space.
    pub(crate) fn start(&mut self) -> Result<usize, ReadError> {
        self.next_byte()?;
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
        match self.next_byte()? {
            b'n' => Ok(Kind::Null),
            b't' | b'f' => Ok(Kind::Bool),
            b'"' => Ok(Kind::String),
            b'[' => Ok(Kind::Array),
            b'{' => Ok(Kind::Object),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            _ => Err(self.error("expected a JSON value")),
        }
    }

    /// Reads `null` if it is next; whether it was.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool, ReadError> {
        let null = self.next_byte()? == b'n';
        if null {
            self.literal(b"null")?;
        }
        Ok(null)
    }

    /// Reads a boolean.
    pub(crate) fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.next_byte()? {
            b't' => self.literal(b"true").map(|()| true),
            b'f' => self.literal(b"false").map(|()| false),
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
        if self.next_byte()? != b'"' {
            return Err(self.expected(expected));
        }
        if let Some((text, end)) = scan::plain_string(self.text, self.at) {
            self.at = end;
            return Ok(text);
        }
        let mut unescaped = std::mem::take(&mut self.unescaped);
        self.parse(|parser| {
            unescaped.clear();
            parser.next_str().map(|text| unescaped.push_str(text))
        })?;
        self.unescaped = unescaped;
        Ok(&self.unescaped)
    }

    /// Reads a number as its text, which has the grammar of RFC 8259 §6.
    pub(crate) fn number_text(&mut self) -> Result<&'j str, ReadError> {
        if self.peek()? != Kind::Number {
            return Err(self.expected("a number"));
        }
        let start = self.at;
        self.parse(|parser| parser.next_number_bytes().map(drop))?;
        self.text.get(start..self.at).ok_or_else(|| self.error("not valid UTF-8"))
    }

    /// Reads a number as the nearest double; one beyond the range of doubles is an error.
    #[inline]
    pub(crate) fn double(&mut self) -> Result<f64, ReadError> {
        if self.peek()? != Kind::Number {
            return Err(self.expected("a number"));
        }
        let start = self.offset();
        let number = self.parse(Jiter::next_float)?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(ReadError::new("a number beyond the range of 64-bit floats", start))
        }
    }

    /// Begins to read an array: the elements follow through [`Elements::next`].
    pub(crate) fn array(&mut self) -> Result<Elements, ReadError> {
        if self.next_byte()? != b'[' {
            return Err(self.expected("an array"));
        }
        self.enter()?;
        Ok(Elements { first: true })
    }

    /// Begins to read an object: the keys follow through [`Keys::next`].
    #[inline]
    pub(crate) fn object(&mut self) -> Result<Keys, ReadError> {
        if self.next_byte()? != b'{' {
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
            Kind::Null | Kind::Bool | Kind::Number => self.parse(Jiter::next_skip),
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
        self.parse(Jiter::finish)
    }

    /// A failure that names what stands here instead of what was expected.
    #[cold]
    pub(crate) fn expected(&mut self, expected: &str) -> ReadError {
        match self.peek() {
            Ok(found) => self.error(format!("expected {expected}, found {found}")),
            Err(error) => error,
        }
    }

    /// The first byte of the next value, which becomes the present place.
    #[inline]
    fn next_byte(&mut self) -> Result<u8, ReadError> {
        match scan::visible(self.document, self.at) {
            Some((byte, at)) => {
                self.at = at;
                Ok(byte)
            }
            None => {
                self.at = self.document.len();
                Err(self.error("the document ends too early"))
            }
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), ReadError> {
        if self.document.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            self.at += word.len();
            return Ok(());
        }
        // It will say what is wrong.
        self.parse(Jiter::next_skip)
    }

    /// Lets the parser take the next step.
    fn parse<T>(&mut self, step: impl FnOnce(&mut Jiter<'j>) -> JiterResult<T>) -> Result<T, ReadError> {
        let mut parser = Jiter::new(self.document.get(self.at..).unwrap_or_default());
        let done = step(&mut parser).map_err(|error| syntax(self.offset(), &error))?;
        self.at += parser.current_index();
        Ok(done)
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
        let first = std::mem::take(&mut self.first);
        let more = match scan::element(reader.text, reader.at, first) {
            Some((more, at)) => {
                reader.at = at;
                more
            }
            None if first => reader.parse(|parser| parser.known_array().map(|next| next.is_some()))?,
            None => reader.parse(|parser| parser.array_step().map(|next| next.is_some()))?,
        };
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
    /// Moves to the next key if it is this very one; the name must not need escapes.
    #[inline]
    pub(super) fn next_if(&mut self, reader: &mut Reader<'_>, name: &str) -> bool {
        let found = scan::this_key(reader.text, reader.at, self.first, name);
        if let Some(at) = found {
            reader.at = at;
            self.first = false;
        }
        found.is_some()
    }

    /// Moves to the next key and hands it to `choose`; the key's value must then be read. `None` when the object has ended.
    #[inline]
    pub(crate) fn next<R>(
        &mut self,
        reader: &mut Reader<'_>,
        choose: impl FnOnce(&str) -> R,
    ) -> Result<Option<R>, ReadError> {
        let first = std::mem::take(&mut self.first);
        let chosen = match scan::key(reader.text, reader.at, first) {
            Some((key, at)) => {
                reader.at = at;
                key.map(choose)
            }
            None if first => reader.parse(|parser| parser.known_object().map(|key| key.map(choose)))?,
            None => reader.parse(|parser| parser.next_key().map(|key| key.map(choose)))?,
        };
        if chosen.is_none() {
            reader.leave();
        }
        Ok(chosen)
    }
}

/// The parser's error in our words and with the document's offset, where the parser began at `start`.
#[cold]
fn syntax(start: usize, error: &JiterError) -> ReadError {
    let reason = match &error.error_type {
        JiterErrorType::JsonError(kind) => syntax_reason(kind),
        JiterErrorType::WrongType { .. } => "not valid JSON",
    };
    ReadError::new(reason, start.saturating_add(error.index))
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
