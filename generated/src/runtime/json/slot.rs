//! A place that holds one value: how it is read, written, compared and copied.

use std::any::Any;
use std::fmt::Debug;

use super::record::{self, Table};
use super::{Entries, ReadError, Reader, WriteError, Writer};

/// A slot that lives as long as it likes, so that another can ask whether it is of the same type.
pub(crate) type AnySlot = dyn Slot;

/// Is shown the fields of a record.
pub(crate) type Visit<'v> = dyn FnMut(&[&AnySlot]) + 'v;

/// Is lent the fields of a record.
pub(crate) type VisitMut<'v> = dyn FnMut(&mut [&mut AnySlot]) + 'v;

/// A place for one JSON value: a field of a model, an element of a list, a whole body.
///
/// Object-safe, so that the code that walks a model's fields exists once. What a type has to say of itself is little,
/// since there are thousands of them, and each function of each costs its users compile time:
/// - a model has a [`table`](Self::table) and shows its fields; the provided methods do the rest with them;
/// - an enum of texts is a [`text`](Self::text) and becomes one;
/// - any other value brings the four verbs of its own: `read`, `write`, `equals` and `assign`, the last two of which
///   [`plain!`](super::plain) gives.
pub(crate) trait Slot: Any + Debug {
    /// The value that a slot has until it is read, made without allocating; callers never see it.
    fn blank() -> Self
    where
        Self: Sized;

    /// What `null` is where the slot is optional: nothing, unless it is a value like others.
    fn of_null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// What is known of a model's fields.
    fn table(&self) -> &'static Table {
        Table::EMPTY
    }

    /// Shows a model's fields, in the order of its table; behind them, the map that keeps what the table does not name.
    fn fields(&self, visit: &mut Visit<'_>) {
        visit(&[]);
    }

    /// Lends the same fields in the same order.
    fn fields_mut(&mut self, visit: &mut VisitMut<'_>) {
        visit(&mut []);
    }

    /// The text of an enum's value.
    fn text(&self) -> Option<&str> {
        None
    }

    /// Becomes the enum's value of a text, known or not.
    fn set_text(&mut self, _text: &str) {}

    /// Reads the next value. What was in the slot is replaced; a failed read leaves it with any value of its type.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if self.text().is_some() {
            self.set_text(reader.string()?);
            return Ok(());
        }
        let table = self.table();
        let mut read = Ok(());
        self.fields_mut(&mut |fields| read = record::read(table, fields, reader));
        read
    }

    /// Writes the value.
    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        if let Some(text) = self.text() {
            writer.string(text);
            return Ok(());
        }
        let mut written = Ok(());
        self.fields(&mut |fields| written = record::write(self.table(), fields, writer));
        written
    }

    /// Whether the other slot, which is of the same type, has an equal value.
    fn equals(&self, other: &AnySlot) -> bool {
        let mut equal = self.text() == other.text();
        self.fields(&mut |ours| other.fields(&mut |theirs| equal &= record::equal(ours, theirs)));
        equal
    }

    /// Takes over the value of the other slot, which is of the same type.
    fn assign(&mut self, other: &AnySlot) {
        if let Some(text) = other.text() {
            self.set_text(text);
        }
        self.fields_mut(&mut |ours| other.fields(&mut |theirs| record::assign(ours, theirs)));
    }

    /// Whether there is no value: an optional field is then left out, and a required one may be missing.
    fn is_absent(&self) -> bool {
        false
    }

    /// Back to the blank value, where reading does not replace everything by itself (a key that comes a second time).
    fn reset(&mut self) {
        self.fields_mut(&mut |fields| fields.iter_mut().for_each(|field| field.reset()));
    }

    /// The slot as a map that can keep what a table does not name.
    fn entries(&self) -> Option<&dyn Entries> {
        None
    }

    /// The slot as a map that can keep what a table does not name.
    fn entries_mut(&mut self) -> Option<&mut dyn Entries> {
        None
    }
}

/// A blank value.
pub(crate) fn blank<T: Slot>() -> T {
    T::blank()
}

/// A copy, field by field, for types without a `Clone` of their own.
pub(crate) fn copied<T: Slot>(value: &T) -> T {
    let mut copy = T::blank();
    copy.assign(value);
    copy
}

/// Whether two slots of one type hold equal values.
pub(crate) fn same<T: Slot + PartialEq>(ours: &T, theirs: &AnySlot) -> bool {
    (theirs as &dyn Any).downcast_ref() == Some(ours)
}

/// Takes over the value of a slot of the same type.
pub(crate) fn take_over<T: Slot + Clone>(ours: &mut T, theirs: &AnySlot) {
    if let Some(theirs) = (theirs as &dyn Any).downcast_ref() {
        ours.clone_from(theirs);
    }
}

/// How a slot that is no model is compared and copied: as its type does by itself.
macro_rules! plain {
    () => {
        fn equals(&self, other: &$crate::runtime::json::AnySlot) -> ::std::primitive::bool {
            $crate::runtime::json::same(self, other)
        }

        fn assign(&mut self, other: &$crate::runtime::json::AnySlot) {
            $crate::runtime::json::take_over(self, other);
        }
    };
}

pub(crate) use plain;
