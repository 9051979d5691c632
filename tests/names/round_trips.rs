//! Tests for the crates: each value of each enum, and each property of each struct, is written as it was read.

use std::fmt::Write as _;

use specsmith::diag::{self, Sink};
use specsmith::ir::{Presence, Scalar, Type, TypeDef, TypeKind};
use specsmith::name::TypeNames;

use super::Case;

/// The text of a test target for the case's crate.
pub(crate) fn target(case: &Case) -> String {
    let mut sink = Sink::new();
    let document = specsmith::read::document(&case.document, &mut sink).expect("a document");
    let spec = specsmith::resolve::spec(document, &case.config, &mut sink);
    let api = specsmith::lower::api(&spec, &case.config, &mut sink);
    let named = specsmith::name::assign(&api, &case.config, &mut sink);
    assert!(!sink.has_errors(), "{}", diag::render(&sink, false));

    let mut text = HEADER.replace("CRATE", &case.name.replace('-', "_"));
    let (mut enums, mut structs) = (0, 0);
    for (id, def) in api.types() {
        let names = named.of_type(id).expect("every type has a name");
        match &def.kind {
            // Unions are of the types that are tried, and integers have no text.
            TypeKind::Union(_) => {}
            TypeKind::Enum(shape) if shape.integers => {}
            TypeKind::Enum(_) => {
                enums += 1;
                enumeration(def, names, &mut text);
            }
            TypeKind::Struct(_) => structs += usize::from(structure(def, names, &mut text)),
        }
    }
    assert!(enums + structs > 0, "{} has something to try", case.name);
    text
}

const HEADER: &str = "\
#![allow(dead_code, deprecated, non_snake_case)]

use CRATE::models;

/// A value and its text, both ways and by every way.
fn value<T>(value: &T, wire: &str, as_str: &str)
where
    T: serde::Serialize + serde::de::DeserializeOwned + std::str::FromStr + PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(wire).unwrap();
    assert_eq!(as_str, wire);
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
    assert_eq!(wire.parse::<T>().ok().as_ref(), Some(value));
}

/// An object, read and written.
fn object<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) {
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    let read: T = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
}
";

/// Where a type is in `models`.
fn path(names: &TypeNames) -> String {
    names.module.iter().chain([&names.name]).map(String::as_str).collect::<Vec<_>>().join("::")
}

fn enumeration(def: &TypeDef, names: &TypeNames, text: &mut String) {
    let TypeKind::Enum(shape) = &def.kind else { return };
    let (name, path) = (&names.name, path(names));
    let _ = write!(text, "\n#[test]\nfn enum_{}() {{\n    use models::{path};\n", path.replace("::", "_"));
    for (known, variant) in shape.values.iter().zip(&names.members) {
        let wire = proc_macro2::Literal::string(&known.wire);
        let _ = writeln!(text, "    value(&{name}::{variant}, {wire}, {name}::{variant}.as_str());");
    }
    let count = shape.values.len();
    let _ = writeln!(text, "    assert_eq!({name}::KNOWN.len(), {count});");
    let _ = writeln!(text, "    let other: {name} = serde_json::from_str(\"\\\"a value from tomorrow\\\"\").unwrap();");
    let _ = writeln!(text, "    assert_eq!(other.as_str(), \"a value from tomorrow\");\n}}");
}

/// A test of a struct whose fields can be told without looking further: text, and what may be absent. Whether it was one.
fn structure(def: &TypeDef, names: &TypeNames, text: &mut String) -> bool {
    let TypeKind::Struct(shape) = &def.kind else { return false };
    let mut object = serde_json::Map::new();
    for field in &shape.fields {
        if field.constant.is_some() {
            return false;
        }
        let value = match (&field.ty, field.presence) {
            (Type::Scalar(Scalar::String), _) => format!("of {}", field.wire).into(),
            (_, Presence::OptionalNullable) => serde_json::Value::Null,
            (_, Presence::Optional) => continue,
            _ => return false,
        };
        object.insert(field.wire.clone(), value);
    }
    let path = path(names);
    let json = proc_macro2::Literal::string(&serde_json::Value::Object(object).to_string());
    let _ = write!(
        text,
        "\n#[test]\nfn struct_{}() {{\n    object::<models::{path}>({json});\n}}\n",
        path.replace("::", "_")
    );
    true
}
