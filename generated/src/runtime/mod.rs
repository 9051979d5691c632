//! Everything of this crate that does not vary with the API: the client, requests and responses, errors, paging, the
//! transport, and how JSON is read and written.
//!
//! These sources are the same in every crate that specsmith generates. What an API adds is data: one [`Api`], an
//! [`Endpoint`] for each operation, a table for each model.

mod api;
pub mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod client;
mod credentials;
mod defaults;
mod endpoint;
mod envelope;
mod error;
mod headers;
pub(crate) mod json;
pub mod middleware;
#[cfg(feature = "mock")]
pub mod mock;
pub(crate) mod origin;
mod page;
mod paging;
mod reply;
mod request;
mod response;
mod retry;
mod secret;
mod spans;
mod stream;
pub mod transport;
pub mod types;

#[allow(unused_imports, reason = "an API uses the parts that its document asks for")]
pub(crate) use self::{
    api::{Api, Place, SecurityScheme, TokenEndpoint},
    endpoint::{
        After, Answer, Cursor, Endpoint, Entry, Envelope, Flag, Info, InfoNames, Link, Offset, PageNumber, Paging,
        RequestBody, Streaming,
    },
    json::{integer_enum, open_enum, record, union},
    reply::Reply,
    request::Style,
};

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::endpoint::{Operation, Paged, Streamed};
pub use self::error::{
    ApiError, ConfigurationError, CredentialError, DecodeError, Error, ErrorCode, Message, PaginationLoopError,
    RequestError, TransportError,
};
pub use self::page::{Page, PageInfo};
pub use self::paging::{Items, Pages};
pub use self::request::Request;
pub use self::response::Response;
