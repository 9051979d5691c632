//! Unions: what they are of, and what tells their alternatives apart.

use crate::ir::{Api, Scalar, Shape, Type, TypeKind, Union, Variant};

use super::schema;

/// The union that a schema comes to, and what was said of it.
fn union(text: &str) -> (Union, Vec<String>) {
    let (api, found) = schema(&format!("      {text}\n"));
    let found = found.into_iter().filter(|one| !one.starts_with("S0206")).collect();
    (first(&api), found)
}

fn first(api: &Api) -> Union {
    let unions = api.types.iter().find_map(|def| match &def.kind {
        TypeKind::Union(union) => Some(union.clone()),
        TypeKind::Struct(_) | TypeKind::Enum(_) => None,
    });
    unions.expect("a union")
}

fn quiet(text: &str) -> Union {
    let (union, found) = union(text);
    assert_eq!(found, Vec::<String>::new(), "{text}");
    union
}

/// An object with these properties, all of them required.
fn object(properties: &str, required: &str) -> String {
    format!("{{ type: object, required: [{required}], properties: {{ {properties} }} }}")
}

fn tags(union: &Union) -> Vec<Vec<&str>> {
    union.alternatives.iter().map(|one| one.tags.iter().map(String::as_str).collect()).collect()
}

fn words(union: &Union) -> Vec<Option<&str>> {
    union.alternatives.iter().map(|one| one.word.as_deref()).collect()
}

/// The fields that tell an alternative; `?` behind those that may be absent.
fn fields(one: &Variant) -> Vec<String> {
    one.fields.iter().map(|field| format!("{}{}", field.wire, if field.required { "" } else { "?" })).collect()
}

#[test]
fn by_kind_of_json() {
    let union = quiet(
        "oneOf: [{ type: string }, { type: integer }, { type: number }, { type: boolean }, { type: array, items: { type: string } }, { type: object, additionalProperties: { type: integer } }]",
    );
    let kinds: Vec<(Type, Vec<Shape>)> = union.alternatives.into_iter().map(|one| (one.ty, one.shapes)).collect();
    let text = Type::Scalar(Scalar::String);
    assert_eq!(
        kinds,
        [
            (Type::Scalar(Scalar::Bool), vec![Shape::Boolean]),
            (Type::Scalar(Scalar::F64), vec![Shape::Integer, Shape::Fraction]),
            (text.clone(), vec![Shape::String]),
            (Type::List(Box::new(text)), vec![Shape::Array]),
            (Type::Map(Box::new(Type::Scalar(Scalar::I64))), vec![Shape::Object]),
        ]
    );
    assert_eq!(quiet("type: [string, integer]").alternatives.len(), 2, "several types are a union too");
}

#[test]
fn by_a_discriminator() {
    let cat = object("kind: { type: string }, a: { type: string }", "kind");
    let union = quiet(&format!(
        "oneOf: [{{ $ref: '#/components/schemas/B' }}, {{ $ref: '#/components/schemas/C' }}]
      discriminator: {{ propertyName: kind, mapping: {{ b: '#/components/schemas/B', bee: B }} }}
    B: {cat}
    C: {cat}"
    ));
    assert_eq!(union.tag.as_deref(), Some("kind"));
    assert_eq!(tags(&union), [vec!["b", "bee"], vec!["C"]]);
    assert_eq!(words(&union), [None, Some("C")]);
    assert!(union.alternatives.iter().all(|one| one.fields.is_empty()), "the tag decides");
}

#[test]
fn by_a_tag_that_nothing_names() {
    let one =
        |tag: &str| object(&format!("size: {{ type: integer }}, kind: {{ type: string, enum: [{tag}] }}"), "kind");
    let union = quiet(&format!("anyOf: [{}, {}, {}]", one("a"), one("b, c"), one("d")));
    assert_eq!(union.tag.as_deref(), Some("kind"));
    assert_eq!(tags(&union), [vec!["a"], vec!["b", "c"], vec!["d"]]);
    assert_eq!(words(&union), [Some("a"), None, Some("d")]);
    let numbers: Vec<_> = union.alternatives.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [None, Some(2), None], "what no word tells has a number");
}

#[test]
fn a_tag_that_may_be_absent_is_not_all_that_tells() {
    let one = |tag: &str, name: &str| {
        object(&format!("{name}: {{ type: integer }}, kind: {{ type: string, enum: [{tag}] }}"), name)
    };
    let union = quiet(&format!("oneOf: [{}, {}]", one("a", "x"), one("b", "y")));
    assert_eq!(union.tag.as_deref(), Some("kind"));
    assert_eq!(union.alternatives.iter().map(fields).collect::<Vec<_>>(), [["x"], ["y"]]);
}

#[test]
fn by_required_fields_that_others_do_not_have() {
    let union = quiet(&format!(
        "oneOf: [{}, {}]",
        object("id: { type: string }, url: { type: string }", "url"),
        object("id: { type: string }, file: { type: string }, name: { type: string }", "file"),
    ));
    assert_eq!(union.tag, None);
    assert_eq!(fields(&union.alternatives[0]), ["url"], "what all have tells nothing");
    assert_eq!(fields(&union.alternatives[1]), ["file", "name?"]);
}

#[test]
fn by_the_kind_of_a_field() {
    let union = quiet(&format!(
        "oneOf: [{}, {}]",
        object("value: { type: string }", "value"),
        object("value: { type: array, items: { type: string } }", "value"),
    ));
    let kinds = union.alternatives.iter().map(|one| one.fields[0].shapes.clone());
    assert_eq!(kinds.collect::<Vec<_>>(), [[Shape::String], [Shape::Array]]);
}

#[test]
fn what_nothing_tells_for_certain_is_scored_and_said() {
    let (union, found) = union(&format!(
        "oneOf: [{}, {}]",
        object("id: { type: string }, a: { type: string }", "id"),
        object("id: { type: string }, b: { type: string }", "id"),
    ));
    assert_eq!(union.alternatives.iter().map(fields).collect::<Vec<_>>(), [["a?"], ["b?"]]);
    assert_eq!(
        found,
        [
            "S0404 /components/schemas/A: nothing in the data tells for certain which alternative it is; the one that knows most of the fields is taken, the first among equals"
        ]
    );
}

#[test]
fn what_stands_in_objects_tells_where_nothing_else_does() {
    let one =
        |name: &str| object(&format!("source: {{ type: object, properties: {{ key: {{}}, {name}: {{}} }} }}"), "");
    let (untold, found) = union(&format!("oneOf: [{}, {}]", one("a"), one("b")));
    assert_eq!(found.len(), 1, "{found:?}");
    let inner: Vec<_> = untold.alternatives.iter().map(|one| one.fields[0].inner.join(" ")).collect();
    assert_eq!(inner, ["key a", "key b"]);
    let told = quiet(&format!(
        "oneOf: [{}, {}]",
        object("x: { type: object, properties: { a: {} } }", "x"),
        object("y: {}", "y")
    ));
    assert!(told.alternatives.iter().flat_map(|one| &one.fields).all(|field| field.inner.is_empty()));
}

#[test]
fn alternatives_that_a_value_may_be_at_once_keep_what_the_others_name() {
    let extras = |text: &str| {
        let (api, _) = schema(&format!("      {text}\n"));
        let structs = api.types.iter().filter_map(|def| match &def.kind {
            TypeKind::Struct(one) => Some(one.extra.is_some()),
            TypeKind::Union(_) | TypeKind::Enum(_) => None,
        });
        structs.collect::<Vec<bool>>()
    };
    let [a, b, both] = ["a: {}", "b: {}", "a: {}, b: {}"].map(|properties| object(properties, ""));
    let closed = "{ type: object, properties: { c: {} }, additionalProperties: false }";
    assert_eq!(extras(&format!("anyOf: [{a}, {both}, {closed}]")), [true, true, false], "`both` does not know `c`");
    assert_eq!(extras(&format!("anyOf: [{a}, {both}]")), [true, false], "all that there is");
    assert_eq!(extras(&format!("oneOf: [{a}, {b}]")), [false, false], "it is one of them only");
    let told = [object("a: {}", "a"), object("b: {}", "b")];
    assert_eq!(extras(&format!("anyOf: [{}, {}]", told[0], told[1])), [false, false], "what is required tells them");
}

#[test]
fn a_discriminator_of_an_inner_choice_says_nothing_of_the_outer() {
    let one = |kind: &str, own: &str| {
        object(
            &format!("kind: {{ type: string }}, type: {{ type: string, enum: [{kind}] }}, {own}: {{}}"),
            "kind, type",
        )
    };
    let union = quiet(&format!(
        "oneOf: [{{ $ref: '#/components/schemas/Inner' }}, {{ $ref: '#/components/schemas/Z' }}]
      discriminator: {{ propertyName: kind, mapping: {{ inner: Inner, z: Z }} }}
    Inner:
      oneOf: [{{ $ref: '#/components/schemas/X' }}, {{ $ref: '#/components/schemas/Y' }}]
      discriminator: {{ propertyName: type, mapping: {{ x: X, y: Y }} }}
    X: {}
    Y: {}
    Z: {}",
        one("x", "a"),
        one("y", "b"),
        one("z", "c")
    ));
    assert_eq!(union.tag.as_deref(), Some("type"));
    assert_eq!(tags(&union), [vec!["x"], vec!["y"], vec!["z"]]);
}

#[test]
fn one_alternative_beside_null_is_no_choice() {
    let (api, found) = schema("      anyOf: [{ type: string }, { nullable: true }]\n");
    assert_eq!(found, Vec::<String>::new());
    assert!(api.types.is_empty());
}
