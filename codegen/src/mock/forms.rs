//! Forms: from names and texts, or parts, to an object.

use serde_json::{Map, Value};

use super::operation::Content;
use super::parameters::{laid_out, tree};
use super::text::{decoded, pairs, parameter};
use super::typed::Kinds;

/// Fields that have one name.
type Fields = Vec<(String, Vec<Field>)>;

/// Members in brackets: the way to each, and its text.
type Members = Vec<(Vec<String>, String)>;

/// A field of a form.
enum Field {
    /// As it is written in a URL-encoded form.
    Encoded(String),
    /// As it is, with its media type.
    Part(String, Option<String>),
}

/// A URL-encoded form.
pub(super) fn encoded(content: &Content, text: &str, as_text: bool) -> Value {
    let mut fields: Fields = Vec::new();
    for (name, value) in pairs(text) {
        add(&mut fields, name, Field::Encoded(value));
    }
    object(content, fields, as_text)
}

/// A multipart form; `None` where it is none.
pub(super) fn multipart(content: &Content, media_type: &str, bytes: &[u8], as_text: bool) -> Option<Value> {
    let boundary = parameter(media_type, "boundary")?;
    let mut fields: Fields = Vec::new();
    for part in parts(bytes, &boundary)? {
        let (head, body) = split_once(part, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(head).into_owned();
        let header = |name: &str| {
            head.split("\r\n")
                .filter_map(|line| line.split_once(':'))
                .find_map(|(key, value)| key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned()))
        };
        let disposition = header("content-disposition")?;
        let name = parameter(&disposition, "name")?;
        let text = String::from_utf8_lossy(body).into_owned();
        add(&mut fields, name, Field::Part(text, header("content-type")));
    }
    Some(object(content, fields, as_text))
}

fn add(fields: &mut Fields, name: String, field: Field) {
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some((_, all)) => all.push(field),
        None => fields.push((name, vec![field])),
    }
}

/// The parts between boundaries (RFC 2046, section 5.1).
fn parts<'b>(bytes: &'b [u8], boundary: &str) -> Option<Vec<&'b [u8]>> {
    let open = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = bytes.strip_prefix(open.as_bytes())?;
    let mut found = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(found);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let (part, after) = split_once(rest, between.as_bytes())?;
        found.push(part);
        rest = after;
    }
}

fn split_once<'b>(bytes: &'b [u8], by: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some((bytes.get(..at)?, bytes.get(at + by.len()..)?))
}

/// Fields as the object that they are together.
fn object(content: &Content, fields: Fields, as_text: bool) -> Value {
    let empty = Value::Bool(true);
    let schema = content.checked.as_ref().map_or(&empty, |checked| &checked.schema);
    let kinds = Kinds::of(schema);
    let declared = kinds.names();
    let mut out = Map::new();
    let mut bracketed: Vec<(String, Members)> = Vec::new();
    for (name, values) in fields {
        let nested = name.split_once('[').filter(|_| !declared.contains(name.as_str()));
        if let Some((outer, inner)) = nested.and_then(|(outer, inner)| Some((outer, inner.strip_suffix(']')?))) {
            let way: Vec<String> = inner.split("][").map(str::to_owned).collect();
            let members = values.into_iter().map(|value| (way.clone(), plain(value)));
            match bracketed.iter_mut().find(|(known, _)| known == outer) {
                Some((_, all)) => all.extend(members),
                None => bracketed.push((outer.to_owned(), members.collect())),
            }
            continue;
        }
        let value = field(content, &kinds.member(&name), &name, values, as_text);
        out.insert(name, value);
    }
    for (name, members) in bracketed {
        let value = kinds.member(&name).tree(tree(members), as_text);
        out.insert(name, value);
    }
    out.into()
}

fn plain(field: Field) -> String {
    match field {
        Field::Encoded(text) => decoded(&text, true),
        Field::Part(text, _) => text,
    }
}

/// One field, by its encoding.
fn field(content: &Content, kinds: &Kinds<'_>, name: &str, values: Vec<Field>, as_text: bool) -> Value {
    let encoding = content.encodings.iter().find(|encoding| encoding.property == name);
    let is_json =
        encoding.and_then(|encoding| encoding.content_type.as_deref()).is_some_and(|types| types.contains("json"));
    let is_deep = (kinds.is_object() || kinds.is_list()) && !kinds.is_single();
    let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
    if let [Field::Part(text, media_type)] = values.as_slice() {
        let says_json =
            media_type.as_deref().is_some_and(|media_type| super::text::is_json(&super::text::essence(media_type)));
        if let Some(value) =
            parsed(text).filter(|value| says_json || is_json || (is_deep && (value.is_object() || value.is_array())))
        {
            return value;
        }
    }
    if is_json && let [only] = values.as_slice() {
        let text = match only {
            Field::Encoded(text) => decoded(text, true),
            Field::Part(text, _) => text.clone(),
        };
        if let Some(value) = parsed(&text) {
            return value;
        }
    }
    let separators: &[&str] = match encoding.and_then(|encoding| encoding.style.as_deref()) {
        Some("spaceDelimited") => &["%20", "+"],
        Some("pipeDelimited") => &["|", "%7C", "%7c"],
        _ => &[","],
    };
    let explode = encoding.and_then(|encoding| encoding.explode).unwrap_or(true);
    if values.iter().all(|value| matches!(value, Field::Encoded(_))) {
        let texts = values.into_iter().map(|value| match value {
            Field::Encoded(text) | Field::Part(text, _) => text,
        });
        let texts: Vec<String> = texts.collect();
        return laid_out(kinds, &texts, explode, separators, as_text);
    }
    let items = kinds.items();
    if kinds.is_list() && (!kinds.is_single() || values.len() > 1) {
        let is_joined = !explode && values.len() == 1;
        let texts: Vec<String> = values.into_iter().map(plain).collect();
        let texts: Vec<String> = if is_joined {
            texts.iter().flat_map(|text| text.split(separators.first().unwrap_or(&","))).map(str::to_owned).collect()
        } else {
            texts
        };
        let item = |text: String| match parsed(&text).filter(|value| value.is_object() && items.is_object()) {
            Some(value) => value,
            None => items.value(text, as_text),
        };
        return texts.into_iter().map(item).collect();
    }
    let text = values.into_iter().next().map(plain).unwrap_or_default();
    kinds.value(text, as_text)
}
