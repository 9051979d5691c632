//! From a page to the request of the next one: a function for each way in which lists go on.

use super::course::Arrival;
use super::link;
use crate::runtime::endpoint::{After, Cursor, Link, Offset, PageNumber, Paging};
use crate::runtime::envelope::member;
use crate::runtime::json;
use crate::runtime::origin;
use crate::runtime::page::{PageInfo, whole};
use crate::runtime::request::Draft;
use crate::runtime::types::Json;

/// What comes after a page.
pub(super) enum Step {
    /// Nothing.
    End,
    /// The page that the draft now asks for.
    Further {
        /// The number of the page that came, where pages have numbers.
        number: Option<u64>,
        /// The cursor or link that leads to the next one, and what is to be said if it has been followed before.
        way: Option<(String, &'static str)>,
    },
    /// The way to the next page is the one by which this page came. What is to be said.
    Repeated(&'static str),
}

const SAME_CURSOR: &str = "the server gave a cursor again";
const SAME_LINK: &str = "the server gave a link again";
const SAME_ITEM: &str = "a page ends with the item that it was to begin after";

/// Whether the list can go on behind an empty page: where the server itself says what comes next.
pub(super) fn goes_on_when_empty(paging: Paging) -> bool {
    matches!(paging, Paging::Cursor(_) | Paging::Link(_))
}

/// Makes the draft ask for the page after this one.
pub(super) fn after(draft: &mut Draft, page: &Arrival<'_>) -> Result<Step, &'static str> {
    Ok(match draft.endpoint().paging {
        Paging::None | Paging::Single => Step::End,
        Paging::PageNumber(paging) => number(draft, paging, page),
        Paging::Offset(paging) => offset(draft, paging, page),
        Paging::Cursor(paging) => cursor(draft, paging, page),
        Paging::After(paging) => last_item(draft, paging, page),
        Paging::Link(paging) => return linked(draft, paging, page),
    })
}

fn number(draft: &mut Draft, paging: &PageNumber, page: &Arrival<'_>) -> Step {
    let asked = draft.page(paging.page).unwrap_or(paging.first);
    let number = page.info.and_then(PageInfo::page).unwrap_or(asked);
    let last_page = page.info.and_then(PageInfo::last_page);
    if page.count == 0 || last_page.is_some_and(|last_page| number >= last_page) {
        return Step::End;
    }
    draft.set_page(paging.page, &number.saturating_add(1).to_string());
    Step::Further { number: Some(number), way: None }
}

fn offset(draft: &mut Draft, paging: &Offset, page: &Arrival<'_>) -> Step {
    let next = draft.page(paging.offset).unwrap_or(0).saturating_add(page.count as u64);
    let total = paging.total.and_then(|name| whole(said(page, name)?));
    if page.count == 0 || total.is_some_and(|total| next >= total) {
        return Step::End;
    }
    draft.set_page(paging.offset, &next.to_string());
    Step::Further { number: None, way: None }
}

fn cursor(draft: &mut Draft, paging: &Cursor, page: &Arrival<'_>) -> Step {
    if paging.more.and_then(|name| said(page, name)?.as_bool()) == Some(false) {
        return Step::End;
    }
    let cursor = match said(page, paging.next) {
        Some(Json::String(text)) if !text.is_empty() => text.clone(),
        Some(Json::Number(number)) => number.to_string(),
        _ => return Step::End,
    };
    // A server that gives back the cursor it was asked with would be asked forever.
    if draft.is_asked_with(paging.parameter, &cursor) {
        return Step::Repeated(SAME_CURSOR);
    }
    draft.set_page(paging.parameter, &cursor);
    Step::Further { number: None, way: Some((cursor, SAME_CURSOR)) }
}

fn last_item(draft: &mut Draft, paging: &After, page: &Arrival<'_>) -> Step {
    if said(page, paging.more).and_then(Json::as_bool) != Some(true) {
        return Step::End;
    }
    let items: Json = match json::read(&page.result) {
        Ok(items) => items,
        Err(_) => return Step::End,
    };
    let last = items.as_array().and_then(|items| items.last());
    match last.and_then(|item| member(item, paging.id)).and_then(Json::as_str) {
        Some(id) if draft.is_asked_with(paging.parameter, id) => Step::Repeated(SAME_ITEM),
        Some(id) => {
            draft.set_page(paging.parameter, id);
            Step::Further { number: None, way: Some((id.to_owned(), SAME_ITEM)) }
        }
        None => Step::End,
    }
}

fn linked(draft: &mut Draft, paging: &Link, page: &Arrival<'_>) -> Result<Step, &'static str> {
    let next = match paging.next {
        Some(name) => said(page, name).and_then(Json::as_str).map(str::to_owned),
        None => link::next(page.headers),
    };
    let Some(next) = next.filter(|next| !next.is_empty()) else { return Ok(Step::End) };
    let target = origin::resolve(page.url, &next).ok_or("the next page is at another origin, and was not asked for")?;
    if target == page.url {
        return Ok(Step::Repeated(SAME_LINK));
    }
    draft.set_target(target.clone());
    Ok(Step::Further { number: None, way: Some((target, SAME_LINK)) })
}

/// A value of the answer beside the items.
fn said<'a>(page: &Arrival<'a>, name: &str) -> Option<&'a Json> {
    member(page.info?.as_json(), name).filter(|value| !value.is_null())
}
