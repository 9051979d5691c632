//! Path parameters: each is one segment, whatever it contains.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, section 2.3. That is more than a segment requires, and what servers and
/// proxies agree about.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The texts as one encoded segment.
///
/// Refused is what would change the shape of the path on the way (nothing at all, `.` and `..`, which URL parsers
/// remove), and control characters, which some of them drop.
pub(super) fn segment(texts: Option<Vec<String>>) -> Result<String, String> {
    let texts = texts.unwrap_or_default();
    if texts.iter().any(|text| text.chars().any(char::is_control)) {
        return Err("it contains a control character".into());
    }
    let encoded: Vec<Cow<'_, str>> = texts.iter().map(|text| utf8_percent_encode(text, RESERVED).into()).collect();
    let segment = encoded.join(",");
    match segment.as_str() {
        "" => Err("it is empty".into()),
        "." | ".." => Err("`.` and `..` would be another path".into()),
        _ => Ok(segment),
    }
}

/// The template with its parameters filled in; or the name of one that is not set.
pub(super) fn fill(template: &'static str, parameters: &[(&'static str, String)]) -> Result<String, &'static str> {
    let mut path = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').ok_or(tail)?;
        let (_, value) = parameters.iter().find(|(known, _)| *known == name).ok_or(name)?;
        path.push_str(literal);
        path.push_str(value);
        rest = tail;
    }
    path.push_str(rest);
    Ok(path)
}
