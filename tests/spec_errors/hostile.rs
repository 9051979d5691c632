//! Documents that are too broken, too deep or too many to stand in files of their own.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Map, Value};
use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

/// What is said of a document that is expected to be refused.
fn refused(name: &str, text: impl Into<Vec<u8>>) -> String {
    let mut sink = Sink::new();
    let made = specsmith::generate(&Source::text(name, text), &Config::default(), &mut sink);
    assert!(made.is_none(), "{name} is not refused");
    assert!(sink.has_errors(), "{name}: nothing was said");
    diag::render(&sink, false)
}

/// The flagship's document.
fn flagship() -> String {
    fs::read_to_string(project::root().join("spec/cloudflare-certificates.yaml")).expect("the document")
}

/// The flagship's operations as a JSON document: YAML that is cut may still be YAML, JSON never is.
fn flagship_json() -> String {
    let mut sink = Sink::new();
    let document = specsmith::read::document(&Source::text("api.yaml", flagship()), &mut sink).expect("a document");
    let paths = document.paths.iter().map(|item| {
        let operations = item.operations.iter().map(|operation| {
            let said = serde_json::json!({
                "operationId": operation.operation_id,
                "description": operation.description,
                "tags": operation.tags,
                "responses": {"200": {"description": operation.summary}},
            });
            (format!("{:?}", operation.method).to_lowercase(), said)
        });
        (item.path.clone(), operations.collect::<Map<_, _>>().into())
    });
    let paths: Map<String, Value> = paths.collect();
    let info = serde_json::json!({"title": document.info.title, "version": document.info.version});
    let whole = serde_json::json!({"openapi": document.openapi, "info": info, "paths": paths});
    serde_json::to_string_pretty(&whole).expect("JSON")
}

/// The text up to each hundredth of its length, never inside a character.
fn cuts(text: &str) -> impl Iterator<Item = &str> {
    (1..100).map(move |percent| {
        let mut end = text.len() * percent / 100;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        &text[..end]
    })
}

#[test]
fn cut_json_is_refused_where_it_ends() {
    let text = flagship_json();
    let mut sink = Sink::new();
    assert!(specsmith::generate(&Source::text("api.json", text.as_str()), &Config::default(), &mut sink).is_some());
    for cut in cuts(&text) {
        let said = refused("api.json", cut);
        // Where a value is cut off, it is the value that is shown; nothing is ever shown behind the end.
        let line: usize =
            said.split("api.json:").nth(1).and_then(|rest| rest.split(':').next()?.parse().ok()).expect("a line");
        assert!(line >= 1 && line <= cut.lines().count().max(1) + 1, "line {line} of\n{said}");
    }
}

#[test]
fn cut_yaml_never_panics() {
    let text = flagship();
    for cut in cuts(&text) {
        let mut sink = Sink::new();
        // A YAML document that ends early may well be a document; then what it refers to is missing.
        let made = specsmith::generate(&Source::text("api.yaml", cut), &Config::default(), &mut sink);
        assert_eq!(made.is_none(), sink.has_errors(), "{}", diag::render(&sink, false));
    }
}

#[test]
fn depth_is_refused_without_a_deep_stack() {
    let depth = 100_000;
    for (name, open, close) in [
        ("lists.json", "[", "]"),
        ("objects.json", "{\"a\":", "}"),
        ("lists.yaml", "[", "]"),
        ("objects.yaml", "{a: ", "}"),
        ("unclosed.json", "[{\"a\":", ""),
        ("unclosed.yaml", "[{a: ", ""),
    ] {
        let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        let said = refused(name, text);
        assert!(said.contains("error[S0106]") || said.contains("error[S0105]"), "{name}: {said}");
    }
    let levels = (0..3_000).map(|level| " ".repeat(level) + "a:\n");
    let said = refused("block.yaml", levels.collect::<String>());
    assert!(said.contains("error[S0106]"), "{said}");
    let dashes = "- ".repeat(depth);
    assert!(refused("dashes.yaml", dashes).contains("error[S0106]"));
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(refused("utf16.json", b"\xff\xfe{\0}\0".to_vec()).contains("the file is UTF-16, and has to be UTF-8"));
    let said = refused("latin1.yaml", b"openapi: 3.0.3\ninfo: { title: Caf\xe9 }\n".to_vec());
    assert!(said.contains("latin1.yaml:2:19"), "{said}");
    assert!(refused("binary", vec![0_u8; 4096]).starts_with("error["));
    assert!(refused("noise", (0..=255_u8).cycle().take(4096).collect::<Vec<_>>()).contains("is not UTF-8"));
}

#[test]
fn a_document_over_the_limit_is_refused_unread() {
    let mut sink = Sink::new();
    let source = Source::text("large.yaml", "x".repeat(2_000)).with_limit(1_000);
    assert!(specsmith::generate(&source, &Config::default(), &mut sink).is_none());
    let said = diag::render(&sink, false);
    assert!(said.contains("error[S0102]") && said.contains("1000 bytes"), "{said}");
}

/// Generates from a document of these schemas, each a line.
fn schemas(lines: &str) {
    let start = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n";
    let first = "    A0: { type: object, properties: { a: { type: string } } }\n";
    let mut sink = Sink::new();
    let text = [start, first, lines].concat();
    let made = specsmith::generate(&Source::text("schemas.yaml", text), &Config::default(), &mut sink);
    assert!(made.is_some(), "{}", diag::render(&sink, false));
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let mut lines = String::new();
    for number in 1..10_000 {
        let before = number - 1;
        let _ = writeln!(lines, "    A{number}: {{ $ref: '#/components/schemas/A{before}' }}");
    }
    schemas(&lines);
}

#[test]
fn members_that_multiply_are_merged_once() {
    // Each schema takes the one before it in twice: 2^60 ways down, 60 schemas.
    let mut lines = String::new();
    for number in 1..60 {
        let before = format!("{{ $ref: '#/components/schemas/A{}' }}", number - 1);
        let _ = writeln!(lines, "    A{number}: {{ allOf: [{before}, {before}] }}");
    }
    schemas(&lines);
}
