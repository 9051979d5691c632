//! A call that is being put together.

mod body;
mod draft;
mod options;
mod path;
mod prepared;
mod query;
mod value;

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;

use super::call;
use super::client::Client;
use super::endpoint::{Operation, Paged};
use super::error::Error;
use super::json::Slot;
use super::paging::{Items, Pages};
use super::response::Response;

pub(crate) use self::draft::Draft;
pub(crate) use self::prepared::Prepared;

/// A call of the operation `O`, ready to be sent. It owns all it needs, so it can be moved to another task.
///
/// What the operation requires was given when the request was made. Optional inputs are set by the methods that bear
/// their names; whatever concerns the exchange itself is set by the methods that begin with `with_`. Setting something
/// twice counts once, with the last value.
///
/// An input that cannot be sent (an empty path parameter, a number that is not finite) is refused when the request is
/// sent, with [`Error::Request`], before anything leaves.
#[must_use = "a request does nothing until it is sent: call `.send().await`"]
pub struct Request<O: Operation> {
    draft: Draft,
    operation: PhantomData<fn() -> O>,
}

/// What generated code sets inputs with. A value is written when it is set; it is taken for good, so that callers give
/// what they have made for the request.
#[allow(dead_code, clippy::needless_pass_by_value, reason = "an API uses the setters that its operations need")]
impl<O: Operation> Request<O> {
    pub(crate) fn new(client: &Client) -> Self {
        Self { draft: Draft::new(client.clone(), O::ENDPOINT), operation: PhantomData }
    }

    /// Sets a path parameter: one segment, whatever it contains. Lists are joined with commas (style `simple`).
    pub(crate) fn set_path(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_path(name, &value);
        self
    }

    /// Sets a query parameter, or takes it away if the value is absent. Lists repeat the name (style `form`, exploded).
    pub(crate) fn set_query(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_query(name, query::Style::Repeated, &value);
        self
    }

    /// Sets a query parameter whose items are joined with `separator` (style `form`, `spaceDelimited` or
    /// `pipeDelimited`, not exploded).
    pub(crate) fn set_query_joined(mut self, name: &'static str, separator: char, value: impl Slot) -> Self {
        self.draft.set_query(name, query::Style::Joined(separator), &value);
        self
    }

    /// Sets a query parameter that is an object: `name[member]=value` (style `deepObject`).
    pub(crate) fn set_query_deep(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_query(name, query::Style::Deep, &value);
        self
    }

    /// Sets a header parameter, or takes it away if the value is absent.
    pub(crate) fn set_header(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_header(name, &value);
        self
    }

    /// Sets a member of the JSON body, or takes it away if the value is absent.
    pub(crate) fn set_field(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_field(name, &value);
        self
    }

    /// Sets a member of the JSON body that has to be there: an absent value is `null`.
    pub(crate) fn set_field_or_null(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_field_or_null(name, &value);
        self
    }

    /// Sets the JSON body as a whole, or takes it away if the value is absent.
    pub(crate) fn set_body(mut self, value: impl Slot) -> Self {
        self.draft.set_body(&value);
        self
    }
}

impl<O: Operation> Request<O> {
    /// Sends the request and gives what came back.
    ///
    /// It is tried again, within the time limit, as [`ClientBuilder::max_retries`](super::ClientBuilder::max_retries)
    /// says. Dropping the future cancels the call; the server may have seen it by then. With the built-in transport and clock,
    /// the future has to run in a tokio runtime.
    ///
    /// # Errors
    ///
    /// Any [`Error`] but [`Error::Configuration`].
    pub async fn send(self) -> Result<O::Output, Error> {
        self.send_raw().await.map(Response::into_value)
    }

    /// Sends the request and gives the whole response: the value, and status, headers, body, messages beside it.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send): a response with an error status is an [`Error::Api`] here, too.
    pub async fn send_raw(self) -> Result<Response<O::Output>, Error> {
        O::decode(call::execute(self.draft).await?)
    }

    /// The bare HTTP request, with its credentials, to be sent by other means. Without retries, time limits and all.
    ///
    /// # Errors
    ///
    /// [`Error::Request`], where an input was refused.
    pub fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        Ok(self.draft.prepare()?.request()?)
    }
}

// The item is a parameter of its own, and not `O::Item`: for an operation without a list the compiler then says what
// `Paged` has to say, and not only that a bound does not hold.
impl<O: Operation> Request<O> {
    /// Reads the list item by item, over all its pages, each of which is asked for when it is due.
    ///
    /// See [`Items`] for when it ends.
    pub fn items<T>(self) -> Items<T>
    where
        O: Paged<Item = T>,
    {
        Items::new(self.pages())
    }

    /// Reads the list page by page, beginning with the page that the request names, or the first.
    ///
    /// See [`Pages`] for when it ends.
    pub fn pages<T>(self) -> Pages<T>
    where
        O: Paged<Item = T>,
    {
        Pages::new(self.draft, O::decode)
    }
}

impl<O: Operation> Clone for Request<O> {
    fn clone(&self) -> Self {
        Self { draft: self.draft.clone(), operation: PhantomData }
    }
}

impl<O: Operation> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}
