//! From texts to values: parameters and forms have texts only, and the schema says what they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What a schema says of a value's kind.
#[derive(Clone, Debug)]
pub(super) struct Kinds<'s> {
    root: &'s Value,
    schemas: Vec<&'s Value>,
    /// The types that are named, all alternatives together. None: it could be any.
    types: BTreeSet<&'s str>,
}

/// What has no end is followed so far.
const MAX_STEPS: usize = 256;

impl<'s> Kinds<'s> {
    /// Of a schema that is a document of its own.
    pub(super) fn of(root: &'s Value) -> Self {
        Self::within(root, [root].into_iter())
    }

    fn within(root: &'s Value, start: impl Iterator<Item = &'s Value>) -> Self {
        let mut open: Vec<&Value> = start.collect();
        let mut kinds = Self { root, schemas: Vec::new(), types: BTreeSet::new() };
        let mut steps = 0;
        while let Some(schema) = open.pop() {
            steps += 1;
            if steps > MAX_STEPS {
                break;
            }
            kinds.schemas.push(schema);
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                let name = reference.strip_prefix("#/$defs/").unwrap_or_default();
                open.extend(root.get("$defs").and_then(|defs| defs.get(name)));
            }
            for key in ["allOf", "anyOf", "oneOf"] {
                open.extend(schema.get(key).and_then(Value::as_array).into_iter().flatten());
            }
            match schema.get("type") {
                Some(Value::String(name)) => {
                    kinds.types.insert(name);
                }
                Some(Value::Array(names)) => kinds.types.extend(names.iter().filter_map(Value::as_str)),
                _ => {}
            }
            let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
            for value in values.chain(schema.get("const")) {
                kinds.types.insert(match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                });
            }
            if schema.get("properties").is_some() {
                kinds.types.insert("object");
            }
            if schema.get("items").is_some() || schema.get("prefixItems").is_some() {
                kinds.types.insert("array");
            }
        }
        kinds
    }

    pub(super) fn is_list(&self) -> bool {
        self.types.contains("array")
    }

    pub(super) fn is_object(&self) -> bool {
        self.types.contains("object")
    }

    /// Whether it may be a single value.
    pub(super) fn is_single(&self) -> bool {
        self.types.is_empty() || self.types.iter().any(|name| !matches!(*name, "array" | "object" | "null"))
    }

    /// Whether it is a text, and nothing else.
    pub(super) fn is_text(&self) -> bool {
        !self.types.is_empty() && self.types.iter().all(|name| matches!(*name, "string" | "null"))
    }

    /// What it says of items.
    pub(super) fn items(&self) -> Self {
        let found = self.schemas.iter().flat_map(|schema| {
            let first = schema.get("prefixItems").and_then(Value::as_array).into_iter().flatten();
            first.chain(schema.get("items"))
        });
        Self::within(self.root, found.collect::<Vec<_>>().into_iter())
    }

    /// What it says of a member.
    pub(super) fn member(&self, name: &str) -> Self {
        let named: Vec<&Value> = self.schemas.iter().filter_map(|schema| schema.get("properties")?.get(name)).collect();
        if named.is_empty() {
            let others: Vec<&Value> =
                self.schemas.iter().filter_map(|schema| schema.get("additionalProperties")).collect();
            return Self::within(self.root, others.into_iter());
        }
        Self::within(self.root, named.into_iter())
    }

    /// The names of members.
    pub(super) fn names(&self) -> BTreeSet<&'s str> {
        let properties = self.schemas.iter().filter_map(|schema| schema.get("properties")?.as_object());
        properties.flat_map(|properties| properties.keys().map(String::as_str)).collect()
    }

    /// A text as the value that it stands for. Where it may be text and something else, `as_text` decides.
    pub(super) fn value(&self, text: String, as_text: bool) -> Value {
        let may = |name: &str| self.types.contains(name);
        let may_be_text = self.types.is_empty() || may("string");
        if may_be_text && as_text {
            return text.into();
        }
        if may("integer") || may("number") {
            // What JSON has no number for stays text, and offends the schema.
            if let Ok(Value::Number(number)) = serde_json::from_str(&text) {
                return number.into();
            }
        }
        match text.as_str() {
            "true" if may("boolean") => Value::Bool(true),
            "false" if may("boolean") => Value::Bool(false),
            "null" | "" if may("null") && !may_be_text => Value::Null,
            _ => text.into(),
        }
    }

    /// A tree of texts as the value that it stands for.
    pub(super) fn tree(&self, tree: Value, as_text: bool) -> Value {
        match tree {
            Value::String(text) => self.value(text, as_text),
            Value::Array(items) => {
                let kinds = self.items();
                items.into_iter().map(|item| kinds.tree(item, as_text)).collect()
            }
            Value::Object(members) => {
                let typed = members.into_iter().map(|(name, member)| {
                    let kinds = self.member(&name);
                    let member = kinds.tree(member, as_text);
                    (name, member)
                });
                Value::Object(typed.collect::<Map<String, Value>>())
            }
            other => other,
        }
    }
}
