//! Enumerations: open enums of strings or integers.

use std::collections::HashSet;

use crate::diag::{Loc, Sink, code};
use crate::ir::{Constant, Docs, EnumValue, OpenEnum, Scalar, Site, Type, TypeKind};
use crate::resolve::spec::{Json, Schema, SchemaId};

use super::alternatives::shape;
use super::docs;
use super::types::Types;
use super::usage::Form;

/// An enumeration with more values than this is its plain type: thousands of variants are slow to compile, and nobody
/// reads them.
const MAX_VALUES: usize = 2000;

/// What an enumeration lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    Texts,
    Integers,
    Booleans,
    /// Other numbers, objects, or several kinds at once.
    Other,
}

/// What a schema's `enum` lists, beside `null`; `None` where it lists nothing else.
pub(super) fn listed(schema: &Schema) -> Option<Listed> {
    let values = schema.values.as_ref()?;
    let types = schema.types;
    let mut found = None;
    for value in values {
        let one = match value {
            Json::Null => continue,
            // In YAML, `1` and `on` are no strings unless they are quoted; where the schema says string, they were meant as such.
            Json::String(_) | Json::Number(_) | Json::Bool(_)
                if types.string && !(types.number || types.integer || types.boolean) =>
            {
                Listed::Texts
            }
            Json::String(text) if types.integer && !types.string && text.parse::<i64>().is_ok() => Listed::Integers,
            Json::String(text) if types.boolean && !types.string && matches!(text.as_str(), "true" | "false") => {
                Listed::Booleans
            }
            Json::String(_) => Listed::Texts,
            Json::Number(_) if integer(value).is_some() => Listed::Integers,
            Json::Bool(_) => Listed::Booleans,
            Json::Number(_) | Json::Array(_) | Json::Object(_) => Listed::Other,
        };
        if found.is_some_and(|before| before != one) {
            return Some(Listed::Other);
        }
        found = Some(one);
    }
    found
}

/// The whole number that a value is, in any of JSON's forms.
fn integer(value: &Json) -> Option<i64> {
    match value {
        Json::Number(text) | Json::String(text) => {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            whole.parse().ok()
        }
        _ => None,
    }
}

/// A value's text on the wire, as a tag or a variant has it.
pub(super) fn wire(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(text) => Some(text.strip_suffix(".0").unwrap_or(text).to_owned()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Names that the document gives to the values of an enum, in their order: extensions that several tools agree on.
fn words(schema: &Schema) -> Vec<Option<String>> {
    let named = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
    let found = schema.extensions.iter().find(|(name, _)| named.contains(&name.as_str()));
    match found {
        Some((_, Json::Array(words))) => words
            .iter()
            .map(|word| match word {
                Json::String(word) => Some(word.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The values of a schema's `enum`, each once; where it mixes kinds, those of one.
fn values(schema: &Schema, kind: Listed, seen: &mut HashSet<String>, sink: &Sink) -> Vec<EnumValue> {
    let is_mixed = listed(schema) == Some(Listed::Other);
    let is_of_kind = |value: &Json| match value {
        Json::String(_) => kind == Listed::Texts,
        Json::Number(_) => kind == Listed::Integers,
        _ => false,
    };
    let meanings = docs::of_values(schema);
    let words = words(schema);
    let all = schema.values.as_deref().unwrap_or_default();
    // One value is what the whole schema is about.
    let title = schema.title.clone().filter(|_| all.len() == 1);
    let about = schema.description.clone().filter(|_| all.len() == 1 && schema.name.is_none());
    // Values that `allOf` has merged stand elsewhere; they have the schema's place.
    let list = sink.sources.find(schema.loc, "/enum");
    let places: Vec<Loc> = list.map(|list| sink.sources.children(list).collect()).unwrap_or_default();
    let is_own = places.len() == all.len();
    let mut known = Vec::with_capacity(all.len());
    for (index, value) in all.iter().enumerate() {
        let Some(wire) = wire(value).filter(|_| !is_mixed || is_of_kind(value)) else { continue };
        if !seen.insert(wire.clone()) {
            continue;
        }
        let description = meanings.get(index).cloned().flatten().or_else(|| about.clone());
        known.push(EnumValue {
            loc: places.get(index).copied().filter(|_| is_own).unwrap_or(schema.loc),
            wire,
            word: words.get(index).cloned().flatten().or_else(|| title.clone()),
            docs: Docs { description, ..Docs::default() },
        });
    }
    known
}

impl Types<'_> {
    /// The open enum of a schema that lists strings or integers; `None` where its plain type has to do.
    pub(super) fn enumeration(&mut self, schema: &Schema, site: &Site, sink: &mut Sink) -> Option<Type> {
        match listed(schema) {
            Some(kind @ (Listed::Texts | Listed::Integers)) => self.choice(schema, kind, &[schema], false, site, sink),
            Some(Listed::Booleans) => None,
            Some(Listed::Other) => {
                let message = "an enum of this kind is its plain type; any value of that is taken";
                sink.warn(code::MIXED_ENUM, schema.loc, message);
                None
            }
            None => {
                if schema.values.as_ref().is_some_and(Vec::is_empty) {
                    sink.warn(code::EMPTY_ENUM, schema.loc, "an enum without values is ignored");
                }
                None
            }
        }
    }

    /// The open enum of everything of a kind that some schemas list, with the name that `schema` has or would get at `site`.
    pub(super) fn choice(
        &mut self,
        schema: &Schema,
        kind: Listed,
        parts: &[&Schema],
        any: bool,
        site: &Site,
        sink: &mut Sink,
    ) -> Option<Type> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for part in parts {
            all.extend(values(part, kind, &mut seen, sink));
        }
        if all.len() > MAX_VALUES {
            let message = format!("an enum of {} values is its plain type; any value is taken", all.len());
            sink.warn(code::UNSUPPORTED_KEYWORD, schema.loc, message);
            return None;
        }
        let integers = kind == Listed::Integers;
        if all.is_empty() || (integers && all.iter().any(|value| value.wire.parse::<i64>().is_err())) {
            return None;
        }
        let kind = TypeKind::Enum(OpenEnum { values: all, integers, any: any && !integers });
        Some(Type::Named(self.claim(schema, Form::Shared, site, kind)))
    }

    /// The only value that a required field can have, where the document says so.
    pub(super) fn constant(&self, id: SchemaId, ty: &Type) -> Option<Constant> {
        if let Type::Named(id) = ty {
            let def = self.all.get(id.0 as usize)?;
            return match &def.kind {
                TypeKind::Enum(shape) if shape.values.len() == 1 && !shape.any => Some(Constant::Variant(0)),
                _ => None,
            };
        }
        self.only_value(id).filter(|_| *ty == Type::Scalar(Scalar::Bool))
    }

    /// The value that a tag has to have, as its field holds it; `None` where that cannot hold it.
    pub(super) fn tag_constant(&self, tag: &str, ty: &Type) -> Option<Constant> {
        match ty {
            Type::Named(id) => match &self.all.get(id.0 as usize)?.kind {
                TypeKind::Enum(shape) => shape.values.iter().position(|value| value.wire == tag).map(Constant::Variant),
                _ => None,
            },
            Type::Scalar(Scalar::String) => Some(Constant::Text(tag.to_owned())),
            _ => None,
        }
    }

    /// The only value that a schema admits, by itself.
    pub(super) fn only_value(&self, id: SchemaId) -> Option<Constant> {
        let schema = shape(self.spec, id);
        let [value] = schema.values.as_deref()? else { return None };
        if schema.nullable || self.spec.schema(id).nullable {
            return None;
        }
        match listed(schema)? {
            Listed::Texts => wire(value).map(Constant::Text),
            Listed::Booleans => wire(value).map(|text| Constant::Bool(text == "true")),
            Listed::Integers => integer(value).map(Constant::Integer),
            Listed::Other => None,
        }
    }
}
