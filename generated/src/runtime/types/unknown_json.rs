//! What fits none of the types that this version of the crate knows.

use std::fmt;

use serde_json::Value;

use crate::runtime::json::{ReadError, Reader, Slot, WriteError, Writer, plain};

/// A value that fits none of a union's alternatives. It is kept, and written back as the same JSON.
///
/// Only reading makes one, so that what a newer version knows as an alternative is never matched here.
#[derive(Clone, PartialEq)]
pub struct UnknownJson(Value);

impl UnknownJson {
    /// The value.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.0
    }

    /// The value, for keeps.
    #[must_use]
    pub fn into_json(self) -> Value {
        self.0
    }
}

impl fmt::Debug for UnknownJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Slot for UnknownJson {
    plain!();

    fn blank() -> Self {
        Self(Value::Null)
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.0.read(reader)
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        self.0.write(writer)
    }
}

/// The number of an enum's value that this version of the crate does not know. It is kept, and written back.
///
/// Only reading makes one, so that what a newer version knows by name is never matched by its number here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    pub(crate) fn new(value: i64) -> Self {
        Self(value)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
