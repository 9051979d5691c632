//! S48 to S60: types and values.

use std::time::{Duration, Instant};

use super::{Outcome, field, fields, schemas, with_schemas};

/// Where `A` has its property of this name.
fn at(property: &str) -> String {
    format!("/components/schemas/A/properties/{property}")
}

#[test]
fn s48_numbers_beyond_what_rust_has_and_limits_that_make_no_sense() {
    let files = schemas(
        "A: {type: object, properties: {a: {type: integer, minimum: 9223372036854775808, maximum: 18446744073709551615}, \
         b: {type: integer, minimum: 5, maximum: 3}, c: {type: number, multipleOf: 0}, d: {type: string, maxLength: -1}, \
         e: {type: string, maxLength: 1.5}, f: {type: integer, maximum: 1e400}, \
         g: {type: integer, enum: [99999999999999999999999, 1]}}}",
    )
    .made(&[
        &format!("S0414 {}", at("b")),
        &format!("S0212 {}/multipleOf", at("c")),
        &format!("S0212 {}/maxLength", at("d")),
        &format!("S0212 {}/maxLength", at("e")),
        &format!("S0411 {}", at("g")),
    ]);
    assert_eq!(field(&files, "A", "a"), "Option<u64>");
    assert_eq!(field(&files, "A", "f"), "Option<i64>");
    assert_eq!(field(&files, "A", "g"), "Option<i128>", "what is listed can be read");
}

#[test]
fn s49_defaults_that_are_no_values_are_told_and_never_sent() {
    let files = schemas(
        "A: {type: object, properties: {a: {type: integer, default: x}, b: {type: string, enum: [k, l], default: q}, \
         c: {type: integer, default: 1.5}, d: {type: integer, format: int32, default: 99999999999}, \
         e: {type: boolean, default: 'no'}, f: {type: string, enum: [k, l], default: l}, g: {type: string, default: null}}}",
    )
    .made(&["a", "b", "c", "d", "e"].map(|name| format!("S0408 {}", at(name))).iter().map(String::as_str).collect::<Vec<_>>());
    assert!(fields(&files, "A").iter().all(|(_, ty)| ty.starts_with("Option<")));
    schemas("A: {type: object, properties: {d: {type: number, default: .nan}}}")
        .refused(&[&format!("S0111 {}", at("d"))]);
}

#[test]
fn s50_a_deep_default_is_bounded() {
    let deep = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let text = format!(
        "{{\"openapi\":\"3.0.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{\"A\":{{\"default\":{deep}}}}}}}}}"
    );
    let outcome = Outcome::of(&text, false);
    assert!(outcome.files.is_none() && outcome.said.len() == 1 && outcome.said[0].starts_with("error S0106 "));
}

#[test]
fn s51_enums_of_every_kind() {
    let files = schemas(
        "A: {type: object, required: [b, c, h, i], properties: {a: {type: string, enum: []}, b: {enum: [x, 1, true, null]}, \
         c: {enum: [null]}, d: {type: string, enum: [x, x, y]}, e: {enum: [{a: 1}]}, f: {type: boolean, enum: [true]}, \
         g: {type: number, enum: [1.5, 2]}, h: {enum: [1.5, 2]}, i: {enum: [1, 2]}}}",
    )
    .made(&[
        &format!("S0409 {}", at("a")),
        &format!("S0411 {}", at("e")),
        &format!("S0411 {}", at("g")),
        &format!("S0411 {}", at("h")),
    ]);
    let types = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map(|name| field(&files, "A", name));
    let expected = [
        "Option<String>",
        "Option<AB>",
        "types::Json",
        "Option<AD>",
        "Option<types::Json>",
        "Option<bool>",
        "Option<f64>",
        "f64",
        "AI",
    ];
    assert_eq!(types, expected);
}

#[test]
fn s51_an_enum_of_very_many_values_is_its_plain_type() {
    let values: Vec<String> = (0..100_000).map(|index| format!("v{index}")).collect();
    let start = Instant::now();
    schemas(&format!("A: {{type: string, enum: [{}]}}", values.join(", "))).made(&["S0402 /components/schemas/A"]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn s52_patterns_are_documented_and_never_compiled() {
    let long = "a".repeat(1_000_000);
    let files = schemas(&format!(
        "A: {{type: object, properties: {{a: {{type: string, pattern: '('}}, b: {{type: string, pattern: '(?<=a)b'}}, \
         c: {{type: string, pattern: '(a+)+$'}}, d: {{type: string, pattern: '{long}'}}, e: {{type: string, pattern: 'a{{1000000}}'}}}}}}"
    ))
    .made(&[]);
    assert!(fields(&files, "A").iter().all(|(_, ty)| ty == "Option<String>"));
}

#[test]
fn s54_types_that_are_absent_empty_or_several() {
    let files = schemas(
        "A: {type: object, required: [a, b, c, d, e, f, g, h], properties: {a: {}, b: {type: []}, c: {type: [string, 'null']}, \
         d: {type: [string, integer]}, e: {type: string, enum: [x, null]}, f: {type: [string, 'null'], enum: [x]}, \
         g: {type: 'null'}, h: true, i: false}}",
    )
    .made(&[]);
    let found: Vec<(String, String)> = fields(&files, "A");
    let expected = [
        ("a", "types::Json"),
        ("b", "types::Json"),
        ("c", "Option<String>"),
        ("d", "AD"),
        ("e", "Option<AE>"),
        ("f", "Option<AF>"),
        ("g", "types::Json"),
        ("h", "types::Json"),
    ];
    // `i` must not be there, so there is no field for it.
    assert_eq!(found, expected.map(|(name, ty)| (name.to_owned(), ty.to_owned())));

    let text = with_schemas(
        "A: {type: object, required: [a, b, d], properties: {a: {nullable: true}, b: {nullable: true, type: string}, \
         c: {nullable: true, type: string}, d: {allOf: [{$ref: '#/components/schemas/B'}], nullable: true}}}\n\
         B: {type: object, properties: {x: {type: string}}}",
    );
    let files = Outcome::of(&text.replace("3.1.0", "3.0.3"), false).made(&[]);
    let types = ["a", "b", "c", "d"].map(|name| field(&files, "A", name));
    assert_eq!(types, ["types::Json", "Option<String>", "types::Nullable<String>", "Option<B>"]);
}

#[test]
fn s55_contradictions_are_told_and_become_raw_json() {
    let whole = [
        "B: {allOf: [{type: string}, {type: integer}]}",
        "B: {allOf: [{type: [string, 'null']}, {type: [integer, 'null']}]}",
        "B: {allOf: [{type: object, properties: {a: {type: string}}}, false]}",
        "B: {allOf: [{oneOf: [{type: string}, {type: number}]}, {oneOf: [{type: object}, {type: array}]}]}",
        "B: {type: object, properties: {a: {type: string}}, oneOf: [{type: string}, {type: integer}]}",
        "B: {type: string, oneOf: [{type: integer}, {type: object, properties: {b: {type: string}}}]}",
    ];
    for schema in whole {
        let holder = "A: {type: object, required: [a, b], properties: {a: {$ref: '#/components/schemas/B'}, \
                      b: {$ref: '#/components/schemas/C'}, c: {oneOf: [{$ref: '#/components/schemas/B'}, {type: boolean}]}}}\n\
                      C: {allOf: [{$ref: '#/components/schemas/B'}, {description: More., type: object}]}";
        // Choices are looked at where they are taken in, too.
        let told = if schema.contains("oneOf") { ["B", "C"].as_slice() } else { &["B"] };
        let told: Vec<String> = told.iter().map(|name| format!("S0403 /components/schemas/{name}")).collect();
        let files = schemas(&format!("{schema}\n{holder}")).made(&told.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(field(&files, "A", "a"), "types::Json", "{schema}");
        assert_eq!(field(&files, "A", "b"), "types::Json", "{schema}");
        assert_eq!(field(&files, "A", "c"), "Option<bool>", "an alternative that nothing is of: {schema}");
    }
    let files =
        schemas("A: {allOf: [{type: object, properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}")
            .made(&["S0403 /components/schemas/A/allOf/1/properties/a"]);
    assert_eq!(field(&files, "A", "a"), "Option<types::Json>");
    let files = schemas("A: {type: object, required: [a], properties: {a: false, b: {type: string}}}")
        .made(&[&format!("S0403 {}", at("a"))]);
    assert_eq!(field(&files, "A", "a"), "Option<types::Json>");
    // What only must be absent contradicts nothing.
    let files = schemas(
        "A: {allOf: [{type: object, properties: {a: {type: string}, b: {type: string}}}, {properties: {a: false}}]}",
    )
    .made(&[]);
    assert_eq!(fields(&files, "A").len(), 1);
}

#[test]
fn s56_choices_that_overlap_are_equal_or_are_none() {
    let b = "B: {type: object, properties: {k: {type: string}, x: {type: string}}}";
    schemas("A: {oneOf: []}").made(&[]);
    schemas(&format!("A: {{oneOf: [{{$ref: '#/components/schemas/B'}}, {{$ref: '#/components/schemas/B'}}]}}\n{b}"))
        .made(&[]);
    schemas("A: {oneOf: [{type: string}, {type: string, format: date-time}, {type: string, maxLength: 3}]}").made(&[]);
    let mapping =
        "discriminator: {propertyName: k, mapping: {b: '#/components/schemas/B', c: Nope, d: C, e: './x.yaml#/Q'}}";
    schemas(&format!(
        "A: {{oneOf: [{{$ref: '#/components/schemas/B'}}, {{$ref: '#/components/schemas/C'}}], {mapping}}}\n{b}\n\
         C: {{type: object, properties: {{k: {{type: string}}}}}}"
    ))
    .made(&["S0416 /components/schemas/A/discriminator", "S0416 /components/schemas/A/discriminator"]);
}

#[test]
fn s57_maps_beside_properties() {
    let plain =
        schemas("A: {type: object, additionalProperties: false, properties: {extra: {type: string}}}").made(&[]);
    assert_eq!(fields(&plain, "A"), [("extra".to_owned(), "Option<String>".to_owned())]);
    let files =
        schemas("A: {type: object, additionalProperties: {type: integer}, properties: {extra: {type: string}}}")
            .made(&[]);
    let found = fields(&files, "A");
    assert_eq!(found[0], ("extra".to_owned(), "Option<String>".to_owned()));
    assert_eq!(found[1].1, "BTreeMap<String,i64>");
    assert_ne!(found[1].0, "extra");
    let any = schemas("A: {type: object, additionalProperties: true, properties: {a: {type: string}}}").made(&[]);
    assert_eq!(fields(&any, "A")[1].1, "BTreeMap<String,types::Json>");
}

#[test]
fn s57_keys_by_pattern_have_the_values_of_the_patterns() {
    let told = "S0402 /components/schemas/A/patternProperties";
    for (written, ty, warnings) in [
        ("{^x: {type: string}}, additionalProperties: false", "BTreeMap<String,String>", [].as_slice()),
        ("{^x: {type: string}, '': {type: string}}", "BTreeMap<String,String>", &[]),
        ("{^x: {type: string}}, additionalProperties: {type: integer}", "BTreeMap<String,AValue>", &[]),
        ("{^x: {type: string}, ^y: {type: boolean}}, additionalProperties: false", "BTreeMap<String,AValue>", &[]),
        ("{^x: {type: string}}", "BTreeMap<String,types::Json>", &[told]),
        ("{^x: {type: string}}, additionalProperties: true", "BTreeMap<String,types::Json>", &[told]),
    ] {
        let alone = format!(
            "A: {{type: object, properties: {{m: {{$ref: '#/components/schemas/B'}}}}}}\nB: {{type: object, patternProperties: {written}}}"
        );
        let told: Vec<String> = warnings.iter().map(|one| one.replace("/A/", "/B/")).collect();
        let files = schemas(&alone).made(&told.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(field(&files, "A", "m"), format!("Option<{}>", ty.replace("AValue", "AMValue")), "{written}");
        let beside = format!("A: {{type: object, properties: {{n: {{type: boolean}}}}, patternProperties: {written}}}");
        let files = schemas(&beside).made(warnings);
        assert_eq!(field(&files, "A", "extra"), ty, "{written}");
    }
}

#[test]
fn s58_what_is_only_read_or_only_written() {
    let files = schemas(
        "A: {type: object, required: [id, secret], properties: {id: {type: string, readOnly: true}, \
         secret: {type: string, writeOnly: true}, both: {type: string, readOnly: true, writeOnly: true}}}",
    )
    .made(&[&format!("S0419 {}", at("both"))]);
    let names = |model: &str| fields(&files, model).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!((names("A"), names("AInput")), (vec!["id".to_owned()], vec!["secret".to_owned()]));
}

#[test]
fn s59_what_only_refuses_is_left_out_and_told() {
    let files = schemas(
        "A: {type: object, properties: {a: {type: array, uniqueItems: true, items: {type: string}}, \
         b: {type: array, items: {type: string}, contains: {type: string}}, c: {type: integer, not: {type: string}}, \
         d: {type: string, if: {minLength: 1}, then: {maxLength: 3}}, \
         e: {type: object, unevaluatedProperties: false, properties: {x: {type: string}}}}}",
    )
    .made(&[
        &format!("S0402 {}/contains", at("b")),
        &format!("S0402 {}/not", at("c")),
        &format!("S0402 {}/if", at("d")),
        &format!("S0402 {}/then", at("d")),
        &format!("S0402 {}/unevaluatedProperties", at("e")),
    ]);
    let types = ["a", "b", "c", "d", "e"].map(|name| field(&files, "A", name));
    assert_eq!(types, ["Vec<String>", "Vec<String>", "i64", "String", "AE"].map(|ty| format!("Option<{ty}>")));
}

#[test]
fn s60_size_and_depth_are_bounded() {
    let start = Instant::now();
    let properties: Vec<String> = (0..2000).map(|index| format!("p{index}: {{type: string}}")).collect();
    let files = schemas(&format!("A: {{type: object, properties: {{{}}}}}", properties.join(", "))).made(&[]);
    assert_eq!(fields(&files, "A").len(), 2000);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());

    let mut lists = "{type: string}".to_owned();
    let mut objects = "{type: string}".to_owned();
    for _ in 0..100 {
        lists = format!("{{type: array, items: {lists}}}");
        objects = format!("{{type: object, properties: {{a: {objects}}}}}");
    }
    let outcome = schemas(&format!("A: {{type: object, properties: {{a: {lists}}}}}"));
    assert!(outcome.said.len() == 1 && outcome.said[0].starts_with("warning S0401 "), "{}", outcome.whole);
    let depth = field(&outcome.made_with_any_warning(), "A", "a").matches("Vec<").count();
    assert!((24..=64).contains(&depth), "{depth}");
    schemas(&format!("A: {objects}")).made_with_any_warning();
}
