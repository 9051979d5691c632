//! Inline types that are equal are one type under several names.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::{self, Sink};
use crate::read::Source;

/// A document with these operations, each with the schema of its answer.
fn document(operations: &[(&str, &str, &str)]) -> String {
    let paths = operations.iter().map(|(method, path, schema)| {
        format!(
            r#""{path}": {{"{method}": {{"responses": {{"200": {{"description": "", "content": {{
                "application/json": {{"schema": {schema}}}}}}}}}}}}}"#
        )
    });
    let paths: Vec<String> = paths.collect();
    format!(r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{{}}}}}"#, paths.join(","))
}

/// The names that stand for other types, with these.
fn aliases(operations: &[(&str, &str, &str)]) -> BTreeMap<String, String> {
    let mut sink = Sink::new();
    let source = Source::text("equal.json", document(operations));
    let Some(generated) = crate::generate(&source, &Config::default(), &mut sink) else {
        panic!("{}", diag::render(&sink, false))
    };
    let mut found = BTreeMap::new();
    for (path, text) in generated.files.iter().filter(|(path, _)| path.starts_with("src/models")) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for item in file.items {
            if let syn::Item::Type(alias) = item {
                let syn::Type::Path(to) = *alias.ty else { panic!("{path}: {text}") };
                let to: Vec<String> = to.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
                found.insert(alias.ident.to_string(), to.join("::"));
            }
        }
    }
    found
}

fn names<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, of)| (name.to_owned(), of.to_owned())).collect()
}

const LIST: &str = r#"{"type": "object", "properties": {"by": {"enum": ["name", "age"]}, "up": {"type": "boolean"}}}"#;
const TOLD: &str = r#"{"type": "object", "description": "An order.", "properties": {
    "by": {"enum": ["name", "age"], "description": "By what."}, "up": {"type": "boolean", "description": "Which way."}}}"#;

#[test]
fn what_is_equal_is_there_once_and_keeps_its_names() {
    let found = aliases(&[("put", "/pets/{id}", LIST), ("get", "/pets", LIST)]);
    assert_eq!(
        found,
        names([("UpdateResponse", "ListResponse"), ("UpdateResponseBy", "ListResponseBy")]),
        "the one with the shortest path is there"
    );
    assert_eq!(aliases(&[("get", "/pets", LIST), ("put", "/pets/{id}", LIST)]), found, "whatever comes first");
}

#[test]
fn what_is_only_told_makes_no_difference() {
    assert_eq!(aliases(&[("put", "/pets/{id}", TOLD), ("get", "/pets", LIST)]).len(), 2);
}

#[test]
fn what_callers_see_makes_one() {
    let object = |fields: &str| format!(r#"{{"type": "object", "required": ["a"], "properties": {{{fields}}}}}"#);
    let base = object(r#""a": {"type": "string"}, "b": {"type": "string"}"#);
    assert_eq!(aliases(&[("get", "/pets", &base), ("put", "/pets/{id}", &base)]).len(), 1);
    let turned = object(r#""b": {"type": "string"}, "a": {"type": "string"}"#);
    assert_eq!(aliases(&[("get", "/pets", &base), ("put", "/pets/{id}", &turned)]).len(), 1, "in any order");
    for other in [
        object(r#""a": {"type": "string"}, "B": {"type": "string"}"#),
        object(r#""a": {"type": "string"}, "b": {"type": "string", "deprecated": true}"#),
        object(r#""a": {"type": "string"}, "b": {"type": ["string", "null"]}"#),
        object(r#""a": {"type": "string"}, "b": {"type": "integer"}"#),
        object(r#""a": {"type": "string"}, "b": {"type": "array", "items": {"type": "string"}}"#),
        object(r#""a": {"const": "x", "type": "string"}, "b": {"type": "string"}"#),
        object(r#""a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}"#),
    ] {
        assert_eq!(aliases(&[("get", "/pets", &base), ("put", "/pets/{id}", &other)]), names([]), "{other}");
    }
}

#[test]
fn modules_have_types_of_their_own() {
    assert_eq!(aliases(&[("get", "/pets", LIST), ("get", "/people", LIST)]), names([]));
}

#[test]
fn a_choice_between_two_names_of_one_type_converts_from_neither() {
    let one = r#"{"type": "object", "properties": {"a": {"type": "object", "properties": {"x": {"type": "string"}}},
        "b": {"oneOf": [{"type": "object", "title": "Left", "properties": {"x": {"type": "string"}}},
                        {"type": "object", "title": "Right", "properties": {"x": {"type": "string"}}},
                        {"type": "integer"}]}}}"#;
    let mut sink = Sink::new();
    let source = Source::text("equal.json", document(&[("get", "/pets", one)]));
    let Some(generated) = crate::generate(&source, &Config::default(), &mut sink) else {
        panic!("{}", diag::render(&sink, false))
    };
    let text = generated.files.iter().map(|(_, text)| text).find(|text| text.contains("enum ListResponseB "));
    let file = syn::parse_file(text.unwrap_or_default()).unwrap_or_else(|error| panic!("{error}"));
    let conversions = file.items.iter().filter_map(|item| match item {
        syn::Item::Impl(block) => block.trait_.as_ref().and_then(|(path, _)| path.segments.last()),
        _ => None,
    });
    let conversions = conversions.filter(|of| of.ident == "From").count();
    assert_eq!(conversions, 1, "of the number alone: {text:?}");
}

#[test]
fn what_leads_back_to_itself_stays_what_it_is() {
    let tree = r##"{"type": "object", "properties": {"left": {"$ref":
        "#/paths/~1pets/get/responses/200/content/application~1json/schema"}}}"##;
    let found = aliases(&[("get", "/pets", tree)]);
    assert_eq!(found, names([]));
}
