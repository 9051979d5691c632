//! A list as a stream of pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::course::{Arrival, Course, Verdict};
use crate::runtime::call;
use crate::runtime::error::Error;
use crate::runtime::page::Page;
use crate::runtime::reply::Reply;
use crate::runtime::request::Draft;
use crate::runtime::response::Response;
use crate::runtime::transport::BoxFuture;

/// A list, page by page: what [`Request::pages`](crate::runtime::Request::pages) gives.
///
/// Each page is asked for when the stream is polled for it, and is a call of its own: with its own time limit and
/// retries. The stream ends
///
/// - after the first page, where the API has no further ones;
/// - after the page that the server says is the last;
/// - at a page that is empty, unless it is the first;
/// - after as many pages as [`max_pages`](Self::max_pages) says;
/// - after an error, which is its last item: [`Error::PaginationLoop`], where the server repeats a page, its number, a
///   cursor or a link.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct Pages<T> {
    course: Course,
    decode: fn(Reply) -> Result<Response<Page<T>>, Error>,
    call: Option<BoxFuture<'static, Result<Reply, Error>>>,
    /// Why the next page is not asked for.
    refusal: Option<Error>,
    /// How many more pages there may be.
    left: usize,
}

impl<T> Pages<T> {
    pub(crate) fn new(first: Draft, decode: fn(Reply) -> Result<Response<Page<T>>, Error>) -> Self {
        Self { course: Course::new(first), decode, call: None, refusal: None, left: usize::MAX }
    }

    /// Ends the stream after so many pages, without asking for more. Default: no limit.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.left = pages;
        self
    }

    /// The next page; `None` at the end of the list.
    ///
    /// Dropping the future loses nothing: the call goes on where it was.
    ///
    /// # Errors
    ///
    /// Any [`Error`] but [`Error::Configuration`]. Then the stream has ended.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The page, if it belongs to the list.
    fn take(&mut self, answer: Result<Reply, Error>) -> Option<Result<Page<T>, Error>> {
        let url = answer.as_ref().map(|reply| reply.url.clone()).unwrap_or_default();
        let response = match answer.and_then(self.decode) {
            Ok(response) => response,
            Err(error) => {
                self.course.end();
                return Some(Err(error));
            }
        };
        let Response { value: page, said, result, headers, .. } = response;
        let (info, count) = (said.info.as_ref(), page.len());
        match self.course.take(&Arrival { count, info, result, headers: &headers, url: &url }) {
            Verdict::Page => {}
            // The page that came is good; it is the one after it that is not asked for.
            Verdict::Last(error) => self.refusal = Some(error),
            Verdict::End => return None,
            Verdict::Failed(error) => return Some(Err(error)),
        }
        self.left = self.left.saturating_sub(1);
        Some(Ok(page))
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            self.course.end();
            return Poll::Ready(None);
        }
        if let Some(refusal) = self.refusal.take() {
            return Poll::Ready(Some(Err(refusal)));
        }
        if self.call.is_none() {
            self.call = self.course.next().map(call::execute);
        }
        let Some(call) = &mut self.call else { return Poll::Ready(None) };
        let answer = ready!(call.as_mut().poll(context));
        self.call = None;
        Poll::Ready(self.take(answer))
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("next", &self.course.next()).finish_non_exhaustive()
    }
}
