//! A page of a list.

use std::ops::Deref;
use std::sync::Arc;

use super::endpoint::{InfoNames, PageNumber, Paging};
use super::envelope::member;
use super::error::Message;
use super::response::Said;
use super::types::Json;

/// A page of a list: its items, and what the server says about the list.
///
/// It is a slice of its items (`page[0]`, `page.first()`, `page.iter().map(…)`), and a loop takes them out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    items: Vec<T>,
    info: Option<PageInfo>,
    messages: Vec<Message>,
    errors: Vec<Message>,
}

impl<T> Page<T> {
    pub(crate) fn new(items: Vec<T>, said: Said) -> Self {
        Self { items, info: said.info, messages: said.messages, errors: said.errors }
    }

    /// The items, in the server's order.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items, without the rest.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Walks over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// How many items are on this page.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether this page has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Where in the list this page stands, if the server says so.
    #[must_use]
    pub fn info(&self) -> Option<&PageInfo> {
        self.info.as_ref()
    }

    /// What the server has to say beside the items: the envelope's messages.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What the server says went wrong although it gave the page: the envelope's errors.
    #[must_use]
    pub fn errors(&self) -> &[Message] {
        &self.errors
    }
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> AsRef<[T]> for Page<T> {
    fn as_ref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// Where in a list a page stands. Each number is there if the server sent it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageInfo {
    /// Shared, since a page and its response both say it.
    json: Arc<Json>,
    count: Option<u64>,
    page: Option<u64>,
    per_page: Option<u64>,
    total_count: Option<u64>,
    total_pages: Option<u64>,
}

/// The names where an operation is not paged by number, and so says none.
const USUAL: InfoNames = InfoNames {
    count: Some("count"),
    page: Some("page"),
    per_page: Some("per_page"),
    total_count: Some("total_count"),
    total_pages: Some("total_pages"),
};

impl PageInfo {
    pub(crate) fn new(json: Json, paging: &Paging) -> Self {
        let names = match paging {
            Paging::PageNumber(PageNumber { info, .. }) => info,
            _ => &USUAL,
        };
        let number = |name: Option<&str>| whole(member(&json, name?)?);
        Self {
            count: number(names.count),
            page: number(names.page),
            per_page: number(names.per_page),
            total_count: number(names.total_count),
            total_pages: number(names.total_pages),
            json: Arc::new(json),
        }
    }

    /// Items on this page.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.count
    }

    /// Number of this page.
    #[must_use]
    pub fn page(&self) -> Option<u64> {
        self.page
    }

    /// Items on a full page.
    #[must_use]
    pub fn per_page(&self) -> Option<u64> {
        self.per_page
    }

    /// Items on all pages.
    #[must_use]
    pub fn total_count(&self) -> Option<u64> {
        self.total_count
    }

    /// Number of pages.
    #[must_use]
    pub fn total_pages(&self) -> Option<u64> {
        self.total_pages
    }

    /// All that the server says about the list, as it came.
    #[must_use]
    pub fn as_json(&self) -> &Json {
        &self.json
    }

    /// The number of the last page, stated or worked out.
    pub(crate) fn last_page(&self) -> Option<u64> {
        self.total_pages.or_else(|| match (self.total_count, self.per_page) {
            (Some(items), Some(size)) if size > 0 => Some(items.div_ceil(size)),
            _ => None,
        })
    }
}

/// A number that counts something, in any form that servers give it.
pub(crate) fn whole(number: &Json) -> Option<u64> {
    match number {
        Json::Number(number) => number.as_u64().or_else(|| {
            let number = number.as_f64().filter(|number| number.fract() == 0.0)?;
            format!("{number}").parse().ok()
        }),
        Json::String(digits) => digits.parse().ok(),
        _ => None,
    }
}
