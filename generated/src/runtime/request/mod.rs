//! A call that is being put together.

mod again;
mod body;
mod content;
mod draft;
mod inputs;
mod multipart;
mod options;
mod path;
mod prepared;
mod query;
mod style;
mod value;

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;

use super::call;
use super::endpoint::{Operation, Paged, Streamed};
use super::error::Error;
use super::paging::{Items, Pages};
use super::response::Response;
use super::transport::BoxFuture;

pub(crate) use self::again::Again;
pub(crate) use self::draft::Draft;
pub(crate) use self::prepared::Prepared;
pub(crate) use self::style::{Style, encoded};

pub use self::multipart::FilePart;

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

impl<O: Operation> Request<O> {
    /// Sends the request and gives what came back. Awaiting the request itself does the same.
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

    /// Asks for an answer piece by piece, and hands the pieces over as they come. Of the inputs, the one that asks for that
    /// is set; the time limit holds for each piece.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`Error::Decode`] where the server answers at once all the same.
    pub async fn send_stream<S>(mut self) -> Result<S, Error>
    where
        O: Streamed<Stream = S>,
    {
        self.draft.ask_for_stream(O::STREAMING);
        O::decode_stream(call::execute(self.draft).await?).map(Response::into_value)
    }

    /// The bare HTTP request, with its credentials, to be sent by other means. Without retries, time limits and all.
    ///
    /// # Errors
    ///
    /// [`Error::Request`], where an input was refused, or the body is a stream.
    pub fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        Ok(self.draft.prepare()?.bare()?)
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

/// `request.await` is `request.send().await`.
impl<O: Operation> IntoFuture for Request<O> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
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
