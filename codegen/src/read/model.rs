//! The document as `read` hands it on: OpenAPI's objects with their places, references still open.
//!
//! One model for every version that is read: what versions spell differently is spelled here in one way
//! (`nullable: true` and `type: [string, "null"]` are both [`Schema::nullable`]).

use crate::diag::Loc;

use super::Json;

/// A whole OpenAPI document.
#[derive(Debug, Default)]
pub struct Document {
    /// The root object.
    pub loc: Loc,
    /// The version as it is written (`3.0.3`).
    pub openapi: String,
    /// `info`.
    pub info: Info,
    /// `servers`, in order.
    pub servers: Vec<Server>,
    /// `security`: alternatives, any one of which is enough; `None` where the document does not say.
    pub security: Option<Vec<Requirement>>,
    /// `tags`, in order.
    pub tags: Vec<Tag>,
    /// `paths`, in document order.
    pub paths: Vec<PathItem>,
    /// `components`.
    pub components: Components,
}

/// `info` of the document.
#[derive(Debug, Default)]
pub struct Info {
    /// Where it is.
    pub loc: Loc,
    /// The API's name.
    pub title: String,
    /// The API's version.
    pub version: String,
    /// Description, `CommonMark`.
    pub description: Option<String>,
}

/// A server that offers the API.
#[derive(Debug)]
pub struct Server {
    /// Where it is.
    pub loc: Loc,
    /// The address; variables in braces.
    pub url: String,
    /// Variables with their defaults, in order.
    pub variables: Vec<(String, String)>,
}

/// A security requirement: every scheme named in it is needed. Empty: none is.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Where it is.
    pub loc: Loc,
    /// Scheme names, in order.
    pub schemes: Vec<String>,
}

/// A tag and what it means.
#[derive(Debug)]
pub struct Tag {
    /// Where it is.
    pub loc: Loc,
    /// Its name.
    pub name: String,
    /// Description, `CommonMark`.
    pub description: Option<String>,
}

/// `components`, each in document order.
#[derive(Debug, Default)]
pub struct Components {
    /// Schemas by name.
    pub schemas: Vec<Named<Schema>>,
    /// Responses by name.
    pub responses: Vec<Named<OrRef<Response>>>,
    /// Parameters by name.
    pub parameters: Vec<Named<OrRef<Parameter>>>,
    /// Request bodies by name.
    pub request_bodies: Vec<Named<OrRef<RequestBody>>>,
    /// Examples by name.
    pub examples: Vec<Named<OrRef<Example>>>,
    /// Security schemes by name.
    pub security_schemes: Vec<Named<OrRef<SecurityScheme>>>,
}

/// Something under a name.
#[derive(Clone, Debug)]
pub struct Named<T> {
    /// The name, as it stands in the document.
    pub name: String,
    /// Where the named thing is.
    pub loc: Loc,
    /// The thing.
    pub item: T,
}

/// `$ref`, not yet followed.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where the `$ref`'s value is.
    pub loc: Loc,
    /// The text, as it is written: `#/components/schemas/Zone`.
    pub target: String,
}

/// The thing itself, or a reference to it.
#[derive(Clone, Debug)]
pub enum OrRef<T> {
    /// A reference.
    Ref(Reference),
    /// The thing.
    Item(T),
}

/// A path with its operations.
#[derive(Debug)]
pub struct PathItem {
    /// Where it is.
    pub loc: Loc,
    /// The template: `/zones/{zone_id}`.
    pub path: String,
    /// Parameters of all its operations.
    pub parameters: Vec<OrRef<Parameter>>,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
}

/// An HTTP method that OpenAPI 3.0 has a field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

/// An operation: a method on a path.
#[derive(Debug)]
pub struct Operation {
    /// Where it is.
    pub loc: Loc,
    /// The method.
    pub method: Method,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Its own parameters.
    pub parameters: Vec<OrRef<Parameter>>,
    /// Its body.
    pub request_body: Option<OrRef<RequestBody>>,
    /// Responses by status key (`200`, `4XX`, `default`), in document order.
    pub responses: Vec<Named<OrRef<Response>>>,
    /// Its own security; `None` where the document's holds.
    pub security: Option<Vec<Requirement>>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// `x-…` fields, in order.
    pub extensions: Vec<(String, Json)>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum In {
    Path,
    Query,
    Header,
    Cookie,
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
    /// Its schema, or that of the only media type of its `content`.
    pub schema: Option<Schema>,
    /// The media type of `content`, if it has `content` and not `schema`.
    pub content: Option<String>,
    /// Example values: `example`, else `examples` in order.
    pub examples: Vec<Json>,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it is.
    pub loc: Loc,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Whether it has to be sent.
    pub required: bool,
    /// Media types, in order.
    pub content: Vec<Named<MediaType>>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is.
    pub loc: Loc,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// Media types, in order.
    pub content: Vec<Named<MediaType>>,
}

/// What a body of one media type looks like.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it is.
    pub loc: Loc,
    /// Its schema.
    pub schema: Option<Schema>,
    /// Example values: `example`, else `examples` in order.
    pub examples: Vec<OrRef<Example>>,
}

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where it is.
    pub loc: Loc,
    /// Its value; `None` where it is outside the document (`externalValue`).
    pub value: Option<Json>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it is.
    pub loc: Loc,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// How the credential is sent.
    pub kind: SecurityKind,
}

/// How a credential is sent.
#[derive(Clone, Debug)]
pub enum SecurityKind {
    /// `http` with its scheme (`bearer`, `basic`), in lower case.
    Http(String),
    /// `apiKey`, with where it goes and its name there.
    ApiKey(In, String),
    /// Another `type`, as it is written.
    Other(String),
}

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
    /// `$ref`. Beside it, in 3.0, nothing else counts; the other fields are read all the same.
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
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `oneOf`.
    pub one_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Vec<Schema>,
    /// Whether `not` is given.
    pub negated: bool,
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
