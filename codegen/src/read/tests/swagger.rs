//! Swagger 2.0.

use super::super::model::{Document, In, Operation, OrRef, SecurityKind};
use super::read;

const TEXT: &str = r##"
swagger: "2.0"
info: {title: T, version: "1"}
host: api.example.com
basePath: v1
schemes: [http, https]
consumes: [application/json, application/vnd.a+json]
produces: [application/json]
parameters:
  id: {name: id, in: path, required: true, type: string, format: uuid}
  pet: {name: pet, in: body, required: true, schema: {$ref: "#/definitions/Pet"}}
responses:
  Bad: {description: Bad, schema: {$ref: "#/definitions/Pet"}, examples: {application/json: {name: x}}}
securityDefinitions:
  basic: {type: basic}
  flow: {type: oauth2, flow: application, tokenUrl: "https://example.com/token", scopes: {read: Read}}
definitions:
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}, tag: {type: string, x-nullable: true}}}
paths:
  /pets/{id}:
    parameters: [{$ref: "#/parameters/id"}]
    get:
      produces: [application/octet-stream]
      parameters:
        - {name: tags, in: query, type: array, collectionFormat: multi, items: {type: string}}
        - {name: ids, in: query, type: array, items: {type: string}, collectionFormat: pipes}
      responses: {200: {description: d, schema: {type: file}}, 400: {$ref: "#/responses/Bad"}}
    put:
      parameters: [{$ref: "#/parameters/pet"}]
      responses: {204: {description: d}}
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: note, in: formData, type: string, description: n}
      responses: {204: {description: d}}
"##;

#[test]
fn a_whole_document() {
    let (document, found) = read("a.yaml", TEXT);
    assert_eq!(found, Vec::<String>::new());
    let document = document.unwrap();
    assert_eq!(document.servers[0].url, "https://api.example.com/v1");
    let pet = &document.components.schemas[0].item;
    assert_eq!(pet.discriminator.as_ref().unwrap().property, "kind");
    assert!(pet.properties[1].schema.nullable);
    assert_eq!(document.components.parameters.len(), 1);
    let [get, put, post] = document.paths[0].operations.as_slice() else { panic!() };
    let styles = get.parameters.iter().map(|parameter| match parameter {
        OrRef::Item(item) => (item.place, item.style.as_deref(), item.explode),
        OrRef::Ref(_) => panic!(),
    });
    assert_eq!(
        styles.collect::<Vec<_>>(),
        [(In::Query, Some("form"), Some(true)), (In::Query, Some("pipeDelimited"), Some(false))]
    );
    let OrRef::Item(file) = &get.responses[0].item else { panic!() };
    assert_eq!(file.content[0].name, "application/octet-stream");
    assert_eq!(file.content[0].item.schema.as_ref().unwrap().format.as_deref(), Some("binary"));
    let Some(OrRef::Item(body)) = &put.request_body else { panic!() };
    assert!(body.required && body.content.len() == 2 && body.content[1].name == "application/vnd.a+json");
    let Some(OrRef::Item(form)) = &post.request_body else { panic!() };
    let schema = form.content[0].item.schema.as_ref().unwrap();
    assert_eq!((form.content[0].name.as_str(), schema.properties.len()), ("multipart/form-data", 2));
    assert_eq!(
        (schema.required.as_slice(), schema.properties[1].schema.description.as_deref()),
        (&["file".to_owned()][..], Some("n"))
    );
    let OrRef::Item(bad) = &document.components.responses[0].item else { panic!() };
    assert_eq!(bad.content[0].item.examples.len(), 1);
    let schemes: Vec<_> = document.components.security_schemes.iter().collect();
    let (OrRef::Item(basic), OrRef::Item(flow)) = (&schemes[0].item, &schemes[1].item) else { panic!() };
    assert!(matches!(&basic.kind, SecurityKind::Http(scheme) if scheme == "basic"));
    assert_eq!(
        (flow.flows[0].kind.as_str(), flow.flows[0].scopes.as_slice()),
        ("clientCredentials", &["read".to_owned()][..])
    );
}

/// A document with this operation at `POST /a`, and what is said of it.
fn operation(members: &str, more: &str) -> (Operation, Document, Vec<String>) {
    let text = format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nhost: a.example\nproduces: [application/json]\n{more}\npaths: {{/a: {{parameters: [{{name: shared, in: body, schema: {{type: string}}}}], post: {{{members}}}}}}}\n"
    );
    let (document, found) = read("a.yaml", text);
    let document = document.unwrap();
    (document.paths[0].operations[0].clone(), document, found)
}

#[test]
fn one_body_alone() {
    let body = |name: &str| format!("{{name: {name}, in: body, schema: {{type: integer}}}}");
    let (own, _, found) = operation(&format!("parameters: [{}], responses: {{}}", body("shared")), "");
    assert!(found.is_empty(), "{found:?}");
    let Some(OrRef::Item(own)) = own.request_body else { panic!() };
    assert!(own.content[0].item.schema.as_ref().unwrap().types.integer);

    for second in [body("other"), "{name: f, in: formData, type: string}".to_owned()] {
        let (_, _, found) = operation(&format!("parameters: [{second}], responses: {{}}"), "");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("S0620") && found[0].contains("/post/parameters/0:"), "{found:?}");
    }
}

#[test]
fn schemes_that_a_client_can_speak() {
    let url = |own: &str, schemes: &str| {
        let (operation, document, found) = operation(&format!("{own} responses: {{}}"), schemes);
        let own = operation.servers.first().map(|server| server.url.clone()).unwrap_or_default();
        (document.servers[0].url.clone(), own, found.len())
    };
    let (https, http) = ("https://a.example".to_owned(), "http://a.example".to_owned());
    assert_eq!(url("", ""), (https.clone(), String::new(), 0));
    assert_eq!(url("", "schemes: [ftp]"), (https.clone(), String::new(), 1));
    assert_eq!(url("schemes: [http],", "schemes: [HTTPS, http]"), (https.clone(), http.clone(), 0));
    assert_eq!(url("schemes: [wss],", "schemes: [http]"), (http, https, 1));
}

#[test]
fn shared_responses_are_written_as_the_operation_produces() {
    let shared = "responses: {Found: {description: d, schema: {type: string}}}";
    let (own, document, found) =
        operation("produces: [text/csv, text/html], responses: {200: {$ref: '#/responses/Found'}}", shared);
    assert!(found.is_empty(), "{found:?}");
    let OrRef::Item(response) = &own.responses[0].item else { panic!() };
    assert_eq!(response.content.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["text/csv", "text/html"]);
    let OrRef::Item(shared) = &document.components.responses[0].item else { panic!() };
    assert_eq!(shared.content[0].name, "application/json");

    let (other, _, _) =
        operation("responses: {200: {$ref: '#/responses/Found'}}", "responses: {Found: {description: d}}");
    assert!(matches!(other.responses[0].item, OrRef::Ref(_)));
    let (_, _, found) =
        operation("produces: [a/b], responses: {200: {$ref: '#/definitions/A'}}", "definitions: {A: {}}");
    assert!(found.len() == 1 && found[0].starts_with("S0302"), "{found:?}");
}

#[test]
fn what_later_versions_brought_is_said() {
    let (own, _, found) = operation(
        "servers: [{url: /b}], requestBody: {}, callbacks: {}, parameters: [{name: l, in: query, type: array, items: {type: string}, collectionFormat: dots}], responses: {200: {description: d, content: {}, schema: {nullable: true, type: string}}}",
        "components: {}",
    );
    assert!(own.servers.is_empty() && own.callbacks.is_empty());
    let said: Vec<&str> = found.iter().map(|one| one.split(": ").nth(1).unwrap()).collect();
    assert_eq!(
        said,
        [
            "`components` is not in OpenAPI 2.0, and is read as OpenAPI 3.0 means it",
            "`servers` is not in OpenAPI 2.0, and is ignored",
            "`requestBody` is not in OpenAPI 2.0, and is ignored",
            "`callbacks` is not in OpenAPI 2.0, and is ignored",
            "there is no `collectionFormat` that is called `dots`; items are joined by commas",
            "`content` is not in OpenAPI 2.0, and is ignored",
            "`nullable` is not in OpenAPI 2.0, and is read as OpenAPI 3.0 means it",
        ]
    );
}
