//! What documents leave out, or say in ways of their own.

use serde_json::{Map, Value};

/// What has to be there is named by that, also where nothing else speaks of it.
pub(super) fn name_required(out: &mut Map<String, Value>) {
    let Some(Value::Array(required)) = out.get("required") else { return };
    let names: Vec<String> = required.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    // What has a schema for all others is judged by that.
    if names.is_empty() || out.get("additionalProperties").is_some_and(|others| *others != Value::Bool(true)) {
        return;
    }
    if let Value::Object(properties) = out.entry("properties").or_insert_with(|| Map::new().into()) {
        for name in names {
            properties.entry(name).or_insert(true.into());
        }
    }
}

/// A schema with properties is one of objects, also where a document says that it is a text. No value would have the
/// properties otherwise, and no call that sets one could be right.
pub(super) fn admit_objects(out: &mut Map<String, Value>) {
    let is_single = |name: &Value| name.as_str().is_some_and(|name| !matches!(name, "object" | "array"));
    match out.get_mut("type") {
        Some(Value::Array(names)) if names.iter().all(is_single) => names.push("object".into()),
        Some(name @ Value::String(_)) if is_single(name) => {
            let names = vec![name.clone(), "object".into()];
            *name = names.into();
        }
        _ => {}
    }
}

/// A number with the format of an integer is one (OpenAPI's registry of formats).
pub(super) fn mean_integers(out: &mut Map<String, Value>) {
    let is_integral = |format: &str| ["int", "uint", "u-int"].iter().any(|start| format.starts_with(start));
    if out.get("format").and_then(Value::as_str).is_some_and(is_integral)
        && let Some(name @ Value::String(_)) = out.get_mut("type")
        && *name == "number"
    {
        *name = "integer".into();
    }
}

/// An alternative that says no more than `nullable` stands for `null`, and not for anything.
pub(super) fn mean_null(alternative: &mut Value) {
    let anything_or_null = [null(), Map::new().into()];
    if alternative.get("anyOf").and_then(Value::as_array).is_some_and(|all| *all == anything_or_null) {
        *alternative = null();
    }
}

/// A schema with properties and without a type is one of objects.
pub(super) fn mean_objects(out: &mut Map<String, Value>) {
    if has_properties(out) && !["enum", "const"].iter().any(|key| out.contains_key(*key)) {
        out.entry("type").or_insert("object".into());
    }
}

/// Whether a schema describes members.
pub(super) fn has_properties(out: &Map<String, Value>) -> bool {
    out.get("properties").and_then(Value::as_object).is_some_and(|properties| !properties.is_empty())
}

/// What a schema admits, and `null`.
pub(super) fn admit_null(mut out: Map<String, Value>) -> Value {
    let is_plain = !["$ref", "allOf", "anyOf", "oneOf", "not", "const"].iter().any(|key| out.contains_key(*key));
    match out.get_mut("type") {
        Some(Value::String(name)) if is_plain => {
            let types = vec![Value::from(name.as_str()), "null".into()];
            out.insert("type".to_owned(), types.into());
        }
        Some(Value::Array(names)) if is_plain => {
            if !names.contains(&"null".into()) {
                names.push("null".into());
            }
        }
        _ => return Map::from_iter([("anyOf".to_owned(), Value::Array(vec![null(), out.into()]))]).into(),
    }
    if let Some(Value::Array(values)) = out.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    out.into()
}

fn null() -> Value {
    Map::from_iter([("type".to_owned(), "null".into())]).into()
}
