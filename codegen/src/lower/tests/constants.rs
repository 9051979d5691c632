//! What callers do not fill in, because the document says it.

use crate::ir::{Api, Constant, Field, Input, Origin, Presence, Struct, TypeKind};

use super::{field, lower};

fn component<'a>(api: &'a Api, name: &str) -> &'a Struct {
    let named = |origin: &Origin| matches!(origin, Origin::Component(own, _) if own == name);
    let def = api.types.iter().find(|def| named(&def.origin)).unwrap_or_else(|| panic!("no {name}"));
    let TypeKind::Struct(shape) = &def.kind else { panic!("{name} is no struct") };
    shape
}

fn constant<'a>(api: &'a Api, name: &str, property: &str) -> &'a Field {
    field(component(api, name), property)
}

fn text(value: &str) -> Constant {
    Constant::Text(value.to_owned())
}

/// Pets that are taken and given, with these schemas beside them.
fn pets(pet: &str, schemas: &str) -> (Api, Vec<String>) {
    lower(&format!(
        "paths:
  /a:
    put:
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }}
      responses: {{}}
components:
  schemas:
    Pet: {pet}
{schemas}"
    ))
}

#[test]
fn a_tag_that_is_plain_text_is_filled_in() {
    let schemas = "
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, properties: { kind: { type: string, nullable: true } } }
    Cow: { type: object, required: [kind], properties: { kind: { type: string, enum: [cow, Dog, bull] } } }
";
    let one_of = "oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cow' }]";
    let mapping = "mapping: { cat: '#/components/schemas/Cat', bull: '#/components/schemas/Cow' }";
    let (api, found) = pets(&format!("{{ {one_of}, discriminator: {{ propertyName: kind, {mapping} }} }}"), schemas);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(constant(&api, "Cat", "kind").constant, Some(text("cat")));
    assert_eq!(constant(&api, "Dog", "kind").constant, Some(text("Dog")), "its name, since nothing is mapped to it");
    assert_eq!(constant(&api, "Dog", "kind").presence, Presence::OptionalNullable);
    assert_eq!(constant(&api, "Cow", "kind").constant, Some(Constant::Variant(2)), "of the values it lists");
}

#[test]
fn a_tag_that_an_alternative_does_not_declare_is_there() {
    let schemas = "
    Cat: { type: object, properties: { lives: { type: integer } } }
    Dog: { type: object, properties: { bark: { type: string } } }
";
    let pet = "{ anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }";
    let (api, found) = pets(pet, schemas);
    assert_eq!(found, Vec::<String>::new());
    let kind = constant(&api, "Cat", "kind");
    assert_eq!((kind.presence, &kind.constant), (Presence::Optional, &Some(text("Cat"))));
}

#[test]
fn a_tag_with_several_values_is_for_callers_to_choose() {
    let schemas = "
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string } } }
";
    let pet = "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: kind, mapping: { tom: Cat, tiger: Cat, dog: Dog } } }";
    let (api, _) = pets(pet, schemas);
    assert_eq!(constant(&api, "Cat", "kind").constant, None);
    assert_eq!(constant(&api, "Dog", "kind").constant, Some(text("dog")));
}

#[test]
fn what_is_made_of_a_base_has_its_own_tag() {
    let schemas = "
    Base: { type: object, required: [kind], properties: { kind: { type: string } },
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat' } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { lives: { type: integer } } }] }
    Pair: { type: object, properties: { cat: { $ref: '#/components/schemas/Cat' }, base: { $ref: '#/components/schemas/Base' } } }
";
    let (api, _) = pets("{ type: array, items: { $ref: '#/components/schemas/Pair' } }", schemas);
    assert_eq!(constant(&api, "Cat", "kind").constant, Some(text("cat")));
    assert_eq!(constant(&api, "Base", "kind").constant, None, "it may be any of them");
}

/// A name, and whether it is required.
type Taken = (String, bool);

/// What a request takes, and what it sends by itself.
fn taken(required: bool, media_type: &str, schema: &str) -> (Vec<Taken>, Vec<(Taken, Constant)>) {
    let (api, _) = lower(&format!(
        "paths:
  /a/{{version}}:
    put:
      parameters:
        - {{ name: version, in: path, required: true, schema: {{ type: string, enum: [v1] }} }}
        - {{ name: full, in: query, required: true, schema: {{ type: boolean, enum: [true] }} }}
        - {{ name: level, in: query, schema: {{ type: integer, enum: [1] }} }}
      requestBody: {{ required: {required}, content: {{ {media_type}: {{ schema: {schema} }} }} }}
      responses: {{}}
"
    ));
    let operation = &api.operations[0];
    assert_eq!(api.types.iter().filter(|def| matches!(def.kind, TypeKind::Enum(_))).count(), 1, "that of `level`");
    let named = |input: &Input| (input.wire.clone(), input.required);
    let constants = operation.constants.iter().filter(|input| input.wire != "version" && input.wire != "full");
    let constants = constants.map(|input| (named(input), input.constant.clone().unwrap()));
    assert_eq!(operation.constants.len(), 2 + constants.clone().count());
    (operation.inputs.iter().map(named).filter(|(name, _)| name != "level").collect(), constants.collect())
}

const BODY: &str = "{ type: object, required: [grant, size, name],
        properties: { grant: { type: string, enum: [code] }, size: { type: integer, enum: [-3] },
          name: { type: string }, maybe: { type: boolean, enum: [true] } } }";

#[test]
fn inputs_with_one_value_are_no_arguments() {
    let both = vec![(("grant".to_owned(), true), text("code")), (("size".to_owned(), true), Constant::Integer(-3))];
    for media_type in ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let (inputs, constants) = taken(true, media_type, BODY);
        assert_eq!(inputs, [("name".to_owned(), true), ("maybe".to_owned(), false)], "{media_type}");
        assert_eq!(constants, both, "{media_type}");
    }
}

#[test]
fn constants_of_a_body_that_need_not_be_sent_go_along() {
    let (inputs, constants) = taken(false, "application/json", BODY);
    assert_eq!(inputs, [("name".to_owned(), false), ("maybe".to_owned(), false)]);
    assert!(constants.iter().all(|((_, required), _)| !required), "{constants:?}");
    let alone = "{ type: object, required: [action], properties: { action: { type: string, enum: [reboot] } } }";
    let (inputs, constants) = taken(false, "application/json", alone);
    assert_eq!((inputs.len(), constants[0].0.1), (0, true), "there is nothing else to send");
}
