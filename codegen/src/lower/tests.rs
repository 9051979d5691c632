//! Decisions about Rust shapes.

mod answers;
mod cases;
mod constants;
mod formats;
mod forms;
mod package;
mod sizes;
mod tuples;
mod unions;
mod wire;

use super::api;
use super::template;
use crate::config::Config;
use crate::diag::{Sink, entries};
use crate::ir::{Api, Body, Field, Input, Operation, Output, Paging, Place, Presence, Scalar, Struct, Type, TypeKind};
use crate::read::{self, Source};
use crate::resolve;

/// The API of a document, and what was said of it.
fn lower_with(config: &str, text: &str) -> (Api, Vec<String>) {
    let whole = format!("openapi: 3.0.3\ninfo: {{ title: The Pets, version: '1' }}\n{text}");
    let mut sink = Sink::new();
    let config = Config::parse("specsmith.toml", config, &mut sink).unwrap();
    let document = read::document(&Source::text("a.yaml", whole), &mut sink).unwrap();
    let spec = resolve::spec(document, &config, &mut sink);
    let api = api(&spec, &config, &mut sink);
    let found = entries(&sink).into_iter().map(|one| format!("{} {}: {}", one.code, one.pointer, one.message));
    (api, found.collect())
}

fn lower(text: &str) -> (Api, Vec<String>) {
    lower_with("", text)
}

/// An API of one schema `A` that a call gives, and one that it takes as a whole body (a list of it).
fn schema(text: &str) -> (Api, Vec<String>) {
    lower(&format!(
        "paths:
  /a:
    put:
      requestBody: {{ content: {{ application/json: {{ schema: {{ type: array, items: {{ $ref: '#/components/schemas/A' }} }} }} }} }}
      responses: {{ '200': {{ description: A., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }}
components:
  schemas:
    A:
{text}"
    ))
}

fn structs(api: &Api) -> Vec<&Struct> {
    let kinds = api.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Struct(shape) => Some(shape),
        TypeKind::Enum(_) | TypeKind::Union(_) => None,
    });
    kinds.collect()
}

fn field<'a>(shape: &'a Struct, name: &str) -> &'a Field {
    shape.fields.iter().find(|field| field.wire == name).unwrap()
}

fn wires(shape: &Struct) -> Vec<&str> {
    shape.fields.iter().map(|field| field.wire.as_str()).collect()
}

fn way(api: &Api, operation: &Operation) -> String {
    let mut words = vec![operation.word.clone()];
    let mut at = Some(operation.resource);
    while let Some(resource) = at.and_then(|id| api.resources.get(id.0 as usize)) {
        words.extend(resource.parent.map(|_| resource.word.clone()));
        at = resource.parent;
    }
    words.reverse();
    words.join(".")
}

#[test]
fn presence_and_scalars() {
    use Presence::{Nullable, Optional, OptionalNullable, Required};
    let (api, found) = schema(
        "      type: object
      required: [a, b]
      properties:
        a: { type: string }
        b: { type: string, nullable: true }
        c: { type: integer, format: int32 }
        d: { type: number, nullable: true }
        e: { type: string, format: date-time }
        f: { type: integer }
        g: { type: string, format: unknown }
        h: { type: array, items: { type: string, nullable: true } }
        i: { type: object, additionalProperties: { type: boolean } }
        j: {}
",
    );
    assert_eq!(found, Vec::<String>::new());
    let shapes = structs(&api);
    let all: Vec<_> = shapes[0].fields.iter().map(|field| (field.presence, field.ty.clone())).collect();
    let scalar = Type::Scalar;
    assert_eq!(
        all,
        [
            (Required, scalar(Scalar::String)),
            (Nullable, scalar(Scalar::String)),
            (Optional, scalar(Scalar::I32)),
            (OptionalNullable, scalar(Scalar::F64)),
            (Optional, scalar(Scalar::Timestamp)),
            (Optional, scalar(Scalar::I64)),
            (Optional, scalar(Scalar::String)),
            (Optional, Type::List(Box::new(Type::Nullable(Box::new(scalar(Scalar::String)))))),
            (Optional, Type::Map(Box::new(scalar(Scalar::Bool)))),
            (Optional, Type::Json),
        ]
    );
}

#[test]
fn what_travels_one_way_makes_two_forms() {
    let (api, _) = schema(
        "      type: object
      required: [id, secret]
      properties:
        id: { type: string, readOnly: true }
        secret: { type: string, writeOnly: true }
        name: { type: string }
        inner: { type: object, properties: { made: { type: string, readOnly: true }, size: { type: integer } } }
        other: { type: object, properties: { plain: { type: string } } }
",
    );
    let mut seen: Vec<_> = structs(&api).into_iter().map(|shape| (wires(shape), shape.constructible)).collect();
    seen.sort();
    assert_eq!(
        seen,
        [
            (vec!["id", "name", "inner", "other"], false),
            (vec!["made", "size"], false),
            (vec!["plain"], true),
            (vec!["secret", "name", "inner", "other"], true),
            (vec!["size"], true),
        ]
    );
}

#[test]
fn a_type_that_contains_itself_is_boxed_where_it_closes_the_circle() {
    let (api, found) = schema(
        "      type: object
      properties:
        next: { $ref: '#/components/schemas/A' }
        list: { type: array, items: { $ref: '#/components/schemas/A' } }
        by_way: { type: object, properties: { back: { $ref: '#/components/schemas/A' }, name: { type: string } } }
",
    );
    assert_eq!(found, Vec::<String>::new());
    let shapes = structs(&api);
    let boxed = |shape: &Struct, name: &str| field(shape, name).boxed;
    assert!(boxed(shapes[0], "next") && !boxed(shapes[0], "list") && !boxed(shapes[0], "by_way"));
    assert!(boxed(shapes[1], "back") && !boxed(shapes[1], "name"));
}

#[test]
fn a_type_without_end_gets_one() {
    let (api, found) = schema(
        "      type: object
      required: [b, size]
      properties:
        size: { type: integer }
        b: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }
",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("S0413 /components/schemas/A: every value of this type"), "{found:?}");
    let shapes = structs(&api);
    assert_eq!(field(shapes[0], "b").presence, Presence::Optional);
    assert_eq!(field(shapes[0], "size").presence, Presence::Required);
    assert_eq!(field(shapes[1], "a").presence, Presence::Optional);
}

#[test]
fn enums_are_of_text_and_each_value_once() {
    let (api, _) = schema(
        "      type: object
      properties:
        a: { type: string, enum: [x, y, x, null] }
        b: { type: string, enum: [x, 1] }
        c: { type: string, enum: [] }
        d: { type: integer, enum: [1, 2] }
",
    );
    let values: Vec<Vec<&str>> = api
        .types
        .iter()
        .filter_map(|def| match &def.kind {
            TypeKind::Enum(shape) => Some(shape.values.iter().map(|value| value.wire.as_str()).collect()),
            TypeKind::Struct(_) | TypeKind::Union(_) => None,
        })
        .collect();
    assert_eq!(values, [vec!["x", "y"], vec!["x", "1"], vec!["1", "2"]]);
    let shape = structs(&api)[0];
    assert_eq!(field(shape, "a").presence, Presence::OptionalNullable, "one of the values is null");
    assert_eq!(field(shape, "c").ty, Type::Scalar(Scalar::String), "an enum without values says nothing");
}

#[test]
fn what_has_no_shape_yet_is_json_with_a_warning() {
    let (api, found) = schema(
        "      type: object
      required: [lost]
      properties:
        a: { oneOf: [{ type: string }, {}] }
        b: { not: { type: string } }
        c: { oneOf: [{ type: string }] }
",
    );
    let shape = structs(&api)[0];
    assert_eq!(field(shape, "b").ty, Type::Json);
    assert_eq!(field(shape, "c").ty, Type::Scalar(Scalar::String), "one alternative is no choice");
    let at = "/components/schemas/A";
    assert_eq!(
        found,
        [
            format!("S0415 {at}: `lost` is required, but not declared; its field takes any JSON, and may be left out"),
            format!("S0402 {at}/properties/b/not: `not` is not used: the type admits what it would refuse"),
        ]
    );
}

#[test]
fn inputs_stand_in_the_order_of_arguments() {
    let (api, found) = lower(
        "paths:
  /a/{x}/b/{y}:
    post:
      parameters:
        - { name: opt, in: query, schema: { type: string } }
        - { name: y, in: path, required: true, schema: { type: integer } }
        - { name: req, in: header, required: true, schema: { type: string } }
        - { name: unused, in: path, required: true, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [body, id]
              properties: { free: { type: string }, body: { type: string, nullable: true }, id: { type: string, readOnly: true } }
      responses: {}
",
    );
    let operation = &api.operations[0];
    let inputs: Vec<_> =
        operation.inputs.iter().map(|input: &Input| (input.wire.as_str(), input.place, input.required)).collect();
    assert_eq!(
        inputs,
        [
            ("x", Place::Path, true),
            ("y", Place::Path, true),
            ("body", Place::Field, true),
            ("req", Place::Header, true),
            ("free", Place::Field, false),
            ("opt", Place::Query, false),
        ]
    );
    assert!(operation.inputs[2].nullable && matches!(operation.body, Body::Fields { required: true, .. }));
    assert_eq!(found.iter().map(|one| &one[..5]).collect::<Vec<_>>(), ["S0601", "S0602"]);
}

#[test]
fn answers_come_out_of_their_envelope() {
    let config = "[envelope]\nsuccess = 'ok'\n[paging]\npage = 'page'\n";
    let operation = |path: &str, result: &str, parameters: &str| {
        format!(
            "  /{path}:
    get:
      parameters: [{parameters}]
      responses:
        default: {{ description: No., content: {{ application/json: {{ schema: {{ type: string }} }} }} }}
        '201': {{ description: Yes., content: {{ application/json: {{ schema: {{ type: object, properties: {{ ok: {{ type: boolean }}{result} }} }} }} }} }}
"
        )
    };
    let list = ", result: { type: array, items: { type: string } }";
    let text = [
        operation("a", ", result: { type: string, nullable: true }", ""),
        operation("b", list, ""),
        operation("c", list, "{ name: page, in: query, schema: { type: integer } }"),
        operation("d", "", ""),
    ];
    let (api, found) = lower_with(config, &format!("paths:\n{}", text.concat()));
    assert_eq!(found, Vec::<String>::new());
    let text = Type::Scalar(Scalar::String);
    let outputs: Vec<_> = api.operations.iter().map(|one| (one.output.clone(), one.envelope.is_some())).collect();
    assert_eq!(
        outputs,
        [
            (Output::Nullable(text.clone()), true),
            (Output::Page(text.clone(), Paging::Single), true),
            (Output::Page(text, Paging::By(0)), true),
            (Output::Unit, true),
        ]
    );
}

#[test]
fn ways_through_the_resource_tree() {
    let operation =
        |path: &str, method: &str, more: &str| format!("  {path}: {{ {method}: {{ responses: {{}}{more} }} }}\n");
    let text = [
        operation("/zones/{zone}/dns_records", "get", ""),
        operation("/zones/{zone}/dns_records/{id}", "get", ""),
        operation("/zones/{zone}/dns_records/{id}/check", "put", ""),
        operation("/zones/{zone}", "delete", ""),
        operation("/b", "get", ", operationId: repos/list-for-org"),
        operation("/c", "get", ", operationId: listPets, tags: [pets]"),
        operation("/d", "get", ", operationId: pets, tags: [pet]"),
        operation("/f", "post", ", operationId: x/y"),
        operation("/", "post", ""),
    ];
    let config = "[resources]\n'/paths/~1f/post' = 'pinned.here.make'\n'/paths/~1g/post' = 'a.b'\n";
    let (api, found) = lower_with(config, &format!("paths:\n{}", text.concat()));
    let ways: Vec<String> = api.operations.iter().map(|operation| way(&api, operation)).collect();
    assert_eq!(
        ways,
        [
            "dns_records.list",
            "dns_records.get",
            "dns_records.check.update",
            "zones.delete",
            "repos.list-for-org",
            "pets.list",
            "pet.pets",
            "pinned.here.make",
            "create",
        ]
    );
    let found: Vec<String> = found.into_iter().filter(|one| !one.starts_with("S0601")).collect();
    assert_eq!(
        found,
        ["S0805 /resources/~1paths~1~01g~1post: there is no operation at `/paths/~1g/post` in the document"]
    );
}

#[test]
fn where_the_document_says_ways_tags_are_chapters() {
    let (api, _) = lower(
        "paths:
  /c: { get: { responses: {}, operationId: listPets, tags: [pets] } }
  /e: { get: { responses: {}, x-fern-sdk-group-name: [a, b], x-fern-sdk-method-name: go } }
",
    );
    let ways: Vec<String> = api.operations.iter().map(|operation| way(&api, operation)).collect();
    assert_eq!(ways, ["c.list", "a.b.go"]);
}
