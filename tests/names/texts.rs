//! Texts that would be code, markup, keys, paths or commands if anything took them for more than text, at every place of a
//! document that has one.

use std::collections::BTreeSet;
use std::path::Path;

use quote::ToTokens;
use serde_json::{Map, Value, json};
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use syn::visit_mut::{self, VisitMut};

use super::Case;

/// A file that exists if a description's code was ever run.
pub(crate) const MARKER: &str = "was-run";

const TEXTS: &[&str] = &[
    "*/ pub fn injected() {} /*",
    "\"# \"## \"### \" ] #![allow(warnings)]",
    "line one\nline two\r\nline three\rline four",
    "\u{2028}pub fn injected() {}\u{2029}",
    "\"]\npub fn injected() {}\n#[doc = \"",
    "include_str!(\"/etc/passwd\") env!(\"HOME\") {} {0} {name} {{ }} %s $x ${HOME} `id` $(id)",
    "    std::fs::write(\"was-run\", \"\").unwrap();\n\n    pub fn injected() {}",
    "```\nstd::fs::write(\"was-run\", \"\").unwrap();\n```",
    "```rust\nstd::fs::write(\"was-run\", \"\").unwrap();\n```\n\n~~~rust,should_panic\npanic!()\n~~~\n\n```rust\nunclosed",
    "- a list\n\n      std::fs::write(\"was-run\", \"\").unwrap();\n\n1. one\n   ```\n   panic!()\n   ```",
    "> quoted\n>\n>     panic!();\n>\n> ```\n> panic!()",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <b>unclosed <T> Vec<String> a < b > c </div> <!-- -- > <!--",
    "[Foo] [0-9] [`Bar`] [a](b) [c](javascript:alert(1)) [d][e] ![f](g.png) [h]: ../../etc [crate::Client] [^1]\n\n[^1]: note",
    "see https://example.com/a_b_c*d*?e=[f]&g=<h>, http://example.com. (https://example.com/) <https://example.com/\">",
    "https://example.com/\u{202e}txt.exe www.example.com mailto:a@b.c a@b.c",
    "bidi \u{202a}\u{202b}\u{202c}\u{202d}\u{202e} \u{2066}\u{2067}\u{2068}\u{2069} \u{200e}\u{200f}\u{061c} end",
    "hidden \u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{00ad}\u{180e} end",
    "control \u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}\u{9b} end\ttab",
    "| a | b |\n|---|---|\n| `|` | <x> |\n\n***\n---\n===\n# Heading {#id}\nSetext\n===\n",
    "_ __ ___ * ** *** ~~ ~~~ ` `` ``` \\ \\\\ & &amp; &#0; &lt;script&gt; !!! ??? ... -- ---",
    "'; DROP TABLE pets; -- \\u{1F600} \\x00 \\n \\",
    "\"\n[dependencies]\nevil = \"*\"\n[package.metadata]\nx = \"",
    "../../../etc/passwd",
    "..\\..\\windows\\con.txt",
    "/absolute/path",
    "CON",
    "r#\"raw\"# r##\"raw\"## b'x' 'a '\\'' \"\\\"",
    "macro_rules! a { () => { compile_error!(\"x\") } } a!{}",
    "0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789",
    "1. first\n2. second\n+ plus\n* star\n10) ten",
    "\n\n\n   \n\t\n",
    "é ñ 日本語 العربية עברית 🎉 👩‍👩‍👧 a\u{301} \u{301}",
    "{\"json\": [1, 2, {\"a\": null}]}",
    "x = y; // comment",
    "//! inner",
    "#!/bin/sh",
];

/// A document that has each text at every place.
pub(crate) fn document() -> String {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut tags = Vec::new();
    let mut schemes = Map::new();
    for (number, text) in TEXTS.iter().enumerate() {
        tags.push(json!({"name": text, "description": text}));
        paths.insert(format!("/texts/{number}/{{id}}/{text}"), path(number, text));
        let property = json!({
            "type": "string", "title": text, "description": text, "default": text, "example": text, "pattern": text,
            "format": text,
        });
        let values = json!({
            "type": "string", "enum": [text, "plain"], "x-enum-descriptions": [text, text], "description": text,
            "default": text,
        });
        let properties = json!({
            (*text): property, "value": values, "described": {"type": "string", "description": text},
            "constant": {"type": "string", "const": text, "x-text": text},
        });
        let schema =
            json!({"type": "object", "title": text, "description": text, "properties": properties, "x-text": text});
        schemas.insert((*text).to_owned(), schema.clone());
        schemas.insert(format!("Text{number}"), schema);
        let scheme = json!({"type": "apiKey", "in": "query", "name": text, "description": text});
        schemes.insert((*text).to_owned(), scheme);
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": {
            "title": TEXTS[0], "version": TEXTS[1], "description": TEXTS.join("\n\n"), "termsOfService": TEXTS[12],
            "license": {"name": TEXTS[21], "url": TEXTS[4]}, "contact": {"name": TEXTS[5], "email": TEXTS[15]},
            "x-text": TEXTS[26],
        },
        "servers": [{"url": "https://names.example/a\"b/{x}", "description": TEXTS[2]}],
        "tags": tags,
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    });
    document.to_string()
}

/// An operation with the text wherever it can be.
fn path(number: usize, text: &str) -> Value {
    let parameter = |name: &str, place: &str| {
        json!({
            "name": name, "in": place, "required": place == "path", "description": text, "example": text,
            "schema": {"type": "string", "default": text, "description": text, "pattern": text},
        })
    };
    let schema = json!({"$ref": format!("#/components/schemas/Text{number}")});
    let mut security = Map::new();
    security.insert(text.to_owned(), json!([]));
    let get = json!({
        "operationId": text, "tags": [text], "summary": text, "description": text, "deprecated": number == 0,
        "security": [security],
        "parameters": [parameter("id", "path"), parameter(text, "query"), parameter(text, "header")],
        "responses": {
            "200": {
                "description": text,
                "content": {"application/json": {"schema": schema, "example": {"value": text}}},
            },
            "400": {"description": text, "content": {(text): {"schema": schema}}},
        },
    });
    let put = json!({
        "summary": text,
        "x-text": text,
        "parameters": [parameter("id", "path")],
        "requestBody": {"description": text, "required": true, "content": {
            "application/json": {"schema": schema, "example": {"value": text}},
            (text): {"schema": schema, "example": text},
        }},
        "responses": {"204": {"description": text}},
    });
    json!({"get": get, "put": put})
}

/// The tokens of a source without its documentation, and without what is in its literals.
fn skeleton(path: &str, text: &str) -> String {
    struct Strip;
    impl VisitMut for Strip {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }

        fn visit_lit_str_mut(&mut self, text: &mut syn::LitStr) {
            *text = syn::LitStr::new("", text.span());
        }
    }
    let mut file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    Strip.visit_file_mut(&mut file);
    visit_mut::visit_file_mut(&mut Strip, &mut file);
    file.to_token_stream().to_string()
}

/// A document in which every text for people is `text`, and every name is harmless.
fn described(text: &str) -> String {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Harmless", "version": text, "description": text},
        "tags": [{"name": "pets", "description": text}],
        "paths": {"/pets/{id}": {"get": {
            "operationId": "getPet", "tags": ["pets"], "summary": text, "description": text,
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}},
                {"name": "size", "in": "query", "description": text,
                 "schema": {"type": "string", "pattern": text, "default": text, "format": text, "example": text}},
            ],
            "responses": {"200": {"description": text, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Pet"},
            }}}},
        }}},
        "components": {
            "schemas": {"Pet": {
                "type": "object", "title": text, "description": text,
                "properties": {
                    "name": {"type": "string", "description": text, "default": text, "pattern": text},
                    "kind": {"type": "string", "enum": ["cat"], "x-enum-descriptions": [text]},
                },
            }},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": text}},
        },
    });
    document.to_string()
}

#[test]
fn a_description_changes_nothing_but_documentation() {
    let plain = Case::text("plain", &described("Plain words.")).files();
    for text in TEXTS {
        let files = Case::text("plain", &described(text)).files();
        assert_eq!(files.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>(), "{text:?}");
        let sources = files.iter().filter(|(path, _)| {
            Path::new(path).extension().is_some_and(|ending| ending == "rs") && !path.contains("/runtime/")
        });
        for (path, source) in sources {
            assert_eq!(skeleton(path, source), skeleton(path, &plain[path]), "{path}: {text:?}");
            let hidden = source.chars().find(|letter| (letter.is_control() && *letter != '\n') || is_turning(*letter));
            assert_eq!(hidden, None, "{path}: {text:?}");
        }
    }
}

#[test]
fn s29_a_line_of_a_million_characters_is_only_long() {
    let plain = Case::text("plain", &described("Plain words.")).files();
    for text in ["x".repeat(1_000_000), "a word ".repeat(150_000), "[".repeat(100_000), "`*_".repeat(50_000)] {
        let files = Case::text("plain", &described(&text)).files();
        for (path, source) in files.iter().filter(|(path, _)| path.starts_with("src/") && !path.contains("/runtime/")) {
            assert_eq!(skeleton(path, source), skeleton(path, &plain[path]), "{path}: {:?}", &text[..20]);
        }
    }
}

/// Whether a character turns the direction of what follows, or has no width.
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

#[test]
fn a_title_makes_a_package_that_cargo_takes() {
    for text in TEXTS.iter().copied().chain(["", "a\0b", &"x".repeat(300), "std", "test", "CON", "-", "1"]) {
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": text, "version": text},
            "servers": [{"url": text}],
            "paths": {},
        });
        let mut sink = Sink::new();
        let document = Source::text("title.json", document.to_string());
        let made = specsmith::generate(&document, &specsmith::config::Config::default(), &mut sink);
        let Some(made) = made else { panic!("{text:?}: {}", diag::render(&sink, false)) };
        let manifest = made.files.get("Cargo.toml").expect("a manifest");
        let manifest: toml::Table = manifest.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let tables: BTreeSet<&str> = manifest.keys().map(String::as_str).collect();
        assert_eq!(tables, BTreeSet::from(["dependencies", "features", "package"]), "{text:?}");
        let name = manifest["package"]["name"].as_str().expect("a name");
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_plain), "{name}");
        assert!(name.len() <= 64 && !["std", "test", "con"].contains(&name), "{name}");
        assert_eq!(manifest["package"]["version"].as_str(), Some("0.1.0"), "an API's version is not the crate's");
    }
}
