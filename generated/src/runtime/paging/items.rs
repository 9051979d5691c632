//! A list as a stream of items.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Pages;
use crate::runtime::error::Error;

/// A list, item by item: what [`Request::items`](crate::runtime::Request::items) gives.
///
/// The next page is asked for when the last item of the one before it has been taken. The stream ends as [`Pages`] does.
#[must_use = "a stream does nothing until it is read: call `.next().await`"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    /// How many more items there may be.
    left: usize,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self { pages, page: Vec::new().into_iter(), left: usize::MAX }
    }

    /// Ends the stream after so many items, without asking for more. Default: no limit.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// Ends the stream after so many pages, without asking for more. Default: no limit.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// The next item; `None` at the end of the list.
    ///
    /// Dropping the future loses nothing: the call goes on where it was.
    ///
    /// # Errors
    ///
    /// Any [`Error`] but [`Error::Configuration`]. Then the stream has ended.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

// An item is moved out when its turn comes, and never pinned.
impl<T> Unpin for Items<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            if let Some(item) = self.page.next() {
                self.left -= 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("at_hand", &self.page.len()).field("pages", &self.pages).finish_non_exhaustive()
    }
}
