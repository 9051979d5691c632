//! What the lock of names keeps, and what it lets go of.

use serde_json::{Value, json};

use crate::Generated;
use crate::config::Config;
use crate::config::lock::Lock;
use crate::diag::{Sink, entries};
use crate::read::Source;

/// A crate with the names of a lock, which is that of an earlier one; and the codes of what was found.
fn make(document: &Value, lock: &str) -> (Generated, Vec<String>) {
    let mut sink = Sink::new();
    let mut config = Config::default();
    if !lock.is_empty() {
        config.lock = Lock::read(&Source::text("names.lock", lock), &mut sink);
    }
    let made = crate::generate(&Source::text("zones.json", document.to_string()), &config, &mut sink);
    let codes = entries(&sink).into_iter().map(|one| format!("{} {}", one.code, one.message)).collect();
    (made.expect("a crate"), codes)
}

/// The lines of a lock that are about one thing: its own, and those of its members.
fn lines(lock: &str, start: &str) -> Vec<String> {
    let from = lock.lines().skip_while(|line| !line.starts_with(start));
    let inside = from.clone().skip(1).take_while(|line| line.starts_with(' '));
    from.take(1).chain(inside).map(|line| line.trim().to_owned()).collect()
}

/// `PUT /zones/{id}` with fields of its body, of which some are required.
fn zones(fields: &[&str], required: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|field| ((*field).to_owned(), json!({"type": "string"}))).collect();
    json!({
        "openapi": "3.1.0", "info": {"title": "Zones", "version": "1"},
        "paths": {"/zones/{id}": {"put": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {
                "type": "object", "properties": properties, "required": required}}}},
            "responses": {"204": {"description": "done"}}
        }}}
    })
}

const PUT: &str = "operation PUT /zones/{id}";

#[test]
fn arguments_keep_their_places() {
    let (first, _) = make(&zones(&["name", "plan"], &["plan", "name"]), "");
    assert_eq!(lines(&first.names, PUT)[1..], ["field:name #1", "field:plan #2", "path:id"]);

    let (other, codes) = make(&zones(&["area", "name", "plan"], &["area", "plan", "name"]), &first.names);
    assert_eq!(lines(&other.names, PUT)[1..], ["field:area #3", "field:name #1", "field:plan #2", "path:id"]);
    assert_eq!(codes, Vec::<String>::new());
    let text = other.files.get("src/resources/zones.rs").expect("a resource");
    let signature =
        |text: &str| text.split("pub fn update(").nth(1).and_then(|rest| rest.split(')').next().map(str::to_owned));
    let places = signature(text).map(|text| ["id:", "name:", "plan:", "area:"].map(|word| text.find(word)));
    assert!(places.is_some_and(|places| places.is_sorted() && places[0].is_some()), "{text}");
}

#[test]
fn what_was_required_stays_an_argument_until_its_line_says_otherwise() {
    let (first, _) = make(&zones(&["name", "plan"], &["plan", "name"]), "");
    let (second, _) = make(&zones(&["name", "plan"], &["plan"]), &first.names);
    assert_eq!(second.names, first.names);
    let resource = |made: &Generated| made.files.get("src/resources/zones.rs").expect("a resource").to_owned();
    assert!(!resource(&second).contains("pub fn name(self"), "it is no setter");
    let released = first.names.replace("field:name #1", "field:name");
    let (third, _) = make(&zones(&["name", "plan"], &["plan"]), &released);
    assert!(resource(&third).contains("pub fn name(self"), "{}", resource(&third));
    assert_eq!(lines(&third.names, PUT)[1..], ["field:name", "field:plan #2", "path:id"]);
}

/// Components, and an operation that needs all of them.
fn components(schemas: &Value) -> Value {
    let names = schemas.as_object().into_iter().flatten().map(|(name, _)| name);
    let properties: serde_json::Map<String, Value> = names
        .map(|name| (format!("of {} {name}", name.len()), json!({"$ref": format!("#/components/schemas/{name}")})))
        .collect();
    json!({"openapi": "3.1.0", "info": {"title": "Zones", "version": "1"}, "paths": {"/zones": {"get": {
        "responses": {"200": {"description": "all", "content": {"application/json": {"schema":
            {"type": "object", "properties": properties}}}}}}}},
        "components": {"schemas": schemas}})
}

#[test]
fn a_new_schema_takes_no_name() {
    let object = json!({"type": "object", "properties": {"some name": {"type": "string"}, "id": {"type": "string"}}});
    let (first, _) = make(&components(&json!({"zone-plan": object})), "");
    assert_eq!(lines(&first.names, "struct zone-plan")[0], "struct zone-plan = ZonePlan");
    let grown = components(&json!({"ZonePlan": {"type": "string", "enum": ["a", "b"]}, "zone-plan": object}));
    let (without, _) = make(&grown, "");
    assert_eq!(lines(&without.names, "struct zone-plan")[0], "struct zone-plan = ZonePlan2");
    let (with, codes) = make(&grown, &first.names);
    assert_eq!(
        lines(&with.names, "struct zone-plan"),
        ["struct zone-plan = ZonePlan", "id", "some\\sname = some_name"]
    );
    assert_eq!(lines(&with.names, "enum ZonePlan")[0], "enum ZonePlan = ZonePlan2");
    assert_eq!(codes.len(), 1, "{codes:?}");
    let (_, codes) = make(&grown, &with.names);
    assert_eq!(codes, Vec::<String>::new(), "what has a name is not told again that it is a second choice");
}

#[test]
fn what_cannot_have_its_name_is_told() {
    let object = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let document = components(&json!({"a": object, "b": object}));
    let lock = "version 1\nstruct a = Same\nstruct b = Same\nstruct c = String\n";
    let (made, codes) = make(&document, lock);
    assert_eq!(codes, ["S0507 the name `Same` of the lock is taken"]);
    assert_eq!(lines(&made.names, "struct a")[0], "struct a = Same");
    assert_eq!(lines(&made.names, "struct b")[0], "struct b = B");
    assert!(!made.names.contains("struct c"), "nothing is called so any more");
    let (_, codes) = make(&document, &lock.replace("struct a = Same", "struct a = String"));
    assert_eq!(codes, ["S0507 the name `String` of the lock is taken"]);
}

#[test]
fn an_operation_stays_where_it_hangs() {
    let mut document = zones(&[], &[]);
    let (first, _) = make(&document, "");
    document["paths"]["/zones/{id}"]["put"]["tags"] = json!(["Domains"]);
    document["paths"]["/zones/{id}"]["put"]["operationId"] = json!("replaceDomain");
    let (without, _) = make(&document, "");
    assert_eq!(lines(&without.names, PUT)[0], format!("{PUT} = domains.replace"));
    let (with, _) = make(&document, &first.names);
    assert_eq!(with.names, first.names);
    assert_eq!(lines(&with.names, PUT)[0], format!("{PUT} = zones.update"));
}

#[test]
fn what_needed_no_feature_needs_none() {
    let one = zones(&[], &[]);
    let mut two = one.clone();
    two["paths"]["/users"] = json!({"get": {"responses": {"204": {"description": "none"}}}});
    let manifest = |made: &Generated| made.files.get("Cargo.toml").expect("a manifest").to_owned();
    let (first, _) = make(&one, "");
    let (without, _) = make(&two, "");
    assert!(manifest(&without).contains("\nzones = []\n"));
    let (with, _) = make(&two, &first.names);
    assert!(!manifest(&with).contains("\nzones = []\n") && manifest(&with).contains("\nusers = []\n"));
    let (again, _) = make(&one, &without.names);
    assert!(manifest(&again).contains("\nzones = []\n"), "and what needed one does, although it is alone");
}

/// A union whose alternatives have no names, but for their fields.
fn union(alternatives: &[&[&str]]) -> Value {
    let alternatives = alternatives.iter().map(|fields| {
        let properties: serde_json::Map<String, Value> =
            fields.iter().map(|field| ((*field).to_owned(), json!({"type": "string"}))).collect();
        json!({"type": "object", "required": fields.first(), "properties": properties})
    });
    let mut alternatives: Vec<Value> = alternatives.collect();
    for one in &mut alternatives {
        let first = one["required"].clone();
        one["required"] = json!([first]);
    }
    components(&json!({"Choice": {"oneOf": alternatives}}))
}

#[test]
fn alternatives_without_a_name_keep_their_numbers() {
    let fields =
        |made: &Generated, number: usize| lines(&made.names, &format!("struct Choice ~{number}"))[1..].to_vec();
    let (first, _) = make(&union(&[&["a", "b"], &["c", "d"]]), "");
    assert_eq!((fields(&first, 1).len(), fields(&first, 2).len()), (2, 2));
    // One between them, another order, and a field more.
    let (second, _) = make(&union(&[&["c", "d"], &["e"], &["a", "b", "f"]]), &first.names);
    let names =
        |made: &Generated, number| fields(made, number).iter().map(|line| line[..1].to_owned()).collect::<String>();
    assert_eq!([1, 2, 3].map(|number| names(&second, number)), ["abf", "cd", "e"]);
    let mut variants = lines(&second.names, "union Choice");
    assert_eq!(variants.remove(0), "union Choice");
    assert_eq!(variants, ["~1 = Variant1", "~2 = Variant2", "~3 = Variant3"]);
    // What is gone gives its number to nothing that is unlike it.
    let (third, _) = make(&union(&[&["e"], &["g"], &["c", "d"]]), &second.names);
    assert_eq!([2, 3, 4].map(|number| names(&third, number)), ["cd", "e", "g"]);
    assert!(lines(&third.names, "struct Choice ~1").is_empty());
}

#[test]
fn alternatives_with_the_same_fields_are_told_apart_by_their_values() {
    let union = |kinds: &[&[&str]]| {
        let alternatives: Vec<Value> = kinds
            .iter()
            .map(|values| {
                let kind = json!({"type": "string", "enum": values});
                json!({"type": "object", "properties": {"name": {"type": "string"}, "kind": kind}})
            })
            .collect();
        components(&json!({"Choice": {"anyOf": alternatives}}))
    };
    let (first, _) = make(&union(&[&["a", "b"], &["c", "d"]]), "");
    let (second, _) = make(&union(&[&["e", "f"], &["a", "b", "g"], &["c", "d"]]), &first.names);
    let values = |number: usize| lines(&second.names, &format!("enum Choice ~{number} .kind"))[1..].to_vec();
    let first_of = |number: usize| values(number).first().map(|line| line[..1].to_owned());
    assert_eq!([1, 2, 3].map(first_of), ["a", "c", "e"].map(|value| Some(value.to_owned())));
}
