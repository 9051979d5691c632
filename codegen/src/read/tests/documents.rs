//! From the tree to the model.

use super::super::Json;
use super::super::model::{Additional, In, Method, OrRef, SecurityKind};
use super::{faults, read, schemas};

const WHOLE: &str = r##"
openapi: 3.0.3
info: {title: Zones, version: "4", description: All}
servers: [{url: "https://{host}/v1", variables: {host: {default: api.example.com}}}]
security: [{token: []}, {email: [], key: [a]}, {}]
tags: [{name: zones}]
paths:
  /zones/{id}:
    parameters: [{$ref: "#/components/parameters/id"}]
    get:
      operationId: zone
      tags: [zones, zones]
      x-group: [a, {b: 1.0}]
      security: []
      responses:
        "200":
          description: A zone
          content: {application/json: {schema: {$ref: "#/components/schemas/Zone"}, example: {id: 1}}}
        default: {$ref: "#/components/responses/Error"}
    put:
      deprecated: true
      requestBody:
        required: true
        content:
          application/json: {schema: {type: array, items: {}}, examples: {one: {value: []}, two: {$ref: "#/components/examples/two"}}}
      responses: {"204": {description: Done}}
components:
  schemas: {Zone: {type: object}}
  responses: {Error: {description: Wrong}}
  examples: {two: {value: [2]}}
  parameters:
    id: {name: id, in: path, required: true, schema: {type: string, maxLength: 32.0}}
    filter: {name: f, in: query, style: form, explode: false, content: {application/json: {schema: {type: object}}}}
  securitySchemes:
    token: {type: http, scheme: Bearer}
    key: {type: apiKey, name: X-Key, in: header}
    flow: {type: oauth2, flows: {}}
"##;

#[test]
fn a_whole_document() {
    let (document, found) = read("a.yaml", WHOLE);
    assert_eq!(found, Vec::<String>::new());
    let document = document.unwrap();
    assert_eq!((document.openapi.as_str(), document.info.title.as_str()), ("3.0.3", "Zones"));
    assert_eq!(document.servers[0].variables, [("host".to_owned(), "api.example.com".to_owned())]);
    let schemes: Vec<_> = document.security.unwrap().into_iter().map(|one| one.schemes).collect();
    assert_eq!(schemes, [vec!["token".to_owned()], vec!["email".to_owned(), "key".to_owned()], vec![]]);
    let path = &document.paths[0];
    let [get, put] = path.operations.as_slice() else { panic!("{:?}", path.operations) };
    assert_eq!((path.path.as_str(), &get.method, &put.method), ("/zones/{id}", &Method::Get, &Method::Put));
    assert!(matches!(&path.parameters[0], OrRef::Ref(to) if to.target == "#/components/parameters/id"));
    assert_eq!((get.tags.len(), get.security.as_ref().unwrap().len(), put.security.is_none()), (1, 0, true));
    assert_eq!(get.extensions[0].1.to_compact_string(), r#"["a",{"b":1.0}]"#);
    let Some(OrRef::Item(body)) = &put.request_body else { panic!("{:?}", put.request_body) };
    assert_eq!((body.required, body.content[0].item.examples.len()), (true, 2));
    let parameters = document.components.parameters;
    let [OrRef::Item(id), OrRef::Item(filter)] = [&parameters[0].item, &parameters[1].item] else { panic!() };
    assert_eq!((id.place, id.schema.as_ref().unwrap().limits.max_length), (In::Path, Some(32)));
    assert_eq!((filter.explode, filter.content.as_deref()), (Some(false), Some("application/json")));
    let kinds: Vec<_> = document
        .components
        .security_schemes
        .iter()
        .filter_map(|one| match &one.item {
            OrRef::Item(scheme) => Some(&scheme.kind),
            OrRef::Ref(_) => None,
        })
        .collect();
    assert!(matches!(kinds[0], SecurityKind::Http(scheme) if scheme == "bearer"));
    assert!(matches!(kinds[1], SecurityKind::ApiKey(In::Header, name) if name == "X-Key"));
    assert!(matches!(kinds[2], SecurityKind::Other(kind) if kind == "oauth2"));
}

#[test]
fn all_faults_at_once() {
    let text = "openapi: 3.0.0\ninfo: []\npath: {}\ntags: [{}, 1]\ncomponents:\n  parameters: {a: {in: body}}\n  schemas:\n    A: {properties: [a], type: text, description: {a: 1}, requird: [b]}\n";
    assert_eq!(
        faults("a.yaml", text),
        [
            "S0218 1:1 : `paths` is missing in the document",
            "S0204 2:7 /info: `info` is a list, and has to be an object",
            "S0205 3:1 /path: `path` has no meaning in the document",
            "S0203 4:8 /tags/0: `name` is missing in a tag",
            "S0204 4:12 /tags/1: item 2 of `tags` is a number, and has to be an object",
            "S0203 6:16 /components/parameters/a: `name` is missing in a parameter",
            "S0207 6:24 /components/parameters/a/in: `in` cannot be `body`",
            "S0204 8:21 /components/schemas/A/properties: `properties` is a list, and has to be an object",
            "S0217 8:32 /components/schemas/A/type: there is no type `text`",
            "S0208 8:51 /components/schemas/A/description: `description` is an object, and is ignored",
            "S0205 8:59 /components/schemas/A/requird: `requird` has no meaning in a schema",
        ]
    );
}

#[test]
fn schemas_of_every_kind() {
    let text = schemas(
        "    A:\n      type: object\n      nullable: true\n      required: [b, a, b]\n      properties: {a: {type: integer, minimum: 1, exclusiveMinimum: true}, b: {}}\n      additionalProperties: false\n      discriminator: {propertyName: a, mapping: {x: '#/components/schemas/B'}}\n      x-note: 1\n    B:\n      allOf: [{$ref: '#/components/schemas/A', description: d}]\n      oneOf: [{type: string}]\n      not: {}\n      additionalProperties: {type: number, multipleOf: 0.01}\n      default: null\n",
    );
    let (document, found) = read("a.yaml", text);
    assert_eq!(
        found,
        ["S0402 17:7 /components/schemas/B/not: `not` is not used: the type admits what it would refuse"]
    );
    let schemas = document.unwrap().components.schemas;
    let (a, b) = (&schemas[0].item, &schemas[1].item);
    assert!(a.types.object && a.nullable && a.required == ["b", "a"] && matches!(a.additional, Additional::Denied));
    let limits = &a.properties[0].schema.limits;
    assert_eq!((limits.minimum.as_deref(), limits.exclusive_minimum), (Some("1"), true));
    assert_eq!(a.discriminator.as_ref().unwrap().mapping[0].1, "#/components/schemas/B");
    assert_eq!(a.extensions, [("x-note".to_owned(), Json::Number("1".to_owned()))]);
    assert_eq!(b.all_of[0].reference.as_ref().unwrap().target, "#/components/schemas/A");
    assert_eq!(b.all_of[0].description.as_deref(), Some("d"));
    assert!(!b.never && b.one_of.len() == 1 && b.default == Some(Json::Null));
    let Additional::Allowed(Some(values)) = &b.additional else { panic!("{:?}", b.additional) };
    assert_eq!(values.limits.multiple_of.as_deref(), Some("0.01"));
}

#[test]
fn what_newer_versions_have() {
    let text = schemas(
        "    A: {type: [string, 'null'], const: 1, $defs: {}, exclusiveMinimum: 3, minimum: 1}\n    B: {items: true, prefixItems: [], examples: [5]}\n",
    );
    let (document, found) = read("a.yaml", text);
    let schemas = document.unwrap().components.schemas;
    let (a, b) = (&schemas[0].item, &schemas[1].item);
    assert!(a.types.string && a.nullable && a.constant == Some(Json::Number("1".to_owned())));
    assert!(a.limits.exclusive_minimum && b.items.is_some() && b.example == Some(Json::Number("5".to_owned())));
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(found.iter().all(|one| one.starts_with("S0206")), "{found:?}");
}

#[test]
fn fields_that_make_no_sense() {
    let text = schemas(
        "    A: {required: true, maxLength: -1, minLength: 1.5, maxItems: 1e3, multipleOf: 0, minimum: '1', properties: null}\n",
    );
    let (document, found) = read("a.yaml", text);
    let codes: Vec<_> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(codes, ["S0210", "S0212", "S0212", "S0212", "S0212", "S0209"], "{found:?}");
    assert_eq!(document.unwrap().components.schemas[0].item.limits.max_items, Some(1000));
}

#[test]
fn references_of_paths() {
    let text = "openapi: 3.0.0\ninfo: {title: T, version: v}\npaths:\n  /a: {get: {responses: {}}}\n  /b: {$ref: '#/paths/%7E1a'}\n  /c: {$ref: '#/paths/~1c'}\n  /d: {$ref: other.yaml}\n  /e: {$ref: '#/x'}\n  f: {}\n";
    let (document, found) = read("a.yaml", text);
    assert_eq!(document.unwrap().paths[1].operations.len(), 1);
    assert_eq!(
        found,
        [
            "S0303 6:14 /paths/~1c/$ref: this `$ref` leads back to itself",
            "S0304 7:14 /paths/~1d/$ref: `other.yaml` is another file, and this document is in no folder",
            "S0301 8:14 /paths/~1e/$ref: nothing stands at `#/x`",
            "S0213 9:3 /paths/f: the path `f` does not begin with `/`",
        ]
    );
}

#[test]
fn json_is_written_as_it_was() {
    let text = r#"{"a":["\"\\\n\u0001é",1e400,-0.0,123456789012345678901234567890],"b":{},"c":[],"d":null}"#;
    let document = format!(
        r#"{{"openapi":"3.0.0","info":{{"title":"","version":""}},"paths":{{}},"components":{{"schemas":{{"A":{{"example":{text}}}}}}}}}"#
    );
    let (document, found) = read("a.json", document);
    assert!(found.is_empty(), "{found:?}");
    let example = document.unwrap().components.schemas.remove(0).item.example.unwrap();
    assert_eq!(example.to_string(), text);
    let pretty = Json::Object(vec![
        ("a".to_owned(), Json::Array(vec![Json::Bool(true)])),
        ("b".to_owned(), Json::Array(vec![])),
    ]);
    assert_eq!(pretty.to_pretty_string(), "{\n  \"a\": [\n    true\n  ],\n  \"b\": []\n}");
}

#[test]
fn callbacks() {
    let text = |more: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nx-webhooks: {{w: {{post: {{responses: {{}}}}}}}}\npaths:\n  /a:\n    post:\n      responses: {{}}\n      callbacks: {{one: {{'{{$request.body#/url}}': {{post: {{responses: {{}}}}, put: {{responses: {{}}}}}}, x-a: 1}}, two: {{$ref: '#/components/callbacks/c'}}, x-b: 1}}\ncomponents:\n  callbacks:\n    c: {{'{{$url}}': {{post: {{responses: {{}}{more}}}}}}}\n"
        )
    };
    let (document, found) = read("a.yaml", text(""));
    assert_eq!(found, Vec::<String>::new());
    let document = document.unwrap();
    assert_eq!(document.webhooks[0].path, "w");
    let callbacks = &document.paths[0].operations[0].callbacks;
    let all: Vec<_> = callbacks.iter().map(|one| (one.path.as_str(), one.operations.len())).collect();
    assert_eq!(all, [("one", 2), ("two", 1)]);

    // A callback that has itself as a callback, and one that has itself twice.
    for within in [
        "a: {$ref: '#/components/callbacks/c'}",
        "a: {$ref: '#/components/callbacks/c'}, b: {$ref: '#/components/callbacks/c'}",
    ] {
        let found = faults("a.yaml", text(&format!(", callbacks: {{{within}}}")));
        assert!(found.iter().all(|one| one.starts_with("S0303")) && !found.is_empty(), "{found:?}");
    }
}

#[test]
fn headers_and_links_of_responses() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {description: A., links: {a: {operationId: b}, b: {$ref: '#/components/links/c'}}, headers: {X-A: {description: d, schema: {example: 1}}, B: {$ref: '#/components/headers/h'}}}\ncomponents: {links: {c: {operationId: d}}, headers: {h: {example: e}}}\n";
    let (document, found) = read("a.yaml", text);
    assert_eq!(found, ["S0619 1:1 : responses of the document have links to operations (2), which are not used"]);
    let document = document.unwrap();
    let OrRef::Item(response) = &document.paths[0].operations[0].responses[0].item else { panic!() };
    let headers: Vec<_> = response
        .headers
        .iter()
        .map(|one| (one.name.as_str(), one.description.as_deref(), one.example.as_ref().map(Json::to_compact_string)))
        .collect();
    assert_eq!(headers, [("X-A", Some("d"), Some("1".to_owned())), ("B", None, Some("\"e\"".to_owned()))]);
}
