use serde_json::{Value, json};

use crate::diag::Sink;
use crate::read::{self, Source};

use super::{Direction, Extent, Schemas};

/// The schema `A` of a document of a version, `$defs` and all.
fn schema(version: &str, schemas: &Value, direction: Direction, extent: Extent) -> Value {
    let document = json!({
        "openapi": version, "info": {"title": "a", "version": "1"}, "paths": {}, "components": {"schemas": schemas}
    });
    let mut sink = Sink::new();
    let raw = read::document(&Source::text("a.json", document.to_string()), &mut sink).expect("a document").raw;
    let root = sink.sources.document();
    let loc = sink.sources.find(root, "/components/schemas/A").expect("a schema");
    let mut schema = Schemas { raw: &raw, sources: &sink.sources }.at(loc, direction, extent);
    schema.as_object_mut().expect("an object").remove("$schema");
    schema
}

fn request(version: &str, schemas: &Value) -> Value {
    schema(version, schemas, Direction::Request, Extent::Open)
}

#[test]
fn what_3_0_says_in_its_own_way_is_json_schema() {
    let written = json!({"A": {
        "type": "integer", "nullable": true, "enum": [1, 2], "minimum": 0, "exclusiveMinimum": true,
        "description": "a", "example": 3, "x-a": 1
    }});
    let expected = json!({"type": ["integer", "null"], "enum": [1, 2, null], "exclusiveMinimum": 0});
    assert_eq!(request("3.0.3", &written), expected);
}

#[test]
fn null_is_added_around_what_would_refuse_it() {
    let written = json!({"A": {"nullable": true, "type": "object", "allOf": [{"type": "object"}]}});
    let expected = json!({"anyOf": [{"type": "null"}, {"type": "object", "allOf": [{"type": "object"}]}]});
    assert_eq!(request("3.0.3", &written), expected);
}

#[test]
fn what_stands_beside_a_reference_counts_from_3_1_on() {
    let written = json!({"A": {"$ref": "#/components/schemas/B", "minLength": 2}, "B": {"type": "string"}});
    let old = request("3.0.3", &written);
    let new = request("3.1.0", &written);
    assert_eq!(old.get("minLength"), None);
    assert_eq!(new.get("minLength"), Some(&json!(2)));
    for schema in [old, new] {
        assert_eq!(schema["$defs"].as_object().expect("definitions").values().next(), Some(&json!({"type": "string"})));
    }
}

#[test]
fn each_side_sends_its_own() {
    let written = json!({"A": {
        "required": ["id", "secret", "id", "name"],
        "properties": {"id": {"readOnly": true}, "secret": {"writeOnly": true}, "name": {}}
    }});
    assert_eq!(request("3.0.3", &written)["required"], json!(["secret", "name"]));
    let answer = schema("3.0.3", &written, Direction::Response, Extent::Open);
    assert_eq!(answer["required"], json!(["id", "name"]));
}

#[test]
fn members_may_stand_elsewhere() {
    let written = json!({
        "A": {"properties": {"$ref": "#/components/schemas/B/properties"}},
        "B": {"properties": {"id": {"type": "string", "readOnly": true}, "$ref": {"type": "integer"}}}
    });
    let expected = json!({"id": {"type": "string"}, "$ref": {"type": "integer"}});
    assert_eq!(request("3.0.3", &written)["properties"], expected);
}

#[test]
fn base64_is_judged_however_it_is_said() {
    for written in [json!({"type": "string", "format": "byte"}), json!({"type": "string", "contentEncoding": "base64"})]
    {
        let validator = super::Validator::new(&request("3.1.0", &json!({"A": written})));
        let admitted = ["", "QQ==", "QUJD"].map(|text| validator.admits(&text.into()));
        let refused = ["Q", "QUJ", "QU JD", "iVBO..."].map(|text| validator.admits(&text.into()));
        assert_eq!((admitted, refused), ([true; 3], [false; 4]), "{written}");
    }
}

#[test]
fn what_is_meant_is_stricter_than_what_is_said() {
    let written = json!({"A": {"properties": {
        "n": {"type": "number", "format": "int32"}, "m": {"anyOf": [{"type": "object"}, {"nullable": true}]}
    }}});
    let raw = |value: &Value| super::Validator::new(&request("3.0.3", &written)).admits(value);
    assert!(raw(&json!("text")) && raw(&json!({"n": 1.5})));
    let mut sink = Sink::new();
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "a", "version": "1"}, "paths": {}, "components": {"schemas": written}
    });
    let raw = read::document(&Source::text("a.json", document.to_string()), &mut sink).expect("a document").raw;
    let loc = sink.sources.find(sink.sources.document(), "/components/schemas/A").expect("a schema");
    let schemas = Schemas { raw: &raw, sources: &sink.sources };
    let meant = super::Validator::new(&schemas.meant(loc, Direction::Request));
    assert!(!meant.admits(&json!("text")) && !meant.admits(&json!({"n": 1.5})) && meant.admits(&json!({"n": 1})));
    assert!(!meant.admits(&json!({"m": 1})) && meant.admits(&json!({"m": null})) && meant.admits(&json!({"m": {}})));
}

#[test]
fn a_schema_that_holds_itself_ends() {
    let written = json!({"A": {"properties": {"next": {"$ref": "#/components/schemas/A"}}}});
    let schema = request("3.0.3", &written);
    assert_eq!(schema["$defs"].as_object().map(serde_json::Map::len), Some(1));
}

#[test]
fn members_are_closed_where_all_that_names_them_is_known() {
    let closed = |written: &Value| schema("3.0.3", written, Direction::Request, Extent::Closed);
    let composed = closed(&json!({
        "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"properties": {"c": {}}}]},
        "B": {"properties": {"b": {"properties": {"d": {}}}}}
    }));
    assert_eq!(composed["unevaluatedProperties"], json!(false));
    let part = composed["$defs"].as_object().and_then(|defs| defs.values().next()).expect("a definition");
    assert_eq!(part.get("unevaluatedProperties"), None);
    assert_eq!(part["properties"]["b"]["unevaluatedProperties"], json!(false));
    for open in [
        json!({"A": {"type": "object"}}),
        json!({"A": {"properties": {"a": {}}, "additionalProperties": true}}),
        json!({"A": {"properties": {"a": {}}, "anyOf": [{"type": "object"}, {"properties": {"b": {}}}]}}),
    ] {
        assert_eq!(closed(&open).get("unevaluatedProperties"), None, "{open}");
    }
    let typed = json!({"A": {"allOf": [{"type": "object"}, {"properties": {"a": {}}}]}});
    assert_eq!(closed(&typed)["unevaluatedProperties"], json!(false));
    // An alternative that says nothing adds nothing to the members that are named beside it.
    let named = json!({"A": {"properties": {"a": {}}, "oneOf": [{"properties": {"b": {}}}, {"title": "none"}]}});
    assert_eq!(closed(&named)["unevaluatedProperties"], json!(false));
}

#[test]
fn what_stands_beside_a_reference_makes_nothing_read_only_up_to_3_0() {
    let written = json!({
        "A": {"required": ["id"], "properties": {"id": {"readOnly": true, "$ref": "#/components/schemas/B"}}},
        "B": {"type": "string"}
    });
    assert_eq!(request("3.0.3", &written)["required"], json!(["id"]));
    assert_eq!(request("3.1.0", &written)["required"], json!([]));
}

#[test]
fn what_is_required_is_named_by_that() {
    let written = json!({"A": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}}}});
    let closed = schema("3.1.0", &written, Direction::Request, Extent::Closed);
    assert_eq!(closed["properties"], json!({"a": {"type": "string"}, "b": true}));
    assert_eq!(request("3.1.0", &written)["properties"], json!({"a": {"type": "string"}}));
}

#[test]
fn a_text_with_properties_may_be_an_object() {
    let written = json!({"A": {"type": "string", "properties": {"a": {"type": "string"}}}});
    assert_eq!(request("3.0.3", &written)["type"], json!(["string", "object"]));
    let empty = json!({"A": {"type": "string", "properties": {}}});
    assert_eq!(request("3.0.3", &empty)["type"], json!("string"));
}
