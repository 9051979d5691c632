//! What only YAML has.

use super::super::{Document, Json};
use super::{faults, read, schemas};

/// The schemas' `enum`, as JSON text.
fn values(list: &str) -> String {
    let (document, found) = read("a.yaml", schemas(&format!("    A: {{enum: {list}}}\n")));
    assert!(found.is_empty(), "{found:?}");
    let values = document.unwrap().components.schemas.remove(0).item.values.unwrap();
    Json::Array(values).to_compact_string()
}

fn example(document: &Document) -> String {
    document.components.schemas.last().unwrap().item.example.as_ref().unwrap().to_compact_string()
}

#[test]
fn the_core_schema_of_yaml_1_2() {
    assert_eq!(
        values("[no, on, Yes, =, y, 2001-01-01, 1:20, 0b1, 1_000]"),
        r#"["no","on","Yes","=","y","2001-01-01","1:20","0b1","1_000"]"#
    );
    assert_eq!(
        values("[012, 0o17, 0x1F, 1e3, .5, +1, -0, 5., -.5E-3, 1.50]"),
        "[12,15,31,1e3,0.5,1,-0,5,-0.5E-3,1.50]"
    );
    assert_eq!(values("[~, null, NULL, True, FALSE, '', \"1\", '~']"), r#"[null,null,null,true,false,"","1","~"]"#);
    assert_eq!(
        values("[1e400, 1606938044258990275541962092341162602522202993782792835301376]"),
        "[1e400,1606938044258990275541962092341162602522202993782792835301376]"
    );
    assert_eq!(
        values("[e, 1e, '.', ., +, -., 0x, 0xg, nULL, .e1]"),
        r#"["e","1e",".",".","+","-.","0x","0xg","nULL",".e1"]"#
    );
    let found = faults("a.yaml", schemas("    A: {enum: [.inf, -.INF, .nan]}\n"));
    assert_eq!(found.len(), 3);
    assert_eq!(found[1], "S0111 6:22 /components/schemas/A/enum: `-.INF` is no JSON number");
}

#[test]
fn keys_are_their_text() {
    let text = "openapi: 3.0.0\ninfo: {title: T, version: 1.10}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: no}\n        2xx: {description: d}\n        600: {description: d}\n";
    let (document, found) = read("a.yaml", text);
    assert_eq!(
        found,
        [
            "S0208 2:27 /info/version: `version` is a number, and is taken as the text `1.10`",
            "S0214 9:9 /paths/~1a/get/responses/600: `600` is no status, and is ignored",
        ]
    );
    let document = document.unwrap();
    assert_eq!(document.info.version, "1.10");
    let names: Vec<_> = document.paths[0].operations[0].responses.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["200", "2XX"]);
    assert_eq!(faults("a.yaml", "? [a]\n: b\n"), ["S0111 1:3 : a key is a list or an object"]);
}

#[test]
fn aliases_are_copied() {
    let text =
        schemas("    A: &a {type: string, enum: [&x é, *x]}\n    B: {properties: {p: *a, q: *a}, example: {*x : 1}}\n");
    let (document, found) = read("a.yaml", text);
    assert!(found.iter().all(|one| one.starts_with("S0107")), "{found:?}");
    let document = document.unwrap();
    let properties = &document.components.schemas[1].item.properties;
    assert_eq!(properties[1].schema.values.as_ref().unwrap().len(), 2);
    assert_ne!(properties[0].schema.loc, properties[1].schema.loc);
    assert_eq!(example(&document), r#"{"é":1}"#);
    assert!(faults("a.yaml", "a: *b\n").contains(&"S0110 1:4 : there is no anchor `b` before this".to_owned()));
    assert!(faults("a.yaml", "a: &a [*a]\n")[0].starts_with("S0110 1:8 /a"));
}

#[test]
fn alias_bombs_are_refused() {
    let mut bomb = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned()];
    for level in 1..9 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push(format!("a{level}: &a{level} [{items}]\n"));
    }
    assert_eq!(faults("a.yaml", bomb.concat()), ["S0108 6:40 /a5: aliases copy more than 500000 values"]);
    let ladder: Vec<_> = (1..400).map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1)).collect();
    assert!(faults("a.yaml", format!("a0: &a0 x\n{}", ladder.concat()))[0].starts_with("S0106"));
}

#[test]
fn merge_keys_are_applied() {
    let text = schemas(
        "    A: {example: &a {x: 1, y: 1}}\n    B: {example: &b {y: 2, z: [2]}}\n    C: {example: {<<: [*a, *b], x: 3, '<<': 4}}\n",
    );
    let (document, found) = read("a.yaml", text);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(example(&document.unwrap()), r#"{"x":3,"<<":4,"y":1,"z":[2]}"#);
    let (document, _) =
        read("a.yaml", schemas("    A:\n      example:\n        <<: {a: 1}\n        b: 2\n    B:\n      example: 1\n"));
    assert_eq!(
        document.unwrap().components.schemas[0].item.example.as_ref().unwrap().to_compact_string(),
        r#"{"b":2,"a":1}"#
    );
    let found = faults("a.yaml", schemas("    A: {example: {<<: 1}}\n"));
    assert_eq!(found, ["S0112 6:23 /components/schemas/A/example: the merge key `<<` names no object"]);
}

#[test]
fn tags() {
    assert_eq!(
        values("[!!str 1, !!int '7', !!null '', ! 3, !!float 1.5, !!bool 'true']"),
        r#"["1",7,null,"3",1.5,true]"#
    );
    for (value, message) in [
        ("!!python/object:os.system x", "the tag `!!python/object:os.system` is not known here"),
        ("!include /etc/passwd", "the tag `!include` is not known here"),
        ("!!binary aGk=", "the tag `!!binary` is not known here"),
        ("!!int x", "this is not of type `!!int`"),
        ("!!map [a]", "the tag `!!map` is not known here"),
    ] {
        let found = faults("a.yaml", schemas(&format!("    A: {{default: {value}}}\n")));
        assert_eq!(found.len(), 1, "{value}: {found:?}");
        assert!(found[0].starts_with("S0109 6:") && found[0].ends_with(message), "{found:?}");
    }
}

#[test]
fn broken_yaml_and_several_documents() {
    let found = faults("a.yaml", "é: 1\nb: [1, 2\nc: 3\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("S0105 3:") || found[0].starts_with("S0105 2:"), "{found:?}");
    assert_eq!(faults("a.yaml", "a: 1\n---\nb: 2\n"), ["S0113 2:1 : a second YAML document begins here"]);
    assert!(read("a.yaml", "---\nopenapi: 3.0.0\ninfo: {title: T, version: v}\npaths: {}\n...\n").1.is_empty());
}

#[test]
fn flow_collections_may_close_at_their_key() {
    let text =
        schemas("    A:\n      example: {\n        \"a\": [\n          1,\n        ],\n      }\n      type: object\n");
    let (document, found) = read("a.yaml", text);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(example(&document.unwrap()), r#"{"a":[1]}"#);
}

#[test]
fn places_of_block_values() {
    let found = faults("a.yaml", schemas("    Ä:\n      # é\n      properties:\n        - a\n\n    B: 3\n"));
    assert_eq!(
        found,
        [
            "S0204 9:9 /components/schemas/Ä/properties: `properties` is a list, and has to be an object",
            "S0204 11:8 /components/schemas/B: `B` is a number, and has to be an object",
        ]
    );
}
