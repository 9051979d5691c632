//! Types that would be too large inside of others.

use std::fmt::Write as _;

use crate::ir::TypeKind;

use super::{lower, structs};

/// Five levels, each with twelve of the next: put into each other, the first would have 12^5 texts.
#[test]
fn what_is_large_is_boxed_where_another_type_holds_it() {
    let mut text = "paths:\n  /a: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\ncomponents:\n  schemas:\n".to_owned();
    for (name, held) in [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")] {
        let reference = format!("$ref: '#/components/schemas/{held}'");
        let _ = write!(text, "    {name}:\n      type: object\n      required: [f0]\n      properties:\n");
        for at in 0..12 {
            let _ = writeln!(text, "        f{at}: {{ {reference} }}");
        }
        let _ = writeln!(text, "        list: {{ type: array, items: {{ {reference} }} }}");
    }
    text.push_str("    E:\n      type: object\n      properties: { a: { type: string }, b: { type: integer }, c: { type: boolean } }\n");
    text.push_str("    U: { oneOf: [{ $ref: '#/components/schemas/E' }, { $ref: '#/components/schemas/A' }] }\n");
    let (api, _) = lower(&text.replace("responses: { '200'", "responses: { '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/U' } } } }, '200'"));
    let boxed: Vec<usize> =
        structs(&api).iter().map(|shape| shape.fields.iter().filter(|field| field.boxed).count()).collect();
    // D has twelve of E, C twelve of those, and that is too much for B; A has twelve of B, which are pointers and a list.
    assert_eq!(boxed, [0, 12, 0, 0, 0], "required or not");
    let unions: Vec<Vec<bool>> = api
        .types
        .iter()
        .filter_map(|def| match &def.kind {
            TypeKind::Union(union) => Some(union.alternatives.iter().map(|one| one.boxed).collect()),
            _ => None,
        })
        .collect();
    assert_eq!(unions, [[false, true]], "A is too large for a union");
}
