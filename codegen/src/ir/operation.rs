//! Resources, operations and what they need.

use crate::diag::Loc;

use super::{Docs, OperationId, ResourceId, SchemeId, Type};

/// A node of the resource tree.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The place that first called for it.
    pub loc: Loc,
    /// The one that it hangs from; `None` only for the client.
    pub parent: Option<ResourceId>,
    /// Its own name, in the document's words.
    pub word: String,
    /// What it is.
    pub docs: Docs,
    /// Its operations, in document order.
    pub operations: Vec<OperationId>,
    /// Its children, in document order.
    pub children: Vec<ResourceId>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it is.
    pub loc: Loc,
    /// Where it hangs.
    pub resource: ResourceId,
    /// Its own name there, in the document's words.
    pub word: String,
    /// HTTP method, in capitals.
    pub method: &'static str,
    /// Path template; braces hold parameter names, and nothing else has braces.
    pub path: String,
    /// What it does.
    pub docs: Docs,
    /// What it takes: path parameters in URL order, then required inputs, then the rest, in document order.
    pub inputs: Vec<Input>,
    /// What its request's body is.
    pub body: Body,
    /// What it gives.
    pub output: Output,
    /// Whether the answer is wrapped in the API's envelope.
    pub enveloped: bool,
    /// Alternatives, any one of which is enough; empty where no credential is needed.
    pub security: Vec<Vec<SchemeId>>,
    /// The documented answer, as JSON text.
    pub example: Option<String>,
}

/// What an operation takes.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is.
    pub loc: Loc,
    /// Its name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// Whether a call is wrong without it.
    pub required: bool,
    /// Whether `null` may be sent (in a body).
    pub nullable: bool,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub docs: Docs,
    /// A documented value, as JSON text.
    pub example: Option<String>,
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// A property of the JSON object that is the body.
    Field,
    /// The whole body.
    Body,
}

/// What a request's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// A JSON object made of the inputs with [`Place::Field`]. The flag tells whether it is sent when it is empty.
    Fields(bool),
    /// JSON made of the one input with [`Place::Body`].
    Whole,
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing.
    Unit,
    /// A value.
    Value(Type),
    /// A value that may be null.
    Nullable(Type),
    /// A list of items that comes in pages.
    Page(Type, Paging),
}

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// There is one.
    Single,
    /// They are numbered.
    Numbered,
}

/// How a credential is sent.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Where it is.
    pub loc: Loc,
    /// Its name in the document.
    pub word: String,
    /// What it is.
    pub docs: Docs,
    /// Where it goes.
    pub place: SchemePlace,
    /// Environment variable that holds it, where the config names one.
    pub env: Option<String>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// A header of its own.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
}

/// Names of what JSON answers are wrapped in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The value.
    pub result: String,
    /// Whether it went well.
    pub success: Option<String>,
    /// What went wrong.
    pub errors: Option<String>,
    /// What else there is to say.
    pub messages: Option<String>,
    /// Where the page stands among the others.
    pub info: Option<String>,
    /// The members of an error or message.
    pub entry: EnvelopeEntry,
}

/// Names of the members of an error or message; a dot leads into an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeEntry {
    /// Its code.
    pub code: String,
    /// Its text.
    pub message: String,
    /// Where it is explained.
    pub documentation_url: Option<String>,
    /// The place in the request that it speaks of.
    pub pointer: Option<String>,
}

/// Names that numbered pages go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingNames {
    /// Query parameter with the page's number.
    pub page: String,
    /// Query parameter with the page's size.
    pub per_page: Option<String>,
    /// In the answer: items on this page.
    pub info_count: Option<String>,
    /// In the answer: this page's number.
    pub info_page: Option<String>,
    /// In the answer: the page's size.
    pub info_per_page: Option<String>,
    /// In the answer: items in all.
    pub info_total_count: Option<String>,
    /// In the answer: pages in all.
    pub info_total_pages: Option<String>,
}

/// A hand-written example that goes into the crate.
#[derive(Clone, Debug)]
pub struct ExampleFile {
    /// Its file name, without folders.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Documented responses that go beside it: file name and JSON text.
    pub responses: Vec<(String, String)>,
}
