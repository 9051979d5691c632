//! What OpenAPI 3.1 and 3.2 have in schemas (JSON Schema 2020-12) and 3.0 does not. Where a document of 3.0 has it all
//! the same, it is read as 3.1 means it where the model can say so, with a warning.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Additional, Reference, Schema};
use super::reader::Reader;
use super::tree::Kind;
use super::version::Version;

impl Reader<'_> {
    /// Reads a keyword that only newer versions have. Whether it was one of those that mean something here.
    pub(super) fn newer_keyword(&mut self, key: &str, value: Loc, schema: &mut Schema) -> bool {
        match key {
            "const" => {
                self.newer(value.at_key(), "`const`");
                schema.constant = Some(self.json(value));
            }
            "examples" => {
                self.newer(value.at_key(), "`examples` of a schema");
                let first = self.entries(value).next();
                if schema.example.is_none() {
                    schema.example = first.map(|(_, first)| self.json(first));
                }
            }
            "prefixItems" => {
                self.newer(value.at_key(), "`prefixItems`");
                schema.prefix_items = self.schemas(value);
            }
            "additionalItems" => return self.additional_items(value, schema),
            "unevaluatedItems" if self.kind(value) == Kind::Bool(false) => schema.closed = true,
            "contentEncoding" => self.content_encoding(value, schema),
            "contentMediaType" => self.content_media_type(value, schema),
            "$dynamicRef" | "$recursiveRef" => self.dynamic(value, schema),
            "patternProperties" => self.pattern_properties(value, schema),
            "if"
            | "then"
            | "else"
            | "dependentSchemas"
            | "dependencies"
            | "contains"
            | "unevaluatedItems"
            | "unevaluatedProperties"
                if self.version >= Version::V3_1 =>
            {
                let message = format!("`{key}` is not used: the type admits what it would refuse");
                self.report(code::UNSUPPORTED_KEYWORD, value.at_key(), message);
            }
            _ => return false,
        }
        true
    }

    /// `type: [string, "null"]`.
    pub(super) fn several_types(&mut self, loc: Loc, schema: &mut Schema) {
        self.newer(loc, "a list of types");
        for text in self.strings(loc) {
            if text == "null" {
                schema.nullable = true;
            } else {
                self.type_name(&text, loc, schema);
            }
        }
    }

    /// What follows a list of `items`, which is what `items` behind `prefixItems` was up to JSON Schema 2019-09. Without
    /// such a list it means nothing. Whether it was read.
    fn additional_items(&mut self, loc: Loc, schema: &mut Schema) -> bool {
        let items = self.field(self.sources.parent(loc), "items");
        if items.is_none_or(|items| self.kind(items) != Kind::Array) {
            return false;
        }
        match self.kind(loc) {
            Kind::Bool(false) => schema.closed = true,
            _ => schema.items = Some(Box::new(self.schema(loc))),
        }
        true
    }

    /// `true` as a schema admits everything, `false` nothing.
    pub(super) fn boolean_schema(&mut self, loc: Loc, admits: bool, schema: &mut Schema) {
        self.newer(loc, "a boolean as a schema");
        schema.never = !admits;
    }

    /// Warns in documents whose version does not have what is met.
    pub(super) fn newer(&mut self, loc: Loc, what: &str) {
        if self.version >= Version::V3_1 {
            return;
        }
        let version = self.version.name();
        let message = format!("{what} is not in OpenAPI {version}, and is read as OpenAPI 3.1 means it");
        self.report(code::NEWER_KEYWORD, loc, message);
    }

    /// Warns of what OpenAPI 3.0 has and its successors do not, with what takes its place.
    pub(super) fn outdated(&mut self, loc: Loc, what: &str, instead: &str) {
        if self.version >= Version::V3_1 {
            let version = self.version.name();
            let message = format!("{what} is not in OpenAPI {version}, and is read as OpenAPI 3.0 means it");
            self.report(code::OLDER_KEYWORD, loc.at_key(), message).help(instead);
        }
    }

    /// `base64` is what `format: byte` was before (OpenAPI 3.1, section 4.4.1).
    fn content_encoding(&mut self, loc: Loc, schema: &mut Schema) {
        self.newer(loc.at_key(), "`contentEncoding`");
        let text = self.string(loc).unwrap_or_default();
        if text.eq_ignore_ascii_case("base64") {
            schema.format = Some("byte".to_owned());
        } else if schema.format.is_none() || schema.format.as_deref() == Some("binary") {
            // Another encoding is text like any other.
            schema.format = (!text.is_empty()).then_some(text);
        }
    }

    /// Bytes that are not encoded were `format: binary` before. JSON and text within a string stay text.
    fn content_media_type(&mut self, loc: Loc, schema: &mut Schema) {
        self.newer(loc.at_key(), "`contentMediaType`");
        let text = self.string(loc).unwrap_or_default().to_ascii_lowercase();
        let parent = self.sources.parent(loc);
        let encoded = self.field(parent, "contentEncoding").is_some();
        let is_text = text.starts_with("text/") || text.contains("json") || text.contains("xml");
        if !encoded && !is_text && schema.format.is_none() {
            schema.format = Some("binary".to_owned());
        }
    }

    fn dynamic(&mut self, loc: Loc, schema: &mut Schema) {
        let message = "what this refers to depends on where the schema is used from; it is read as a plain `$ref`";
        self.report(code::DYNAMIC_REFERENCE, loc, message);
        if schema.reference.is_none()
            && let Some(target) = self.string(loc)
        {
            schema.reference = Some(Reference { loc, target });
            self.pending.push((loc, Part::Schema));
        }
    }

    /// A map whose keys have to match: any key is admitted here, and values are those of any of the patterns, or what
    /// `additionalProperties` beside them says. Where that is nothing, they may be any JSON.
    fn pattern_properties(&mut self, loc: Loc, schema: &mut Schema) {
        self.newer(loc.at_key(), "`patternProperties`");
        let patterns: Vec<(&str, Loc)> = self.object(loc).collect();
        let is_for_all =
            patterns.iter().any(|(pattern, _)| matches!(*pattern, "" | ".*" | "^.*$" | "^.*" | ".+" | "^.+$"));
        let beside = self.field(self.sources.parent(loc), "additionalProperties");
        let others = match beside.map(|at| (at, self.kind(at))) {
            _ if is_for_all => None,
            Some((_, Kind::Bool(false))) => None,
            Some((at, Kind::Object)) => Some(at),
            _ => {
                let message = "`patternProperties` is not used: what is at such keys is raw JSON";
                self.report(code::UNSUPPORTED_KEYWORD, loc.at_key(), message);
                schema.pattern_additional = Some(Additional::Allowed(None));
                return;
            }
        };
        let mut values: Vec<Schema> = patterns.into_iter().map(|(_, at)| self.schema(at)).collect();
        values.extend(others.map(|at| self.schema(at)));
        let values = match values.len() {
            0 => return,
            1 => values.pop(),
            _ => Some(Schema { loc, any_of: values, ..Schema::default() }),
        };
        schema.pattern_additional = Some(Additional::Allowed(values.map(Box::new)));
    }

    /// `x-…` of a schema. `x-nullable` is how documents of 2.0 say `nullable`.
    pub(super) fn extension(&mut self, key: &str, value: Loc, schema: &mut Schema) {
        if key == "x-nullable" && self.kind(value) == Kind::Bool(true) {
            schema.nullable = true;
        }
        schema.extensions.push((key.to_owned(), self.json(value)));
    }

    /// What is decided when all keywords are known: from 3.1 on, what stands beside a reference holds too.
    pub(super) fn settle_reference(&mut self, schema: &mut Schema) {
        if let Some(additional) = schema.pattern_additional.take() {
            schema.additional = additional;
        }
        if self.version < Version::V3_1 || !schema.says_more() {
            return;
        }
        if let Some(reference) = schema.reference.take() {
            let member = Schema { loc: reference.loc, reference: Some(reference), ..Schema::default() };
            schema.all_of.insert(0, member);
        }
    }
}

impl Schema {
    /// Whether it says anything that matters beside `$ref`.
    fn says_more(&self) -> bool {
        use super::model::Types;
        self.types != Types::default()
            || self.nullable
            || self.format.is_some()
            || self.values.is_some()
            || self.constant.is_some()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || !matches!(self.additional, Additional::Unsaid)
            || self.items.is_some()
            || !self.prefix_items.is_empty()
            || self.closed
            || !self.all_of.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || self.never
            || self.read_only
            || self.write_only
            || self.deprecated
            || self.title.is_some()
            || self.description.is_some()
            || self.default.is_some()
            || self.example.is_some()
    }
}
