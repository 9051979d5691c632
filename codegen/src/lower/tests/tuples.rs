//! Arrays whose items have a schema each.

use crate::ir::{Scalar, Type};

use super::{field, lower, schema, structs};

const TEXT: Type = Type::Scalar(Scalar::String);
const INTEGER: Type = Type::Scalar(Scalar::I64);

/// The type of a property `a` with this schema, and what was said of it.
fn typed(text: &str) -> (Type, Vec<String>) {
    let (api, found) = schema(&format!("      type: object\n      properties: {{ a: {text} }}\n"));
    let found = found.into_iter().filter(|one| !one.starts_with("S0206")).collect();
    (field(structs(&api)[0], "a").ty.clone(), found)
}

fn quiet(text: &str) -> Type {
    let (ty, found) = typed(text);
    assert_eq!(found, Vec::<String>::new(), "{text}");
    ty
}

#[test]
fn an_array_of_just_these_items_is_a_tuple() {
    let both = "prefixItems: [{ type: string }, { type: integer, nullable: true }]";
    let tuple = Type::Tuple(vec![TEXT, Type::Nullable(Box::new(INTEGER))]);
    assert_eq!(quiet(&format!("{{ type: array, {both}, items: false, minItems: 2 }}")), tuple);
    assert_eq!(quiet(&format!("{{ type: array, {both}, minItems: 2, maxItems: 2 }}")), tuple);
    assert_eq!(quiet(&format!("{{ {both}, unevaluatedItems: false, minItems: 2 }}")), tuple);
    let old = both.replace("prefixItems", "items");
    assert_eq!(quiet(&format!("{{ type: array, {old}, additionalItems: false, minItems: 2 }}")), tuple);
}

#[test]
fn an_array_that_may_be_longer_or_shorter_is_a_loose_tuple() {
    let both = "type: array, prefixItems: [{ type: string }, { type: integer }]";
    let loose = Type::LooseTuple(vec![TEXT, INTEGER]);
    for more in ["", ", items: false", ", items: false, minItems: 1", ", items: { type: integer }, minItems: 2"] {
        assert_eq!(quiet(&format!("{{ {both}{more} }}")), loose, "{more}");
    }
    assert_eq!(quiet(&format!("{{ {both}, minItems: 2, maxItems: 3 }}")), loose);
    assert_eq!(quiet(&format!("{{ {both}, maxItems: 1, minItems: 1 }}")), Type::Tuple(vec![TEXT]));
}

#[test]
fn an_array_of_one_type_throughout_is_a_list() {
    let list = |item: Type| Type::List(Box::new(item));
    let both = "type: array, prefixItems: [{ type: string }, { type: string }]";
    assert_eq!(quiet(&format!("{{ {both}, items: false }}")), list(TEXT));
    assert_eq!(quiet(&format!("{{ {both}, items: {{ type: string }}, minItems: 2 }}")), list(TEXT));
    assert_eq!(quiet(&format!("{{ {both} }}")), Type::LooseTuple(vec![TEXT, TEXT]), "others may follow");
    assert_eq!(quiet("{ type: array, prefixItems: [{}] }"), list(Type::Json));
    assert_eq!(quiet("{ type: array, prefixItems: [{ type: string }], maxItems: 0 }"), list(Type::Json));
    assert_eq!(quiet("{ type: array, items: false }"), list(Type::Json));
}

#[test]
fn too_many_items_are_raw_and_said_to_be() {
    let many = vec!["{ type: string }"; 13].join(", ");
    let (ty, found) = typed(&format!("{{ type: array, prefixItems: [{many}] }}"));
    assert_eq!(ty, Type::List(Box::new(Type::Json)));
    assert_eq!(
        found,
        [
            "S0402 /components/schemas/A/properties/a: a list whose first 13 items have a schema each is a list of raw JSON"
        ]
    );
}

#[test]
fn all_of_holds_for_each_item() {
    let all = quiet(
        "{ allOf: [{ type: array, minItems: 3, prefixItems: [{ type: string }, {}], items: { type: integer } },
          { type: array, prefixItems: [{}, { type: boolean }, { type: number }], items: false }] }",
    );
    assert_eq!(all, Type::Tuple(vec![TEXT, Type::Scalar(Scalar::Bool), INTEGER]));
}

#[test]
fn a_type_that_holds_itself_in_a_tuple_is_boxed() {
    let (api, found) = lower(
        "paths: {}
components:
  schemas:
    A:
      type: object
      required: [pair, list]
      properties:
        pair: { type: array, prefixItems: [{ type: string }, { $ref: '#/components/schemas/A' }], items: false, minItems: 2 }
        list: { type: array, items: { type: array, prefixItems: [{ $ref: '#/components/schemas/A' }], minItems: 1 } }
",
    );
    let pair = field(structs(&api)[0], "pair");
    assert!(pair.boxed && !pair.presence.is_required(), "a value of it would need another one");
    assert!(!field(structs(&api)[0], "list").boxed);
    let found: Vec<&String> = found.iter().filter(|one| one.starts_with("S0413")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
}
