//! Answers in the form that the API gives them: the envelope, and what it says of a list.

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderValue, LINK};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::recorded::RecordedCall;
use crate::runtime::endpoint::{After, Cursor, Endpoint, Envelope, Info, InfoNames, Link, Offset, PageNumber, Paging};
use crate::runtime::types::Json;

/// The value in the operation's envelope, as bytes that are not read again. `info` is what is said of a list.
pub(super) fn value(endpoint: &Endpoint, value: &[u8], info: Json) -> Vec<u8> {
    let Some(envelope) = endpoint.envelope else { return value.to_vec() };
    let mut members: Vec<(&str, Vec<u8>)> = vec![(envelope.result, value.to_vec())];
    members.extend(envelope.success.map(|name| (name, b"true".to_vec())));
    members.extend([envelope.errors, envelope.messages].into_iter().flatten().map(|name| (name, b"[]".to_vec())));
    match (&envelope.info, info) {
        (Info::Member(name), info) if !info.is_null() => members.push((name, info.to_string().into_bytes())),
        (Info::Rest, Json::Object(said)) => {
            let own = said.iter().map(|(name, value)| (name.as_str(), value.to_string().into_bytes()));
            return object(members.into_iter().chain(own));
        }
        _ => {}
    }
    object(members.into_iter())
}

fn object<'a>(members: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut text = b"{".to_vec();
    for (index, (name, value)) in members.enumerate() {
        if index > 0 {
            text.push(b',');
        }
        text.extend_from_slice(Json::from(name).to_string().as_bytes());
        text.push(b':');
        text.extend_from_slice(&value);
    }
    text.push(b'}');
    text
}

/// An error as the API says it.
pub(super) fn error(endpoint: &Endpoint, code: &Json, message: &str) -> Vec<u8> {
    let mut entry = Json::Object(serde_json::Map::new());
    let Some(Envelope { result, success, errors: Some(errors), entry: names, .. }) = endpoint.envelope else {
        put(&mut entry, "code", code.clone());
        put(&mut entry, "message", message.into());
        return entry.to_string().into_bytes();
    };
    put(&mut entry, names.code, code.clone());
    put(&mut entry, names.message, message.into());
    let mut all = Json::Object(serde_json::Map::new());
    put(&mut all, result, Json::Null);
    put(&mut all, errors, Json::Array(vec![entry]));
    if let Some(success) = success {
        put(&mut all, success, false.into());
    }
    all.to_string().into_bytes()
}

/// A page of a list, with what leads to the next one.
pub(super) fn page(
    endpoint: &Endpoint,
    pages: &[Vec<Json>],
    number: usize,
    call: &RecordedCall,
    headers: &mut HeaderMap,
) -> Bytes {
    let items = pages.get(number).cloned().unwrap_or_default();
    let further = number + 1 < pages.len();
    let mut info = Json::Object(serde_json::Map::new());
    let before: usize = pages.iter().take(number).map(Vec::len).sum();
    let all: usize = pages.iter().map(Vec::len).sum();
    match endpoint.paging {
        Paging::None | Paging::Single => {}
        Paging::PageNumber(PageNumber { first, info: names, .. }) => {
            numbers(&mut info, names, &[items.len(), usize::try_from(*first).unwrap_or(1) + number, all, pages.len()]);
        }
        Paging::Offset(Offset { total, .. }) => {
            if let Some(total) = total {
                put(&mut info, total, all.into());
            }
        }
        Paging::Cursor(Cursor { next, more, .. }) => {
            put(&mut info, next, if further { format!("after-{}", before + items.len()).into() } else { Json::Null });
            if let Some(more) = more {
                put(&mut info, more, further.into());
            }
        }
        Paging::After(After { more, .. }) => put(&mut info, more, further.into()),
        Paging::Link(Link { next: Some(next) }) => {
            put(&mut info, next, if further { link(call, number).into() } else { Json::Null });
        }
        Paging::Link(Link { next: None }) => {
            if let Some(value) =
                further.then(|| HeaderValue::try_from(format!("<{}>; rel=\"next\"", link(call, number))).ok()).flatten()
            {
                headers.insert(LINK, value);
            }
        }
    }
    let info = if info.as_object().is_some_and(serde_json::Map::is_empty) { Json::Null } else { info };
    value(endpoint, Json::Array(items).to_string().as_bytes(), info).into()
}

/// The address of the page after this one: the one that was asked for, with a parameter of the mock's own.
fn link(call: &RecordedCall, number: usize) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let own = call.query().iter().filter(|(name, _)| name != MOCK_PAGE);
    let mut pairs: Vec<String> = own.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.push(format!("{MOCK_PAGE}={}", number + 1));
    format!("{}?{}", call.path(), pairs.join("&"))
}

const MOCK_PAGE: &str = "mock-page";

/// What is said of numbered pages: items on this one, its number, items on all, pages.
fn numbers(info: &mut Json, names: &InfoNames, [count, page, all, pages]: &[usize; 4]) {
    let said = [(names.count, count), (names.page, page), (names.total_count, all), (names.total_pages, pages)];
    for (name, number) in said {
        if let Some(name) = name {
            put(info, name, (*number).into());
        }
    }
}

/// Sets the member at a dotted path.
fn put(object: &mut Json, path: &str, value: Json) {
    match path.split_once('.') {
        Some((name, rest)) => {
            if let Json::Object(members) = object {
                let inner = members.entry(name).or_insert_with(|| Json::Object(serde_json::Map::new()));
                put(inner, rest, value);
            }
        }
        None => {
            if let Json::Object(members) = object {
                members.insert(path.to_owned(), value);
            }
        }
    }
}
