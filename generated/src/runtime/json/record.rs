//! Models as tables: the one reader and the one writer of every struct.

use std::fmt;

use super::map::write_entries;
use super::reader::Keys;
use super::seen::Seen;
use super::slot::AnySlot;
use super::{ReadError, Reader, Slot, WriteError, Writer};

/// How many names behind the expected one are looked at first: servers answer in the document's order and leave out
/// what is empty.
const AHEAD: usize = 4;

/// What the runtime knows of a model. All of it is constant, so that a table costs the compiler next to nothing.
#[derive(Debug)]
pub(crate) struct Table {
    /// The fields' wire names, in the document's order.
    pub(crate) names: &'static [&'static str],
    /// For each field, what stands behind its name in [`record!`](super::record!): `?` says that it may be left out, `~`
    /// that its wire name has to be escaped in JSON.
    pub(crate) marks: &'static [&'static [char]],
    /// The struct's name and those of its fields in Rust, with blanks between, for `Debug`.
    pub(crate) idents: &'static str,
}

impl Table {
    /// The table of what is no model.
    pub(crate) const EMPTY: &'static Self = &Self { names: &[], marks: &[], idents: "" };

    /// The position of a name, which is likely at `expected` or a little behind it.
    #[inline]
    pub(crate) fn find(&self, expected: usize, name: &str) -> Option<usize> {
        if self.names.get(expected).is_some_and(|known| *known == name) {
            return Some(expected);
        }
        let likely = self.names.iter().skip(expected).take(AHEAD).position(|known| *known == name);
        match likely {
            Some(ahead) => Some(expected + ahead),
            // Comparing lengths decides nearly always, so that even a wide table costs less than an index would.
            None => self.names.iter().position(|known| *known == name),
        }
    }

    /// Moves to the next key if it is one of those that are likely, in the spelling that servers give it.
    #[inline]
    fn foresee(&self, expected: usize, keys: &mut Keys, reader: &mut Reader<'_>) -> Option<usize> {
        let likely = self.names.iter().zip(self.marks).skip(expected).take(AHEAD);
        let ahead = likely.into_iter().position(|(name, marks)| !marks.contains(&'~') && keys.next_if(reader, name))?;
        Some(expected + ahead)
    }

    fn entries(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.names.iter().zip(self.marks).map(|(name, marks)| (*name, !marks.contains(&'?')))
    }
}

/// A key of an object, as the record that is being read sees it.
enum Key {
    Field(usize),
    Rest(String),
    Unknown,
}

/// Reads an object into the fields of a record that is blank.
///
/// Unknown keys go into the record's rest or are skipped. Of equal keys, the last one counts. A required field that is
/// missing is an error, unless `null` is among its values.
pub(super) fn read(table: &'static Table, all: &mut [&mut AnySlot], reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let (fields, rest) = all.split_at_mut(table.names.len().min(all.len()));
    let mut rest = rest.first_mut().and_then(|rest| rest.entries_mut());
    let mut seen = Seen::new(fields.len());
    let mut expected = 0;
    let mut keys = reader.object()?;
    while let Some(key) = match table.foresee(expected, &mut keys, reader) {
        Some(position) => Some(Key::Field(position)),
        None => keys.next(reader, |key| match table.find(expected, key) {
            Some(position) => Key::Field(position),
            None if rest.is_some() => Key::Rest(key.to_owned()),
            None => Key::Unknown,
        })?,
    } {
        match (key, &mut rest) {
            (Key::Field(position), _) => {
                expected = position + 1;
                let Some(field) = fields.get_mut(position) else { return reader.skip() };
                if !seen.insert(position) {
                    field.reset();
                }
                field.read(reader).map_err(|error| inside(table, position, error))?;
            }
            (Key::Rest(key), Some(rest)) => rest.read_entry(key, reader)?,
            (Key::Rest(_), None) | (Key::Unknown, _) => reader.skip()?,
        }
    }
    for (position, (name, required)) in table.entries().enumerate() {
        // A blank slot that has no value is one that `null` could fill: nothing is lost by taking it as that.
        if required && !seen.contains(position) && !fields.get(position).is_some_and(|field| field.is_absent()) {
            return Err(reader.error("a required field is missing").inside_key(name));
        }
    }
    Ok(())
}

#[cold]
fn inside(table: &'static Table, position: usize, error: ReadError) -> ReadError {
    match table.names.get(position) {
        Some(name) => error.inside_key(name),
        None => error,
    }
}

/// Writes the fields of a record as an object: in the document's order, then its rest.
pub(super) fn write(table: &'static Table, all: &[&AnySlot], writer: &mut Writer) -> Result<(), WriteError> {
    let (fields, rest) = all.split_at(table.names.len().min(all.len()));
    writer.begin_object()?;
    for ((name, required), field) in table.entries().zip(fields) {
        if required || !field.is_absent() {
            writer.key(name);
            field.write(writer).map_err(|error| error.inside_key(name))?;
        }
    }
    if let Some(rest) = rest.first().and_then(|rest| rest.entries()) {
        write_entries(rest, table.names, writer)?;
    }
    writer.end_object();
    Ok(())
}

/// Whether the fields of two records of one type are equal.
pub(super) fn equal(ours: &[&AnySlot], theirs: &[&AnySlot]) -> bool {
    ours.iter().zip(theirs).all(|(ours, theirs)| ours.equals(*theirs))
}

/// Gives the fields of one record to another of its type.
pub(super) fn assign(ours: &mut [&mut AnySlot], theirs: &[&AnySlot]) {
    for (ours, theirs) in ours.iter_mut().zip(theirs) {
        ours.assign(*theirs);
    }
}

/// Shows a record as `derive(Debug)` would.
pub(crate) fn debug(record: &dyn Slot, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut idents = record.table().idents.split_ascii_whitespace();
    let mut shown = f.debug_struct(idents.next().unwrap_or_default());
    record.fields(&mut |fields| {
        for (name, field) in idents.by_ref().zip(fields) {
            shown.field(name.trim_start_matches("r#"), field);
        }
    });
    shown.finish()
}
