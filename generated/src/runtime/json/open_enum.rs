//! Enums whose list of values may grow: what is unknown is kept.

use std::fmt;

use super::Slot;
use crate::runtime::types::{UnknownValue, UnknownVariant};

/// The known value of a text.
fn known<T: Slot + Clone>(known: &'static [T], text: &str) -> Option<T> {
    known.iter().find(|value| value.text() == Some(text)).cloned()
}

/// The value of a text: a known one, or the variant that keeps others.
pub(crate) fn enum_of<T: Slot + Clone>(text: &str, all: &'static [T], unknown: fn(UnknownValue) -> T) -> T {
    known(all, text).unwrap_or_else(|| unknown(UnknownValue::new(text)))
}

/// The value of a known text.
pub(crate) fn parse_enum<T: Slot + Clone>(text: &str, all: &'static [T]) -> Result<T, UnknownVariant> {
    known(all, text).ok_or_else(|| UnknownVariant::new(text, all.iter().filter_map(Slot::text).collect()))
}

/// Shows an enum as `derive(Debug)` would. `idents` are the names of the known variants, with blanks between.
pub(crate) fn debug_enum<T: Slot>(
    value: &T,
    all: &'static [T],
    idents: &'static str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let position = all.iter().position(|known| known.text() == value.text());
    match position.and_then(|position| idents.split_ascii_whitespace().nth(position)) {
        Some(name) => f.write_str(name.trim_start_matches("r#")),
        None => f.debug_tuple("Unknown").field(&value.text().unwrap_or_default()).finish(),
    }
}
