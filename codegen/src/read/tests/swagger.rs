//! Swagger 2.0.

use super::super::model::{In, OrRef, SecurityKind};
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
