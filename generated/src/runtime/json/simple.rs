//! The slots of which others are made: texts, booleans, lists, and values that may be missing.

use super::{ReadError, Reader, Slot, WriteError, Writer, plain};

impl Slot for String {
    plain!();

    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        // Nearly always the slot is blank, and gets just the room that it needs.
        *self = String::from(reader.string()?);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.string(self);
        Ok(())
    }
}

impl Slot for bool {
    plain!();

    fn blank() -> Self {
        false
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.boolean()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        writer.boolean(*self);
        Ok(())
    }
}

impl<T: Slot + Clone + PartialEq> Slot for Option<T> {
    plain!();

    fn blank() -> Self {
        None
    }

    /// `null` is `None`, whether the schema says nullable or merely optional. Where it may be any JSON, `null` is a value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.null()? {
            *self = T::of_null();
            return Ok(());
        }
        self.insert(T::blank()).read(reader)
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

    fn reset(&mut self) {
        *self = None;
    }
}

impl<T: Slot + Clone + PartialEq> Slot for Box<T> {
    plain!();

    fn blank() -> Self {
        Self::new(T::blank())
    }

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

impl<T: Slot + Clone + PartialEq> Slot for Vec<T> {
    plain!();

    fn blank() -> Self {
        Self::new()
    }

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
    /// Gives back room that is not needed.
    fn end(&mut self);
    fn len(&self) -> usize;
}

/// Elements of more bytes are dear to move each time that a list grows, so that it gets room for some at once.
const LARGE: usize = 256;

/// How many that are.
const SOME: usize = 32;

impl<T: Slot> List for Vec<T> {
    fn push_next(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let mut element = T::blank();
        element.read(reader)?;
        if size_of::<T>() > LARGE && self.capacity() == 0 {
            self.reserve_exact(SOME);
        }
        self.push(element);
        Ok(())
    }

    fn end(&mut self) {
        if size_of::<T>() > LARGE && self.capacity() > 2 * self.len() {
            self.shrink_to_fit();
        }
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
    list.end();
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
