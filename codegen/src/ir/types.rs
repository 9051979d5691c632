//! Types: structs, open enums, unions, and what fields are made of.

use serde::{Deserialize, Serialize};

use crate::diag::Loc;

use super::{Docs, EventId, OperationId, Place, TypeId};

/// A type that gets a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Where its schema is.
    pub loc: Loc,
    /// Where its name comes from.
    pub origin: Origin,
    /// What it is.
    pub docs: Docs,
    /// Its shape.
    pub kind: TypeKind,
}

impl TypeDef {
    /// Shows the named types that this one holds, one after the other.
    pub fn for_each_held(&self, visit: &mut impl FnMut(TypeId)) {
        match &self.kind {
            TypeKind::Struct(shape) => {
                shape.fields.iter().for_each(|field| field.ty.for_each_named(visit));
                if let Some(extra) = &shape.extra {
                    extra.for_each_named(visit);
                }
            }
            TypeKind::Union(union) => union.alternatives.iter().for_each(|one| one.ty.for_each_named(visit)),
            TypeKind::Enum(_) => {}
        }
    }
}

/// Where a type's name comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A component schema, by its name; the flag is set on the form for requests where that differs.
    Component(String, bool),
    /// A schema that stands inside something else: everywhere it does, each once. Through `allOf`, and through
    /// references into the midst of others, that may be several places.
    Inline(Vec<Site>),
}

/// Where an inline type stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// What it stands in.
    pub owner: Owner,
    /// The way from there.
    pub parts: Vec<Part>,
}

/// What an inline type stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The document itself; the way begins with the name of a component that is no type by itself, such as a list.
    Document,
    /// Another type.
    Type(TypeId),
    /// An operation.
    Operation(OperationId),
    /// The body of a webhook or a callback.
    Event(EventId),
}

/// A step from an owner to an inline type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A property of this name; of an operation, a response with this status.
    Member(String),
    /// An input of an operation: where it goes, and its name there.
    Input(Place, String),
    /// An alternative of a union: index into [`Union::alternatives`].
    Alternative(usize),
    /// The items of a list.
    Item,
    /// The values of a map.
    Value,
    /// The whole request body.
    Body,
    /// The result of a call.
    Response,
}

/// The shape of a named type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Named fields.
    Struct(Struct),
    /// Known string or integer values, and room for others.
    Enum(OpenEnum),
    /// One of several types, and room for others.
    Union(Union),
}

/// A struct.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// Its fields, in document order.
    pub fields: Vec<Field>,
    /// The type of properties that the document does not name, where it allows them.
    pub extra: Option<Type>,
    /// Whether callers build it: then it has `new` and setters.
    pub constructible: bool,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where its schema is.
    pub loc: Loc,
    /// Its name on the wire.
    pub wire: String,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Its type, without what `presence` says.
    pub ty: Type,
    /// Whether it is behind a pointer: so that the struct has a size at all, or one that a stack holds.
    pub boxed: bool,
    /// The only value that it can have, where the document says so and it is always sent.
    pub constant: Option<Constant>,
    /// What it is.
    pub docs: Docs,
}

/// The only value of a field or an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// The value of its open enum at this position.
    Variant(usize),
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

/// Whether a value may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Always there.
    #[serde(rename = "r")]
    Required,
    /// May be absent.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// May be absent, and may be null.
    OptionalNullable,
}

impl Presence {
    /// From the document's two facts.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether the key has to be there.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

/// What a field, an input or an output is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A named type.
    Named(TypeId),
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Box<Type>),
    /// An array of just these elements.
    Tuple(Vec<Type>),
    /// An array that begins with these elements, or with some of them.
    LooseTuple(Vec<Type>),
    /// A map from strings.
    Map(Box<Type>),
    /// A value that may be null, inside a list or map.
    Nullable(Box<Type>),
    /// JSON of any shape.
    Json,
}

impl Type {
    /// Shows the named types in it.
    pub fn for_each_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.for_each_named(visit),
            Self::Tuple(elements) | Self::LooseTuple(elements) => {
                for element in elements {
                    element.for_each_named(visit);
                }
            }
            Self::Scalar(_) | Self::Json => {}
        }
    }

    /// The same type with other names in it.
    #[must_use]
    pub fn with_names(&self, of: &impl Fn(TypeId) -> TypeId) -> Self {
        let inside = |inner: &Self| Box::new(inner.with_names(of));
        let each = |elements: &[Self]| elements.iter().map(|element| element.with_names(of)).collect();
        match self {
            Self::Named(id) => Self::Named(of(*id)),
            Self::List(inner) => Self::List(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            Self::Tuple(elements) => Self::Tuple(each(elements)),
            Self::LooseTuple(elements) => Self::LooseTuple(each(elements)),
            Self::Scalar(_) | Self::Json => self.clone(),
        }
    }
}

/// A scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Scalar {
    String,
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    /// `date-time`.
    Timestamp,
    /// `date`.
    Date,
    /// `byte`: base64 text.
    Base64,
    /// `uuid`.
    Uuid,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `ip`: either.
    Ip,
    /// `duration`.
    Duration,
    /// `decimal`.
    Decimal,
}

impl Scalar {
    /// Whether it is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        !matches!(self, Self::String | Self::Bool) && !self.is_ours()
    }

    /// Whether its Rust type is one of the crate's own `types`.
    #[must_use]
    pub fn is_ours(self) -> bool {
        self.is_text() || matches!(self, Self::Timestamp | Self::Date | Self::Base64)
    }

    /// Whether it is a text with a meaning: kept as it was written, and read as its meaning where it has one.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Uuid | Self::Ipv4 | Self::Ipv6 | Self::Ip | Self::Duration | Self::Decimal)
    }
}

/// An enum of strings or integers that stays open.
#[derive(Clone, Debug, Default)]
pub struct OpenEnum {
    /// The values that the document names, in order, each once.
    pub values: Vec<EnumValue>,
    /// Whether the values are integers and not strings.
    pub integers: bool,
    /// Whether the document admits any other string as well, so that callers may make one.
    pub any: bool,
}

/// A value that the document names.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Where it is.
    pub loc: Loc,
    /// Its text on the wire; of an integer, its digits.
    pub wire: String,
    /// The name that the document gives it, if it gives one.
    pub word: Option<String>,
    /// What it means, where the document says so.
    pub docs: Docs,
}

/// One of several types. Which one a value is, is decided from the value.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// The property whose value tells the alternatives apart, if there is one.
    pub tag: Option<String>,
    /// The alternatives.
    pub alternatives: Vec<Variant>,
}

/// One of a union's types.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Where its schema is.
    pub loc: Loc,
    /// A word for it, where the document has one: a tag's value, a title. Otherwise its type is its name.
    pub word: Option<String>,
    /// Its number among the union's objects, from 1, where nothing gives it a name.
    pub number: Option<usize>,
    /// Its type.
    pub ty: Type,
    /// Whether it is behind a pointer: so that the union has a size at all, or one that a stack holds.
    pub boxed: bool,
    /// What it is.
    pub docs: Docs,
    /// The kinds of JSON that it may be.
    pub shapes: Vec<Shape>,
    /// The values of the tag that mean it; empty where the tag says nothing about it.
    pub tags: Vec<String>,
    /// Its fields, where fields have to tell.
    pub fields: Vec<Telling>,
}

/// A field that helps to tell an alternative.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Telling {
    /// Its name on the wire.
    pub wire: String,
    /// Whether the alternative has to have it.
    pub required: bool,
    /// What its value may be.
    pub shapes: Vec<Shape>,
    /// The names of what its object has, where those have to tell.
    pub inner: Vec<String>,
}

/// A kind of JSON, as alternatives are told apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Shape {
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Fraction,
    String,
    Array,
    Object,
    /// Any kind.
    Any,
}
