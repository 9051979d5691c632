//! Models as tables: the one reader and the one writer of every struct.

use super::map::write_entries;
use super::seen::Seen;
use super::{Entries, Names, ReadError, Reader, Slot, WriteError, Writer};

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Always written; an error where it is missing.
    Required,
    /// Left out where it has no value.
    Optional,
}

impl Field {
    /// The field of a line in a [`record!`](super::record!) table, by its marks: `?` stands for optional.
    pub(crate) const fn marked(marks: &[char]) -> Self {
        if marks.is_empty() { Self::Required } else { Self::Optional }
    }
}

/// What the runtime knows of a model: its fields' wire names, in the document's order, and which are required.
#[derive(Debug)]
pub(crate) struct Table {
    names: Names,
    fields: &'static [Field],
}

impl Table {
    /// A table of fields: a name for each, and whether it is required.
    pub(crate) const fn new(names: &'static [&'static str], fields: &'static [Field]) -> Self {
        Self { names: Names::new(names), fields }
    }

    fn entries(&self) -> impl Iterator<Item = (usize, &'static str, Field)> {
        let named = self.names.as_slice().iter().zip(self.fields);
        named.enumerate().map(|(position, (name, field))| (position, *name, *field))
    }
}

/// A struct whose fields are reached by their position in its table.
pub(crate) trait Record {
    /// The model's table.
    fn table(&self) -> &'static Table;

    /// The field at a position, to be read; `None` where the table has no such position.
    fn slot(&mut self, position: usize) -> Option<&mut dyn Slot>;

    /// The field at a position, to be written; `None` where the table has no such position.
    fn get(&self, position: usize) -> Option<&dyn Slot>;

    /// Where keys go that the table does not name; `None` forgets them.
    fn rest_mut(&mut self) -> Option<&mut dyn Entries> {
        None
    }

    /// The keys that the table does not name.
    fn rest(&self) -> Option<&dyn Entries> {
        None
    }
}

/// A key of an object, as the record that is being read sees it.
enum Key {
    Field(usize),
    Rest(String),
    Unknown,
}

/// Reads an object into a record that is blank.
///
/// Unknown keys go into the record's rest or are skipped. Of equal keys, the last one counts. A required field that is
/// missing is an error, unless `null` is among its values.
pub(crate) fn read_record(record: &mut dyn Record, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let table = record.table();
    let keeps_rest = record.rest_mut().is_some();
    let mut seen = Seen::new(table.fields.len());
    let mut expected = 0;
    let mut keys = reader.object()?;
    while let Some(key) = keys.next(reader, |key| match table.names.find_from(expected, key) {
        Some(position) => Key::Field(position),
        None if keeps_rest => Key::Rest(key.to_owned()),
        None => Key::Unknown,
    })? {
        match key {
            Key::Field(position) => {
                expected = position + 1;
                let again = !seen.insert(position);
                read_field(record, position, again, reader)?;
            }
            Key::Rest(key) => read_rest(record, key, reader)?,
            Key::Unknown => reader.skip()?,
        }
    }
    check_required(record, &seen, reader)
}

#[inline]
fn read_field(record: &mut dyn Record, position: usize, again: bool, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let table = record.table();
    let Some(slot) = record.slot(position) else { return reader.skip() };
    if again {
        slot.reset();
    }
    slot.read(reader).map_err(|error| match table.names.as_slice().get(position) {
        Some(name) => error.inside_key(name),
        None => error,
    })
}

fn read_rest(record: &mut dyn Record, key: String, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    match record.rest_mut() {
        Some(rest) => rest.read_entry(key, reader),
        None => reader.skip(),
    }
}

fn check_required(record: &dyn Record, seen: &Seen, reader: &Reader<'_>) -> Result<(), ReadError> {
    for (position, name, field) in record.table().entries() {
        if field == Field::Required && !seen.contains(position) {
            // A blank slot that has no value is one that `null` could fill: nothing is lost by taking it as that.
            let nullable = record.get(position).is_some_and(Slot::is_absent);
            if !nullable {
                return Err(reader.error("a required field is missing").inside_key(name));
            }
        }
    }
    Ok(())
}

/// Writes a record as an object: its fields in the document's order, then its rest.
pub(crate) fn write_record(record: &dyn Record, writer: &mut Writer) -> Result<(), WriteError> {
    let table = record.table();
    writer.begin_object()?;
    for (position, name, field) in table.entries() {
        let Some(slot) = record.get(position) else { continue };
        if field == Field::Optional && slot.is_absent() {
            continue;
        }
        writer.key(name);
        slot.write(writer).map_err(|error| error.inside_key(name))?;
    }
    if let Some(rest) = record.rest() {
        write_entries(rest, Some(&table.names), writer)?;
    }
    writer.end_object();
    Ok(())
}
