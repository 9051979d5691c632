//! The way from our tables to serde's traits and back, for callers who keep our models in formats of their own.
//!
//! Both ways lead over JSON bytes, so that serde's generic code exists once per format and not once per model and format.
//! They need a format that describes itself (JSON, YAML, TOML, CBOR, `MessagePack`…).

use std::cell::RefCell;

use serde::de::{Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Kind, ReadError, Reader, Slot, read, write};

/// Serializes what a slot writes.
pub(crate) fn serialize<S: Serializer>(slot: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    let bytes = write(slot).map_err(S::Error::custom)?;
    let reader = Reader::new(&bytes).map_err(S::Error::custom)?;
    Replay(RefCell::new(reader)).serialize(serializer)
}

/// Reads a slot from what a deserializer holds.
pub(crate) fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let bytes = transcode(deserializer)?;
    read(&bytes).map_err(D::Error::custom)
}

fn transcode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let mut bytes = Vec::new();
    serde_transcode::transcode(deserializer, &mut serde_json::Serializer::new(&mut bytes)).map_err(D::Error::custom)?;
    Ok(bytes)
}

/// Serializes the value that a reader is at. It is spent by that.
struct Replay<'j>(RefCell<Reader<'j>>);

impl<'j> Replay<'j> {
    fn read<T, E: serde::ser::Error>(
        &self,
        read: impl FnOnce(&mut Reader<'j>) -> Result<T, ReadError>,
    ) -> Result<T, E> {
        read(&mut self.0.borrow_mut()).map_err(E::custom)
    }

    fn number<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut number = serde_json::Value::Null;
        self.read(|reader| number.read(reader))?;
        number.serialize(serializer)
    }

    fn array<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut elements = self.read(Reader::array)?;
        let mut array = serializer.serialize_seq(None)?;
        while self.read(|reader| elements.next(reader))? {
            array.serialize_element(self)?;
        }
        array.end()
    }

    fn object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = self.read(Reader::object)?;
        let mut object = serializer.serialize_map(None)?;
        while let Some(key) = self.read(|reader| keys.next(reader, str::to_owned))? {
            object.serialize_entry(&key, self)?;
        }
        object.end()
    }
}

impl Serialize for Replay<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.read(Reader::peek)?;
        match kind {
            Kind::Null => {
                self.read(Reader::null)?;
                serializer.serialize_none()
            }
            Kind::Bool => serializer.serialize_bool(self.read(Reader::boolean)?),
            Kind::Number => self.number(serializer),
            Kind::String => {
                let text: String = self.read(|reader| reader.string().map(str::to_owned))?;
                serializer.serialize_str(&text)
            }
            Kind::Array => self.array(serializer),
            Kind::Object => self.object(serializer),
        }
    }
}
