//! [`Spec`]: the document without references, one dialect, closed.

use crate::diag::Loc;

// What means the same before and after references are followed; later stages know it from here.
use crate::read::model;
pub use crate::read::model::{Encoding, Flow, Header, In, Info, Limits, Method, SecurityKind, Types};
pub use crate::read::{Json, Node, Raw};

/// Index into [`Spec::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub u32);

/// A document in which every reference has been followed.
#[derive(Debug, Default)]
pub struct Spec {
    /// `info`.
    pub info: Info,
    /// The version of OpenAPI that the document is written in.
    pub openapi: String,
    /// Servers, in order.
    pub servers: Vec<Server>,
    /// Descriptions of tags, by name, in order.
    pub tags: Vec<(String, Option<String>)>,
    /// Security schemes, in order.
    pub schemes: Vec<Scheme>,
    /// All schemas; those of `components` come first.
    pub schemas: Vec<Schema>,
    /// Named schemas in document order; an alias stands for the schema that it leads to. Then those that stand in other
    /// files, or outside of `components`, by the names of their keys or files, in the order in which they are used.
    pub components: Vec<(String, SchemaId)>,
    /// All operations, in document order.
    pub operations: Vec<Operation>,
    /// What the API itself sends: webhooks, then the callbacks of operations, each in document order.
    pub events: Vec<Event>,
    /// What the document says as it stands, at the places that are named here.
    pub raw: Raw,
}

impl Spec {
    /// The schema with this id. An id of another document gives the schema that admits anything.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        static ANY: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        self.schemas.get(id.0 as usize).unwrap_or_else(|| ANY.get_or_init(Schema::default))
    }

    /// Whether no value is of a schema, since it [contradicts](Schema::contradicts) itself.
    #[must_use]
    pub fn contradicts(&self, id: SchemaId) -> bool {
        let schema = self.schema(id);
        schema.contradicts || schema.same_as.is_some_and(|same| self.schema(same).contradicts)
    }
}

/// A schema whose parts are ids.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)]
pub struct Schema {
    /// Where it is.
    pub loc: Loc,
    /// Its name in `components`, if it has one.
    pub name: Option<String>,
    /// The schema whose type this one has, where it only says more about it (`allOf` of one, with a description beside).
    pub same_as: Option<SchemaId>,
    /// The types that it admits; empty where it does not say.
    pub types: Types,
    /// Whether `null` is admitted.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum`, or the one value of `const`.
    pub values: Option<Vec<Json>>,
    /// `properties`, in order.
    pub properties: Vec<Property>,
    /// `required`, in order.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `items`; with `prefix_items`, of those that follow.
    pub items: Option<SchemaId>,
    /// `prefixItems`: what the first items are.
    pub prefix_items: Vec<SchemaId>,
    /// Whether no item may come behind those.
    pub closed: bool,
    /// `oneOf` or `anyOf`; where a schema has both, what is of both.
    pub alternatives: Vec<SchemaId>,
    /// Whether a value may be several of the alternatives at once: they are those of `anyOf`.
    pub overlaps: bool,
    /// Further choices that hold at once; empty once they are one.
    pub(super) choices: Vec<Vec<SchemaId>>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// Whether it admits nothing at all.
    pub never: bool,
    /// Whether it asks for what excludes each other, so that it admits nothing either. That has been reported.
    pub contradicts: bool,
    /// Whether it uses something that has no Rust shape here, with what it is.
    pub unsupported: Option<&'static str>,
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
    /// An example value.
    pub example: Option<Json>,
    /// Bounds and patterns.
    pub limits: Limits,
    /// `x-…` fields, in order.
    pub extensions: Vec<(String, Json)>,
    /// Members of `allOf`; empty once they are merged.
    pub(super) all_of: Vec<SchemaId>,
    /// Where a reference leads, until all of them have been followed.
    pub(super) alias: Option<SchemaId>,
}

impl Schema {
    /// Whether it says anything about the items of a list.
    #[must_use]
    pub fn has_items(&self) -> bool {
        self.items.is_some() || !self.prefix_items.is_empty() || self.closed
    }

    /// Whether it is of lists, by its type or by what it says.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.types.array || self.has_items()
    }
}

/// A property of an object schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// Where it stands, not where its schema does.
    pub loc: Loc,
    /// Its name on the wire.
    pub name: String,
    /// Its schema.
    pub schema: SchemaId,
}

/// What tells alternatives apart.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it is.
    pub loc: Loc,
    /// The property whose value does.
    pub property: String,
    /// Values, and the schema that each stands for: those of the mapping in order, then the names of alternatives that
    /// are not mapped.
    pub mapping: Vec<(String, SchemaId)>,
    /// Whether it is that of a member of `allOf`, and not the schema's own.
    pub inherited: bool,
    /// The mapping as it is written, until it is resolved.
    pub(super) written: Vec<(String, String)>,
}

impl Discriminator {
    pub(super) fn new(written: model::Discriminator) -> Self {
        let model::Discriminator { loc, property, mapping } = written;
        Self { loc, property, mapping: Vec::new(), inherited: false, written: mapping }
    }
}

/// `additionalProperties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Not given.
    #[default]
    Unsaid,
    /// None.
    Denied,
    /// Any, or those of a schema.
    Allowed(Option<SchemaId>),
}

/// A server that offers the API, or a part of it.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it is.
    pub loc: Loc,
    /// Its address, variables replaced by their defaults.
    pub url: String,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Where it is.
    pub loc: Loc,
    /// Its name.
    pub name: String,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// How the credential is sent.
    pub kind: SecurityKind,
    /// How tokens are got, where it is OAuth 2.0.
    pub flows: Vec<Flow>,
}

/// An operation with everything that holds for it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it is.
    pub loc: Loc,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: String,
    /// Its own servers, or those of its path; none where the document's hold.
    pub servers: Vec<Server>,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Its own parameters and those of its path, each name and place once, in the path's order and then its own.
    pub parameters: Vec<Parameter>,
    /// Its body.
    pub body: Option<Body>,
    /// Its responses, in document order.
    pub responses: Vec<Response>,
    /// Alternatives, each of schemes that are needed together.
    pub security: Vec<Vec<usize>>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// `x-…` fields, in order.
    pub extensions: Vec<(String, Json)>,
}

/// A request that the API sends.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where it is.
    pub loc: Loc,
    /// The name of the webhook or callback.
    pub name: String,
    /// The operation that makes the API send it, if it is a callback: `operationId`, or method and path.
    pub within: Option<String>,
    /// The method.
    pub method: Method,
    /// One line.
    pub summary: Option<String>,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Whether it should not be relied on any more.
    pub deprecated: bool,
    /// Its body.
    pub body: Option<Body>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is.
    pub loc: Loc,
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub place: In,
    /// Whether it has to be given.
    pub required: bool,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// `style`, where it is given.
    pub style: Option<String>,
    /// `explode`, where it is given.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// The media type of its `content`, where it has that.
    pub content: Option<String>,
    /// An example value.
    pub example: Option<Json>,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is.
    pub loc: Loc,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Whether it has to be sent.
    pub required: bool,
    /// Media types, in order.
    pub content: Vec<MediaType>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is.
    pub loc: Loc,
    /// The status key: `200`, `4XX`, `default`.
    pub status: String,
    /// Headers, in order.
    pub headers: Vec<Header>,
    /// Media types, in order.
    pub content: Vec<MediaType>,
}

/// A body of one media type.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it is.
    pub loc: Loc,
    /// The media type, as it is written.
    pub media_type: String,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// What each item of a stream is (`itemSchema`, 3.2).
    pub item_schema: Option<SchemaId>,
    /// An example value.
    pub example: Option<Json>,
    /// How properties of forms and parts of multipart bodies are written, in order.
    pub encodings: Vec<Encoding>,
}
