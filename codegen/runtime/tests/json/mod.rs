//! Tests of the runtime's JSON, which is compiled here as `crate::runtime`, as in a generated crate.

mod bridge;
mod enums;
mod floats;
mod integers;
mod limits;
mod models;
mod records;
mod scanning;
mod syntax;
mod texts;
mod times;
mod tuples;
mod writing;

use crate::runtime::json::{self, ReadError, Slot};

fn read<T: Slot>(document: &str) -> Result<T, ReadError> {
    json::read(document.as_bytes())
}

fn write(value: &dyn Slot) -> String {
    String::from_utf8(json::write(value).unwrap()).unwrap()
}

/// The message of what must fail to be read.
fn failure<T: Slot>(document: &str) -> String {
    read::<T>(document).unwrap_err().to_string()
}

/// Reads and writes; the JSON must be the same.
fn round_trip<T: Slot>(document: &str) {
    assert_eq!(write(&read::<T>(document).unwrap()), document);
}
