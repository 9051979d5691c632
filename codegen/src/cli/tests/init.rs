//! `init`: the configuration is read again, and so is everything that it offers in comments.

use std::fs;

use super::{Exit, Place};
use crate::config::Config;
use crate::diag::{self, Sink};

/// A document with something for each section, and with texts that would like to be lines of their own.
const RICH: &str = r##"{
    "openapi": "3.1.0",
    "info": {"title": "Pets\"\n[package]\nname = \"b", "version": "1"},
    "servers": [{"url": "https://pets.example"}],
    "security": [{"key\"\n[names]": []}, {"bearerAuth": []}],
    "paths": {
        "/pets/\u202e\"": {"get": {
            "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "type": "object", "required": ["success", "result"],
                "properties": {
                    "success": {"type": "boolean"}, "errors": {"type": "array", "items": {"type": "object"}},
                    "result": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                    "result_info": {"type": "object", "properties": {
                        "page": {"type": "integer"}, "total_pages": {"type": "integer"}
                    }}
                }
            }}}}}
        }},
        "/toys": {"get": {
            "parameters": [{"name": "cursor", "in": "query", "schema": {"type": "string"}}],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "type": "object", "properties": {
                    "items": {"type": "array", "items": {"type": "string"}}, "next_cursor": {"type": "string"}
                }
            }}}}}
        }}
    },
    "components": {
        "schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "securitySchemes": {
            "key\"\n[names]": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "bearerAuth": {"type": "http", "scheme": "bearer"}
        }
    }
}"##;

fn place(document: &str) -> Place {
    let place = Place::new();
    fs::write(place.path().join("pets.json"), document).unwrap();
    place
}

fn config(place: &Place) -> String {
    fs::read_to_string(place.path().join("sdk/spec/specsmith.toml")).unwrap()
}

/// What a configuration is without the signs before the keys that it offers.
fn with_everything(text: &str) -> String {
    let is_offered = |line: &str| {
        let key = line.split(" = ").next().filter(|key| line.len() > key.len());
        let is_word = |key: &str| key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (line.starts_with('[') && line.ends_with(']')) || line.starts_with('"') || key.is_some_and(is_word)
    };
    let lines = text.lines().map(|line| line.strip_prefix("# ").filter(|rest| is_offered(rest)).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn accept(text: &str) -> Config {
    let mut sink = Sink::new();
    let config = Config::parse("specsmith.toml", text, &mut sink);
    assert!(!sink.has_errors(), "{}\n{text}", diag::render(&sink, false));
    config.expect("a configuration")
}

#[test]
fn the_crate_and_its_configuration_are_written_once() {
    let place = place(super::DOCUMENT);
    let done = place.run("specsmith init pets.json sdk");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    assert!(place.path().join("sdk/src/lib.rs").is_file());
    let text = config(&place);
    assert_eq!(accept(&text).document.expect("a document").display().to_string(), "../../pets.json");
    let done = place.run("specsmith generate --config sdk/spec/specsmith.toml");
    assert!(done.exit == Exit::Done && done.out.contains(" 0 written, "), "{done:?}");
    let done = place.run("specsmith init pets.json sdk");
    assert!(done.exit == Exit::Bad && done.err.contains("is there already"), "{done:?}");
    assert_eq!(config(&place), text);
}

#[test]
fn what_was_derived_is_said() {
    let place = place(RICH);
    let done = place.run("specsmith init pets.json sdk");
    assert_eq!(done.exit, Exit::Done, "{done:?}");
    let text = config(&place);
    for line in [
        "# Derived, for 1 of 2 operations:",
        "# info = \"result_info\"",
        "#          1 list by number, in \"page\"",
        "#          1 list by cursor, in \"cursor\", from \"next_cursor\" of the page before",
        "#     client.toys()  1 operation",
        "# \"/components/schemas/Pet\" = \"Pet\"",
        "# \"/paths/~1pets~1\\u202E\\\"/get\" = ",
        "\"bearerAuth\" = \"PETS_PACKAGE_NAME_B_TOKEN\" # a bearer token",
    ] {
        assert!(text.lines().any(|one| one.starts_with(line)), "{line}\n\n{text}");
    }
}

#[test]
fn every_key_that_is_offered_exists() {
    for document in [super::DOCUMENT, RICH] {
        let place = place(document);
        let done = place.run("specsmith init pets.json sdk");
        assert_eq!(done.exit, Exit::Done, "{done:?}");
        let text = config(&place);
        accept(&text);
        let whole = with_everything(&text);
        let config = accept(&whole);
        assert!(config.envelope.is_some() && config.paging.is_some() && config.root.is_some(), "{whole}");
        assert_eq!((config.names.len(), config.resources.len(), config.integers.len()), (1, 1, 1), "{whole}");
        assert_eq!((config.overlays.len(), config.docs.sections.len()), (1, 1), "{whole}");
        assert_eq!(config.package.publish, Some(true), "{whole}");
    }
}
