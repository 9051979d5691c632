//! The document as `read` hands it on: OpenAPI's objects with their places, references still open.
//!
//! One model for every version that is read: what versions spell differently is spelled here in one way
//! (`nullable: true` and `type: [string, "null"]` are both [`Schema::nullable`]).

mod schema;

pub use schema::{Additional, Discriminator, Limits, Property, Schema, Types};

use std::collections::HashMap;

use crate::diag::Loc;

use super::{Json, Raw};

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
    /// `webhooks`: requests that the API sends. Here a path is the webhook's name. In documents that are older than 3.1,
    /// `x-webhooks`.
    pub webhooks: Vec<PathItem>,
    /// `components`.
    pub components: Components,
    /// What references lead to beside components: places in other files, or in the midst of something. A schema that
    /// has been read elsewhere too has an empty name here, others have that of their key or file.
    pub parts: Components,
    /// Where each reference leads: from the place of the `$ref`'s value to the place of the thing. A reference that is
    /// not in here leads nowhere, which has been reported.
    pub links: HashMap<Loc, Loc>,
    /// What the document says as it stands, for those who hand parts of it on.
    pub raw: Raw,
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Where it is.
    pub loc: Loc,
    /// The template: `/zones/{zone_id}`.
    pub path: String,
    /// Servers of all its operations, in place of the document's; none where those hold.
    pub servers: Vec<Server>,
    /// Parameters of all its operations.
    pub parameters: Vec<OrRef<Parameter>>,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
    /// Parameters that are bodies (2.0 only), while the path is read.
    pub(super) old_bodies: Vec<Loc>,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    Query,
    /// One that OpenAPI has no field for, as it is sent (`additionalOperations`, 3.2).
    Other(String),
}

impl Method {
    /// The method as it is sent. Methods are told apart by case (RFC 9110, section 9.1).
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(token) => token,
        }
    }
}

/// An operation: a method on a path.
#[derive(Clone, Debug)]
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
    /// Its own servers; none where those of its path hold, or the document's.
    pub servers: Vec<Server>,
    /// `callbacks`: requests that the API sends because of this one. Here a path is the callback's name.
    pub callbacks: Vec<PathItem>,
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
    /// `allowReserved`.
    pub allow_reserved: bool,
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
    /// Headers, in order.
    pub headers: Vec<Header>,
    /// Media types, in order.
    pub content: Vec<Named<MediaType>>,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name, as it is written.
    pub name: String,
    /// Description, `CommonMark`.
    pub description: Option<String>,
    /// An example value: its own, or that of its schema.
    pub example: Option<Json>,
}

/// What a body of one media type looks like.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it is.
    pub loc: Loc,
    /// Its schema.
    pub schema: Option<Schema>,
    /// `itemSchema`: what each item of a stream is (3.2).
    pub item_schema: Option<Schema>,
    /// Example values: `example`, else `examples` in order.
    pub examples: Vec<OrRef<Example>>,
    /// How properties of forms and parts of multipart bodies are written, in order.
    pub encodings: Vec<Encoding>,
}

/// How one property of a form, or one part of a multipart body, is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// Where it is.
    pub loc: Loc,
    /// The property.
    pub property: String,
    /// `contentType`: media types, with commas between them.
    pub content_type: Option<String>,
    /// `style`, where it is given.
    pub style: Option<String>,
    /// `explode`, where it is given.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Names of headers that a part may have.
    pub headers: Vec<String>,
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
    /// How tokens are got, where `type` is `oauth2`.
    pub flows: Vec<Flow>,
}

/// A way to get an OAuth 2.0 token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Where it is.
    pub loc: Loc,
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode` or `deviceAuthorization`.
    pub kind: String,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// Names of scopes, in order.
    pub scopes: Vec<String>,
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
