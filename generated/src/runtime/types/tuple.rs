//! Arrays that mostly are a certain tuple.

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::json::{
    Elements, ReadError, Reader, Slot, WriteError, Writer, plain, read_elements, write_elements,
};

/// An array whose first elements are those of the tuple `T`, and of which the document admits more, or fewer.
///
/// An array of just these elements is the tuple. Any other is kept, and written back as the same JSON.
#[derive(Clone, PartialEq)]
pub struct Tuple<T>(Content<T>);

#[derive(Clone, PartialEq)]
enum Content<T> {
    Tuple(T),
    Other(Value),
}

impl<T> Tuple<T> {
    /// The tuple; `None` where a server sent an array of another length, or of other elements.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        match &self.0 {
            Content::Tuple(tuple) => Some(tuple),
            Content::Other(_) => None,
        }
    }

    /// The tuple, for keeps.
    #[must_use]
    pub fn into_inner(self) -> Option<T> {
        match self.0 {
            Content::Tuple(tuple) => Some(tuple),
            Content::Other(_) => None,
        }
    }

    /// What a server sent in place of the tuple.
    #[must_use]
    pub fn as_other(&self) -> Option<&Value> {
        match &self.0 {
            Content::Tuple(_) => None,
            Content::Other(value) => Some(value),
        }
    }
}

impl<T> From<T> for Tuple<T> {
    fn from(tuple: T) -> Self {
        Self(Content::Tuple(tuple))
    }
}

impl<T: fmt::Debug> fmt::Debug for Tuple<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Tuple(tuple) => tuple.fmt(f),
            Content::Other(value) => value.fmt(f),
        }
    }
}

impl<T: Elements + Slot + Clone + PartialEq> Slot for Tuple<T> {
    plain!();

    fn blank() -> Self {
        Self(Content::Tuple(T::blank()))
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let start = reader.clone();
        let mut tuple = T::blank();
        if read_elements(&mut tuple, true, reader).is_ok() {
            self.0 = Content::Tuple(tuple);
            return Ok(());
        }
        *reader = start;
        let mut value = Value::Null;
        value.read(reader)?;
        self.0 = Content::Other(value);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        match &self.0 {
            Content::Tuple(tuple) => write_elements(tuple, writer),
            Content::Other(value) => value.write(writer),
        }
    }
}

impl<T: Serialize> Serialize for Tuple<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Content::Tuple(tuple) => tuple.serialize(serializer),
            Content::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Tuple<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Self(match T::deserialize(&value) {
            Ok(tuple) => Content::Tuple(tuple),
            Err(_) => Content::Other(value),
        }))
    }
}
