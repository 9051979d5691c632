use serde_json::{Value, json};

use crate::config::Config;
use crate::diag::Sink;
use crate::read::Source;

use super::compare::survives;
use super::{Lossless, Report, Trip};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {pet: {$ref: "#/components/schemas/Pet"}}
            examples:
              tom: {value: {pet: {name: Tom, weight: 9007199254740993, seen: true}}}
              broken: {value: {pet: {name: 7}}}
      responses:
        "200": {description: Done.}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, example: Tom}
        weight: {type: integer}
"##;

/// What the tests say of `Pet`, the first schema, and of its `name`.
const TABLE: &str = "0\trequest\t0\t/components/schemas/Pet\n";

fn check(table: &str, trip: Trip) -> Report {
    let mut sink = Sink::new();
    let lossless = Lossless::read(&Source::text("pets.yaml", DOCUMENT), &Config::default(), &mut sink);
    let lossless = lossless.unwrap_or_else(|| panic!("{}", crate::diag::render(&sink, false)));
    lossless.check(table, [trip].as_slice(), 4)
}

/// A type that drops what it does not know.
fn pet(json: &str) -> Result<String, String> {
    let mut value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    if let Value::Object(members) = &mut value {
        members.retain(|name, _| ["name", "weight"].contains(&name.as_str()));
    }
    Ok(value.to_string())
}

#[test]
fn examples_are_tried_by_their_parts() {
    let report = check(TABLE, pet);
    assert_eq!(
        (report.examples, report.valid, report.untyped(), report.same, report.trips),
        (3, 2, 1, 1, 1),
        "{report}"
    );
    assert_eq!((report.made, report.made_same, report.faults.len()), (4, 4, 0), "{report}");
}

#[test]
fn what_is_lost_or_invented_or_cannot_be_read_is_told() {
    let lost = check(TABLE, |json| Ok(json.replace("\"weight\":9007199254740993", "\"weight\":9007199254740992")));
    assert!(lost.faults.iter().any(|fault| fault.contains("lost: /weight")), "{lost}");
    assert_eq!(lost.valid - lost.untyped() - lost.same, 1, "{lost}");
    let invented = check(TABLE, |_| Ok(r#"{"name":"Tom","weight":1,"id":"new"}"#.to_owned()));
    assert!(invented.faults.iter().any(|fault| fault.contains("invented: /id")), "{invented}");
    let unread = check(TABLE, |_| Err("it cannot be read".to_owned()));
    assert_eq!(unread.faults.len(), 5, "{unread}");
}

#[test]
fn an_integer_beyond_64_bits_is_told_apart_from_a_loss() {
    let check = |trip: Trip| {
        let document = DOCUMENT.replace("9007199254740993", "9223372036854776000");
        let mut sink = Sink::new();
        let lossless = Lossless::read(&Source::text("pets.yaml", document), &Config::default(), &mut sink);
        lossless.unwrap_or_else(|| panic!("{}", crate::diag::render(&sink, false))).check(TABLE, [trip].as_slice(), 0)
    };
    let strict = check(|json| if json.contains("776000") { Err("too large".to_owned()) } else { pet(json) });
    assert_eq!((strict.valid, strict.same, strict.unfit, strict.faults.len()), (2, 0, 1, 0), "{strict}");
    assert!(strict.reasons[0].contains("9223372036854776000 is beyond"), "{strict}");
    let broken = check(|_| Err("it cannot be read".to_owned()));
    assert_eq!((broken.unfit, broken.faults.len()), (0, 1), "{broken}");
}

#[test]
fn a_body_may_be_shown_as_it_is_written() {
    let document = DOCUMENT.replace("{value: {pet: {name: 7}}}", r#"{value: '{"pet": {"name": "Kim"}}'}"#);
    let mut sink = Sink::new();
    let lossless = Lossless::read(&Source::text("pets.yaml", document), &Config::default(), &mut sink);
    let report = lossless.unwrap().check(TABLE, [pet as Trip].as_slice(), 0);
    // Both bodies are tried by their pet; the name alone has no type here.
    assert_eq!((report.valid, report.same, report.untyped(), report.unfit), (3, 2, 1, 0), "{report}");
}

#[test]
fn examples_of_responses_in_2_0_are_those_of_their_media_types() {
    let document = r##"{
        "swagger": "2.0", "info": {"title": "Pets", "version": "1"}, "produces": ["application/json"],
        "paths": {"/pet": {"get": {"responses": {"200": {
            "description": "It.", "schema": {"$ref": "#/definitions/Pet"},
            "examples": {"application/json": {"name": "Tom"}, "text/html": "<p>"}
        }}}}},
        "definitions": {"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}
    }"##;
    let mut sink = Sink::new();
    let lossless = Lossless::read(&Source::text("pets.json", document), &Config::default(), &mut sink);
    let report = lossless.unwrap().check("0\tresponse\t0\t/definitions/Pet\n", [pet as Trip].as_slice(), 0);
    assert_eq!((report.examples, report.valid, report.same), (1, 1, 1), "{report}");
}

#[test]
fn what_later_versions_may_send_is_tried() {
    let kind = "weight: {type: integer}\n        kind: {type: string, enum: [cat, dog]}";
    let document =
        DOCUMENT.replace("weight: {type: integer}", kind).replace("required: [name]", "required: [name, kind]");
    let check = |trip: Trip| {
        let mut sink = Sink::new();
        let lossless = Lossless::read(&Source::text("pets.yaml", document.clone()), &Config::default(), &mut sink);
        lossless.unwrap().check("0\tresponse\t0\t/components/schemas/Pet\n", [trip].as_slice(), 1)
    };
    let open = check(|json| {
        let mut value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        value.as_object_mut().unwrap().remove("member_of_tomorrow");
        Ok(value.to_string())
    });
    assert_eq!((open.later, open.later_same, open.faults.len()), (2, 2, 0), "{open}");
    let closed = check(|json| if json.contains("tomorrow") { Err("unknown".to_owned()) } else { Ok(json.to_owned()) });
    assert_eq!((closed.later, closed.later_same, closed.faults.len()), (2, 0, 2), "{closed}");
    assert!(closed.faults[0].contains("one more member at ``") && closed.faults[1].contains("at `/kind`"), "{closed}");
}

#[test]
fn what_a_schema_refuses_by_the_letter_is_no_value_to_try() {
    let document = DOCUMENT.replace("type: object\n      required: [name]", "type: string\n      required: [name]");
    let mut sink = Sink::new();
    let lossless = Lossless::read(&Source::text("pets.yaml", document), &Config::default(), &mut sink).unwrap();
    let objects = |json: &str| if json.starts_with('{') { Err("no text".to_owned()) } else { Ok(json.to_owned()) };
    let report = lossless.check(TABLE, [objects as Trip].as_slice(), 8);
    assert!(report.faults.is_empty() && report.made == report.made_same && report.made < 8, "{report}");
}

#[test]
fn a_table_of_another_document_is_refused() {
    for table in ["0\trequest\t0\t/components/schemas/Cat\n", "0\trequest\t7\t/components/schemas/Pet\n", "x\n"] {
        let report = check(table, pet);
        assert!(report.faults.iter().all(|fault| fault.contains("another document")), "{report}");
        assert_eq!(report.faults.len(), 1, "{report}");
    }
}

#[test]
fn numbers_are_compared_by_value_and_form() {
    let same = |one: Value, other: Value| survives(Some(&one), &one, &other).is_ok();
    assert!(same(json!(1), json!(1)) && same(json!(1.5), json!(1.5)) && same(json!(1.0), json!(1)));
    assert!(!same(json!(1), json!(2)) && !same(json!(1), json!("1")) && !same(json!(1.5), json!(1)));
    assert!(!same(json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64)));
    assert!(!same(json!([1]), json!([1, 1])) && !same(json!({"a": null}), json!({})));
}
