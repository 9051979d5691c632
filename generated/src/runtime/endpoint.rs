//! What the runtime is told of one operation. A generated operation is this table and a marker type.

use super::error::Error;
use super::page::Page;
use super::reply::Reply;
use super::response::Response;

/// An operation of the API: the type that ties a [`Request`](super::Request) to what comes back.
///
/// Every operation of this crate has a marker that implements it. It is not meant to be implemented elsewhere.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation of this API",
    label = "not an operation",
    note = "a request is named after its operation, and not after what comes back: see the `…Request` types in `resources`"
)]
pub trait Operation: 'static {
    /// What [`Request::send`](super::Request::send) gives.
    type Output: Send + 'static;

    /// How the operation is sent.
    #[doc(hidden)]
    const ENDPOINT: &'static Endpoint;

    /// Reads the output from what the server answered.
    #[doc(hidden)]
    fn decode(reply: Reply) -> Result<Response<Self::Output>, Error>;
}

/// An operation that answers with a list, and so can be read item by item or page by page.
#[diagnostic::on_unimplemented(
    message = "the operation `{Self}` does not answer with a list",
    label = "there are no items or pages: call `.send().await` for the one answer"
)]
pub trait Paged: Operation<Output = Page<<Self as Paged>::Item>> {
    /// What the list holds.
    type Item: Send + 'static;
}

/// An operation that can answer piece by piece in place of at once.
#[diagnostic::on_unimplemented(
    message = "the operation `{Self}` does not answer piece by piece",
    label = "there is one answer: call `.send().await`"
)]
pub trait Streamed: Operation {
    /// What [`Request::send_stream`](super::Request::send_stream) gives.
    type Stream: Send + 'static;

    /// How such an answer is asked for.
    #[doc(hidden)]
    const STREAMING: Streaming;

    /// Reads the stream from what the server answered.
    #[doc(hidden)]
    fn decode_stream(reply: Reply) -> Result<Response<Self::Stream>, Error>;
}

/// How an answer piece by piece is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Streaming {
    /// The media type that is asked for.
    pub(crate) accept: &'static str,
    /// The input that says so too.
    pub(crate) flag: Flag,
}

/// The input of a request, a boolean, that asks for an answer piece by piece.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "an API uses the kinds that its document names")]
pub(crate) enum Flag {
    /// There is none: the media type says it all.
    None,
    /// A query parameter.
    Query(&'static str),
    /// A member of the JSON body.
    Field(&'static str),
    /// A field of a form.
    Form(&'static str),
    /// A part of a form.
    Part(&'static str),
}

/// How an operation is sent, and how its answer is to be read.
#[derive(Debug)]
pub struct Endpoint {
    /// Dotted name, for messages: `custom_certificates.list`.
    pub(crate) name: &'static str,
    /// Request method (RFC 9110, section 9), as it is sent: any token can be one.
    pub(crate) method: &'static str,
    /// Where it is, if not at the API's own address. A base URL that the client was given counts before it.
    pub(crate) server: Option<&'static str>,
    /// Path below the base URL, with `{name}` where a path parameter goes.
    pub(crate) path: &'static str,
    /// What kind of body the request has.
    pub(crate) body: RequestBody,
    /// How the answer is wrapped; `None` when the body is the value itself.
    pub(crate) envelope: Option<&'static Envelope>,
    /// How further pages are asked for.
    pub(crate) paging: Paging,
    /// The kind of answer that is asked for.
    pub(crate) answer: Answer,
    /// Combinations of credentials that it accepts, as in [`Api::security`](super::api::Api). None: it needs none.
    pub(crate) security: &'static [&'static [usize]],
}

/// The kind of body that a request has, with the media type that it is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "an API uses the kinds that its document names")]
pub(crate) enum RequestBody {
    /// None, and no `Content-Type`.
    None,
    /// A JSON object whose members are set one by one.
    Json(&'static str),
    /// As `Json`, but left out when no member is set.
    OptionalJson(&'static str),
    /// One JSON value that is set as a whole, or bytes, text or lines; left out when it is not set.
    Whole(&'static str),
    /// `application/x-www-form-urlencoded`, whose members are set one by one.
    Form,
    /// As `Form`, but left out when no member is set.
    OptionalForm,
    /// `multipart/form-data`, whose parts are set one by one.
    Multipart,
    /// As `Multipart`, but left out when no part is set.
    OptionalMultipart,
}

/// The kind of answer that an operation gives where it succeeds, with the media type that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "an API uses the kinds that its document names")]
pub(crate) enum Answer {
    /// JSON, or nothing.
    Json,
    /// One that is read whole.
    Whole(&'static str),
    /// One that is handed over while it comes.
    Stream(&'static str),
}

/// How a list goes on after its first page.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "an API uses the kinds that its document names")]
pub(crate) enum Paging {
    /// The answer is not a list.
    None,
    /// The first page is all there is.
    Single,
    /// Pages are asked for by number.
    PageNumber(&'static PageNumber),
    /// Pages are asked for by how many items come before them.
    Offset(&'static Offset),
    /// The answer holds a text that asks for the next page.
    Cursor(&'static Cursor),
    /// The next page is the one after the last item of this one.
    After(&'static After),
    /// The answer holds the address of the next page.
    Link(&'static Link),
}

/// Pages that are asked for by how many items come before them.
#[derive(Debug)]
pub(crate) struct Offset {
    /// Query parameter with the number of items to skip.
    pub(crate) offset: &'static str,
    /// Where the answer says how many items there are in all. A dot leads into an object, here and below.
    pub(crate) total: Option<&'static str>,
}

/// Pages that a text of the page before asks for.
#[derive(Debug)]
pub(crate) struct Cursor {
    /// Query parameter that takes the text.
    pub(crate) parameter: &'static str,
    /// Where the answer has it. Missing, null or empty: there is no further page.
    pub(crate) next: &'static str,
    /// A boolean that is false on the last page.
    pub(crate) more: Option<&'static str>,
}

/// Pages that the last item of the page before asks for.
#[derive(Debug)]
pub(crate) struct After {
    /// Query parameter that takes the item's identifier.
    pub(crate) parameter: &'static str,
    /// The member of an item that identifies it.
    pub(crate) id: &'static str,
    /// A boolean that is false on the last page.
    pub(crate) more: &'static str,
}

/// Pages that an address in the page before leads to. It has to be on the same origin, and is refused otherwise.
#[derive(Debug)]
pub(crate) struct Link {
    /// Where the answer has it; `None`: in the header `Link`, with `rel="next"` (RFC 8288).
    pub(crate) next: Option<&'static str>,
}

/// Query parameters of numbered pages, and where the answer says how many there are.
#[derive(Debug)]
pub(crate) struct PageNumber {
    /// Query parameter that asks for a page.
    pub(crate) page: &'static str,
    /// Number of the first page: 0 or 1.
    pub(crate) first: u64,
    /// Query parameter that asks for a page size.
    #[allow(dead_code, reason = "part of the description; the size is the caller's choice")]
    pub(crate) per_page: Option<&'static str>,
    /// Names in the paging object of the answer.
    pub(crate) info: InfoNames,
}

/// Names of the members of the paging object.
#[derive(Debug)]
pub(crate) struct InfoNames {
    /// Items on this page.
    pub(crate) count: Option<&'static str>,
    /// Number of this page.
    pub(crate) page: Option<&'static str>,
    /// Items on a full page.
    pub(crate) per_page: Option<&'static str>,
    /// Items on all pages.
    pub(crate) total_count: Option<&'static str>,
    /// Number of pages.
    pub(crate) total_pages: Option<&'static str>,
}

/// The object that every answer is wrapped in. Names of its members.
#[derive(Debug)]
pub(crate) struct Envelope {
    /// The value.
    pub(crate) result: &'static str,
    /// A boolean; `false` makes the answer an error whatever its status.
    pub(crate) success: Option<&'static str>,
    /// A list of entries that say what went wrong.
    pub(crate) errors: Option<&'static str>,
    /// A list of entries that accompany the value.
    pub(crate) messages: Option<&'static str>,
    /// What is said of the list.
    pub(crate) info: Info,
    /// How an entry of `errors` and `messages` is laid out.
    pub(crate) entry: Entry,
}

/// Where an answer says how its list goes on.
#[derive(Debug)]
#[allow(dead_code, reason = "an API uses the kinds that its document names")]
pub(crate) enum Info {
    /// Nowhere.
    None,
    /// In this member.
    Member(&'static str),
    /// In the members that are nothing else.
    Rest,
}

/// Names of the members of an entry. A dot steps into an object: `source.pointer`.
#[derive(Debug)]
pub(crate) struct Entry {
    /// A number or a text that identifies the kind of message.
    pub(crate) code: &'static str,
    /// Text for people.
    pub(crate) message: &'static str,
    /// Link to an explanation.
    pub(crate) documentation_url: Option<&'static str>,
    /// JSON Pointer to what is meant in the request.
    pub(crate) pointer: Option<&'static str>,
}
