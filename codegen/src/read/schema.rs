//! Schemas, as OpenAPI 3.0 has them. What newer versions add is in [`super::newer`].

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Additional, Discriminator, Limits, Property, Reference, Schema, Types};
use super::reader::Reader;
use super::tree::Kind;
use super::version::{self, Version};

impl Reader<'_> {
    pub(super) fn schema(&mut self, loc: Loc) -> Schema {
        let mut schema = Schema { loc, ..Schema::default() };
        self.set_mark(loc, Part::Schema);
        if let Kind::Bool(admits) = self.kind(loc) {
            self.boolean_schema(loc, admits, &mut schema);
            return schema;
        }
        if self.kind(loc) != Kind::Object {
            self.wrong(loc, "an object");
            return schema;
        }
        for (key, value) in self.entries(loc) {
            self.keyword(key, value, &mut schema);
        }
        self.settle_reference(&mut schema);
        schema
    }

    /// Reads what one key of a schema says.
    pub(super) fn keyword(&mut self, key: &str, value: Loc, schema: &mut Schema) {
        self.since_3(&version::SCHEMA, key, value);
        if !self.annotation(key, value, schema)
            && !self.applicator(key, value, schema)
            && !self.limit(key, value, &mut schema.limits)
            && !self.newer_keyword(key, value, schema)
        {
            if key.starts_with("x-") {
                self.extension(key, value, schema);
            } else {
                self.other(&version::SCHEMA, key, value);
            }
        }
    }

    /// Keywords that say what a value means, or which values there are. Whether it was one.
    fn annotation(&mut self, key: &str, value: Loc, schema: &mut Schema) -> bool {
        match key {
            "$ref" => {
                schema.reference = self.string(value).map(|target| Reference { loc: value, target });
                if schema.reference.is_some() {
                    self.pending.push((value, Part::Schema));
                }
            }
            "type" => self.types(value, schema),
            "nullable" => {
                self.outdated(value, "`nullable`", "list `null` among the types");
                schema.nullable |= self.boolean(value);
            }
            "format" => schema.format = self.string(value),
            "enum" => {
                let items: Vec<Loc> = self.list(value).collect();
                schema.values = Some(items.into_iter().map(|item| self.json(item)).collect());
            }
            "readOnly" => schema.read_only = self.boolean(value),
            "writeOnly" => schema.write_only = self.boolean(value),
            "deprecated" => schema.deprecated = self.boolean(value),
            "title" => schema.title = self.prose(value),
            "description" => schema.description = self.prose(value),
            "default" => schema.default = Some(self.json(value)),
            "example" => schema.example = Some(self.json(value)),
            _ => return false,
        }
        true
    }

    /// Keywords that hold schemas, or go with them. Whether it was one.
    fn applicator(&mut self, key: &str, value: Loc, schema: &mut Schema) -> bool {
        match key {
            "properties" => {
                for (name, property) in self.object(value) {
                    if name.starts_with("x-") && self.kind(property) != Kind::Object {
                        continue;
                    }
                    let property = Property { name: name.to_owned(), schema: self.schema(property) };
                    schema.properties.push(property);
                }
            }
            "required" => self.required(value, schema),
            "additionalProperties" => {
                schema.additional = match self.kind(value) {
                    Kind::Bool(false) => Additional::Denied,
                    Kind::Bool(true) => Additional::Allowed(None),
                    _ => Additional::Allowed(Some(Box::new(self.schema(value)))),
                }
            }
            // Up to JSON Schema 2019-09, a list here is what `prefixItems` is now.
            "items" if self.kind(value) == Kind::Array => schema.prefix_items = self.schemas(value),
            "items" if self.kind(value) == Kind::Bool(false) => schema.closed = true,
            "items" => schema.items = Some(Box::new(self.schema(value))),
            "allOf" => schema.all_of = self.schemas(value),
            "oneOf" => schema.one_of = self.schemas(value),
            "anyOf" => schema.any_of = self.schemas(value),
            "not" => {
                let message = "`not` is not used: the type admits what it would refuse";
                self.report(code::UNSUPPORTED_KEYWORD, value.at_key(), message);
            }
            "discriminator" if matches!(self.kind(value), Kind::String(_)) => {
                if self.version != Version::V2_0 {
                    self.wrong(value, "an object");
                }
                let property = self.string(value);
                schema.discriminator =
                    property.map(|property| Discriminator { loc: value, property, mapping: Vec::new() });
            }
            "discriminator" => schema.discriminator = self.discriminator(value),
            _ => return false,
        }
        true
    }

    pub(super) fn schemas(&mut self, loc: Loc) -> Vec<Schema> {
        let items: Vec<Loc> = self.list(loc).collect();
        items.into_iter().map(|item| self.schema(item)).collect()
    }

    fn types(&mut self, loc: Loc, schema: &mut Schema) {
        if self.kind(loc) == Kind::Array {
            self.several_types(loc, schema);
        } else if let Some(text) = self.string(loc) {
            self.type_name(&text, loc, schema);
        }
    }

    /// Adds one type to those that a schema admits.
    pub(super) fn type_name(&mut self, text: &str, loc: Loc, schema: &mut Schema) {
        let Types { boolean, object, array, number, integer, string } = &mut schema.types;
        let admitted = match text {
            "boolean" => boolean,
            "object" => object,
            "array" => array,
            "number" => number,
            "integer" => integer,
            "string" => string,
            "file" if self.version == Version::V2_0 => {
                schema.format = Some("binary".to_owned());
                string
            }
            "null" => {
                self.newer(loc, "the type `null`");
                &mut schema.nullable
            }
            _ => {
                let help = "types are `boolean`, `object`, `array`, `number`, `integer` and `string`";
                self.report(code::UNKNOWN_TYPE, loc, format!("there is no type `{text}`")).help(help);
                return;
            }
        };
        *admitted = true;
    }

    fn required(&mut self, loc: Loc, schema: &mut Schema) {
        if let Kind::Bool(_) = self.kind(loc) {
            let help = "list the names of required properties in the schema that has them";
            self.report(code::BOOLEAN_REQUIRED, loc, "`required` of a schema is a boolean, and is ignored").help(help);
        } else {
            schema.required = self.strings(loc);
        }
    }

    fn discriminator(&mut self, loc: Loc) -> Option<Discriminator> {
        let (mut property, mut mapping) = (None, Vec::new());
        for (key, value) in self.members(loc)? {
            match key {
                "propertyName" => property = self.string(value),
                "mapping" => {
                    // What a value stands for is the business of `resolve`, which knows the names.
                    for (name, target) in self.object(value) {
                        mapping.extend(self.string(target).map(|target| (name.to_owned(), target)));
                    }
                }
                _ => self.other(&version::DISCRIMINATOR, key, value),
            }
        }
        if property.is_none() {
            self.missing(loc, &version::DISCRIMINATOR, "propertyName");
        }
        Some(Discriminator { loc, property: property?, mapping })
    }

    /// Keywords that bound values. Whether it was one.
    fn limit(&mut self, key: &str, value: Loc, limits: &mut Limits) -> bool {
        match key {
            "minLength" => limits.min_length = self.count(value),
            "maxLength" => limits.max_length = self.count(value),
            "minItems" => limits.min_items = self.count(value),
            "maxItems" => limits.max_items = self.count(value),
            "minProperties" => limits.min_properties = self.count(value),
            "maxProperties" => limits.max_properties = self.count(value),
            "pattern" => limits.pattern = self.string(value),
            // A bound may be there already, from an exclusive one that stands before it.
            "minimum" => limits.minimum = self.number(value).or(limits.minimum.take()),
            "maximum" => limits.maximum = self.number(value).or(limits.maximum.take()),
            "multipleOf" => limits.multiple_of = self.multiple(value),
            "uniqueItems" => limits.unique_items = self.boolean(value),
            "exclusiveMinimum" => self.exclusive(value, &mut limits.minimum, &mut limits.exclusive_minimum),
            "exclusiveMaximum" => self.exclusive(value, &mut limits.maximum, &mut limits.exclusive_maximum),
            _ => return false,
        }
        true
    }

    /// A number as it is written.
    fn number(&mut self, loc: Loc) -> Option<String> {
        if let Kind::Number(text) = self.kind(loc) {
            return Some(self.text(loc, text).to_owned());
        }
        self.ignored(loc, "a number");
        None
    }

    /// A whole number from 0, in any spelling (`1.0`, `1e3`).
    fn count(&mut self, loc: Loc) -> Option<u64> {
        let count = match self.kind(loc) {
            Kind::Number(text) => whole(self.text(loc, text)),
            _ => None,
        };
        if count.is_none() {
            self.ignored(loc, "a whole number from 0");
        }
        count
    }

    fn multiple(&mut self, loc: Loc) -> Option<String> {
        let text = self.number(loc)?;
        let digits = text.split(['e', 'E']).next().unwrap_or_default();
        if digits.starts_with('-') || !digits.contains(|c: char| ('1'..='9').contains(&c)) {
            self.ignored(loc, "above 0");
            return None;
        }
        Some(text)
    }

    /// In 3.0 a boolean that goes with the bound; newer versions have the bound itself here.
    fn exclusive(&mut self, loc: Loc, bound: &mut Option<String>, exclusive: &mut bool) {
        if let Kind::Number(text) = self.kind(loc) {
            self.newer(loc, "an exclusive bound that is a number");
            *bound = Some(self.text(loc, text).to_owned());
            *exclusive = true;
        } else {
            if let Kind::Bool(_) = self.kind(loc) {
                self.outdated(loc, "an exclusive bound that is a boolean", "write the bound itself here");
            }
            *exclusive = self.boolean(loc);
        }
    }

    fn ignored(&mut self, loc: Loc, needed: &str) {
        let written = self.json(loc).to_compact_string();
        let message = format!("this limit is `{written}`, and is ignored because it is not {needed}");
        self.report(code::IGNORED_LIMIT, loc, message);
    }
}

/// A JSON number that is a whole one from 0.
fn whole(text: &str) -> Option<u64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (digits, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{digits}{fraction}");
    let shift = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    if shift < 0 {
        let kept = digits.len().checked_sub(usize::try_from(shift.unsigned_abs()).ok()?)?;
        let (kept, cut) = (digits.get(..kept)?, digits.get(kept..)?);
        let zeros = cut.bytes().all(|byte| byte == b'0');
        return zeros.then(|| kept.parse().ok())?;
    }
    let scale = 10_u64.checked_pow(u32::try_from(shift).ok()?)?;
    digits.parse::<u64>().ok()?.checked_mul(scale)
}
