//! An answer of JSON values, a line each (ndjson, JSON Lines).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::ByteStream;
use super::split::Split;
use crate::runtime::error::Error;
use crate::runtime::json::Slot;

/// JSON values that come a line each, as they come. Empty lines count for nothing.
///
/// Each piece of the answer has to come within the call's [read timeout](crate::runtime::ClientBuilder::read_timeout). A
/// line that is not what the API promises is an error, behind which the stream goes on; any other error ends it.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct Lines<T> {
    split: Split,
    value: PhantomData<fn() -> T>,
    read: fn(&Split, &[u8]) -> Result<T, Error>,
}

impl<T> Lines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self
    where
        T: Slot,
    {
        Self { split: Split::new(bytes), value: PhantomData, read: |split, line| split.value(line) }
    }

    /// The next value; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] where a line is not such a value, [`Error::Transport`] where no more lines come.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.split.poll_line(context)) {
                Some(Ok(line)) if line.iter().all(u8::is_ascii_whitespace) => {}
                Some(Ok(line)) => return Poll::Ready(Some((self.read)(&self.split, &line))),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}
