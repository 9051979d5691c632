//! Days of the calendar.

use std::fmt;
use std::str::FromStr;

use super::ParseError;
use super::calendar::Scanner;
use super::text::text_type;

/// A day of the Gregorian calendar, from year 0000 to 9999: the format `date` (`full-date` of RFC 3339 §5.6).
///
/// Read from and shown as `2014-01-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    const EXPECTED: &'static str = "an RFC 3339 full-date";

    /// The day with this year (0 to 9999), month (1 to 12) and day of the month (from 1), if there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ParseError> {
        let date = || {
            let year = i16::try_from(year).ok()?;
            let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            Some(Self(date))
        };
        date().ok_or(ParseError::new(Self::EXPECTED))
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    fn to_wire(self) -> String {
        self.to_string()
    }
}

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut scanner = Scanner::new(text);
        let date = scanner.date().filter(|_| scanner.is_at_end());
        date.map(Self).ok_or(ParseError::new(Self::EXPECTED))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

text_type!(Date, "an RFC 3339 full-date", Date(jiff::civil::Date::ZERO));
