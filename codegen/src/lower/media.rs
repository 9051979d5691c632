//! Media types: which there are, and which of several is taken.

use crate::diag::{Sink, code};
use crate::resolve::Spec;
use crate::resolve::spec::{MediaType, Schema};

/// What is done with a body of some media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    // In the order in which one of several is preferred.
    /// JSON, also by a suffix (RFC 6839).
    Json,
    /// `multipart/form-data`.
    Multipart,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// JSON values, a line each.
    Lines,
    /// Server-sent events.
    Events,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// The content that is taken: that of the preferred kind, one with a schema before one without.
pub(super) fn choose<'c>(spec: &Spec, content: &'c [MediaType], sink: &mut Sink) -> Option<(&'c MediaType, Kind)> {
    best(content.iter().map(|content| (content, kind(spec, content, sink))), |_| false)
}

fn best<'c>(
    content: impl Iterator<Item = (&'c MediaType, Kind)>,
    is_last: impl Fn(&Kind) -> bool,
) -> Option<(&'c MediaType, Kind)> {
    content.min_by_key(|(content, kind)| {
        let bare = content.schema.is_none() && matches!(kind, Kind::Json | Kind::Multipart | Kind::Form);
        (is_last(kind), bare, *kind, !is_plain(&content.media_type))
    })
}

/// Of several JSON types, the one without a suffix.
fn is_plain(media_type: &str) -> bool {
    essence(media_type) == "application/json"
}

/// Type and subtype in small letters, without parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The content of an answer that is taken: events only where there is nothing else, since an answer at once is what a
/// call gives without being asked for more.
pub(super) fn choose_answer<'c>(
    spec: &Spec,
    content: &'c [MediaType],
    sink: &mut Sink,
) -> Option<(&'c MediaType, Kind)> {
    best(content.iter().map(|content| (content, kind(spec, content, sink))), |kind| *kind == Kind::Events)
}

/// The first content that comes piece by piece.
pub(super) fn streamed<'c>(spec: &Spec, content: &'c [MediaType], sink: &mut Sink) -> Option<(&'c MediaType, Kind)> {
    let all: Vec<(&MediaType, Kind)> = content.iter().map(|content| (content, kind(spec, content, sink))).collect();
    all.into_iter().find(|(_, kind)| matches!(kind, Kind::Events | Kind::Lines))
}

/// Whether content comes piece by piece.
pub(super) fn is_streamed(content: &MediaType) -> bool {
    let essence = essence(&content.media_type);
    let (family, subtype) = essence.split_once('/').unwrap_or_default();
    known(family, subtype).is_some_and(|kind| matches!(kind, Kind::Events | Kind::Lines))
}

/// Whether a media type is JSON, also by a suffix (RFC 6839).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The media type as it is sent: the document's own, where it names one.
pub(super) fn sent(media_type: &str, otherwise: &str) -> String {
    let clean = media_type.trim();
    let is_header = clean.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    match essence(clean).split_once('/') {
        Some((a, b)) if is_header && is_token(a) && is_token(b) && !clean.contains('*') => clean.to_owned(),
        _ => otherwise.to_owned(),
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn kind(spec: &Spec, content: &MediaType, sink: &mut Sink) -> Kind {
    let essence = essence(&content.media_type);
    let schema = content.schema.map(|id| {
        let schema = spec.schema(id);
        schema.same_as.map_or(schema, |same| spec.schema(same))
    });
    let Some((family, subtype)) = essence.split_once('/').filter(|(a, b)| is_token(a) && is_token(b)) else {
        sink.warn(
            code::MALFORMED_MEDIA_TYPE,
            content.loc,
            format!("`{}` is no media type; what its schema says is taken", content.media_type),
        );
        return by_schema(schema);
    };
    known(family, subtype).unwrap_or_else(|| by_schema(schema))
}

/// What is done with a media type, unless its schema says that.
fn known(family: &str, subtype: &str) -> Option<Kind> {
    Some(match (family, subtype) {
        (_, "json") => Kind::Json,
        ("multipart", "form-data") => Kind::Multipart,
        ("application", "x-www-form-urlencoded") => Kind::Form,
        ("text", "event-stream") => Kind::Events,
        (
            _,
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonlines" | "jsonlines" | "json-lines" | "stream+json" | "json-seq",
        ) => Kind::Lines,
        (_, subtype) if subtype.ends_with("+json") => Kind::Json,
        ("*" | "application", "*") => return None,
        ("text", _) | ("application", "yaml" | "x-yaml" | "graphql" | "jwt" | "toml") => Kind::Text,
        _ => Kind::Bytes,
    })
}

/// Whether a schema describes more than text or bytes, which is all that this kind of body is read or written as.
pub(super) fn loses_structure(spec: &Spec, content: &MediaType, kind: Kind) -> bool {
    let shape = content.schema.map(|id| {
        let schema = spec.schema(id);
        schema.same_as.map_or(schema, |same| spec.schema(same))
    });
    matches!(kind, Kind::Text | Kind::Bytes)
        && shape.is_some_and(|schema| schema.types.object || schema.types.array || !schema.properties.is_empty())
}

/// What a schema is about, where the media type does not say.
fn by_schema(schema: Option<&Schema>) -> Kind {
    let Some(schema) = schema else { return Kind::Bytes };
    let types = schema.types;
    let only_text = types.string && !(types.object || types.array || types.number || types.integer || types.boolean);
    match schema.format.as_deref() {
        Some("binary") => Kind::Bytes,
        _ if only_text => Kind::Text,
        _ => Kind::Json,
    }
}

/// The other media types of a body, for its documentation.
pub(super) fn others(content: &[MediaType], chosen: &MediaType) -> Option<String> {
    let others: Vec<String> = content
        .iter()
        .filter(|other| other.loc != chosen.loc)
        .map(|other| super::docs::code_span(&other.media_type))
        .collect();
    (!others.is_empty()).then(|| format!("The API also takes {}.", others.join(", ")))
}
