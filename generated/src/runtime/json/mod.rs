//! Reading and writing JSON through field tables.
//!
//! A model is a plain struct and one static table of its wire names. This module holds the one reader and the one writer
//! that serve every model, so that a crate with thousands of models compiles them once, and not once per model.
//!
//! Reading is tolerant where nothing is lost by it: unknown keys, unknown enum values and other number forms (`1.0` or
//! `1e3` for an integer) are accepted. It is strict about everything else (RFC 8259), and every error says where in the
//! document it is. Writing refuses what JSON cannot say, such as a number that is not finite.

#![allow(dead_code, unused_imports, unused_macros, reason = "an API uses the parts that its models need")]

mod bridge;
mod error;
mod integer_enum;
mod macros;
mod map;
mod number;
mod open_enum;
mod reader;
mod record;
mod scan;
mod seen;
mod simple;
mod slot;
mod tuple;
mod union;
mod union_macro;
mod value;
mod writer;

pub(crate) use self::bridge::{deserialize, serialize};
pub(crate) use self::error::{ReadError, WriteError};
pub(crate) use self::integer_enum::{IntegerEnum, integer_enum, read_integer_enum};
pub(crate) use self::macros::{open_enum, record, serde_bridge};
pub(crate) use self::map::Entries;
pub(crate) use self::open_enum::{debug_enum, enum_of, parse_enum};
pub(crate) use self::reader::{Kind, Reader};
pub(crate) use self::record::{Table, debug};
pub(crate) use self::slot::{AnySlot, Slot, Visit, VisitMut, blank, copied, plain, same, take_over};
pub(crate) use self::tuple::{Elements, read_elements, write_elements};
pub(crate) use self::union::{Alternative, Alternatives, Shape, Shapes, Telling, Union, read_union, write_union};
pub(crate) use self::union_macro::{first, is_empty, union};
pub(crate) use self::writer::Writer;

/// How deep objects and arrays may be nested, in what is read and in what is written: 128 levels.
///
/// RFC 8259 §9 lets a parser set such a limit; without one, a short hostile document would exhaust the stack.
pub(crate) const MAX_DEPTH: u8 = 128;

/// The text of an enum's value.
pub(crate) type Text<'t> = Option<&'t str>;

/// What comes of parsing an enum's value.
pub(crate) type Parsed<T> = Result<T, super::types::UnknownVariant>;

/// What comes of serializing.
pub(crate) type Serialized<S> = Result<<S as serde::Serializer>::Ok, <S as serde::Serializer>::Error>;

/// Reads one whole JSON document.
///
/// A byte order mark at the start is skipped (RFC 8259 §8.1); anything but white space behind the value is an error.
pub(crate) fn read<T: Slot>(document: &[u8]) -> Result<T, ReadError> {
    let mut value = T::blank();
    read_into(&mut value, document)?;
    Ok(value)
}

/// As [`read`], into a slot that exists already.
pub(crate) fn read_into(slot: &mut dyn Slot, document: &[u8]) -> Result<(), ReadError> {
    let mut reader = Reader::new(document)?;
    slot.read(&mut reader)?;
    reader.finish()
}

/// Writes one value as compact JSON.
pub(crate) fn write(slot: &dyn Slot) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new();
    slot.write(&mut writer)?;
    Ok(writer.into_bytes())
}
