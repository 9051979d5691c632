//! Fields of which "no value" and "left out" are two different things.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::json::{ReadError, Reader, Slot, WriteError, Writer, plain};

/// An optional field that may also be `null`: what is absent stays as it is on the server, and `null` clears it.
///
/// Serialized by itself, `Absent` is as `Null`; in a derived struct, leave it out with
/// `#[serde(default, skip_serializing_if = "Nullable::is_absent")]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The field is left out.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the field is left out.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state with another value: absent stays absent, and null stays null.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(change(value)),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`, not absent: whoever sets a field means to change it.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Slot + Clone + PartialEq> Slot for Nullable<T> {
    plain!();

    fn blank() -> Self {
        Self::Absent
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let mut value = None::<T>;
        value.read(reader)?;
        *self = value.into();
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        match self {
            Self::Value(value) => value.write(writer),
            Self::Absent | Self::Null => {
                writer.null();
                Ok(())
            }
        }
    }

    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }

    fn reset(&mut self) {
        *self = Self::Absent;
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}
