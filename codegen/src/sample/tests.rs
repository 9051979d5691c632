use serde_json::{Value, json};

use super::{Amount, Sample, of_schema};

fn sample(schema: &Value, amount: Amount) -> Value {
    let Sample { value, fits } = of_schema(schema, amount, None);
    assert!(fits, "{value} does not fit {schema}");
    value
}

#[test]
fn values_fit_their_schemas() {
    for schema in [
        json!({"type": "string", "minLength": 40, "maxLength": 40}),
        json!({"type": "string", "pattern": "^[0-9a-f]{32}$"}),
        json!({"type": "string", "pattern": "^(?!abc)[a-z]{3,5}$"}),
        json!({"type": "string", "pattern": "^a+$", "minLength": 9}),
        json!({"type": "string", "pattern": "^\\/v\\d+\\/(x|y)$"}),
        json!({"type": "string", "format": "uuid"}),
        json!({"type": "string", "format": "date-time"}),
        json!({"type": "integer", "exclusiveMinimum": 4, "maximum": 8, "multipleOf": 3}),
        json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
        json!({"type": "integer", "maximum": -3}),
        json!({"type": "array", "items": {"type": "string"}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 2, "uniqueItems": true}),
        json!({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": false, "minItems": 2}),
        json!({"type": "object", "minProperties": 2, "additionalProperties": {"type": "integer"}}),
        json!({"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": {}, "b": {}}}),
        json!({"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "string"}]}),
        json!({"allOf": [{"properties": {"a": {"type": "string"}}}, {"required": ["a"], "properties": {"a": {"minLength": 6}}}]}),
        json!({"type": ["null", "string"], "enum": [null, "a"]}),
        json!({"enum": [null]}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"type": "object", "required": ["a"], "properties": {
            "a": {"type": "array", "items": {"$ref": "#/$defs/a"}}}}}}),
    ] {
        for amount in [Amount::Least, Amount::Most] {
            sample(&schema, amount);
        }
    }
}

#[test]
fn the_least_is_what_is_required_and_the_most_is_all() {
    let schema = json!({"type": "object", "required": ["a"], "properties": {
        "a": {"type": "integer", "examples": [7]},
        "b": {"type": "object", "properties": {"c": {"type": "boolean", "default": false}}}
    }});
    assert_eq!(sample(&schema, Amount::Least), json!({"a": 7}));
    assert_eq!(sample(&schema, Amount::Most), json!({"a": 7, "b": {"c": false}}));
}

#[test]
fn examples_are_taken_where_they_fit() {
    let schema = json!({"type": "object", "required": ["a", "b"], "properties": {
        "a": {"type": "string", "maxLength": 3}, "b": {"type": "string"}
    }});
    let example = json!({"a": "too long", "b": "shown"});
    let Sample { value, fits } = of_schema(&schema, Amount::Least, Some(&example));
    assert!(fits);
    assert_eq!(value["b"], json!("shown"));
    assert_ne!(value["a"], json!("too long"));
}

#[test]
fn the_alternative_that_is_taken_is_told() {
    let schema = json!({"oneOf": [{"$ref": "#/$defs/a"}], "x-tag": "kind", "x-tags": ["first"], "$defs": {
        "a": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    }});
    assert_eq!(sample(&schema, Amount::Least), json!({"kind": "first"}));
}

#[test]
fn what_cannot_be_met_is_said() {
    let schema = json!({"type": "string", "minLength": 3, "maxLength": 2});
    assert!(!of_schema(&schema, Amount::Least, None).fits);
}

#[test]
fn the_same_schema_gives_the_same_value() {
    let schema = json!({"type": "array", "minItems": 2, "items": {"properties": {"a": {"type": "string"}}}});
    assert_eq!(sample(&schema, Amount::Most), sample(&schema, Amount::Most));
}

#[test]
fn a_tag_is_what_its_property_may_be() {
    let schema = |kind: Value, tag: &str| {
        json!({"oneOf": [{"$ref": "#/$defs/a"}], "x-tag": "kind", "x-tags": [tag], "$defs": {
            "a": {"type": "object", "required": ["kind"], "properties": {"kind": kind}}
        }})
    };
    let value = |kind: Value, tag: &str| sample(&schema(kind, tag), Amount::Least);
    assert_eq!(value(json!({"type": "boolean"}), "false"), json!({"kind": false}));
    assert_eq!(value(json!({"type": "string", "enum": ["a", "b"], "examples": ["a"]}), "b"), json!({"kind": "b"}));
    assert_eq!(value(json!({"type": "string", "enum": ["a"]}), "b"), json!({"kind": "a"}));
}

#[test]
fn where_not_all_members_fit_as_many_as_do_are_there() {
    let schema = json!({"type": "object", "maxProperties": 2, "minProperties": 1, "properties": {
        "a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}
    }});
    assert_eq!(sample(&schema, Amount::Most).as_object().map(serde_json::Map::len), Some(2));
}

#[test]
fn seeds_choose_among_all_that_is_admitted() {
    let schema = json!({"type": "object", "required": ["a"], "properties": {
        "a": {"anyOf": [{"type": "object", "properties": {"b": {"type": "boolean"}}}, {"anyOf": [{"type": "null"}, {}]}]},
        "c": {"type": "integer", "maximum": 300},
        "d": {"type": "string"}
    }});
    let values: Vec<Value> = (0..64)
        .map(|seed| {
            let Sample { value, fits } = super::of_schema_seeded(&schema, seed);
            assert!(fits, "{value}");
            assert_eq!(super::of_schema_seeded(&schema, seed).value, value);
            value
        })
        .collect();
    let any = |is: fn(&Value) -> bool| values.iter().any(is);
    assert!(any(|value| value["a"].is_null()) && any(|value| value["a"]["b"] == json!(false)));
    assert!(any(|value| value.get("c").is_none()) && any(|value| value["c"] == json!(i64::MIN)));
    assert!(any(|value| value["d"] == json!("\u{0}\u{1f}")));
    // An alternative that says nothing stands for null, and for nothing else.
    assert!(!any(|value| value["a"].is_string()));
}
