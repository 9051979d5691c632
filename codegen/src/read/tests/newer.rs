//! OpenAPI 3.1 and 3.2.

use super::super::Json;
use super::super::model::{Additional, Method};
use super::{faults, read};

fn schemas(version: &str, schemas: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n{schemas}")
}

#[test]
fn schemas_of_3_1() {
    let text = schemas(
        "3.1.0",
        "    A: {type: [string, 'null'], const: x, exclusiveMinimum: 3}\n    B: {prefixItems: [true, {}], items: false, examples: [5]}\n    C: {contentEncoding: base64, type: string}\n    D: {contentMediaType: application/octet-stream, type: string}\n    E: {contentMediaType: application/json, type: string}\n    F: {patternProperties: {^a: {type: string}}, additionalProperties: false}\n",
    );
    let (document, found) = read("a.yaml", text);
    assert_eq!(found, Vec::<String>::new());
    let schemas = document.unwrap().components.schemas;
    let [a, b, bytes @ .., map] = schemas.as_slice() else { panic!() };
    assert!(a.item.nullable && a.item.types.string && a.item.limits.exclusive_minimum);
    assert_eq!(a.item.constant, Some(Json::String("x".to_owned())));
    assert!(b.item.prefix_items.len() == 2 && b.item.items.is_none() && b.item.closed);
    let formats: Vec<_> = bytes.iter().map(|one| one.item.format.as_deref()).collect();
    assert_eq!(formats, [Some("byte"), Some("binary"), None]);
    assert!(matches!(&map.item.additional, Additional::Allowed(Some(values)) if values.types.string));
}

#[test]
fn beside_a_reference() {
    let text = |version| schemas(version, "    A: {}\n    B: {$ref: '#/components/schemas/A', description: d}\n");
    let (document, found) = read("a.yaml", text("3.1.0"));
    assert!(found.is_empty(), "{found:?}");
    let schemas = document.unwrap().components.schemas;
    assert!(schemas[1].item.reference.is_none() && schemas[1].item.all_of[0].reference.is_some());
    let (document, _) = read("a.yaml", text("3.0.0"));
    assert!(document.unwrap().components.schemas[1].item.reference.is_some());
}

#[test]
fn definitions_anchors_and_ids() {
    let text = schemas(
        "3.1.0",
        "    A: {$defs: {D: {$anchor: d, type: string}}, properties: {p: {$ref: '#d'}, q: {$ref: '#/components/schemas/A/$defs/D'}}}\n    B: {$id: 'https://example.com/b', $defs: {E: {type: integer}}, properties: {p: {$ref: '#/$defs/E'}}}\n    C: {$ref: 'https://example.com/b#/$defs/E'}\n    F: {$ref: '#none'}\n    G: {$dynamicRef: '#d'}\n",
    );
    let (document, found) = read("a.yaml", text);
    let codes: Vec<_> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(codes, ["S0301", "S0309"], "{found:?}");
    let names: Vec<_> = document.unwrap().parts.schemas.into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["D", "E"]);
}

#[test]
fn webhooks_and_what_3_2_adds() {
    let text = "openapi: 3.2.0\n$self: https://example.com/api\ninfo: {title: T, version: '1'}\nwebhooks: {new: {post: {requestBody: {content: {text/event-stream: {itemSchema: {type: string}}}}}}}\npaths: {/a: {query: {responses: {}}}}\n";
    let (document, found) = read("a.yaml", text);
    assert_eq!(found, Vec::<String>::new());
    let document = document.unwrap();
    assert_eq!(document.webhooks[0].operations.len(), 1);
    assert_eq!(document.paths[0].operations[0].method, Method::Query);
    assert!(
        faults("a.yaml", "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks: {a: {$ref: '#/b'}}\n")[0]
            .starts_with("S0301")
    );
}

#[test]
fn any_method_is_an_operation() {
    let text = |version| {
        format!(
            "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    query: {{responses: {{}}}}\n    additionalOperations: {{PURGE: {{responses: {{}}}}, link: {{responses: {{}}}}, POST: {{responses: {{}}}}, CONNECT: {{}}, a b: {{}}, x-a: 1}}\n"
        )
    };
    let (document, found) = read("a.yaml", text("3.2.0"));
    let methods: Vec<String> =
        document.unwrap().paths[0].operations.iter().map(|one| one.method.as_str().to_owned()).collect();
    assert_eq!(methods, ["QUERY", "PURGE", "link", "POST"]);
    let codes: Vec<_> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(codes, ["S0617", "S0207", "S0207"], "{found:?}");

    let (document, found) = read("a.yaml", text("3.0.3"));
    assert_eq!(document.unwrap().paths[0].operations.len(), 4);
    assert!(found[0].ends_with("`query` is not in OpenAPI 3.0, and is read as OpenAPI 3.2 means it"), "{found:?}");
    assert!(found[1].starts_with("S0206") && found[1].contains("`additionalOperations`"), "{found:?}");
}

#[test]
fn what_3_1_does_not_have_any_more() {
    let text = schemas("3.1.0", "    A: {type: integer, nullable: true, minimum: 3, exclusiveMinimum: true}\n");
    let (document, found) = read("a.yaml", text);
    let codes: Vec<_> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(codes, ["S0219", "S0219"], "{found:?}");
    let schema = &document.unwrap().components.schemas[0].item;
    assert!(schema.nullable && schema.limits.exclusive_minimum);
    assert_eq!(schema.limits.minimum.as_deref(), Some("3"));
}
