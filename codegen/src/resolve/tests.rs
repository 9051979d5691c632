//! References, `allOf`, and what operations inherit.

mod choices;
mod linked;

use super::spec::{Additional, Schema};
use super::{Spec, spec};
use crate::config::Config;
use crate::diag::{Sink, entries};
use crate::read::{self, Source};

/// The spec of a document with these `paths` and `components`, and what was said of it.
fn resolve(text: &str) -> (Spec, Vec<String>) {
    let whole = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{text}");
    let mut sink = Sink::new();
    let document = read::document(&Source::text("a.yaml", whole), &mut sink).unwrap();
    let spec = spec(document, &Config::default(), &mut sink);
    let found = entries(&sink).into_iter().map(|one| format!("{} {}: {}", one.code, one.pointer, one.message));
    (spec, found.collect())
}

/// A spec of these schemas only, and nothing said.
fn schemas(text: &str) -> Spec {
    let (spec, found) = resolve(&format!("paths: {{}}\ncomponents:\n  schemas:\n{text}"));
    assert_eq!(found, Vec::<String>::new());
    spec
}

fn named<'s>(spec: &'s Spec, name: &str) -> &'s Schema {
    let id = spec.components.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
    spec.schema(id.unwrap())
}

fn properties(schema: &Schema) -> Vec<&str> {
    schema.properties.iter().map(|property| property.name.as_str()).collect()
}

#[test]
fn all_of_is_one_schema() {
    let spec = schemas(
        "    Base: { type: object, required: [id], properties: { id: { type: string }, kind: { type: string } } }
    Pet:
      description: A pet.
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [name, id]
          properties: { name: { type: string } }
          additionalProperties: { type: integer }
      properties: { age: { type: integer } }
",
    );
    let pet = named(&spec, "Pet");
    assert_eq!(properties(pet), ["id", "kind", "name", "age"]);
    assert_eq!(pet.required, ["id", "name"]);
    assert_eq!(pet.description.as_deref(), Some("A pet."));
    assert!(matches!(pet.additional, Additional::Allowed(Some(_))) && pet.types.object && pet.same_as.is_none());
    assert_eq!(properties(named(&spec, "Base")), ["id", "kind"], "a member stays as it was");
}

#[test]
fn all_of_one_that_says_more_is_the_same_type() {
    let spec = schemas(
        "    Name: { type: string, maxLength: 9 }
    Owner:
      type: object
      properties:
        name: { description: The owner's., nullable: true, allOf: [{ $ref: '#/components/schemas/Name' }] }
        alias: { maxLength: 3, type: string, allOf: [{ $ref: '#/components/schemas/Name' }] }
",
    );
    let owner = named(&spec, "Owner");
    let [name, alias] = [0, 1].map(|index| spec.schema(owner.properties[index].schema));
    assert_eq!(spec.schema(name.same_as.unwrap()).name.as_deref(), Some("Name"));
    assert!(name.nullable && name.description.as_deref() == Some("The owner's."));
    assert!(alias.same_as.is_none() && alias.types.string, "a restriction makes a schema of its own");
}

#[test]
fn a_member_of_all_of_that_is_another_schema_brings_what_that_has() {
    let spec = schemas(
        "    Compact: { type: object, required: [id], properties: { id: { type: string, readOnly: true } } }
    Base: { description: More of it., nullable: true, allOf: [{ $ref: '#/components/schemas/Compact' }] }
    Response:
      allOf:
        - $ref: '#/components/schemas/Base'
        - { type: object, properties: { name: { type: string } } }
",
    );
    assert_eq!(named(&spec, "Base").same_as.map(|same| spec.schema(same).name.as_deref()), Some(Some("Compact")));
    let response = named(&spec, "Response");
    assert_eq!(properties(response), ["id", "name"]);
    assert_eq!(response.required, ["id"]);
    assert!(!response.nullable && response.name.as_deref() == Some("Response"));
}

#[test]
fn members_of_all_of_narrow_each_other() {
    let spec = schemas(
        "    A:
      allOf:
        - type: object
          properties: { size: { type: number }, tag: { type: string, enum: [a, b, c] } }
          additionalProperties: false
        - properties: { size: { type: integer }, tag: { enum: [c, b, d] } }
",
    );
    let schema = named(&spec, "A");
    let [size, tag] = [0, 1].map(|index| spec.schema(schema.properties[index].schema));
    assert!(size.types.integer && !size.types.number, "an integer is a number");
    let values: Vec<_> = tag.values.iter().flatten().filter_map(|value| value.as_str()).collect();
    assert_eq!(values, ["b", "c"]);
    assert_eq!(schema.additional, Additional::Unsaid, "one member does not forbid what another has");
}

#[test]
fn contradictions_and_cycles_of_all_of() {
    let (_, found) = resolve(
        "paths: {}
components:
  schemas:
    A: { allOf: [{ type: string }, { type: object }] }
    B: { allOf: [{ $ref: '#/components/schemas/C' }, { type: object }] }
    C: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object }] }
",
    );
    let start = |code: &str, pointer: &str| format!("{code} /components/schemas/{pointer}: ");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with(&start("S0403", "A")) && found[0].contains("both string and object"), "{found:?}");
    assert!(found[1].starts_with(&start("S0307", "B")), "{found:?}");
}

#[test]
fn references_are_followed_to_their_end() {
    let spec = schemas(
        "    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/x~1y%25z' }
    x/y%z: { type: object, properties: { inner: { type: object, properties: { a: { type: string } } } } }
    D: { $ref: '#/components/schemas/x~1y%25z/properties/inner' }
",
    );
    assert_eq!(properties(named(&spec, "A")), ["inner"]);
    assert_eq!(named(&spec, "A").name.as_deref(), Some("x/y%z"));
    assert_eq!(properties(named(&spec, "D")), ["a"], "a reference into the middle of a schema");
}

#[test]
fn what_stands_beside_a_reference_does_not_count() {
    let (spec, found) = resolve(
        "paths: {}
components:
  schemas:
    A: { type: object, properties: { b: { $ref: '#/components/schemas/B', nullable: true, description: So. } } }
    B: { type: string }
",
    );
    let b = spec.schema(named(&spec, "A").properties[0].schema);
    assert!(!b.nullable && b.description.is_none() && b.types.string);
    assert_eq!(
        found,
        ["S0305 /components/schemas/A/properties/b: `nullable` beside `$ref` has no effect in OpenAPI 3.0"]
    );
}

const OPERATIONS: &str = "security: [{ token: [] }]
paths:
  /a/{id}:
    parameters:
      - $ref: '#/components/parameters/id'
      - { name: size, in: query, description: the path's, schema: { type: integer } }
      - { name: size, in: header, schema: { type: string } }
    get:
      parameters:
        - { name: size, in: query, description: the operation's, schema: { type: string } }
        - { name: last, in: query, schema: { type: string } }
      responses: { '200': { $ref: '#/components/responses/One' } }
    put: { security: [], responses: {} }
    post: { security: [{ token: [], key: [] }, { lost: [] }, {}], responses: {} }
components:
  parameters: { id: { name: id, in: path, schema: { type: string } } }
  responses:
    One: { $ref: '#/components/responses/Two' }
    Two: { description: Two., content: { application/json: { example: { $ref: kept } } } }
  securitySchemes: { token: { type: http, scheme: bearer }, key: { type: apiKey, in: query, name: k } }
";

#[test]
fn an_operation_replaces_what_its_path_says() {
    use super::spec::In::{Header, Path, Query};
    let (spec, _) = resolve(OPERATIONS);
    let get = &spec.operations[0];
    let parameters: Vec<_> =
        get.parameters.iter().map(|one| (one.name.as_str(), one.place, one.description.as_deref())).collect();
    assert_eq!(
        parameters,
        [("id", Path, None), ("size", Query, Some("the operation's")), ("size", Header, None), ("last", Query, None),]
    );
    assert!(get.parameters[0].required, "a path without its parameter would be another path");
    let content = &get.responses[0].content[0];
    assert_eq!(content.example.as_ref().unwrap().to_compact_string(), r#"{"$ref":"kept"}"#, "an example is data");
}

#[test]
fn security_is_the_operations_own_or_the_documents() {
    let (spec, found) = resolve(OPERATIONS);
    let security: Vec<_> = spec.operations.iter().map(|operation| operation.security.clone()).collect();
    assert_eq!(security, [vec![vec![0]], vec![], vec![vec![0, 1], vec![]]]);
    assert_eq!(
        found,
        [
            "S0701 /paths/~1a~1{id}/post/security/1: no security scheme is called `lost`, so this way to authorise is left out"
        ]
    );
}

#[test]
fn servers_have_their_variables_filled_in() {
    let (spec, _) = resolve(
        "servers: [{ url: 'https://{host}/{v}/{other}', variables: { host: { default: a.example }, v: { default: v1 } } }]\npaths: {}\n",
    );
    assert_eq!(spec.servers[0].url, "https://a.example/v1/{other}");
}
