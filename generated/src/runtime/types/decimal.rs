//! Decimal numbers of any precision, as texts.

use super::ParseError;
use crate::runtime::json::{Kind, ReadError, Reader, Slot, WriteError, Writer, plain};

/// A decimal number with all of its digits: the format `decimal`. It is kept as text, since no binary float holds
/// `0.1`; convert it with the decimal type of your choice.
///
/// Reads strings and numbers, and writes what it read in the same form. Two are equal when their texts are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    /// Whether it is a number in JSON, and not a string.
    number: bool,
}

impl Decimal {
    /// The digits, as they were written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double; `None` where a server sent a text that is no number.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok()
    }
}

/// Takes `-12.50`: an optional sign, digits, and a fraction if there is one.
impl std::str::FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if digits(whole) && digits(fraction) {
            Ok(Self { text: text.into(), number: false })
        } else {
            Err(ParseError::new("a decimal number"))
        }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self { text: value.to_string().into(), number: false }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl Slot for Decimal {
    plain!();

    fn blank() -> Self {
        Self { text: Box::default(), number: false }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let number = reader.peek()? == Kind::Number;
        let text = if number { reader.number_text()?.into() } else { reader.string_as("a decimal number")?.into() };
        *self = Self { text, number };
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        if self.number {
            writer.display(&self.text);
        } else {
            writer.string(&self.text);
        }
        Ok(())
    }
}

crate::runtime::json::serde_bridge!(Decimal);
