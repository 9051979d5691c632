//! An answer as chunks of bytes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::error::{self, Error, Phase, TransportError, TransportErrorKind};
use crate::runtime::transport::{Body, BoxFuture, Clock};

/// The bytes of an answer, chunk by chunk as they come, after decompression.
///
/// Every chunk has to come within the call's [read timeout](crate::runtime::ClientBuilder::read_timeout), counted from the
/// moment it is asked for; all of them together may take longer. An error ends the stream.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct ByteStream {
    body: Option<Body>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    timer: Option<BoxFuture<'static, ()>>,
    context: error::Context,
}

impl ByteStream {
    pub(crate) fn new(body: Body, clock: Arc<dyn Clock>, timeout: Duration, context: error::Context) -> Self {
        Self { body: Some(body), clock, timeout, timer: None, context }
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`], where the answer ends before it is complete or the time limit runs out.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All bytes, of which there may be at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), and where there are more bytes.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.next().await {
            all.extend_from_slice(&chunk?);
            if all.len() as u64 > limit {
                return Err(self.failed(TransportErrorKind::TooLarge));
            }
        }
        Ok(all.freeze())
    }

    pub(super) fn failed(&self, kind: TransportErrorKind) -> Error {
        TransportError::without_source(kind, Phase::Body).of_call(self.context.clone(), false).into()
    }

    pub(super) fn context(&self) -> &error::Context {
        &self.context
    }

    /// What has come by then is all there is.
    pub(super) fn end(&mut self) {
        self.body = None;
        self.timer = None;
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        if let Poll::Ready(chunk) = Pin::new(body).poll_next(context) {
            self.timer = None;
            return Poll::Ready(match chunk {
                Some(Ok(chunk)) => Some(Ok(chunk)),
                Some(Err(error)) => {
                    self.end();
                    Some(Err(error.of_call(self.context.clone(), false).into()))
                }
                None => {
                    self.end();
                    None
                }
            });
        }
        if self.timer.is_none() {
            self.timer = Some(self.clock.sleep(self.timeout));
        }
        let up = self.timer.as_mut().is_some_and(|timer| timer.as_mut().poll(context).is_ready());
        if up {
            self.end();
            return Poll::Ready(Some(Err(self.failed(TransportErrorKind::Timeout))));
        }
        Poll::Pending
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("ended", &self.body.is_none()).finish_non_exhaustive()
    }
}
