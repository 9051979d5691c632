//! Several choices that hold at once.

use super::{named, properties, resolve, schemas};
use crate::resolve::Spec;

/// The properties of each alternative of `A`, and its title.
fn alternatives(spec: &Spec) -> Vec<(Vec<&str>, Option<&str>)> {
    let all = named(spec, "A").alternatives.iter().map(|id| spec.schema(*id));
    all.map(|one| (properties(one), one.title.as_deref())).collect()
}

fn object(name: &str) -> String {
    format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}")
}

#[test]
fn one_of_beside_any_of_is_both() {
    let (a, b, c) = (object("a"), object("b"), object("c"));
    let spec = schemas(&format!(
        "    A:\n      oneOf: [{{ $ref: '#/components/schemas/X' }}, {a}]\n      anyOf: [{b}, {c}]\n      properties: {{ id: {{}} }}\n    X: {{ type: object, properties: {{ x: {{}} }} }}\n"
    ));
    assert_eq!(
        alternatives(&spec),
        [
            (vec!["id", "x", "b"], Some("X 1")),
            (vec!["id", "x", "c"], Some("X 2")),
            (vec!["id", "a", "b"], Some("Variant 3")),
            (vec!["id", "a", "c"], Some("Variant 4")),
        ]
    );
}

#[test]
fn what_only_an_alternative_asks_for_is_asked_for_by_the_whole() {
    let spec = schemas(
        "    A: { type: object, required: [a], properties: { a: {}, b: {} }, anyOf: [{ required: [a, b] }, { required: [c] }] }\n",
    );
    let schema = named(&spec, "A");
    assert_eq!((properties(schema), schema.alternatives.len()), (vec!["a", "b"], 0));
    assert_eq!(
        schema.required,
        ["a", "c"],
        "what nothing describes is optional later, and what is described is not required"
    );
}

#[test]
fn null_of_untyped_members_of_all_of() {
    let null = |members: &str| {
        let spec = schemas(&format!("    A: {{ allOf: [{members}] }}\n"));
        named(&spec, "A").nullable
    };
    assert!(null("{ properties: { a: {} } }, { nullable: true, description: One or none. }"));
    assert!(
        !null("{ type: object, properties: { a: {} } }, { nullable: true }"),
        "3.0.3: it adds to the type beside it"
    );
    assert!(!null("{ properties: { a: {} } }, { properties: { b: {} } }"));
}

#[test]
fn choices_of_several_members_are_both() {
    let (a, b, c) = (object("a"), object("b"), object("c"));
    let spec = schemas(&format!(
        "    A: {{ allOf: [{{ oneOf: [{a}, {b}] }}, {{ $ref: '#/components/schemas/C' }}] }}\n    C: {{ anyOf: [{c}] }}\n"
    ));
    assert_eq!(alternatives(&spec), [(vec!["a", "c"], None), (vec!["b", "c"], None)]);
}

#[test]
fn what_cannot_be_both_is_left_out() {
    let spec = schemas(
        "    A:
      oneOf: [{ type: string }, { type: object, properties: { kind: { enum: [x] } } }, { nullable: true }]
      anyOf: [{ type: string, enum: [s] }, { type: object, properties: { kind: { enum: [y, x] } } },
        { type: object, properties: { kind: { enum: [y] } } }, { nullable: true }]
",
    );
    let all: Vec<_> = named(&spec, "A").alternatives.iter().map(|id| spec.schema(*id)).collect();
    assert_eq!(all.len(), 3);
    assert!(all[0].types.string && all[0].values.is_some());
    assert_eq!(properties(all[1]), ["kind"]);
    assert!(all[2].nullable && properties(all[2]).is_empty());
}

#[test]
fn the_same_choice_twice_is_one() {
    let spec = schemas(
        "    A: { oneOf: [{ $ref: '#/components/schemas/X' }], anyOf: [{ $ref: '#/components/schemas/X' }] }
    X: { type: object, properties: { x: {} } }
",
    );
    assert_eq!(alternatives(&spec), [(vec!["x"], None)]);
    assert_eq!(spec.schema(named(&spec, "A").alternatives[0]).name.as_deref(), Some("X"));
}

#[test]
fn a_choice_that_only_narrows_is_said_to_be_left_out() {
    let (spec, found) = resolve(
        "paths: {}
components:
  schemas:
    A: { type: object, properties: { a: {}, b: {} }, oneOf: [{ type: object, properties: { c: {} } }], anyOf: [{ required: [a] }, { required: [b] }] }
",
    );
    assert_eq!(alternatives(&spec), [(vec!["a", "b", "c"], None)]);
    assert_eq!(
        found,
        [
            "S0402 /components/schemas/A: which properties have to be there together is not used: the type admits others too"
        ]
    );
}

#[test]
fn choices_that_exclude_each_other_admit_nothing() {
    let (spec, found) = resolve(
        "paths: {}
components:
  schemas:
    A: { oneOf: [{ type: string }, { type: boolean }], anyOf: [{ type: object }, { type: integer }] }
",
    );
    assert_eq!(
        found,
        ["S0403 /components/schemas/A: no value is of one alternative of each of the choices that hold here"]
    );
    assert!(named(&spec, "A").contradicts);
}

#[test]
fn too_many_are_not_made() {
    let many = (0..9).map(|index| object(&format!("a{index}"))).collect::<Vec<_>>().join(", ");
    let other = (0..9).map(|index| object(&format!("b{index}"))).collect::<Vec<_>>().join(", ");
    let spec = schemas(&format!("    A: {{ oneOf: [{many}], anyOf: [{other}] }}\n"));
    assert_eq!(named(&spec, "A").unsupported, Some("several choices at once, of many alternatives"));
}

#[test]
fn choices_in_choices_beside_properties_are_one() {
    let spec = schemas(&format!(
        "    A: {{ type: object, properties: {{ id: {{}} }}, oneOf: [{{ $ref: '#/components/schemas/B' }}, {}] }}
    B: {{ anyOf: [{}, {}] }}
",
        object("a"),
        object("b"),
        object("c")
    ));
    let found: Vec<_> = alternatives(&spec).into_iter().map(|(properties, _)| properties).collect();
    assert_eq!(found, [["id", "b"], ["id", "c"], ["id", "a"]]);
}
