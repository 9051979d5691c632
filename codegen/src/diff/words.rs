//! Facts of the API in words, which are compared as they are shown. Writing to a string cannot fail.

use std::fmt::Write as _;

use crate::ir::{Api, Constant, Envelope, Further, Info, Input, PagingNames, SchemePlace, Style, Type, TypeKind};

/// How a credential is sent.
pub(super) fn sent(place: &SchemePlace) -> String {
    match place {
        SchemePlace::Bearer => "`Authorization: Bearer …`".to_owned(),
        SchemePlace::Basic => "`Authorization: Basic …`".to_owned(),
        SchemePlace::Header(name) => format!("the header `{name}`"),
        SchemePlace::Query(name) => format!("the query parameter `{name}`"),
        SchemePlace::Cookie(name) => format!("the cookie `{name}`"),
    }
}

/// What answers are wrapped in.
pub(super) fn envelope(envelope: &Envelope) -> String {
    let mut words = format!("`{}`", envelope.result);
    let mut add = |what: &str, name: Option<&String>| {
        if let Some(name) = name {
            let _ = write!(words, ", {what} `{name}`");
        }
    };
    add("success", envelope.success.as_ref());
    add("errors", envelope.errors.as_ref());
    add("messages", envelope.messages.as_ref());
    match &envelope.info {
        Info::None => {}
        Info::Member(name) => add("pages", Some(name)),
        Info::Rest => words += ", pages in what is left",
    }
    let entry = &envelope.entry;
    let _ = write!(words, ", entries with `{}` and `{}`", entry.code, entry.message);
    for name in entry.documentation_url.iter().chain(&entry.pointer) {
        let _ = write!(words, " and `{name}`");
    }
    words
}

/// How further pages are asked for.
pub(super) fn paging(further: &Further) -> String {
    match further {
        Further::Numbered(names) => numbered(names),
        Further::Offset(query, total) => match total {
            Some(total) => format!("by offset in `{query}`, up to `{total}`"),
            None => format!("by offset in `{query}`"),
        },
        Further::Cursor(query, member, more) => match more {
            Some(more) => format!("by cursor from `{member}` in `{query}`, while `{more}`"),
            None => format!("by cursor from `{member}` in `{query}`"),
        },
        Further::After(query, member, more) => format!("by the last item's `{member}` in `{query}`, while `{more}`"),
        Further::Link(Some(member)) => format!("by the address in `{member}`"),
        Further::Link(None) => "by the header `Link`".to_owned(),
    }
}

fn numbered(names: &PagingNames) -> String {
    let mut words = format!("by number in `{}` from {}", names.page, names.first);
    if let Some(name) = &names.per_page {
        let _ = write!(words, ", size in `{name}`");
    }
    let info =
        [&names.info_count, &names.info_page, &names.info_per_page, &names.info_total_count, &names.info_total_pages];
    let told: Vec<String> = info.into_iter().flatten().map(|name| format!("`{name}`")).collect();
    if !told.is_empty() {
        let _ = write!(words, ", told by {}", told.join(", "));
    }
    words
}

/// The only value of something, as it is on the wire.
pub(super) fn constant(constant: &Constant, ty: &Type, api: &Api) -> String {
    match constant {
        Constant::Bool(value) => value.to_string(),
        Constant::Integer(value) => value.to_string(),
        Constant::Text(text) => text.clone(),
        Constant::Variant(index) => {
            let def = match ty {
                Type::Named(id) => api.type_def(*id),
                _ => None,
            };
            let wire = def.and_then(|def| match &def.kind {
                TypeKind::Enum(shape) => shape.values.get(*index).map(|value| value.wire.clone()),
                TypeKind::Struct(_) | TypeKind::Union(_) => None,
            });
            wire.unwrap_or_default()
        }
    }
}

/// How an input is laid out, where that is not as usual.
pub(super) fn style(input: &Input) -> String {
    let mut words = match input.style {
        Style::Usual => String::new(),
        Style::Exploded => "simple, exploded".to_owned(),
        Style::Label(explode) => format!("label{}", exploded(explode)),
        Style::Matrix(explode) => format!("matrix{}", exploded(explode)),
        Style::Joined(separator) => format!("joined by `{}`", separator.escape_debug()),
        Style::Deep => "deepObject".to_owned(),
        Style::Json => "JSON".to_owned(),
    };
    if input.allow_reserved {
        words += " allowReserved";
    }
    if let Some(media_type) = &input.media_type {
        let _ = write!(words, " `{media_type}`");
    }
    words.trim_start().to_owned()
}

fn exploded(explode: bool) -> &'static str {
    if explode { ", exploded" } else { "" }
}
