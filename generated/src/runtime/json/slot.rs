//! A place that holds one value: how it is read, written and first filled.

use super::{ReadError, Reader, WriteError, Writer};

/// A place for one JSON value: a field of a model, an element of a list, a whole body.
///
/// Object-safe, so that the code that walks a model's fields exists once.
pub(crate) trait Slot {
    /// Reads the next value. What was in the slot is replaced; a failed read leaves it with any value of its type.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Writes the value.
    fn write(&self, writer: &mut Writer) -> Result<(), WriteError>;

    /// Whether there is no value: an optional field is then left out, and a required one may be missing.
    fn is_absent(&self) -> bool {
        false
    }

    /// Back to the blank value, where reading does not replace everything by itself (a key that comes a second time).
    fn reset(&mut self) {}
}

/// The value that a slot has until it is read; callers never see it.
pub(crate) trait Blank {
    /// An empty value, made without allocating.
    fn blank() -> Self;
}

impl Blank for String {
    fn blank() -> Self {
        Self::new()
    }
}

impl Slot for String {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let text = reader.string()?;
        self.clear();
        self.push_str(text);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.string(self);
        Ok(())
    }
}

impl Blank for bool {
    fn blank() -> Self {
        false
    }
}

impl Slot for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.boolean()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.boolean(*self);
        Ok(())
    }
}

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T: Slot + Blank> Slot for Option<T> {
    /// `null` is `None`, whether the schema says nullable or merely optional.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.null()? {
            *self = None;
            return Ok(());
        }
        let mut value = T::blank();
        value.read(reader)?;
        *self = Some(value);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        if let Some(value) = self {
            return value.write(writer);
        }
        writer.null();
        Ok(())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Blank> Blank for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Slot> Slot for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        (**self).read(reader)
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        (**self).write(writer)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn reset(&mut self) {
        (**self).reset();
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Slot + Blank> Slot for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        read_list(self, reader)
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        write_list(&mut self.iter().map(|element| element as &dyn Slot), writer)
    }
}

/// A list that grows by one element that is read: what differs between the types of lists.
trait List {
    fn push_next(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;
    fn len(&self) -> usize;
}

impl<T: Slot + Blank> List for Vec<T> {
    fn push_next(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let mut element = T::blank();
        element.read(reader)?;
        self.push(element);
        Ok(())
    }

    fn len(&self) -> usize {
        Vec::len(self)
    }
}

fn read_list(list: &mut dyn List, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let mut elements = reader.array()?;
    while elements.next(reader)? {
        let read = list.push_next(reader);
        read.map_err(|error| error.inside_index(list.len()))?;
    }
    Ok(())
}

fn write_list(elements: &mut dyn Iterator<Item = &dyn Slot>, writer: &mut Writer) -> Result<(), WriteError> {
    writer.begin_array()?;
    for (index, element) in elements.enumerate() {
        writer.element();
        element.write(writer).map_err(|error| error.inside_index(index))?;
    }
    writer.end_array();
    Ok(())
}
