//! Enums whose list of values may grow: what is unknown is kept.

use super::{Names, ReadError, Reader};
use crate::runtime::types::{UnknownValue, UnknownVariant};

/// An enum of texts with room for those that the document does not name.
pub(crate) trait OpenEnum: Sized {
    /// The texts of the known values, in the document's order.
    fn names() -> &'static Names;

    /// The known value at a position.
    fn known(position: usize) -> Option<Self>;

    /// The variant that keeps an unknown text.
    fn unknown(value: UnknownValue) -> Self;
}

/// Reads a text, known or not. A value that is no string is an error.
pub(crate) fn read_enum<T: OpenEnum>(reader: &mut Reader<'_>) -> Result<T, ReadError> {
    reader.string().map(enum_of)
}

/// The value of a text, known or not.
pub(crate) fn enum_of<T: OpenEnum>(text: &str) -> T {
    let known = T::names().find(text).and_then(T::known);
    known.unwrap_or_else(|| T::unknown(UnknownValue::new(text)))
}

/// The value of a known text.
pub(crate) fn parse_enum<T: OpenEnum>(text: &str) -> Result<T, UnknownVariant> {
    let known = T::names().find(text).and_then(T::known);
    known.ok_or_else(|| UnknownVariant::new(text, T::names().as_slice()))
}
