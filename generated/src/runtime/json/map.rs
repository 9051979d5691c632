//! Objects whose keys the document does not name.

use std::collections::BTreeMap;

use super::{Blank, Names, ReadError, Reader, Slot, WriteError, Writer};

/// A map from keys to values of one type: a whole object, or the rest of a record.
pub(crate) trait Entries {
    /// Reads the value of `key`. A key that comes a second time replaces the first, as in a record.
    fn read_entry(&mut self, key: String, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Hands every entry, in the order of the keys, to `each`, until one fails.
    fn for_each(&self, each: &mut dyn FnMut(&str, &dyn Slot) -> Result<(), WriteError>) -> Result<(), WriteError>;
}

impl<T: Slot + Blank> Entries for BTreeMap<String, T> {
    fn read_entry(&mut self, key: String, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let mut value = T::blank();
        match value.read(reader) {
            Ok(()) => {
                self.insert(key, value);
                Ok(())
            }
            Err(error) => Err(error.inside_key(&key)),
        }
    }

    fn for_each(&self, each: &mut dyn FnMut(&str, &dyn Slot) -> Result<(), WriteError>) -> Result<(), WriteError> {
        self.iter().try_for_each(|(key, value)| each(key, value))
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Slot + Blank> Slot for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        read_map(self, reader)
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.begin_object()?;
        write_entries(self, None, writer)?;
        writer.end_object();
        Ok(())
    }
}

fn read_map(map: &mut dyn Entries, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let mut keys = reader.object()?;
    while let Some(key) = keys.next(reader, str::to_owned)? {
        map.read_entry(key, reader)?;
    }
    Ok(())
}

/// Writes the entries into the object that is open. None may have one of the `taken` names.
pub(super) fn write_entries(
    entries: &dyn Entries,
    taken: Option<&Names>,
    writer: &mut Writer,
) -> Result<(), WriteError> {
    entries.for_each(&mut |key, value| {
        if taken.is_some_and(|taken| taken.find(key).is_some()) {
            return Err(WriteError::new("an extra entry has the name of a field").inside_key(key));
        }
        writer.key(key);
        value.write(writer).map_err(|error| error.inside_key(key))
    })
}
