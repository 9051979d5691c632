//! Objects whose keys the document does not name.

use std::collections::BTreeMap;

use super::{ReadError, Reader, Slot, WriteError, Writer, plain};

/// A map from keys to values of one type: a whole object, or the rest of a record.
pub(crate) trait Entries {
    /// Reads the value of `key`. A key that comes a second time replaces the first, as in a record.
    fn read_entry(&mut self, key: String, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Hands every entry, in the order of the keys, to `each`, until one fails.
    fn for_each(&self, each: &mut dyn FnMut(&str, &dyn Slot) -> Result<(), WriteError>) -> Result<(), WriteError>;
}

impl<T: Slot + Clone + PartialEq> Entries for BTreeMap<String, T> {
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

impl<T: Slot + Clone + PartialEq> Slot for BTreeMap<String, T> {
    plain!();

    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        read_map(self, reader)
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.begin_object()?;
        write_entries(self, &[], writer)?;
        writer.end_object();
        Ok(())
    }

    fn reset(&mut self) {
        self.clear();
    }

    fn entries(&self) -> Option<&dyn Entries> {
        Some(self)
    }

    fn entries_mut(&mut self) -> Option<&mut dyn Entries> {
        Some(self)
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
pub(super) fn write_entries(entries: &dyn Entries, taken: &[&str], writer: &mut Writer) -> Result<(), WriteError> {
    entries.for_each(&mut |key, value| {
        if taken.contains(&key) {
            return Err(WriteError::new("an extra entry has the name of a field").inside_key(key));
        }
        writer.key(key);
        value.write(writer).map_err(|error| error.inside_key(key))
    })
}
