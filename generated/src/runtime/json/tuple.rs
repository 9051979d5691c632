//! Arrays whose elements are of a type each.

use super::{ReadError, Reader, Slot, WriteError, Writer, plain};

/// A tuple whose elements are reached by their position, so that reading and writing exist once.
pub(crate) trait Elements {
    /// The element at a position, to be read; `None` behind the last one.
    fn slot(&mut self, position: usize) -> Option<&mut dyn Slot>;

    /// The element at a position, to be written; `None` behind the last one.
    fn get(&self, position: usize) -> Option<&dyn Slot>;
}

/// Reads an array into a tuple.
///
/// `exact` refuses an array of another length. Otherwise what comes behind the last element is skipped, as an unknown
/// key of an object is, and an element may be missing where `null` is among its values.
pub(crate) fn read_elements(tuple: &mut dyn Elements, exact: bool, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    let mut elements = reader.array()?;
    let mut position = 0;
    while elements.next(reader)? {
        match tuple.slot(position) {
            Some(slot) => slot.read(reader).map_err(|error| error.inside_index(position))?,
            None if exact => return Err(reader.error("an element too many").inside_index(position)),
            None => reader.skip()?,
        }
        position += 1;
    }
    while let Some(slot) = tuple.get(position) {
        if exact || !slot.is_absent() {
            return Err(reader.error("an element is missing").inside_index(position));
        }
        position += 1;
    }
    Ok(())
}

/// Writes a tuple as an array.
pub(crate) fn write_elements(tuple: &dyn Elements, writer: &mut Writer) -> Result<(), WriteError> {
    writer.begin_array()?;
    for position in 0.. {
        let Some(slot) = tuple.get(position) else { break };
        writer.element();
        slot.write(writer).map_err(|error| error.inside_index(position))?;
    }
    writer.end_array();
    Ok(())
}

/// Ties a tuple's elements to their positions.
macro_rules! tuple {
    ($($type:ident $position:tt)+) => {
        impl<$($type: Slot),+> Elements for ($($type,)+) {
            fn slot(&mut self, position: usize) -> Option<&mut dyn Slot> {
                match position {
                    $($position => Some(&mut self.$position),)+
                    _ => None,
                }
            }

            fn get(&self, position: usize) -> Option<&dyn Slot> {
                match position {
                    $($position => Some(&self.$position),)+
                    _ => None,
                }
            }
        }

        impl<$($type: Slot + Clone + PartialEq),+> Slot for ($($type,)+) {
            plain!();

            fn blank() -> Self {
                ($($type::blank(),)+)
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
                read_elements(self, false, reader)
            }

            fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
                write_elements(self, writer)
            }

            fn reset(&mut self) {
                $(self.$position.reset();)+
            }
        }
    };
}

// As many elements as the standard library's own traits know.
tuple! { A 0 }
tuple! { A 0 B 1 }
tuple! { A 0 B 1 C 2 }
tuple! { A 0 B 1 C 2 D 3 }
tuple! { A 0 B 1 C 2 D 3 E 4 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 }
tuple! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 }
