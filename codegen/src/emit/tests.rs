//! Documentation, and how it is laid out.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::docs::{code, markdown, wrap};

/// What a text is once it has been through here and is read again, as rustdoc reads it.
fn events(text: &str) -> Vec<Event<'static>> {
    let written = wrap(&markdown(text)).join("\n");
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(&written, options).map(Event::into_static).collect()
}

/// The words in some events, without markup.
fn words(events: &[Event<'_>]) -> String {
    let mut words = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_of_a_document_is_code_or_html() {
    for text in [
        "```rust\npanic!()\n```",
        "```\npanic!()",
        "    panic!()",
        "~~~rust,should_panic\npanic!()\n~~~",
        "- a\n\n      panic!()\n\n1. b\n   ```\n   panic!()",
        "> ```rust\n> panic!()",
        "<script>x</script> <b> a < b > c <!-- d -->",
        "<div>\n\n*a*\n\n</div>\n",
        "````rust\n```\npanic!()\n```\n````",
        "text ```rust not a fence``` text",
    ] {
        for event in events(text) {
            match &event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    assert!(matches!(kind, CodeBlockKind::Fenced(info) if &**info == "text"), "{text:?}: {event:?}");
                }
                Event::Html(_) | Event::InlineHtml(_) => panic!("{text:?}: {event:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_said_stays_said() {
    for (text, said) in [
        ("Plain words, as they are.", "Plain words, as they are."),
        ("<b>bold</b> & a < b", "<b>bold</b> & a < b"),
        ("[Foo] and [0-9]+ and [`Bar`]", "[Foo] and [0-9]+ and [Bar]"),
        ("[text](local/page) [web](https://a.example/)", "text web"),
        ("*a* **b** `c|d` _e_f_ ~~g~~", "a b c|d e_f g"),
        ("a_b_c * 2 # 3 \\* 4", "a_b_c * 2 # 3 * 4"),
        ("<div>\nz\n</div>", "<div> z </div>"),
        ("```\nlet x;\n```", "let x;"),
        ("# Errors\ntext", "Errors text"),
        ("1. one\n2. two", "one two"),
        ("", ""),
    ] {
        assert_eq!(words(&events(text)), said, "{text:?}");
    }
}

#[test]
fn only_addresses_on_the_web_are_links() {
    let links = |text: &str| -> Vec<String> {
        let links = events(text).into_iter().filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        });
        links.collect()
    };
    assert_eq!(links("see https://a.example/b, or (http://c.example)."), ["https://a.example/b", "http://c.example"]);
    assert_eq!(links("[a](https://a.example) ![b](https://b.example/c.png)"), ["https://a.example"]);
    for text in
        ["[a](b)", "[a](javascript:alert(1))", "[a][b]\n\n[b]: crate::Client", "[Client] [`Client`]", "![a](b.png)"]
    {
        assert_eq!(links(text), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn headings_of_a_document_are_no_sections() {
    let found = events("# Errors\n\nx\n\nPanics\n======\n");
    assert!(!found.iter().any(|event| matches!(event, Event::Start(Tag::Heading { .. }))), "{found:?}");
}

#[test]
fn what_cannot_be_seen_is_shown() {
    let shown = markdown("a\u{202e}b\u{200b}c\0d\u{1b}[31m");
    assert!(shown.contains('\u{fffd}') && !shown.contains(['\u{202e}', '\u{200b}', '\0', '\u{1b}']), "{shown:?}");
    assert_eq!(code("a`b\n\u{202e}"), "a'b\u{fffd}\u{fffd}");
}

#[test]
fn long_lines_are_broken_where_that_changes_nothing() {
    let word = "word ".repeat(50);
    let long = format!("- {word}\n  more {word}\n\n{word}1. {word}- {word}# {word}");
    let before: Vec<Event<'_>> = Parser::new(&long).collect();
    let wrapped = wrap(&long);
    assert!(wrapped.iter().all(|line| line.len() <= 110), "{wrapped:?}");
    let joined = wrapped.join("\n");
    let after: Vec<Event<'_>> = Parser::new(&joined).collect();
    assert_eq!(words(&after), words(&before));
    let blocks = |events: &[Event<'_>]| events.iter().filter(|event| matches!(event, Event::Start(_))).count();
    assert_eq!(blocks(&after), blocks(&before));
}

#[test]
fn code_and_tables_are_not_broken() {
    let line = "x ".repeat(100);
    for text in [
        format!("````text\n```\n{line}\n````"),
        format!("|{line}|\n|-|"),
        format!("````text\n{line}\n```\n{line}\n````\n"),
    ] {
        assert_eq!(wrap(&text), text.lines().map(str::to_owned).collect::<Vec<_>>());
    }
    assert!(wrap(&format!("```text\n{line}\n```\n{line}")).len() > 4, "what follows a block is text again");
}

#[test]
fn nothing_is_tested_where_there_is_nothing() {
    let tests = |rest: &str| {
        let text = format!("openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\n{rest}");
        let config = crate::config::Config { tests: Some(crate::config::Tests::default()), ..Default::default() };
        let source = crate::read::Source::text("a.yaml", text);
        let crates = crate::generate(&source, &config, &mut crate::diag::Sink::new()).expect("a crate");
        let paths = crates.files.iter().filter_map(|(path, _)| path.strip_prefix("tests/"));
        paths.map(str::to_owned).collect::<Vec<_>>()
    };
    let operation = "paths: {/a: {get: {responses: {'204': {description: Done.}}}}}\n";
    let schema = "components: {schemas: {A: {type: object, properties: {a: {type: integer}}}}}\n";
    assert_eq!(tests(operation), ["api/a.rs", "api/main.rs", "harness/mod.rs"]);
    assert_eq!(tests(schema), ["harness/lossless.rs", "lossless/main.rs", "lossless/schemas.tsv"]);
}
