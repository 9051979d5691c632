//! Entries by which a server says what went wrong, or what else there is to know.

use std::fmt;

/// An entry of the answer's error or message list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub(crate) code: Option<ErrorCode>,
    pub(crate) text: String,
    pub(crate) documentation_url: Option<String>,
    pub(crate) pointer: Option<String>,
}

impl Message {
    /// Changes every text that the server chose.
    pub(crate) fn redact(&mut self, redact: &dyn Fn(String) -> String) {
        self.text = redact(std::mem::take(&mut self.text));
        self.code = self.code.take().map(|code| ErrorCode(redact(code.0.into()).into()));
        self.documentation_url = self.documentation_url.take().map(redact);
        self.pointer = self.pointer.take().map(redact);
    }

    /// Identifies the kind of message.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        self.code.as_ref()
    }

    /// Text for people. Empty where the server gave none.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.text
    }

    /// Link to an explanation.
    #[must_use]
    pub fn documentation_url(&self) -> Option<&str> {
        self.documentation_url.as_deref()
    }

    /// JSON Pointer (RFC 6901) to what is meant in the request.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = super::one_line(&self.text);
        match &self.code {
            Some(code) if text.is_empty() => write!(f, "{code}"),
            Some(code) => write!(f, "{code} {text}"),
            None => f.write_str(&text),
        }
    }
}

/// The code of a [`Message`]: a number with some servers, a word with others.
///
/// It compares with either: `code == 1003` and `code == "invalid_request"`. A number that came as text is equal to
/// both forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode(Box<str>);

impl ErrorCode {
    pub(crate) fn new(code: &str) -> Self {
        Self(code.into())
    }

    /// The code as text, in decimal if it is a number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as a number, if it is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::one_line(&self.0))
    }
}

impl PartialEq<str> for ErrorCode {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for ErrorCode {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

macro_rules! compare_with_integer {
    ($($integer:ty),*) => {$(
        impl PartialEq<$integer> for ErrorCode {
            fn eq(&self, other: &$integer) -> bool {
                self.as_i64() == Some(i64::from(*other))
            }
        }
    )*};
}

compare_with_integer!(i64, i32, u32, u16);
