//! Where an operation hangs in the resource tree, and what it is called there.
//!
//! From, in this order: the config, `x-fern-sdk-group-name` and `-method-name`, an `operationId` with a slash, tags with
//! an `operationId`, and the path with the method.

use crate::resolve::spec::{self, Json, Method};

use super::template::{self, Segment};

/// A way down the resource tree, and the call's own name at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) resources: Vec<String>,
    pub(super) method: String,
}

/// The way to an operation; `pinned` is what the config says. Where the document says the way of other operations
/// itself, one that it says nothing of goes by its path, as those do: tags are chapters of such a document, not resources.
pub(super) fn way(operation: &spec::Operation, pinned: Option<&str>, says_ways: bool) -> Way {
    let hinted = pinned.and_then(from_pin).or_else(|| from_fern(operation));
    let way =
        if says_ways { hinted } else { hinted.or_else(|| from_slashed_id(operation)).or_else(|| from_tag(operation)) };
    way.unwrap_or_else(|| from_path(operation))
}

/// Whether the document says the way of any operation.
pub(super) fn says_ways(operations: &[spec::Operation]) -> bool {
    operations.iter().any(|operation| from_fern(operation).is_some())
}

/// `custom_certificates.prioritize.update`.
fn from_pin(pinned: &str) -> Option<Way> {
    let mut words: Vec<String> = pinned.split('.').map(str::to_owned).collect();
    let method = words.pop().filter(|method| !method.is_empty())?;
    Some(Way { resources: words, method })
}

fn from_fern(operation: &spec::Operation) -> Option<Way> {
    let method = text(operation, "x-fern-sdk-method-name")?.to_owned();
    let group = operation.extensions.iter().find(|(name, _)| name == "x-fern-sdk-group-name").map(|(_, value)| value);
    let resources = match group {
        Some(Json::String(group)) => group.split('.').map(str::to_owned).collect(),
        Some(Json::Array(groups)) => groups
            .iter()
            .filter_map(|group| match group {
                Json::String(group) => Some(group.clone()),
                _ => None,
            })
            .collect(),
        _ => return None,
    };
    Some(Way { resources, method })
}

/// `repos/list-for-org`.
fn from_slashed_id(operation: &spec::Operation) -> Option<Way> {
    let id = operation.operation_id.as_deref()?;
    let (resources, method) = id.rsplit_once('/')?;
    if resources.is_empty() || method.is_empty() {
        return None;
    }
    Some(Way { resources: resources.split('/').map(str::to_owned).collect(), method: method.to_owned() })
}

/// The first tag, and the `operationId` without the words that the tag has said already.
fn from_tag(operation: &spec::Operation) -> Option<Way> {
    let tag = operation.tags.first()?;
    let id = operation.operation_id.as_deref()?;
    let said: Vec<String> = words(tag);
    let all = words(id);
    let rest: Vec<&str> =
        all.iter().filter(|word| !said.iter().any(|said| is_same_word(said, word))).map(String::as_str).collect();
    let method = if rest.is_empty() { all.join("_") } else { rest.join("_") };
    let resource = said.join("_");
    if method.is_empty() || resource.is_empty() {
        return None;
    }
    Some(Way { resources: vec![resource], method })
}

/// `PUT /zones/{zone_id}/custom_certificates/prioritize` is `custom_certificates.prioritize.update`.
fn from_path(operation: &spec::Operation) -> Way {
    let segments = template::words(&operation.path);
    let rest = match segments.as_slice() {
        // What everything else belongs to (a zone, an account) is not a step of the way.
        [Segment::Word(_), Segment::Parameter, rest @ ..]
            if rest.iter().any(|segment| *segment != Segment::Parameter) =>
        {
            rest
        }
        all => all,
    };
    let resources: Vec<String> = rest
        .iter()
        .filter_map(|segment| match segment {
            Segment::Word(word) => Some((*word).to_owned()),
            Segment::Parameter => None,
        })
        .collect();
    let one = rest.last() == Some(&Segment::Parameter);
    let method = match &operation.method {
        Method::Get if one => "get",
        Method::Get => "list",
        Method::Put => "update",
        Method::Post => "create",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "edit",
        Method::Trace => "trace",
        Method::Query => "query",
        Method::Other(token) => &token.to_ascii_lowercase(),
    };
    Way { resources, method: method.to_owned() }
}

fn text<'o>(operation: &'o spec::Operation, name: &str) -> Option<&'o str> {
    let (_, value) = operation.extensions.iter().find(|(known, _)| known == name)?;
    match value {
        Json::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The words of a tag or an `operationId`, in lower case: at whatever is neither letter nor digit, and before a capital
/// that follows a small letter. Only for telling repeated words; names are made by `name`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            let starts = !before.is_alphanumeric() || (before.is_lowercase() && letter.is_uppercase());
            if starts || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = letter;
    }
    words
}

/// Equal, but for a plural's ending.
fn is_same_word(a: &str, b: &str) -> bool {
    fn stem(word: &str) -> &str {
        word.strip_suffix("ies")
            .or_else(|| word.strip_suffix("es"))
            .or_else(|| word.strip_suffix('s'))
            .or_else(|| word.strip_suffix('y'))
            .unwrap_or(word)
    }
    a == b || stem(a) == stem(b)
}
