//! What holds for a value: a schema with what it refers to, and all members of `allOf`.

use serde_json::{Map, Value};

use super::Maker;

/// More than this is a circle.
const MAX_DEPTH: usize = 64;

/// What holds for a value, put together.
#[derive(Default)]
pub(super) struct Merged<'s> {
    /// The types that are admitted; `None` where nothing is said.
    pub(super) types: Option<Vec<&'s str>>,
    pub(super) constant: Option<&'s Value>,
    pub(super) values: Option<Vec<&'s Value>>,
    /// Properties, with every schema that is said of each.
    pub(super) properties: Vec<(&'s str, Vec<&'s Value>)>,
    pub(super) required: Vec<&'s str>,
    pub(super) additional: Option<&'s Value>,
    pub(super) names: Option<&'s Value>,
    pub(super) items: Option<&'s Value>,
    pub(super) first_items: Vec<&'s Value>,
    pub(super) patterns: Vec<&'s str>,
    pub(super) format: Option<&'s str>,
    pub(super) examples: Vec<&'s Value>,
    pub(super) default: Option<&'s Value>,
    /// Bounds by keyword, the tightest of each.
    pub(super) bounds: Map<String, Value>,
    pub(super) choices: Vec<Choice<'s>>,
    /// What properties have to say because of the alternative that was taken.
    pub(super) tags: Vec<(&'s str, &'s str)>,
    pub(super) unique: bool,
}

/// Which type is taken where several are admitted.
const ORDER: &[&str] = &["object", "array", "string", "integer", "number", "boolean", "null"];

/// Schemas of which one is taken.
pub(super) struct Choice<'s> {
    pub(super) members: Vec<&'s Value>,
    pub(super) tag: Option<&'s str>,
    pub(super) tags: &'s [Value],
}

impl<'s> Maker<'s> {
    /// The schema that a reference means.
    fn target(&self, reference: &str) -> Option<&'s Value> {
        self.root.get("$defs")?.get(reference.strip_prefix("#/$defs/")?)
    }

    /// Adds what a schema says, and notes the references on the way.
    pub(super) fn gather(&mut self, schema: &'s Value, merged: &mut Merged<'s>, depth: usize) {
        let Value::Object(members) = schema else { return };
        if depth > MAX_DEPTH {
            return;
        }
        if let Some(Value::String(reference)) = members.get("$ref") {
            self.way.push(reference.clone());
            if let Some(target) = self.target(reference) {
                self.gather(target, merged, depth + 1);
            }
        }
        for member in members.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.gather(member, merged, depth + 1);
        }
        merged.add(members);
    }

    /// What a schema says, without going there.
    pub(super) fn peek(&self, schema: &'s Value, merged: &mut Merged<'s>) {
        let mut open = vec![schema];
        let mut steps = 0;
        while let Some(schema) = open.pop() {
            steps += 1;
            let Value::Object(members) = schema else { continue };
            if steps > MAX_DEPTH {
                return;
            }
            let reference = members.get("$ref").and_then(Value::as_str);
            open.extend(reference.and_then(|reference| self.target(reference)));
            open.extend(members.get("allOf").and_then(Value::as_array).into_iter().flatten());
            merged.add(members);
        }
    }
}

impl<'s> Merged<'s> {
    fn add(&mut self, members: &'s Map<String, Value>) {
        for (key, value) in members {
            match (key.as_str(), value) {
                ("type", Value::String(name)) => self.narrow(vec![name.as_str()]),
                ("type", Value::Array(names)) => self.narrow(names.iter().filter_map(Value::as_str).collect()),
                ("const", value) => self.constant = Some(value),
                ("enum", Value::Array(values)) => match &mut self.values {
                    Some(known) => known.retain(|one| values.contains(one)),
                    None => self.values = Some(values.iter().collect()),
                },
                ("properties", Value::Object(properties)) => self.add_properties(properties),
                ("required", Value::Array(names)) => {
                    for name in names.iter().filter_map(Value::as_str) {
                        if !self.required.contains(&name) {
                            self.required.push(name);
                        }
                    }
                }
                ("additionalProperties", value) => self.additional = Some(value),
                ("propertyNames", value) => self.names = Some(value),
                ("items", value) => self.items = self.items.or(Some(value)),
                ("prefixItems", Value::Array(items)) => self.first_items = items.iter().collect(),
                ("pattern", Value::String(pattern)) => self.patterns.push(pattern),
                ("format", Value::String(format)) => self.format = Some(format),
                ("examples", Value::Array(examples)) => self.examples.extend(examples),
                ("default", value) => self.default = Some(value),
                ("uniqueItems", Value::Bool(unique)) => self.unique |= *unique,
                ("anyOf" | "oneOf", Value::Array(alternatives)) => self.add_choice(members, alternatives),
                (_, Value::Number(_)) => self.bound(key, value),
                _ => {}
            }
        }
    }

    fn narrow(&mut self, names: Vec<&'s str>) {
        let is_in =
            |names: &[&str], name: &str| names.contains(&name) || (name == "integer" && names.contains(&"number"));
        self.types = Some(match self.types.take() {
            None => names,
            Some(known) => {
                let mut both: Vec<&str> = known.iter().copied().filter(|name| is_in(&names, name)).collect();
                let narrower = names.iter().copied().filter(|name| !both.contains(name) && is_in(&known, name));
                let narrower: Vec<&str> = narrower.collect();
                both.extend(narrower);
                both
            }
        });
    }

    fn add_properties(&mut self, properties: &'s Map<String, Value>) {
        for (name, schema) in properties {
            match self.properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => self.properties.push((name, vec![schema])),
            }
        }
    }

    fn add_choice(&mut self, members: &'s Map<String, Value>, alternatives: &'s [Value]) {
        let tag = members.get("x-tag").and_then(Value::as_str);
        let tags = members.get("x-tags").and_then(Value::as_array).map_or_else(Default::default, Vec::as_slice);
        self.choices.push(Choice { members: alternatives.iter().collect(), tag, tags });
    }

    /// Takes a bound that is tighter than the one that is known.
    fn bound(&mut self, key: &str, value: &Value) {
        let is_lower = key.starts_with("min") || key == "exclusiveMinimum";
        let is_tighter = self
            .bounds
            .get(key)
            .and_then(Value::as_f64)
            .zip(value.as_f64())
            .is_none_or(|(known, new)| if is_lower { new > known } else { new < known });
        if is_tighter {
            self.bounds.insert(key.to_owned(), value.clone());
        }
    }

    /// A bound that is a count.
    pub(super) fn count(&self, key: &str) -> Option<usize> {
        let count = self.bounds.get(key)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are whole and small")]
        count
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .or_else(|| count.as_f64().map(|count| count as usize))
    }

    /// A bound that is a number.
    pub(super) fn limit(&self, key: &str) -> Option<f64> {
        self.bounds.get(key).and_then(Value::as_f64)
    }

    /// Whether any value is admitted.
    pub(super) fn says_nothing(&self) -> bool {
        self.types.is_none()
            && self.constant.is_none()
            && self.values.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.first_items.is_empty()
            && self.patterns.is_empty()
            && self.format.is_none()
            && self.bounds.is_empty()
            && self.choices.is_empty()
    }

    /// Whether only `null` is admitted.
    pub(super) fn is_null(&self) -> bool {
        self.types.as_deref() == Some(&["null"]) || self.constant == Some(&Value::Null)
    }

    /// Whether a value is of one of the types.
    pub(super) fn admits_kind(&self, value: &Value) -> bool {
        let Some(types) = &self.types else { return true };
        types.iter().any(|name| match *name {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            "number" => value.is_number(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => value.is_string(),
        })
    }

    /// Whether a value looks as if it was meant to be one of these.
    pub(super) fn is_like(&self, value: &Value) -> bool {
        let is_known = self.values.as_ref().is_none_or(|values| values.contains(&value))
            && self.constant.is_none_or(|only| only == value);
        let is_complete = !value.is_object() || self.required.iter().all(|name| value.get(name).is_some());
        let fits_tags = self.properties.iter().all(|(name, schemas)| {
            let Some(member) = value.get(name) else { return true };
            schemas.iter().all(|schema| {
                let values = schema.get("enum").and_then(Value::as_array);
                values.is_none_or(|values| values.contains(member))
            })
        });
        self.admits_kind(value) && is_known && is_complete && fits_tags
    }

    /// The type that a value is made of: what the document shows, else what is said, else what is said of it.
    pub(super) fn kind<'v>(&self, mut shown: impl Iterator<Item = &'v Value>) -> &'static str {
        let found = shown.find(|value| !value.is_null() && self.types.is_some() && self.admits_kind(value));
        if let Some(value) = found {
            return match value {
                Value::Bool(_) => "boolean",
                Value::Number(_) if self.says("number") => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                _ => "object",
            };
        }
        if let Some(types) = &self.types {
            return ORDER.iter().find(|name| types.contains(name)).copied().unwrap_or("null");
        }
        let is_object = !self.properties.is_empty() || !self.required.is_empty() || self.additional.is_some();
        if is_object {
            "object"
        } else if self.items.is_some() || !self.first_items.is_empty() {
            "array"
        } else if self.format.is_some() || !self.patterns.is_empty() || self.bounds.contains_key("minLength") {
            "string"
        } else if self.bounds.contains_key("minimum") || self.bounds.contains_key("maximum") {
            "number"
        } else {
            "any"
        }
    }

    fn says(&self, name: &str) -> bool {
        self.types.as_ref().is_some_and(|types| types.contains(&name))
    }
}
