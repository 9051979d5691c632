//! S13 to S25: references.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{Outcome, document, field, schemas, with_schemas};

#[test]
fn s13_a_reference_to_nothing_is_refused_and_degrades() {
    let text =
        with_schemas("A: {type: object, properties: {a: {$ref: '#/components/schemas/Nope'}, b: {type: string}}}");
    let at = "S0301 /components/schemas/A/properties/a/$ref";
    Outcome::of(&text, false).refused(&[at]);
    let files = Outcome::of(&text, true).made(&[at]);
    assert_eq!(field(&files, "A", "a"), "Option<types::Json>");
    assert_eq!(field(&files, "A", "b"), "Option<String>");
}

#[test]
fn s14_a_reference_to_another_kind_of_thing_is_refused() {
    let components = "  parameters:\n    P: {name: p, in: query, schema: {type: string}}\n  schemas:\n    \
                      A: {type: object, properties: {a: {$ref: '#/components/parameters/P'}}}";
    Outcome::of(&document("  {}", components), false).refused(&["S0302 /components/schemas/A/properties/a/$ref"]);
}

#[test]
fn s15_a_circle_of_references_is_refused() {
    schemas("A: {$ref: '#/components/schemas/A'}").refused(&["S0303 /components/schemas/A"]);
    schemas("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}")
        .refused(&["S0303 /components/schemas/A"]);
}

#[test]
fn s16_recursion_is_boxed_only_where_it_has_to_be() {
    let files = schemas(
        "A: {type: object, required: [m, l], properties: {a: {$ref: '#/components/schemas/A'}, \
         l: {type: array, items: {$ref: '#/components/schemas/A'}}, \
         m: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}, b: {$ref: '#/components/schemas/B'}}}\n\
         B: {type: object, properties: {x: {type: string}}}",
    )
    .made(&[]);
    assert_eq!(field(&files, "A", "a"), "Option<Box<A>>");
    assert_eq!(field(&files, "A", "l"), "Vec<A>");
    assert_eq!(field(&files, "A", "m"), "BTreeMap<String,A>");
    assert_eq!(field(&files, "A", "b"), "Option<B>");
}

#[test]
fn s17_a_type_that_needs_itself_without_end_gets_an_end() {
    let files = schemas("A: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}")
        .made(&["S0413 /components/schemas/A"]);
    assert_eq!(field(&files, "A", "a"), "Option<Box<A>>");
    schemas("A: {type: array, items: {$ref: '#/components/schemas/A'}}").made(&["S0401 /components/schemas/A"]);
    schemas("A: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}")
        .made(&["S0401 /components/schemas/A"]);
}

#[test]
fn s18_a_circle_through_all_of_or_through_choices_is_refused() {
    schemas("A: {allOf: [{$ref: '#/components/schemas/B'}]}\nB: {allOf: [{$ref: '#/components/schemas/A'}]}")
        .refused(&["S0307 /components/schemas/A"]);
    schemas("A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}").refused(&["S0307 /components/schemas/A"]);
    schemas(
        "A: {oneOf: [{$ref: '#/components/schemas/B'}, {type: string}]}\n\
         B: {anyOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}",
    )
    .refused(&["S0307 /components/schemas/A"]);
    // Through a list or a property there is an end, and one choice in two places is no circle.
    schemas("A: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/A'}}]}").made(&[]);
    schemas(
        "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}\n\
         B: {oneOf: [{$ref: '#/components/schemas/C'}, {type: string}]}\nC: {oneOf: [{type: integer}, {type: boolean}]}",
    )
    .made(&[]);
}

#[test]
fn s19_what_lies_elsewhere_is_neither_fetched_nor_opened() {
    for target in [
        "http://x.test/a.yaml",
        "https://x.test/a.yaml#/A",
        "HTTPS://X.TEST",
        "//host/a.yaml",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../x.yaml",
        "%2e%2e/x.yaml",
        "..%2fx.yaml",
        "./../x.yaml",
        "\\\\\\\\unc\\\\x",
        "C:/x.yaml",
        "a:b.yaml",
    ] {
        let text = with_schemas(&format!("A: {{type: object, properties: {{a: {{$ref: \"{target}\"}}}}}}"));
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).expect("a folder");
        // What would be found if it were looked for.
        std::fs::write(folder.path().join("x.yaml"), "type: string\n").expect("a file");
        std::fs::write(inner.join("api.yaml"), text).expect("a file");
        let mut sink = specsmith::diag::Sink::new();
        let source = specsmith::read::Source::file(inner.join("api.yaml"));
        let made = specsmith::generate(&source, &specsmith::config::Config::default(), &mut sink);
        let said: Vec<_> =
            specsmith::diag::entries(&sink).iter().map(|one| format!("{} {}", one.code, one.pointer)).collect();
        assert_eq!(said, ["S0304 /components/schemas/A/properties/a/$ref"], "{target}");
        assert!(made.is_none() && sink.sources.file_names().count() == 1, "{target}");
    }
}

#[test]
fn s22_pointers_are_decoded() {
    let files = schemas(
        r#"A: {type: object, properties: {a: {$ref: '#/components/schemas/a~1b'}, b: {$ref: '#/components/schemas/a~0b'}, c: {$ref: '#/components/schemas/c%2525d'}, d: {$ref: '#/components/schemas/%C3%A9'}, e: {$ref: '#/components/schemas/é'}, f: {$ref: '#/components/schemas/A/properties/'}, "": {type: integer}}}
           "a/b": {type: string, format: date}
           "a~b": {type: string, format: uuid}
           "c%25d": {type: boolean}
           "é": {type: number}"#,
    )
    .made(&[]);
    let types = ["a", "b", "c", "d", "e", "f"].map(|name| field(&files, "A", name));
    assert_eq!(types, ["types::Date", "types::Uuid", "bool", "f64", "f64", "i64"].map(|ty| format!("Option<{ty}>")));
}

#[test]
fn s23_what_stands_beside_a_reference_counts_from_3_1_on() {
    let text = with_schemas(
        "A: {type: object, properties: {a: {$ref: '#/components/schemas/B', nullable: true, required: [b]}}}\n\
         B: {type: object, properties: {b: {type: string}}}",
    );
    Outcome::of(&text.replace("3.1.0", "3.0.3"), false).made(&["S0305 /components/schemas/A/properties/a"]);
    let files = Outcome::of(&text.replace("nullable: true, ", ""), false).made(&[]);
    assert_eq!(field(&files, "AA", "b"), "String");
    assert_eq!(field(&files, "A", "a"), "Option<AA>");
}

#[test]
fn s24_anchors_and_ids_are_followed() {
    let anchors = [("$anchor: there", "#there"), ("$id: 'https://x.test/b'", "https://x.test/b"), ("$id: b", "b")];
    for (named, target) in anchors {
        let files = schemas(&format!(
            "A: {{type: object, properties: {{a: {{$ref: '{target}'}}}}}}\nB: {{{named}, type: string, format: date}}"
        ))
        .made(&[]);
        assert_eq!(field(&files, "A", "a"), "Option<types::Date>", "{target}");
    }
    schemas("A: {type: object, properties: {a: {$dynamicRef: '#node'}}}\nB: {$dynamicAnchor: node, type: string}")
        .made(&["S0309 /components/schemas/A/properties/a/$dynamicRef"]);
}

#[test]
fn s25_long_chains_and_fans_take_linear_time() {
    let start = Instant::now();
    let mut chain = String::from("A: {$ref: '#/components/schemas/S1'}\n");
    for index in 1..10_000 {
        let _ = writeln!(chain, "S{index}: {{$ref: '#/components/schemas/S{}'}}", index + 1);
    }
    schemas(&(chain + "S10000: {type: object, properties: {a: {type: string}}}")).made(&[]);
    for keyword in ["allOf", "oneOf"] {
        let mut fan = String::new();
        for index in 0..30 {
            let name = if index == 0 { "A".to_owned() } else { format!("S{index}") };
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", index + 1);
            let _ = writeln!(fan, "{name}: {{{keyword}: [{next}, {next}]}}");
        }
        schemas(&(fan + "S30: {type: object, properties: {a: {type: string}}}")).made(&[]);
    }
    // Not a matter of seconds: 2^30 of anything would be hours.
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}
