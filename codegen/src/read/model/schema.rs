//! Schemas in the model.

use crate::diag::Loc;
use crate::read::Json;

use super::Reference;

/// The JSON types that a schema admits, without `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, clippy::struct_excessive_bools)]
pub struct Types {
    pub boolean: bool,
    pub object: bool,
    pub array: bool,
    pub number: bool,
    pub integer: bool,
    pub string: bool,
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default)]
pub enum Additional {
    /// Not given.
    #[default]
    Unsaid,
    /// `false`.
    Denied,
    /// `true`, or a schema.
    Allowed(Option<Box<Schema>>),
}

/// A property of an object schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// Its schema.
    pub schema: Schema,
}

/// A `discriminator`.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it is.
    pub loc: Loc,
    /// The property that tells the alternatives apart.
    pub property: String,
    /// Values of the property, and the schema that each stands for, in order.
    pub mapping: Vec<(String, String)>,
}

/// A JSON Schema as OpenAPI uses it.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)]
pub struct Schema {
    /// Where it is.
    pub loc: Loc,
    /// `$ref`. Beside it, up to 3.0, nothing else counts; the other fields are read all the same. From 3.1 on, a
    /// reference with anything beside it is the first member of `all_of` instead.
    pub reference: Option<Reference>,
    /// The types that it admits; empty where it does not say.
    pub types: Types,
    /// Whether `null` is admitted.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum`.
    pub values: Option<Vec<Json>>,
    /// `const`.
    pub constant: Option<Json>,
    /// `properties`, in order.
    pub properties: Vec<Property>,
    /// `required`, in order, each name once.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// What `patternProperties` makes of it, while the schema is read.
    pub(in crate::read) pattern_additional: Option<Additional>,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `prefixItems`: what the first items are, one by one.
    pub prefix_items: Vec<Schema>,
    /// Whether no item may come behind those (`items: false`).
    pub closed: bool,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `oneOf`.
    pub one_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Vec<Schema>,
    /// Whether it admits nothing at all: `false` as a schema.
    pub never: bool,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// `title`.
    pub title: Option<String>,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// `default`.
    pub default: Option<Json>,
    /// `example`, else the first of `examples`.
    pub example: Option<Json>,
    /// Bounds and patterns, for the documentation.
    pub limits: Limits,
    /// `x-…` fields, in order.
    pub extensions: Vec<(String, Json)>,
}

/// What a value has to satisfy beyond its type. Numbers as they are written.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Limits {
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    pub exclusive_minimum: bool,
    pub exclusive_maximum: bool,
    pub multiple_of: Option<String>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
}
