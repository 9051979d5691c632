//! Enums of integers whose list of values may grow.

use super::{ReadError, Reader, Slot};
use crate::runtime::types::UnknownInteger;

/// An enum of integers with room for those that the document does not name.
pub(crate) trait IntegerEnum: Sized {
    /// The known value, or the one that keeps an unknown number.
    fn of(value: i64) -> Option<Self>;

    /// The variant that keeps an unknown number.
    fn unknown(value: UnknownInteger) -> Self;
}

/// Reads an integer, known or not, in any of JSON's forms (`1`, `1.0`).
pub(crate) fn read_integer_enum<T: IntegerEnum>(reader: &mut Reader<'_>) -> Result<T, ReadError> {
    let mut value = 0_i64;
    value.read(reader)?;
    Ok(T::of(value).unwrap_or_else(|| T::unknown(UnknownInteger::new(value))))
}

/// Ties an enum's variants to their integers. The enum has a last variant `Unknown(types::UnknownInteger)`.
///
/// ```text
/// integer_enum! { Level { Low = 1, High = 2 } }
/// ```
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $name {
            /// The values that this version of the crate knows, in the document's order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The integer that stands for the value in the API, whether or not this version of the crate knows it.
            #[must_use]
            pub fn as_i64(&self) -> ::std::primitive::i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.get(),
                }
            }
        }

        impl $crate::runtime::json::IntegerEnum for $name {
            fn of(value: ::std::primitive::i64) -> ::std::option::Option<Self> {
                match value {
                    $($wire => ::std::option::Option::Some(Self::$variant),)*
                    _ => ::std::option::Option::None,
                }
            }

            fn unknown(value: $crate::runtime::types::UnknownInteger) -> Self {
                Self::Unknown(value)
            }
        }

        impl $crate::runtime::json::Slot for $name {
            $crate::runtime::json::plain!();

            fn blank() -> Self {
                Self::Unknown($crate::runtime::types::UnknownInteger::new(0))
            }

            fn read(
                &mut self,
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::json::ReadError> {
                *self = $crate::runtime::json::read_integer_enum(reader)?;
                ::std::result::Result::Ok(())
            }

            fn write(
                &self,
                writer: &mut $crate::runtime::json::Writer,
            ) -> ::std::result::Result<(), $crate::runtime::json::WriteError> {
                writer.display(&self.as_i64());
                ::std::result::Result::Ok(())
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

pub(crate) use integer_enum;
