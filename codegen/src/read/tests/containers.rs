//! Files: what is no document, what is broken, what is too much.

use super::super::{Source, document};
use super::{faults, read};
use crate::diag::{Sink, entries};

const SMALL: &str = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get":
    {"responses": {"200": {"description": "\u00e9 ok"}}}}}}"#;

#[test]
fn what_is_no_document() {
    for (text, message) in [
        ("", "S0104 1:1 : the file is empty"),
        (" \n\t", "S0104 1:1 : the file is empty"),
        ("null", "S0104 1:1 : the document is `null`"),
        ("[]", "S0104 1:1 : the document is a list"),
        ("7", "S0104 1:1 : the document is a single value"),
        ("{}", "S0201 1:1 : the document does not say which version of OpenAPI it is"),
    ] {
        assert_eq!(faults("a.json", text), [message], "{text:?} as JSON");
        assert_eq!(faults("a.yaml", text).len(), 1, "{text:?} as YAML");
    }
    assert_eq!(faults("a.yaml", "# nothing\n"), ["S0104 1:1 : the file holds nothing but comments"]);
}

#[test]
fn a_missing_file() {
    let mut sink = Sink::new();
    assert!(document(&Source::file("no/such.yaml"), &mut sink).is_none());
    let found = entries(&sink);
    assert_eq!((found[0].code, found[0].file), ("S0101", "no/such.yaml"));
}

#[test]
fn cut_anywhere() {
    assert!(faults("a.json", SMALL).is_empty());
    for end in 1..SMALL.len() {
        let found = faults("a.json", &SMALL.as_bytes()[..end]);
        assert_eq!(found.len(), 1, "cut at {end}: {found:?}");
        assert!(found[0].starts_with("S0105"), "cut at {end}: {found:?}");
    }
    assert_eq!(faults("a.json", "{\n  \"a\": [1,\n  2"), ["S0105 3:4 /a: this is not JSON: EOF while parsing a list"]);
    assert_eq!(faults("a.json", "{\"a\": 1} x"), ["S0105 1:10 : this is not JSON: trailing characters"]);
}

#[test]
fn encodings() {
    let (document, found) = read("a.json", format!("\u{feff}{}", SMALL.replace('\n', "\r\n")));
    assert!(document.is_some() && found.is_empty(), "{found:?}");
    assert_eq!(faults("a.json", b"{\n\"a\": \"\xff\"}"), ["S0103 2:7 : the byte at offset 8 is not UTF-8"]);
    for utf16 in [b"\xff\xfe{\0}\0", b"\xfe\xff\0{\0}"] {
        assert_eq!(faults("a.json", utf16), ["S0103 1:1 : the file is UTF-16, and has to be UTF-8"]);
    }
    let yaml = "\u{feff}openapi: 3.0.0\r\ninfo: {title: é, version: '1'}\r\npaths: {}\r\ntagz: []\r\n";
    assert_eq!(faults("a.yaml", yaml), ["S0205 4:1 /tagz: `tagz` has no meaning in the document"]);
}

#[test]
fn sizes_and_depths() {
    let mut sink = Sink::new();
    assert!(document(&Source::text("a", SMALL).with_limit(10), &mut sink).is_none());
    assert_eq!(entries(&sink)[0].message, "`a` is larger than 10 bytes");
    for (name, open) in [("a.json", "["), ("a.json", "{\"a\":"), ("a.yaml", "["), ("a.yaml", "- ")] {
        let found = faults(name, open.repeat(100_000));
        assert_eq!(found.len(), 1, "{name} {open}");
        assert!(found[0].contains("the document is nested more than 256 deep"), "{found:?}");
    }
    let blocks: Vec<_> = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(faults("a.yaml", blocks.concat())[0].starts_with("S0106"));
    let deep = format!("{}{}", "[".repeat(256), "]".repeat(256));
    assert_eq!(faults("a.json", deep), ["S0104 1:1 : the document is a list"]);
}

#[test]
fn keys_that_stand_twice() {
    let text = "{\"openapi\": \"3.0.0\",\n \"\\u0069nfo\": 1, \"paths\": {}, \"info\": 2}";
    let mut sink = Sink::new();
    document(&Source::text("a.json", text), &mut sink);
    let found = sink.sorted();
    let twice = found.iter().find(|one| one.code.id == "S0107").unwrap();
    assert_eq!(twice.message, "the key `info` stands twice in this object");
    assert_eq!(sink.sources.position(twice.loc).column, 31);
    assert_eq!(sink.sources.position(twice.related[0].0).column, 2);
    assert!(faults("a.yaml", "a: 1\n'a': 2\n").iter().any(|one| one.starts_with("S0107 2:1 /a")));
}

#[test]
fn versions() {
    let of = |version: &str| {
        faults(
            "a.json",
            format!("{{\"openapi\": {version}, \"info\": {{\"title\": \"\", \"version\": \"\"}}, \"paths\": {{}}}}"),
        )
    };
    assert!(of("\"3.0.4\"").is_empty() && of("\"3.0\"").is_empty() && of("\"3.0.0-rc2\"").is_empty());
    assert_eq!(of("3.0"), ["S0201 1:13 /openapi: the version is a number, and has to be text"]);
    assert_eq!(of("\"4.0\""), ["S0201 1:13 /openapi: there is no OpenAPI version `4.0`"]);
    assert_eq!(of("\"3.01\""), ["S0201 1:13 /openapi: there is no OpenAPI version `3.01`"]);
    assert!(of("\"3.1.0\"").is_empty() && of("\"3.2.0\"").is_empty());
    let old =
        |version| faults("a.yaml", format!("swagger: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n"));
    assert!(old("'2.0'").is_empty());
    assert_eq!(old("2.0"), ["S0201 1:10 /swagger: the version is a number, and has to be text"]);
    assert_eq!(old("'1.2'"), ["S0201 1:10 /swagger: there is no OpenAPI version `1.2`"]);
    let mut sink = Sink::new();
    document(&Source::text("a.json", "{\"openapi\": \"5\"}"), &mut sink);
    assert!(sink.sorted()[0].help.as_ref().unwrap().contains("2.0, 3.0, 3.1 and 3.2"));
}
