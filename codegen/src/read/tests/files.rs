//! References: into other files, into the midst of things, to nothing.

use super::{faults, folder, read, schemas};

const ROOT: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: 'paths/a.yaml#/~1a%20b'}\n";

#[test]
fn several_files() {
    let (document, found) = folder(&[
        ("api.yaml", ROOT),
        (
            "paths/a.yaml",
            "/a b:\n  parameters: [{$ref: '../parts.json#/id'}]\n  get:\n    responses:\n      '200': {description: d, content: {application/json: {schema: {$ref: ../schemas/Node.yaml}}}}\n",
        ),
        ("parts.json", r#"{"id": {"name": "id", "in": "query", "schema": {"type": "string"}}}"#),
        (
            "schemas/Node.yaml",
            "type: object\nproperties: {next: {$ref: ./Node.yaml}, top: {$ref: '../api.yaml#/info/x'}}\n",
        ),
    ]);
    assert_eq!(found, ["S0301 schemas/Node.yaml /properties/top/$ref: nothing stands at `../api.yaml#/info/x`"]);
    let document = document.unwrap();
    assert_eq!(document.paths[0].operations.len(), 1);
    assert_eq!(document.parts.parameters[0].name, "id");
    let names: Vec<_> = document.parts.schemas.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Node"]);
}

#[test]
fn what_is_read_at_once_from_another_file_is_known_too() {
    let text = schemas("    A: {type: object, properties: {$ref: 'b.yaml#/parts'}}\n");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    std::fs::write(folder.path().join("b.yaml"), "parts: {id: {type: string}}\n").unwrap();
    let mut sink = crate::diag::Sink::new();
    let read = super::super::document(&super::super::Source::file(folder.path().join("a.yaml")), &mut sink).unwrap();
    let sources = &sink.sources;
    let properties = sources.find(sources.document(), "/components/schemas/A/properties").unwrap();
    let there = read.raw.follow(sources, properties);
    assert!(read.raw.field(sources, there, "id").is_some());
}

#[test]
fn nothing_outside_is_read() {
    for (target, reason) in [
        ("../b.yaml", "is outside of the document's folder, and is not read"),
        ("x/../../b.yaml#/A", "is outside of the document's folder, and is not read"),
        ("%2e%2e/b.yaml", "is outside of the document's folder, and is not read"),
        ("/etc/passwd", "is an absolute path, and is not read"),
        ("file:///etc/passwd", "is an address, and is not fetched"),
        ("https://example.com/a.yaml", "is an address, and is not fetched"),
        ("//example.com/a.yaml", "is on another machine, and is not fetched"),
        (r"\\host\a.yaml", "has a backslash, which no relative reference has (RFC 3986)"),
    ] {
        let text = schemas(&format!("    A: {{$ref: '{target}'}}\n"));
        let (_, found) = folder(&[("api.yaml", &text)]);
        let path = target.split('#').next().unwrap();
        assert_eq!(found, [format!("S0304 api.yaml /components/schemas/A/$ref: `{path}` {reason}")]);
    }
    let text = schemas("    A: {$ref: none.yaml}\n    B: {$ref: sub}\n");
    let (_, found) = folder(&[("api.yaml", &text), ("sub/a.yaml", "{}")]);
    assert!(found[0].starts_with("S0310") && found[1].ends_with("`sub` is no file"), "{found:?}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use super::super::{Source, document};
    use crate::diag::{Sink, entries};
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join("in");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(outer.path().join("secret.yaml"), "type: string").unwrap();
    std::os::unix::fs::symlink(outer.path().join("secret.yaml"), inner.join("a.yaml")).unwrap();
    std::fs::write(inner.join("api.yaml"), schemas("    A: {$ref: a.yaml}\n    B: {$ref: ../secret.yaml}\n")).unwrap();
    let codes = |source: &Source| {
        let mut sink = Sink::new();
        document(source, &mut sink);
        entries(&sink).iter().map(|one| one.code).collect::<Vec<_>>()
    };
    let source = Source::file(inner.join("api.yaml"));
    assert_eq!(codes(&source), ["S0304", "S0304"]);
    assert!(codes(&source.with_root(outer.path())).is_empty());
}

#[test]
fn pointers() {
    let text = schemas(
        "    a/b~c%d: {properties: {'': {type: string}, é: {}}}\n    B: {$ref: '#/components/schemas/a~1b~0c%25d/properties/'}\n    C: {$ref: '#/components/schemas/a~1b~0c%25d/properties/%C3%A9'}\n    D: {allOf: [{}, {$ref: '#/components/schemas/D/allOf/0'}]}\n    E: {$ref: '#/components/schemas/D/allOf/00'}\n    F: {$ref: '#x'}\n",
    );
    let (document, found) = read("a.yaml", text);
    assert_eq!(document.unwrap().links.len(), 3);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn wrong_kinds() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  parameters: {p: {name: p, in: query, schema: {$ref: '#/components/parameters/p'}}}\n  schemas: {A: {$ref: '#/info/title'}}\n";
    assert_eq!(
        faults("a.yaml", text),
        [
            "S0302 5:55 /components/parameters/p/schema/$ref: `#/components/parameters/p` leads to a parameter, and a schema is needed",
            "S0302 6:23 /components/schemas/A/$ref: `#/info/title` leads to text, and a schema is needed",
        ]
    );
}

#[test]
fn what_nothing_reads_is_looked_at_too() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  headers: {h: {$ref: '#/x'}}\n  examples: {e: {value: {$ref: '#/y'}}}\n";
    assert_eq!(faults("a.yaml", text), ["S0301 5:23 /components/headers/h/$ref: nothing stands at `#/x`"]);
}
