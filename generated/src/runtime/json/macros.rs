//! The tables of generated models: types, fields and variants stand in plain Rust, only their wire names are in a macro.
//!
//! Every path is absolute, since a document may name a type after anything, `Option` and `Result` included. What the
//! document deprecates is for callers to avoid, and not for these tables.

/// Ties a struct's fields to their wire names.
///
/// ```text
/// record! {
///     Certificate {
///         0 id: "id",
///         1 expires_on?: "expires_on",    // may be absent
///         ..extra                         // the map that keeps keys the document does not name
///     }
/// }
/// ```
macro_rules! record {
    ($name:ident { $($position:literal $field:ident $(? $($never:lifetime)?)? : $wire:literal),* $(,)? $(.. $rest:ident $(,)?)? }) => {
        #[allow(deprecated)]
        impl $crate::runtime::json::Record for $name {
            fn table(&self) -> &'static $crate::runtime::json::Table {
                static TABLE: $crate::runtime::json::Table = $crate::runtime::json::Table::new(
                    &[$($wire),*],
                    &[$($crate::runtime::json::Field::marked(&[$('?' $($never)?)?])),*],
                );
                &TABLE
            }

            fn slot(
                &mut self,
                position: ::std::primitive::usize,
            ) -> ::std::option::Option<&mut dyn $crate::runtime::json::Slot> {
                match position {
                    $($position => ::std::option::Option::Some(&mut self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }

            fn get(
                &self,
                position: ::std::primitive::usize,
            ) -> ::std::option::Option<&dyn $crate::runtime::json::Slot> {
                match position {
                    $($position => ::std::option::Option::Some(&self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }

            $(
                fn rest_mut(&mut self) -> ::std::option::Option<&mut dyn $crate::runtime::json::Entries> {
                    ::std::option::Option::Some(&mut self.$rest)
                }

                fn rest(&self) -> ::std::option::Option<&dyn $crate::runtime::json::Entries> {
                    ::std::option::Option::Some(&self.$rest)
                }
            )?
        }

        #[allow(deprecated)]
        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::json::Blank::blank(),)*
                    $($rest: $crate::runtime::json::Blank::blank(),)?
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::runtime::json::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::json::ReadError> {
                $crate::runtime::json::read_record(self, reader)
            }

            fn write(
                &self,
                writer: &mut $crate::runtime::json::Writer,
            ) -> ::std::result::Result<(), $crate::runtime::json::WriteError> {
                $crate::runtime::json::write_record(self, writer)
            }

            fn reset(&mut self) {
                *self = $crate::runtime::json::Blank::blank();
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

/// Ties an enum's variants to their wire texts. The enum has a last variant `Unknown(types::UnknownValue)`.
///
/// ```text
/// open_enum! { Status { Active = "active", Deleted = "deleted" } }
/// ```
///
/// `..` at the end says that the API takes any other text as well: then callers may make a value of any.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $wire:literal,)* .. }) => {
        $crate::runtime::json::open_enum! { $name { $($variant = $wire),* } }

        /// The value that the text stands for, known or not: the API takes any.
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::json::enum_of(&text)
            }
        }

        /// The value that the text stands for, known or not: the API takes any.
        impl ::std::convert::From<&::std::primitive::str> for $name {
            fn from(text: &::std::primitive::str) -> Self {
                $crate::runtime::json::enum_of(text)
            }
        }
    };
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        #[allow(deprecated)]
        impl $name {
            /// The values that this version of the crate knows, in the document's order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The text that stands for the value in the API, whether or not this version of the crate knows it.
            #[must_use]
            pub fn as_str(&self) -> &::std::primitive::str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::runtime::json::OpenEnum for $name {
            fn names() -> &'static $crate::runtime::json::Names {
                static NAMES: $crate::runtime::json::Names = $crate::runtime::json::Names::new(&[$($wire),*]);
                &NAMES
            }

            fn known(position: ::std::primitive::usize) -> ::std::option::Option<Self> {
                Self::KNOWN.get(position).cloned()
            }

            fn unknown(value: $crate::runtime::types::UnknownValue) -> Self {
                Self::Unknown(value)
            }
        }

        #[allow(deprecated)]
        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self::Unknown($crate::runtime::types::UnknownValue::new(""))
            }
        }

        #[allow(deprecated)]
        impl $crate::runtime::json::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::json::ReadError> {
                *self = $crate::runtime::json::read_enum(reader)?;
                ::std::result::Result::Ok(())
            }

            fn write(
                &self,
                writer: &mut $crate::runtime::json::Writer,
            ) -> ::std::result::Result<(), $crate::runtime::json::WriteError> {
                writer.string(self.as_str());
                ::std::result::Result::Ok(())
            }
        }

        #[allow(deprecated)]
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[allow(deprecated)]
        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::types::UnknownVariant;

            /// The value of a text that this version of the crate knows.
            // Not `Self::Err`, which may be one of the variants.
            fn from_str(
                text: &::std::primitive::str,
            ) -> ::std::result::Result<Self, $crate::runtime::types::UnknownVariant> {
                $crate::runtime::json::parse_enum(text)
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

/// `Serialize` and `Deserialize` by way of the type's slot.
macro_rules! serde_bridge {
    ($name:ident) => {
        #[allow(deprecated)]
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use {open_enum, record, serde_bridge};
