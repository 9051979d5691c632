//! Texts of addresses, headers and forms.

use percent_encoding::percent_decode_str;

/// A part of an address as it is meant. In queries and forms, a plus is a blank.
pub(super) fn decoded(text: &str, plus: bool) -> String {
    let text = if plus { text.replace('+', " ") } else { text.to_owned() };
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// Names and values of a query or a URL-encoded form: names decoded, values as they are written.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), value.to_owned())
        })
        .collect()
}

/// A media type without parameters, in small letters.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A parameter of a header's value: `boundary` of a media type, `name` of a disposition.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some(at) = rest.find(';') {
        rest = rest.get(at + 1..).unwrap_or_default().trim_start();
        let Some((key, after)) = rest.split_once('=') else { continue };
        let is_it = key.trim().eq_ignore_ascii_case(name);
        let (found, end) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or(quoted.len());
                (quoted.get(..end).unwrap_or_default(), quoted.get(end..).unwrap_or_default())
            }
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after.get(..end).unwrap_or_default().trim(), after.get(end..).unwrap_or_default())
            }
        };
        if is_it {
            return Some(found.to_owned());
        }
        rest = end;
    }
    None
}

/// Whether a media type is JSON, also by a suffix (RFC 6839).
pub(super) fn is_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether a text is a media type at all.
pub(super) fn is_media_type(essence: &str) -> bool {
    essence.split_once('/').is_some_and(|(family, subtype)| !family.is_empty() && !subtype.is_empty())
}

/// Whether a media type is JSON values, a line each.
pub(super) fn is_lines(essence: &str) -> bool {
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    matches!(
        subtype,
        "x-ndjson" | "ndjson" | "jsonl" | "x-jsonlines" | "jsonlines" | "json-lines" | "stream+json" | "json-seq"
    )
}
