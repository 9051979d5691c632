//! References in chains, circles and files.

use std::fmt::Write as _;

use crate::config::Config;
use crate::diag::{Sink, entries};
use crate::read::{Source, document};
use crate::resolve::spec;
use crate::resolve::spec::{Additional, Spec};

fn resolve(text: &str, degrade: bool) -> (Spec, Vec<String>) {
    let mut sink = Sink::new();
    sink.degrade = degrade;
    let document = document(&Source::text("a.yaml", text), &mut sink).unwrap();
    let spec = spec(document, &Config::default(), &mut sink);
    let found = entries(&sink).into_iter().map(|one| format!("{} {} {}", one.severity, one.code, one.pointer));
    (spec, found.collect())
}

fn schemas(version: &str, schemas: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

#[test]
fn long_chains() {
    for (version, open, close) in [
        ("3.0.0", "{$ref: ", "}"),
        ("3.1.0", "{description: d, $ref: ", "}"),
        ("3.0.0", "{type: object, allOf: [{$ref: ", "}]}"),
    ] {
        let links = (0..10_000).map(|at| format!("    A{at}: {open}'#/components/schemas/A{}'{close}\n", at + 1));
        let text = schemas(version, &(links.collect::<String>() + "    A10000: {type: object, properties: {x: {}}}\n"));
        let (spec, found) = resolve(&text, false);
        assert!(found.is_empty(), "{:?}", found.first());
        let first = spec.schema(spec.components[0].1);
        let last = spec.components[10_000].1;
        assert!(spec.components[0].1 == last || first.same_as == Some(last), "{version} {open}");
    }
}

#[test]
fn circles() {
    let (_, found) = resolve(
        &schemas(
            "3.0.0",
            "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    C: {$ref: '#/components/schemas/C'}\n    D: {allOf: [{$ref: '#/components/schemas/D'}, {type: object}]}\n    E: {properties: {e: {$ref: '#/components/schemas/E'}}}\n",
        ),
        false,
    );
    let codes: Vec<_> = found.iter().map(|one| one.split(' ').nth(1).unwrap()).collect();
    assert_eq!(codes, ["S0303", "S0303", "S0307"], "{found:?}");
}

#[test]
fn a_member_that_contains_itself() {
    let text = schemas(
        "3.0.0",
        "    X: {type: object, properties: {self: {$ref: '#/components/schemas/X'}, items: {type: array, items: {$ref: '#/components/schemas/X'}}}}\n    A: {allOf: [{$ref: '#/components/schemas/X'}], properties: {self: {$ref: '#/components/schemas/A'}, items: {type: array, items: {$ref: '#/components/schemas/A'}}}}\n",
    );
    let (spec, found) = resolve(&text, false);
    assert!(found.is_empty() && spec.schemas.len() < 20, "{found:?} {}", spec.schemas.len());
}

#[test]
fn fan_out_is_linear() {
    let mut text = String::new();
    for at in 0..30 {
        let next = at + 1;
        let _ = writeln!(
            text,
            "    A{at}: {{allOf: [{{$ref: '#/components/schemas/A{next}'}}, {{$ref: '#/components/schemas/A{next}'}}]}}"
        );
    }
    let (spec, found) =
        resolve(&schemas("3.0.0", &(text + "    A30: {type: object, properties: {x: {type: string}}}\n")), false);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(spec.schema(spec.components[0].1).properties.len(), 1);
}

#[test]
fn siblings_hold_in_3_1() {
    let text = "    A: {type: object, properties: {a: {type: string}}}\n    B: {properties: {p: {$ref: '#/components/schemas/A', required: [a], description: d}, q: {$ref: '#/components/schemas/A', description: d}}}\n";
    let (spec, found) = resolve(&schemas("3.1.0", text), false);
    assert!(found.is_empty(), "{found:?}");
    let b = spec.schema(spec.components[1].1);
    let (p, q) = (spec.schema(b.properties[0].schema), spec.schema(b.properties[1].schema));
    assert_eq!((p.required.len(), p.properties.len(), p.description.as_deref()), (1, 1, Some("d")));
    assert_eq!((q.same_as, q.description.as_deref()), (Some(spec.components[0].1), Some("d")));
    let (spec, found) = resolve(&schemas("3.0.0", text), false);
    assert_eq!((spec.schema(spec.components[1].1).properties[1].schema, found.len()), (spec.components[0].1, 2));
}

#[test]
fn into_the_midst() {
    let text = schemas(
        "3.0.0",
        "    A: {properties: {p: {type: object, properties: {q: {$ref: '#/components/schemas/A/properties/p'}}}}}\n    B: {$ref: '#/components/schemas/A/properties/p'}\n    C: {additionalProperties: {$ref: '#/definitions/D'}}\ndefinitions: {D: {type: string}}\n",
    );
    let (spec, _) = resolve(&text, false);
    let p = spec.schema(spec.components[0].1).properties[0].schema;
    assert_eq!((spec.components[1].1, spec.schema(p).properties[0].schema), (p, p));
    let (name, d) = &spec.components[3];
    assert_eq!(name, "D");
    assert_eq!(spec.schema(spec.components[2].1).additional, Additional::Allowed(Some(*d)));
}

#[test]
fn degraded() {
    let text = schemas(
        "3.0.0",
        "    A: {properties: {a: {$ref: '#/x'}, b: {type: string}}, description: one, description: two}\n    B: {$ref: '#/components/schemas/B'}\n    C: {allOf: [{type: string}, {type: integer}]}\n",
    );
    let (_, found) = resolve(&text, false);
    let errors: Vec<&String> = found.iter().filter(|one| one.starts_with("error")).collect();
    assert!(found.len() == 4 && errors.len() == 3, "{found:?}");
    assert_eq!(found[3], "warning S0403 /components/schemas/C");
    let (spec, found) = resolve(&text, true);
    assert!(found.len() == 4 && found.iter().all(|one| one.starts_with("warning")), "{found:?}");
    let a = spec.schema(spec.components[0].1);
    assert_eq!((a.properties.len(), a.description.as_deref()), (2, Some("two")));
}

#[test]
fn discriminators() {
    let text = schemas(
        "3.0.0",
        "    A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: k, mapping: {b: '#/components/schemas/B', z: Z}}}\n    B: {type: object}\n    C: {type: object}\n",
    );
    let (spec, found) = resolve(&text, false);
    assert_eq!(found, ["warning S0416 /components/schemas/A/discriminator"]);
    let mapping = &spec.schema(spec.components[0].1).discriminator.as_ref().unwrap().mapping;
    assert_eq!(*mapping, [("b".to_owned(), spec.components[1].1), ("C".to_owned(), spec.components[2].1)]);
}
