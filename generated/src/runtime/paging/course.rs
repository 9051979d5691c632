//! Which page comes next, and whether one does.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use super::step::{self, Step};
use crate::runtime::error::{Error, PaginationLoopError, RequestError};
use crate::runtime::page::PageInfo;
use crate::runtime::request::Draft;

/// The way through a list. It ends after a single page, after the last page, and before an empty one; a way that leads
/// back to where it has been is an error.
pub(super) struct Course {
    /// The next request; `None` once there is none.
    next: Option<Draft>,
    /// The page that was taken last.
    last: Option<Taken>,
    /// Hashes of the cursors and links that have been followed.
    followed: BTreeSet<u64>,
    /// How many pages belonged to the list.
    pages: u64,
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

/// What becomes of a page that came.
pub(super) enum Verdict {
    /// It belongs to the list.
    Page,
    /// It belongs to the list, and what comes next is this error.
    Last(Error),
    /// It is behind the end of the list.
    End,
    /// It does not belong to the list.
    Failed(Error),
}

struct Taken {
    number: Option<u64>,
    result: Bytes,
}

impl Course {
    pub(super) fn new(first: Draft) -> Self {
        Self { next: Some(first), last: None, followed: BTreeSet::new(), pages: 0 }
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

    /// Takes a page that came, and decides what comes after it.
    ///
    /// Some servers answer the last page again when they are asked for one beyond it, or do not look at the number at
    /// all; asking on would then never end.
    pub(super) fn take(&mut self, page: &Arrival<'_>) -> Verdict {
        let Some(mut draft) = self.next.take() else { return Verdict::Page };
        let paging = draft.endpoint().paging;
        let by_server = step::goes_on_when_empty(paging);
        if self.last.is_some() && page.count == 0 && !by_server {
            return Verdict::End;
        }
        let operation = draft.endpoint().name;
        let same_items = page.count > 0 && self.last.as_ref().is_some_and(|last| last.result == page.result);
        let repeated = if same_items && !by_server { Some("a page came again") } else { self.behind(page) };
        if let Some(reason) = repeated {
            return Verdict::Failed(PaginationLoopError::new(operation, reason, self.pages).into());
        }
        let step = step::after(&mut draft, page);
        let loops = match &step {
            Ok(Step::Repeated(reason)) => Some(*reason),
            Ok(Step::Further { way: Some((way, reason)), .. }) if !self.followed.insert(hash(way)) => Some(*reason),
            _ => None,
        };
        if let (Some(reason), true) = (loops, same_items) {
            return Verdict::Failed(PaginationLoopError::new(operation, reason, self.pages).into());
        }
        self.pages += 1;
        if let Some(reason) = loops {
            // The items are new: it is the way to the next page that is repeated.
            return Verdict::Last(PaginationLoopError::new(operation, reason, self.pages).into());
        }
        match step {
            Ok(Step::Further { number, .. }) => {
                self.last = Some(Taken { number, result: page.result.clone() });
                self.next = Some(draft);
                Verdict::Page
            }
            Ok(Step::End | Step::Repeated(_)) => Verdict::Page,
            Err(reason) => Verdict::Last(RequestError::new(operation, "next page", reason).into()),
        }
    }

    /// Whether the server says that this is a page from before.
    fn behind(&self, page: &Arrival<'_>) -> Option<&'static str> {
        let number = page.info.and_then(PageInfo::page);
        let behind = number.zip(self.last.as_ref()?.number).is_some_and(|(number, last)| number <= last);
        behind.then_some("the server answered with a page before the one that it was asked for")
    }
}

fn hash(way: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    way.hash(&mut hasher);
    hasher.finish()
}
