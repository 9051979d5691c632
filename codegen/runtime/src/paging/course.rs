//! Which page comes next, and whether one does.

use bytes::Bytes;

use super::step::{self, Step};
use crate::runtime::page::PageInfo;
use crate::runtime::request::Draft;

/// The way through a list. It ends after a single page, after the last page, and before an empty or repeated one.
pub(super) struct Course {
    /// The next request; `None` once there is none.
    next: Option<Draft>,
    /// The page that was taken last.
    last: Option<Taken>,
}

/// A page that came.
pub(super) struct Arrival<'a> {
    pub(super) count: usize,
    pub(super) info: Option<&'a PageInfo>,
    pub(super) result: Bytes,
    pub(super) headers: &'a http::HeaderMap,
    /// Where it came from.
    pub(super) url: &'a str,
}

struct Taken {
    number: Option<u64>,
    result: Bytes,
}

impl Course {
    pub(super) fn new(first: Draft) -> Self {
        Self { next: Some(first), last: None }
    }

    /// The next request, if there is one. Until its page is [taken](Self::take), there is none after it.
    pub(super) fn next(&self) -> Option<Draft> {
        self.next.clone()
    }

    /// Nothing comes any more.
    pub(super) fn end(&mut self) {
        self.next = None;
        self.last = None;
    }

    /// Takes a page that came, and decides what comes after it. Whether the page belongs to the list; an address of a
    /// next page that must not be followed is an error.
    ///
    /// Many servers answer the last page again when they are asked for one beyond it, or do not look at the number at
    /// all; asking on would then never end.
    pub(super) fn take(&mut self, page: &Arrival<'_>) -> Result<bool, &'static str> {
        let Some(draft) = &mut self.next else { return Ok(true) };
        let by_cursor = step::goes_on_when_empty(draft.endpoint().paging);
        let repeated = is_repeated(self.last.as_ref(), page);
        if self.last.is_some() && ((page.count == 0 && !by_cursor) || (repeated && page.count > 0)) {
            self.end();
            return Ok(false);
        }
        match step::after(draft, page) {
            Ok(Step::Further(number)) => {
                self.last = Some(Taken { number, result: page.result.clone() });
                Ok(true)
            }
            Ok(Step::End) => {
                self.end();
                Ok(true)
            }
            Err(reason) => {
                self.end();
                Err(reason)
            }
        }
    }
}

fn is_repeated(last: Option<&Taken>, page: &Arrival<'_>) -> bool {
    let Some(last) = last else { return false };
    let number = page.info.and_then(PageInfo::page);
    let behind = number.zip(last.number).is_some_and(|(number, last)| number <= last);
    behind || last.result == page.result
}
