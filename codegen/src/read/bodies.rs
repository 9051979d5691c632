//! Request bodies, responses, media types and examples.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Encoding, Example, Header, MediaType, Named, OrRef, RequestBody, Response};
use super::reader::Reader;
use super::version::{self, Version};

impl Reader<'_> {
    pub(super) fn request_body(&mut self, loc: Loc) -> Option<RequestBody> {
        let mut body = RequestBody { loc, description: None, required: false, content: Vec::new() };
        let mut content = false;
        for (key, value) in self.members(loc)? {
            match key {
                "description" => body.description = self.prose(value),
                "required" => body.required = self.boolean(value),
                "content" => {
                    content = true;
                    body.content = self.content(value);
                }
                _ => self.other(&version::REQUEST_BODY, key, value),
            }
        }
        if !content {
            self.missing(loc, &version::REQUEST_BODY, "content");
        }
        Some(body)
    }

    pub(super) fn response(&mut self, loc: Loc) -> Option<Response> {
        let mut response = Response { loc, description: None, headers: Vec::new(), content: Vec::new() };
        if self.version == Version::V2_0 {
            self.old_content(loc, &mut response);
        }
        for (key, value) in self.members(loc)? {
            match key {
                "description" => response.description = self.prose(value),
                "headers" => response.headers = self.headers(value),
                "links" if self.version != Version::V2_0 => self.response_links += self.object(value).count(),
                "content" if self.version != Version::V2_0 => response.content = self.content(value),
                _ => self.other(&version::RESPONSE, key, value),
            }
        }
        Some(response)
    }

    /// Headers by name, as far as callers need to know of them: they come as they are.
    fn headers(&mut self, loc: Loc) -> Vec<Header> {
        let mut headers = Vec::new();
        for (name, value) in self.object(loc) {
            let Some(at) = self.deref(value, "header") else { continue };
            let description = self.field(at, "description").and_then(|at| self.prose(at));
            let within = self.field(at, "schema").and_then(|at| self.deref(at, "schema"));
            let example = self.field(at, "example").or_else(|| within.and_then(|at| self.field(at, "example")));
            headers.push(Header { name: name.to_owned(), description, example: example.map(|at| self.json(at)) });
        }
        headers
    }

    fn content(&mut self, loc: Loc) -> Vec<Named<MediaType>> {
        self.named(loc, Self::media_type)
    }

    pub(super) fn media_type(&mut self, loc: Loc) -> Option<MediaType> {
        let mut media_type = MediaType::new(loc);
        let mut example = None;
        for (key, value) in self.members(loc)? {
            match key {
                "schema" => media_type.schema = Some(self.schema(value)),
                "itemSchema" if self.version >= Version::V3_2 => media_type.item_schema = Some(self.schema(value)),
                "encoding" => media_type.encodings = self.encodings(value),
                "example" => example = Some(Example { loc: value, value: Some(self.json(value)) }),
                "examples" => {
                    let named = self.named(value, |reader, loc| reader.or_ref(loc, Part::Example, Self::example));
                    media_type.examples = named.into_iter().map(|example| example.item).collect();
                }
                _ => self.other(&version::MEDIA_TYPE, key, value),
            }
        }
        if let Some(example) = example {
            if !media_type.examples.is_empty() {
                self.report(code::BOTH_EXAMPLES, loc, "a media type has both `example` and `examples`");
            }
            media_type.examples = vec![OrRef::Item(example)];
        }
        Some(media_type)
    }

    pub(super) fn example(&mut self, loc: Loc) -> Option<Example> {
        let mut example = Example { loc, value: None };
        for (key, value) in self.members(loc)? {
            match key {
                "value" => example.value = Some(self.json(value)),
                "dataValue" if self.version >= Version::V3_2 => example.value = Some(self.json(value)),
                // As it is written in the body; what it says is told later, by the schema.
                "serializedValue" if self.version >= Version::V3_2 => {
                    example.value = example.value.or_else(|| Some(self.json(value)));
                }
                _ => self.other(&version::EXAMPLE, key, value),
            }
        }
        Some(example)
    }

    fn encodings(&mut self, loc: Loc) -> Vec<Encoding> {
        let mut encodings = Vec::new();
        for (property, value) in self.object(loc) {
            let mut encoding = Encoding { loc: value, property: property.to_owned(), ..Encoding::default() };
            for (key, value) in self.object(value) {
                match key {
                    "contentType" => encoding.content_type = self.string(value),
                    "style" => encoding.style = self.string(value),
                    "explode" => encoding.explode = Some(self.boolean(value)),
                    "allowReserved" => encoding.allow_reserved = self.boolean(value),
                    "headers" => encoding.headers = self.object(value).map(|(name, _)| name.to_owned()).collect(),
                    _ => self.other(&version::ENCODING, key, value),
                }
            }
            encodings.push(encoding);
        }
        encodings
    }
}

impl MediaType {
    /// One of which nothing is said.
    pub(super) fn new(loc: Loc) -> Self {
        Self { loc, schema: None, item_schema: None, examples: Vec::new(), encodings: Vec::new() }
    }
}
