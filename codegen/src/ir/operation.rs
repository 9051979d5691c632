//! Resources, operations and what they need.

use serde::{Deserialize, Serialize};

use crate::diag::Loc;

use super::{Cases, Constant, Docs, OperationId, ResourceId, SchemeId, Type};

/// A node of the resource tree.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The place that first called for it.
    pub loc: Loc,
    /// The one that it hangs from; `None` only for the client.
    pub parent: Option<ResourceId>,
    /// Its own name, in the document's words.
    pub word: String,
    /// What makes two words the same resource: letters and digits in lower case.
    pub key: String,
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
    /// HTTP method, as it is sent.
    pub method: String,
    /// Path template; braces hold parameter names, and nothing else has braces.
    pub path: String,
    /// The path template as the document has it.
    pub described_path: String,
    /// Where it is called, if that is not the API's own address.
    pub server: Option<String>,
    /// What it does.
    pub docs: Docs,
    /// What it takes: path parameters in URL order, then required inputs, then the rest, in document order.
    pub inputs: Vec<Input>,
    /// What it sends by itself: inputs that can have one value only. One that is not required goes along with others.
    pub constants: Vec<Input>,
    /// What its request's body is.
    pub body: Body,
    /// What it gives.
    pub output: Output,
    /// Whether an answer without content (204, 205) is one without items, if it gives a list.
    pub may_be_empty: bool,
    /// What it gives piece by piece, where it can do that too.
    pub streaming: Option<Streaming>,
    /// What the answer is wrapped in: index into [`Api::envelopes`](super::Api::envelopes).
    pub envelope: Option<usize>,
    /// The media type that is asked for where it is not plain JSON.
    pub accept: Option<String>,
    /// Documented headers of the answer, each once.
    pub headers: Vec<String>,
    /// Documented models of errors: status key and type.
    pub errors: Vec<(String, Type)>,
    /// Alternatives, any one of which is enough; empty where no credential is needed.
    pub security: Vec<Vec<SchemeId>>,
    /// The documented answer, as JSON text.
    pub example: Option<String>,
    /// How the tests of the crate try it, where it has some.
    pub cases: Option<Cases>,
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
    /// How it is laid out there.
    pub style: Style,
    /// Whether signs with a meaning in addresses stand as they are, as far as they can (in a query).
    pub allow_reserved: bool,
    /// The media type of a part, where it is not the usual one.
    pub media_type: Option<String>,
    /// Whether a call is wrong without it.
    pub required: bool,
    /// Whether `null` may be sent (in a body).
    pub nullable: bool,
    /// Its type.
    pub ty: Type,
    /// The only value that it can have, where it is required and the document says so. Callers do not give it.
    pub constant: Option<Constant>,
    /// What it is.
    pub docs: Docs,
    /// A documented value, as JSON text.
    pub example: Option<String>,
}

/// Where an input goes, and how it is written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A property of the JSON object that is the body.
    Field,
    /// The whole body, as JSON.
    Body,
    /// The whole body, as bytes or a stream. The input's type does not count.
    Bytes,
    /// The whole body, as text.
    Text,
    /// The whole body, as JSON values a line each; the input's type is a list of them.
    Lines,
    /// A field of a URL-encoded form.
    Form,
    /// A part of a `multipart/form-data` body.
    Part,
    /// A part that is a file. The input's type does not count.
    File,
    /// A part for each of several files. The input's type does not count.
    Files,
}

/// How a parameter or form field is laid out ("Style Values" of the Parameter Object). A flag says whether it is exploded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// As usual in its place: `simple` in path and header, `form`, exploded, in query and forms, and in a cookie.
    #[default]
    Usual,
    /// `simple`, exploded.
    Exploded,
    /// `label`.
    Label(bool),
    /// `matrix`.
    Matrix(bool),
    /// Items joined by this: `form`, `spaceDelimited` or `pipeDelimited`, not exploded.
    Joined(char),
    /// `deepObject`.
    Deep,
    /// JSON text (`content`).
    Json,
}

/// What a request's body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// A JSON object made of the inputs with [`Place::Field`].
    Fields {
        /// Whether it is sent when it is empty.
        required: bool,
        /// Its media type.
        media_type: String,
    },
    /// What the one input for the whole body holds, with its media type.
    Whole(String),
    /// A URL-encoded form, made of the inputs with [`Place::Form`].
    Form {
        /// Whether it is sent when it is empty.
        required: bool,
    },
    /// `multipart/form-data`, made of the inputs that are parts.
    Multipart {
        /// Whether it is sent when it has no parts.
        required: bool,
    },
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing.
    Unit,
    /// A value.
    Value(Type),
    /// A value that may be null, or missing.
    Nullable(Type),
    /// A list of items that comes in pages.
    Page(Type, Paging),
    /// Text.
    Text,
    /// Bytes while they come.
    Bytes,
    /// JSON values while they come, a line each.
    Lines(Type),
    /// Server-sent events while they come; `None`: their data is text.
    Events(Option<Type>),
    /// It depends on the status: an enum.
    ByStatus(Vec<Alternative>),
}

/// What a call can give piece by piece, in place of its output.
#[derive(Clone, Debug, PartialEq)]
pub struct Streaming {
    /// The media type that is asked for.
    pub accept: String,
    /// [`Output::Lines`] or [`Output::Events`].
    pub output: Output,
    /// The input that asks for it too: a boolean, which is no input of callers then.
    pub flag: Option<Flag>,
}

/// A boolean that asks for an answer piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// Whether the server takes it as set where it is not there.
    pub default: bool,
}

/// What a call gives with a certain status.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The status.
    pub status: u16,
    /// The value; `None` where there is none.
    pub ty: Option<Type>,
}

/// A body that the API itself sends: of a webhook, or a callback.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where it is.
    pub loc: Loc,
    /// Its name, in the document's words.
    pub word: String,
    /// The operation that makes the API send it, if one does.
    pub within: Option<String>,
    /// What it is.
    pub docs: Docs,
    /// HTTP method, as it is sent.
    pub method: String,
    /// The body's media type, as the document has it.
    pub media_type: String,
    /// The body.
    pub ty: Type,
}

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// There is one.
    Single,
    /// There are further ones: index into [`Api::pagings`](super::Api::pagings).
    By(usize),
}

/// How further pages are asked for. Names of members may lead into objects, with dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Further {
    /// By number.
    Numbered(PagingNames),
    /// By how many items come before: query parameter, and the member that counts all items.
    Offset(String, Option<String>),
    /// By a text of the page before: query parameter, its member, and the member that tells whether there is more.
    Cursor(String, String, Option<String>),
    /// By the last item: query parameter, the member that identifies an item, and the one that tells whether there is more.
    After(String, String, String),
    /// By an address in the answer; `None`: in the header `Link`.
    Link(Option<String>),
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
    /// Environment variable that holds it.
    pub env: Option<String>,
    /// How a client gets tokens on its own behalf, where it can.
    pub client_credentials: Option<ClientCredentials>,
}

/// OAuth 2.0 client credentials (RFC 6749, section 4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// Where tokens are fetched: an absolute address, or a reference that counts from the API's.
    pub token_url: String,
    /// Scopes that can be asked for, in order.
    pub scopes: Vec<String>,
    /// Environment variables of the client's identifier and secret, where the config names them.
    pub env: Option<(String, String)>,
    /// Environment variable that replaces `token_url`, where the config names one.
    pub url_env: Option<String>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617): a user name and a password.
    Basic,
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
    pub info: Info,
    /// The members of an error or message.
    pub entry: EnvelopeEntry,
}

/// Where an answer says how its list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Info {
    /// Nowhere.
    None,
    /// In this member.
    Member(String),
    /// In whatever members are nothing else.
    Rest,
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
    /// The first page's number: 0 or 1.
    pub first: u64,
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
