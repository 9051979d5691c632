//! The tables of generated models: types, fields and variants stand in plain Rust, only their wire names are in a macro.
//!
//! Every path is absolute, since a document may name a type after anything, `Option` and `Result` included. And every
//! token counts, since there are thousands of tables: what a crate of them costs to compile is what these macros expand
//! to. That is why `Clone`, `Debug` and `PartialEq` of models are here, too, and not derived: a derive spells every field
//! out once more.

/// Ties a struct's fields to their wire names.
///
/// ```text
/// record! {
///     Certificate {
///         id: "id",
///         expires_on?: "expires_on",    // may be absent
///         a_b~: "a\"b",                 // no key spells this name as it is: it has to be escaped
///         ..extra                       // the map that keeps keys the document does not name
///     }
/// }
/// ```
macro_rules! record {
    ($name:ident { $($field:ident $(? $($may:lifetime)?)? $(~ $($odd:lifetime)?)? : $wire:literal),* $(,)? $(.. $rest:ident $(,)?)? }) => {
        impl $crate::runtime::json::Slot for $name {
            fn blank() -> Self {
                #[allow(unused_imports)] // by a struct without fields
                use $crate::runtime::json::blank;
                Self { $($field: blank(),)* $($rest: blank(),)? }
            }

            fn table(&self) -> &'static $crate::runtime::json::Table {
                &$crate::runtime::json::Table {
                    names: &[$($wire),*],
                    marks: &[$(&[$('?', $($may)?)? $('~', $($odd)?)?]),*],
                    idents: ::std::stringify!($name $($field)* $($rest)?),
                }
            }

            fn fields(&self, visit: &mut $crate::runtime::json::Visit<'_>) {
                visit(&[$(&self.$field,)* $(&self.$rest,)?]);
            }

            fn fields_mut(&mut self, visit: &mut $crate::runtime::json::VisitMut<'_>) {
                visit(&mut [$(&mut self.$field,)* $(&mut self.$rest,)?]);
            }
        }

        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::runtime::json::copied(self)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::debug(self, f)
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> ::std::primitive::bool {
                $crate::runtime::json::Slot::equals(self, other)
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

/// Ties an enum's variants to their wire texts. The enum derives `Clone` and has a last variant
/// `Unknown(types::UnknownValue)`.
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
                $crate::runtime::json::enum_of(&text, Self::KNOWN, Self::Unknown)
            }
        }

        /// The value that the text stands for, known or not: the API takes any.
        impl ::std::convert::From<&::std::primitive::str> for $name {
            fn from(text: &::std::primitive::str) -> Self {
                $crate::runtime::json::enum_of(text, Self::KNOWN, Self::Unknown)
            }
        }
    };
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
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

        impl $crate::runtime::json::Slot for $name {
            fn blank() -> Self {
                Self::Unknown($crate::runtime::types::UnknownValue::new(""))
            }

            fn text(&self) -> $crate::runtime::json::Text<'_> {
                Some(self.as_str())
            }

            fn set_text(&mut self, text: &::std::primitive::str) {
                *self = $crate::runtime::json::enum_of(text, Self::KNOWN, Self::Unknown);
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::debug_enum(self, Self::KNOWN, ::std::stringify!($($variant)*), f)
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> ::std::primitive::bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::types::UnknownVariant;

            /// The value of a text that this version of the crate knows.
            // Not `Self::Err`, which may be one of the variants.
            fn from_str(text: &::std::primitive::str) -> $crate::runtime::json::Parsed<Self> {
                $crate::runtime::json::parse_enum(text, Self::KNOWN)
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

/// `Serialize` and `Deserialize` by way of the type's slot.
macro_rules! serde_bridge {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> $crate::runtime::json::Serialized<S> {
                $crate::runtime::json::serialize(self, to)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(from)
            }
        }
    };
}

pub(crate) use {open_enum, record, serde_bridge};
