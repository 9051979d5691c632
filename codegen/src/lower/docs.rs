//! What is said about a type, a field or an input: the document's words, and the limits in ours.

use crate::config::Config;
use crate::ir::{Docs, Limits, Scalar, Type};
use crate::resolve::Spec;
use crate::resolve::spec::{self, Json, Schema, SchemaId};

/// About a type.
pub(super) fn of_type(schema: &Schema) -> Docs {
    let title = schema.title.clone().filter(|title| Some(title) != schema.name.as_ref());
    Docs {
        summary: title,
        description: schema.description.clone(),
        deprecated: schema.deprecated,
        former: former(&schema.extensions),
        ..Docs::default()
    }
}

/// About a field or an input with this schema.
pub(super) fn of_schema(spec: &Spec, id: SchemaId, ty: &Type) -> Docs {
    let schema = spec.schema(id);
    let base = schema.same_as.map(|same| spec.schema(same));
    let pick = |own: Option<&String>, base: Option<&String>| own.or(base).cloned();
    Docs {
        summary: None,
        description: pick(
            schema.description.as_ref().or(schema.title.as_ref()),
            base.and_then(|base| base.description.as_ref()),
        ),
        facts: facts(base.unwrap_or(schema), schema, ty),
        limits: limits(spec, base.unwrap_or(schema), schema, ty),
        sections: Vec::new(),
        deprecated: schema.deprecated,
        // What a component was called before says nothing of what has its type.
        former: if schema.name.is_none() { former(&schema.extensions) } else { Vec::new() },
    }
}

/// `x-former-name`: a name, or a list of names, that something had before.
pub(super) fn former(extensions: &[(String, Json)]) -> Vec<String> {
    let mut names = Vec::new();
    if let Some((_, value)) = extensions.iter().find(|(name, _)| name == "x-former-name") {
        flatten(value, &mut names);
    }
    names
}

/// Titled lists from the extensions that the config names.
pub(super) fn sections(operation: &spec::Operation, config: &Config) -> Vec<(String, Vec<String>)> {
    config
        .docs
        .sections
        .iter()
        .filter_map(|section| {
            let (_, value) = operation.extensions.iter().find(|(name, _)| *name == section.extension)?;
            let mut entries = Vec::new();
            flatten(value, &mut entries);
            let mut seen = std::collections::HashSet::new();
            entries.retain(|entry| seen.insert(entry.clone()));
            (!entries.is_empty()).then(|| (section.title.clone(), entries))
        })
        .collect()
}

/// The texts of an extension: of a list, of the lists in an object, or the names of an object's members that are true.
fn flatten(value: &Json, entries: &mut Vec<String>) {
    match value {
        Json::String(text) => entries.push(text.clone()),
        Json::Array(values) => values.iter().for_each(|value| flatten(value, entries)),
        Json::Object(members) => {
            for (name, value) in members {
                match value {
                    Json::Bool(true) => entries.push(name.clone()),
                    Json::Bool(false) => {}
                    value => flatten(value, entries),
                }
            }
        }
        Json::Number(number) => entries.push(number.clone()),
        Json::Null | Json::Bool(_) => {}
    }
}

/// About the values of an enum, in their order: `x-enum-descriptions`, which several tools agree on.
pub(super) fn of_values(schema: &Schema) -> Vec<Option<String>> {
    let named = |name: &str| {
        let mut extensions = schema.extensions.iter();
        extensions.find(|(known, _)| known == name).map(|(_, value)| value)
    };
    let texts = named("x-enum-descriptions").or_else(|| named("x-enumDescriptions"));
    match texts {
        Some(Json::Array(texts)) => texts
            .iter()
            .map(|text| match text {
                Json::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Limits and defaults, a sentence each.
fn facts(limited: &Schema, schema: &Schema, ty: &Type) -> Vec<String> {
    let limits = &limited.limits;
    let mut facts = Vec::new();
    let is_text = matches!(ty, Type::Scalar(Scalar::String));
    let is_number = matches!(ty, Type::Scalar(scalar) if scalar.is_number());
    if is_text {
        facts.extend(between(limits.min_length.filter(|min| *min > 0), limits.max_length, "character"));
        if let Some(pattern) = &limits.pattern {
            facts.push(format!("Matches the pattern {}.", code_span(pattern)));
        }
        if let Some(format) = &limited.format {
            facts.push(format!("Format: {}.", code_span(format)));
        }
    }
    if is_number {
        facts.extend(range(limits));
        if let Some(step) = &limits.multiple_of {
            facts.push(format!("A multiple of {step}."));
        }
    }
    if matches!(ty, Type::List(_)) {
        facts.extend(between(limits.min_items.filter(|min| *min > 0), limits.max_items, "item"));
        if limits.unique_items {
            facts.push("No item twice.".to_owned());
        }
    }
    let default = schema.default.as_ref().or(limited.default.as_ref());
    if let Some(default) = default.filter(|default| **default != Json::Null) {
        facts.push(format!("The server's default is {}.", code_span(&default.to_compact_string())));
    }
    facts
}

/// The same as data.
fn limits(spec: &Spec, limited: &Schema, schema: &Schema, ty: &Type) -> Option<Box<Limits>> {
    let given = &limited.limits;
    let default = schema.default.as_ref().or(limited.default.as_ref()).filter(|default| **default != Json::Null);
    let mut limits = Limits { default: default.map(Json::to_compact_string), ..Limits::default() };
    match ty {
        Type::Scalar(Scalar::String) => {
            limits.min_length = given.min_length.filter(|min| *min > 0);
            limits.max_length = given.max_length;
            limits.pattern.clone_from(&given.pattern);
            limits.format.clone_from(&limited.format);
        }
        Type::Scalar(scalar) if scalar.is_number() => {
            limits.minimum.clone_from(&given.minimum);
            limits.maximum.clone_from(&given.maximum);
            limits.exclusive_minimum = given.exclusive_minimum;
            limits.exclusive_maximum = given.exclusive_maximum;
            limits.multiple_of.clone_from(&given.multiple_of);
        }
        Type::List(item) => {
            limits.min_items = given.min_items.filter(|min| *min > 0);
            limits.max_items = given.max_items;
            limits.unique_items = given.unique_items;
            if let (Type::Scalar(_), Some(items)) = (&**item, limited.items) {
                let items = spec.schema(items);
                let base = items.same_as.map_or(items, |same| spec.schema(same));
                limits.items = self::limits(spec, base, items, item);
            }
        }
        _ => {}
    }
    (limits != Limits::default()).then(|| Box::new(limits))
}

fn between(min: Option<u64>, max: Option<u64>, unit: &str) -> Option<String> {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    match (min, max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("At least {min} {unit}{}.", plural(min))),
        (None, Some(max)) => Some(format!("At most {max} {unit}{}.", plural(max))),
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} {unit}{}.", plural(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {unit}s.")),
    }
}

fn range(limits: &spec::Limits) -> Option<String> {
    let low = limits.minimum.as_deref().map(|value| {
        let word = if limits.exclusive_minimum { "More than" } else { "At least" };
        format!("{word} {value}")
    });
    let high = limits.maximum.as_deref().map(|value| {
        let word = if limits.exclusive_maximum { "less than" } else { "at most" };
        format!("{word} {value}")
    });
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => Some(format!("{low}.")),
        (None, Some(high)) => {
            let mut letters = high.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            Some(first.into_iter().chain(letters).chain(['.']).collect())
        }
        (Some(low), Some(high)) => Some(format!("{low}, {high}.")),
    }
}

/// Text as a code span of `CommonMark`, whatever backticks are in it.
pub(super) fn code_span(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let mut longest = 0;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
