//! Which page comes next, and whether one does.

use bytes::Bytes;

use crate::runtime::endpoint::Paging;
use crate::runtime::page::PageInfo;
use crate::runtime::request::Draft;

/// The way through a list. It ends after a single page, after the last page, and before an empty or repeated one.
pub(super) struct Course {
    /// The next request; `None` once there is none.
    next: Option<Draft>,
    /// The page that was taken last.
    last: Option<Taken>,
}

struct Taken {
    number: u64,
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

    /// Takes a page that came, and decides what comes after it. Whether the page belongs to the list.
    ///
    /// Many servers answer the last page again when they are asked for one beyond it, or do not look at the number at
    /// all; asking on would then never end.
    pub(super) fn take(&mut self, is_empty: bool, info: Option<&PageInfo>, result: Bytes) -> bool {
        let repeated = self.is_repeated(info, &result);
        if self.last.is_some() && (is_empty || repeated) {
            self.end();
            return false;
        }
        let Some(draft) = &mut self.next else { return true };
        let Paging::PageNumber(paging) = draft.endpoint().paging else {
            self.end();
            return true;
        };
        let asked = draft.page(paging.page).unwrap_or(1);
        let number = info.and_then(PageInfo::page).unwrap_or(asked);
        let last_page = info.and_then(PageInfo::last_page);
        if is_empty || last_page.is_some_and(|last_page| number >= last_page) {
            self.end();
            return true;
        }
        draft.set_page(paging.page, number.saturating_add(1));
        self.last = Some(Taken { number, result });
        true
    }

    fn is_repeated(&self, info: Option<&PageInfo>, result: &Bytes) -> bool {
        let Some(last) = &self.last else { return false };
        let behind = info.and_then(PageInfo::page).is_some_and(|number| number <= last.number);
        behind || last.result == *result
    }
}
