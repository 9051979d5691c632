//! From the bytes of a request to the value that is judged.

use serde_json::Value;

use super::judge::Judged;
use super::operation::Content;
use super::text::{essence, is_json, is_lines, is_media_type};
use super::violation::{Kind, Violation};
use super::{forms, judge};

/// Judges a body. `media_type` is the request's `Content-Type`.
pub(super) fn check(contents: &[Content], required: bool, media_type: Option<&str>, bytes: &[u8]) -> Judged {
    if bytes.is_empty() && media_type.is_none() {
        let missing = Violation::new(Kind::Missing, "/body", "the body is missing");
        return if required { missing.into() } else { Judged::default() };
    }
    let given = media_type.map(essence).unwrap_or_default();
    let Some(content) = find(contents, &given) else {
        if contents.is_empty() {
            // The document names no media type, so any will do.
            return plain(bytes);
        }
        let known: Vec<&str> = contents.iter().map(|content| content.essence.as_str()).collect();
        let message = format!("the operation takes {}", known.join(", "));
        return Violation::new(Kind::MediaType, "/header/content-type", message).into();
    };
    read(content, &given, media_type.unwrap_or_default(), bytes)
}

/// Bytes are what they are.
fn plain(bytes: &[u8]) -> Judged {
    Judged { value: Some(String::from_utf8_lossy(bytes).into()), violations: Vec::new() }
}

/// The content that a media type means: itself, a range that it is in, or what is no media type at all.
fn find<'c>(contents: &'c [Content], given: &str) -> Option<&'c Content> {
    let family = given.split('/').next().unwrap_or_default();
    let exact = contents.iter().find(|content| content.essence == given);
    let range = || contents.iter().find(|content| content.essence.strip_suffix("/*") == Some(family));
    let any = || contents.iter().find(|content| content.essence == "*/*" || !is_media_type(&content.essence));
    exact.or_else(range).or_else(any)
}

fn read(content: &Content, given: &str, media_type: &str, bytes: &[u8]) -> Judged {
    let malformed = |message: String| Judged::from(Violation::new(Kind::Malformed, "/body", message));
    let checked = content.checked.as_ref().or(content.item.as_ref());
    if is_json(given) {
        return match (serde_json::from_slice(bytes), checked) {
            (Ok(value), Some(checked)) => judge::judged(checked, "/body", value),
            (Ok(value), None) => Judged { value: Some(value), violations: Vec::new() },
            (Err(error), _) => malformed(format!("the body is no JSON: {error}")),
        };
    }
    let Some(checked) = checked else { return plain(bytes) };
    if is_lines(given) {
        return lines(content, bytes);
    }
    match given {
        "application/x-www-form-urlencoded" => {
            let Ok(text) = std::str::from_utf8(bytes) else { return malformed("the form is no UTF-8".to_owned()) };
            judge::either(checked, "/body", |as_text| Ok(forms::encoded(content, text, as_text)))
        }
        "multipart/form-data" => judge::either(checked, "/body", |as_text| {
            let form = forms::multipart(content, media_type, bytes, as_text);
            form.ok_or_else(|| "the body is no multipart form".to_owned())
        }),
        _ if given.starts_with("text/") => match std::str::from_utf8(bytes) {
            Ok(text) => judge::judged(checked, "/body", text.into()),
            Err(_) => malformed("the text is no UTF-8".to_owned()),
        },
        _ => plain(bytes),
    }
}

/// JSON values, a line each. Where the schema speaks of a text, that is all of them together.
fn lines(content: &Content, bytes: &[u8]) -> Judged {
    let mut values = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Value>(line) {
            Ok(value) => values.push(value),
            Err(error) => {
                let message = format!("the line is no JSON: {error}");
                return Violation::new(Kind::Malformed, format!("/body/{index}"), message).into();
            }
        }
    }
    let each = |checked| {
        let judged = values.iter().enumerate();
        judged.flat_map(move |(index, value)| judge::value(checked, &format!("/body/{index}"), value)).collect()
    };
    let violations = match (&content.item, &content.checked) {
        (Some(item), _) => each(item),
        (None, Some(text)) if super::typed::Kinds::of(&text.schema).is_text() => {
            return judge::judged(text, "/body", String::from_utf8_lossy(bytes).into());
        }
        (None, Some(all)) if super::typed::Kinds::of(&all.schema).is_list() => {
            judge::value(all, "/body", &values.clone().into())
        }
        (None, Some(one)) => each(one),
        (None, None) => Vec::new(),
    };
    Judged { value: Some(values.into()), violations }
}
