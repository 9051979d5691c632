//! How properties of forms and parts of multipart bodies are written (Encoding Object).

use crate::diag::{Loc, Sink, code};
use crate::ir::{Input, Place, Style};
use crate::resolve::spec::{Encoding, MediaType, Property, Schema};

use super::docs::code_span;
use super::inputs::defined;
use super::media;
use super::operations::Calls;

impl Calls<'_, '_> {
    /// Applies what the document says of how a property is written. What cannot be done is reported, and the property is
    /// written as usual.
    pub(super) fn encode(&self, input: &mut Input, property: &Property, content: &MediaType, sink: &mut Sink) {
        let Some(encoding) = of(content, property) else { return };
        let fault = match input.place {
            Place::Form => self.encode_field(input, property, encoding),
            Place::File | Place::Files => encode_file(input, encoding),
            _ => self.encode_part(input, property, encoding),
        };
        if let Some(fault) = fault {
            warn(encoding.loc, &format!("{fault}; the property is written as usual"), sink);
        }
    }

    /// A field of a URL-encoded form. With a style, the media type does not count.
    fn encode_field(&self, input: &mut Input, property: &Property, encoding: &Encoding) -> Option<String> {
        let is_nested = self.is_nested(property.schema);
        if encoding.style.is_some() || encoding.explode.is_some() {
            let name = encoding.style.as_deref().unwrap_or("form");
            let explode = encoding.explode.unwrap_or(name == "form");
            match defined(Place::Query, name, explode, self.shape(property.schema)) {
                // Forms write what is within a value in brackets, whatever the style says of its outermost level.
                Some(Style::Usual) if is_nested => {}
                Some(style) if style == Style::Deep || !is_nested => input.style = style,
                Some(_) => return Some(format!("the style `{name}` is not defined for values inside values")),
                None => return Some(format!("the style `{name}` is not defined here")),
            }
            return None;
        }
        match concrete(encoding) {
            Some(media_type) if media::is_json(&media_type) => input.style = Style::Json,
            Some(media_type) if is_nested || media_type != "text/plain" => {
                return Some(format!("fields of forms are not written as `{media_type}`"));
            }
            _ => {}
        }
        None
    }

    /// A part that is a value.
    fn encode_part(&self, input: &mut Input, property: &Property, encoding: &Encoding) -> Option<String> {
        let usual = if self.is_nested(property.schema) { "application/json" } else { "text/plain" };
        let media_type = concrete(encoding).filter(|media_type| media_type != usual);
        if let Some(media_type) = media_type.filter(|_| !names(encoding).any(|name| name == usual)) {
            if usual == "application/json" && !media::is_json(&media_type) {
                return Some(format!("nothing here writes values as `{media_type}`"));
            }
            input.media_type = Some(media_type);
        }
        if headers(encoding).next().is_some() {
            return Some("only parts that are files can have headers of their own".to_owned());
        }
        self.style_part(input, property, encoding)
    }

    /// How a list is written as parts: one for each item, or one with all of them.
    fn style_part(&self, input: &mut Input, property: &Property, encoding: &Encoding) -> Option<String> {
        let name = encoding.style.as_deref().unwrap_or("form");
        let explode = encoding.explode.unwrap_or(name == "form");
        if (name, explode) == ("form", true) {
            return None;
        }
        // OpenAPI 3.0 alone says that a style does not count here.
        let counts = !self.types.spec.openapi.starts_with("3.0") && !self.is_nested(property.schema);
        match defined(Place::Query, name, explode, self.shape(property.schema)) {
            Some(Style::Usual) if counts => {}
            Some(Style::Joined(separator)) if counts => input.style = Style::Joined(separator),
            _ => return Some(format!("the style `{name}` is not defined for this part")),
        }
        None
    }

    /// Whether a property of a multipart body is a file, or several: bytes, or text of a media type that is no text.
    pub(super) fn part_place(&self, property: &Property, content: &MediaType) -> Place {
        let media_type = of(content, property).and_then(concrete);
        let foreign =
            media_type.is_some_and(|media_type| !media::is_json(&media_type) && !media_type.starts_with("text/"));
        let is_file = |schema: &Schema| {
            let types = schema.types;
            let single = !(types.object || types.array || types.number || types.integer || types.boolean);
            let bare =
                single && schema.properties.is_empty() && schema.alternatives.is_empty() && schema.items.is_none();
            schema.format.as_deref() == Some("binary")
                || schema.extensions.iter().any(|(name, _)| name == "x-binary")
                || (foreign && bare && schema.format.is_none() && schema.values.is_none())
        };
        let shape = self.shape(property.schema);
        if is_file(shape) {
            return Place::File;
        }
        match shape.items {
            Some(items) if is_file(self.shape(items)) => Place::Files,
            _ => Place::Part,
        }
    }
}

/// Reports encodings of properties that are not there.
pub(super) fn unused(content: &MediaType, shape: &Schema, sink: &mut Sink) {
    for encoding in &content.encodings {
        if !shape.properties.iter().any(|property| property.name == encoding.property) {
            warn(encoding.loc.at_key(), &format!("the schema has no property `{}`", encoding.property), sink);
        }
    }
}

/// A part that is a file.
fn encode_file(input: &mut Input, encoding: &Encoding) -> Option<String> {
    let all: Vec<&str> = names(encoding).collect();
    match all.as_slice() {
        [] => {}
        [only] if !only.contains('*') => input.media_type = concrete(encoding),
        several => {
            let spans: Vec<String> = several.iter().map(|name| code_span(name)).collect();
            input.docs.facts.push(format!("Media types: {}.", spans.join(", ")));
        }
    }
    let headers: Vec<String> = headers(encoding).map(code_span).collect();
    if !headers.is_empty() {
        input.docs.facts.push(format!("May have the headers {}, see `FilePart::with_header`.", headers.join(", ")));
    }
    None
}

/// What the document says of a property.
fn of<'c>(content: &'c MediaType, property: &Property) -> Option<&'c Encoding> {
    content.encodings.iter().find(|encoding| encoding.property == property.name)
}

/// The media types of an encoding.
fn names(encoding: &Encoding) -> impl Iterator<Item = &str> {
    encoding.content_type.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Headers of a part. Its media type is said elsewhere.
fn headers(encoding: &Encoding) -> impl Iterator<Item = &str> {
    encoding.headers.iter().map(String::as_str).filter(|name| !name.eq_ignore_ascii_case("content-type"))
}

/// The first of them that can be sent.
fn concrete(encoding: &Encoding) -> Option<String> {
    names(encoding).map(|name| media::sent(name, "")).find(|name| !name.is_empty())
}

fn warn(loc: Loc, message: &str, sink: &mut Sink) {
    sink.warn(code::UNSUPPORTED_ENCODING, loc, message);
}
