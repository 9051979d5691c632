//! The table of a union.

/// Ties an enum's variants to what tells them apart. The enum has a last variant `Unknown(types::UnknownJson)`.
///
/// Behind each variant are the kinds of JSON that it may be, the values of the tag that mean it, and the fields that tell
/// it, with `?` where one may be absent:
///
/// ```text
/// union! {
///     Content by "type" {
///         0 Text: [Object] = ["text"],
///         1 Image: [Object] = ["image", "picture"],
///     }
/// }
/// union! {
///     Filter {
///         0 String: [String],
///         1 Range: [Object] { "from": [String], "to"?: [String] },
///     }
/// }
/// ```
///
/// Where an object in a field tells more, the names of what it has stand behind an arrow: `"source"?: [Object] => ["key"]`.
macro_rules! union {
    ($name:ident $(by $tag:literal)? { $($position:literal $variant:ident :
        [$($shape:ident),*] $(= [$($value:literal),* $(,)?])?
        $({ $($field:literal $(? $($never:lifetime)?)? : [$($kind:ident),*]
            $(=> [$($inner:literal),* $(,)?])?),* $(,)? })?
    ),* $(,)? }) => {
        impl $crate::runtime::json::Union for $name {
            fn table(&self) -> &'static $crate::runtime::json::Alternatives {
                static TABLE: $crate::runtime::json::Alternatives = $crate::runtime::json::Alternatives {
                    tag: $crate::runtime::json::first(&[$($tag)?]),
                    all: &[$($crate::runtime::json::Alternative {
                        shapes: $crate::runtime::json::Shapes::of(&[$($crate::runtime::json::Shape::$shape),*]),
                        tags: &[$($($value),*)?],
                        fields: &[$($($crate::runtime::json::Telling {
                            name: $field,
                            required: $crate::runtime::json::is_empty(&[$('?' $($never)?)?]),
                            shapes: $crate::runtime::json::Shapes::of(&[$($crate::runtime::json::Shape::$kind),*]),
                            inner: &[$($($inner),*)?],
                        }),*)?],
                    }),*],
                };
                &TABLE
            }

            fn choose(
                &mut self,
                position: ::std::primitive::usize,
            ) -> ::std::option::Option<&mut dyn $crate::runtime::json::Slot> {
                *self = match position {
                    $($position => Self::$variant($crate::runtime::json::blank()),)*
                    _ => return ::std::option::Option::None,
                };
                match self {
                    $(Self::$variant(value) => ::std::option::Option::Some(value),)*
                    Self::Unknown(value) => ::std::option::Option::Some(value),
                }
            }

            fn keep(&mut self, value: $crate::runtime::types::UnknownJson) {
                *self = Self::Unknown(value);
            }

            fn get(&self) -> &dyn $crate::runtime::json::Slot {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl $crate::runtime::json::Slot for $name {
            $crate::runtime::json::plain!();

            fn blank() -> Self {
                Self::Unknown($crate::runtime::json::blank())
            }

            fn read(
                &mut self,
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::json::ReadError> {
                $crate::runtime::json::read_union(self, reader)
            }

            fn write(
                &self,
                writer: &mut $crate::runtime::json::Writer,
            ) -> ::std::result::Result<(), $crate::runtime::json::WriteError> {
                $crate::runtime::json::write_union(self, writer)
            }
        }

        $crate::runtime::json::serde_bridge!($name);
    };
}

pub(crate) use union;

/// The entry of a list of one, `None` of an empty one.
pub(crate) const fn first(list: &[&'static str]) -> Option<&'static str> {
    match list {
        [first, ..] => Some(first),
        [] => None,
    }
}

/// Whether nothing was marked.
pub(crate) const fn is_empty(marks: &[char]) -> bool {
    marks.is_empty()
}
