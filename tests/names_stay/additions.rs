//! Random additions to a document, most of them called like something that is there.

use std::collections::HashSet;

use fastrand::Rng;

use super::places::{self, Places, Step};
use super::tree::{Tree, json};

/// Words that mean something in Rust or in generated code.
const RESERVED: &[&str] =
    &["extra", "new", "type", "self", "send", "Unknown", "list", "default", "Option", "params", "2"];

/// Adds this many things, and tells what they are.
pub(super) fn add(document: &mut Tree, count: usize, lock: &str, random: &mut Rng) -> Vec<String> {
    let places = places::find(document);
    let types: Vec<&str> = lock
        .lines()
        .filter(|line| ["struct ", "enum ", "union "].iter().any(|kind| line.starts_with(kind)))
        .filter_map(|line| line.rsplit([' ', ':']).next())
        .collect();
    let mut growing = Growing { document, places, types, random };
    let mut added = Vec::new();
    for _ in 0..count {
        added.extend(growing.one());
    }
    added
}

struct Growing<'a> {
    document: &'a mut Tree,
    /// Where things were before the first addition. None of them is removed.
    places: Places,
    /// What types are called in Rust.
    types: Vec<&'a str>,
    random: &'a mut Rng,
}

impl Growing<'_> {
    /// One addition; nothing where there is no place for it.
    fn one(&mut self) -> Option<String> {
        match self.random.u8(..9) {
            0 => self.schema(),
            1 | 2 => self.property(),
            3 => self.value(),
            8 => self.alternative(),
            4 => self.parameter(),
            5 => self.operation(),
            6 => self.hint(),
            _ => self.scheme(),
        }
    }

    /// A component that would be called as a type is called, or nearly so.
    fn schema(&mut self) -> Option<String> {
        let rust = self.types.get(self.random.usize(..self.types.len().max(1))).map(|name| (*name).to_owned());
        let schemas = self.document.find_mut(&["components", "schemas"])?;
        let known: Vec<String> = schemas.members().iter().map(|(key, _)| key.clone()).collect();
        let word = match (rust, self.random.bool()) {
            (Some(rust), true) => rust,
            _ => respelled(choice(&known, self.random)?, self.random),
        };
        let schema = schema(self.random);
        let schemas = self.document.find_mut(&["components", "schemas"])?;
        schemas.insert(&word, schema, self.random).then(|| format!("the schema {word}"))
    }

    fn property(&mut self) -> Option<String> {
        let way = choice(&self.places.objects, self.random)?.clone();
        let properties = places::at(self.document, &way).get_mut("properties")?;
        let known: Vec<String> = properties.members().iter().map(|(key, _)| key.clone()).collect();
        let word = word(&known, self.random)?;
        let schema = schema(self.random);
        properties.insert(&word, schema, self.random).then(|| format!("the property {word} of {way:?}"))
    }

    fn value(&mut self) -> Option<String> {
        let way = choice(&self.places.enums, self.random)?.clone();
        let Some(Tree::List(values)) = places::at(self.document, &way).get_mut("enum") else { return None };
        let known: Vec<String> = values.iter().filter_map(Tree::text).map(str::to_owned).collect();
        let word = word(&known, self.random).filter(|word| !known.contains(word))?;
        values.insert(self.random.usize(..=values.len()), Tree::Text(word.clone()));
        Some(format!("the value {word} of {way:?}"))
    }

    /// An object among others that have no name, either.
    fn alternative(&mut self) -> Option<String> {
        let way = choice(&self.places.unions, self.random)?.clone();
        let Tree::List(alternatives) = places::at(self.document, &way) else { return None };
        let word = format!("only{}", self.random.u32(..));
        let schema = r#"{"type": "object", "required": ["ONLY"], "properties": {"ONLY": {"type": "string"}}}"#;
        let at = self.random.usize(..=alternatives.len());
        alternatives.insert(at, json(&schema.replace("ONLY", &word)));
        self.places.inserted(&way, at);
        Some(format!("the alternative {at} in {way:?}"))
    }

    fn parameter(&mut self) -> Option<String> {
        let way = choice(&self.places.operations, self.random)?.clone();
        let item = places::at(self.document, &way[..2]).clone();
        let operation = places::at(self.document, &way).clone();
        let listed = [item.get("parameters"), operation.get("parameters")];
        let listed = listed.into_iter().flatten().flat_map(|list| match list {
            Tree::List(items) => items.as_slice(),
            _ => &[],
        });
        let mut known = Vec::new();
        for parameter in listed {
            let referred = parameter.get("$ref").and_then(Tree::text);
            let keys: Option<Vec<&str>> = referred.map(|way| way.trim_start_matches("#/").split('/').collect());
            let at = match &keys {
                Some(keys) => self.document.find_mut(keys).cloned(),
                None => Some(parameter.clone()),
            };
            known.extend(at.and_then(|at| at.get("name")?.text().map(str::to_owned)));
        }
        let body = ["content", "application/json", "schema", "properties"];
        let body = body.iter().try_fold(operation.get("requestBody")?, |at, key| at.get(key));
        let fields = body.map(Tree::members).unwrap_or_default().iter().map(|(key, _)| key.clone());
        let all: Vec<String> = known.iter().cloned().chain(fields).collect();
        // One of the same name and place would take the place of the one that is there.
        let word =
            word(&all, self.random).filter(|word| !known.iter().any(|known| known.eq_ignore_ascii_case(word)))?;
        let place = *choice(&["query", "header", "cookie"], self.random)?;
        let name = Tree::Text(word.clone()).json();
        let parameter =
            json(&format!(r#"{{"name": {name}, "in": "{place}", "schema": {}}}"#, enumeration(self.random)));
        let operation = places::at(self.document, &way);
        operation.insert("parameters", Tree::List(Vec::new()), self.random);
        let Some(Tree::List(parameters)) = operation.get_mut("parameters") else { return None };
        let at = self.random.usize(..=parameters.len());
        parameters.insert(at, parameter);
        let list: places::Way = way.iter().cloned().chain([Step::Key("parameters".to_owned())]).collect();
        self.places.inserted(&list, at);
        Some(format!("the parameter {word} in {place} of {way:?}"))
    }

    /// A copy of an operation under another method or path, with the hints of the first one.
    fn operation(&mut self) -> Option<String> {
        let way = choice(&self.places.operations, self.random)?.clone();
        let [_, Step::Key(path), _] = way.as_slice() else { return None };
        let mut copy = places::at(self.document, &way).clone();
        if let Tree::Object(members) = &mut copy {
            // Ids of operations are unique; hints of where they hang need not be.
            members.retain(|(key, _)| key != "operationId" && key != "callbacks");
        }
        let method = *choice(&["get", "put", "post", "delete", "patch"], self.random)?;
        let path = match self.random.u8(..4) {
            0 => path.clone(),
            1 => format!("/v2{path}"),
            2 => format!("{path}/{}", choice(RESERVED, self.random)?),
            _ => format!("{path}/{}", respelled(path.rsplit('/').find(|part| !part.contains('{'))?, self.random)),
        };
        let paths = self.document.get_mut("paths")?;
        paths.insert(&path, Tree::Object(Vec::new()), self.random);
        let item = paths.get_mut(&path)?;
        item.insert(method, copy, self.random).then(|| format!("{method} {path}, a copy of {way:?}"))
    }

    /// What would hang an operation elsewhere, had it not hung somewhere already.
    fn hint(&mut self) -> Option<String> {
        let way = choice(&self.places.operations, self.random)?.clone();
        let kind = self.random.u8(..3);
        let operation = places::at(self.document, &way);
        let is_new = match kind {
            0 => {
                operation.insert("tags", Tree::List(Vec::new()), self.random);
                match operation.get_mut("tags")? {
                    Tree::List(tags) => tags.insert(0, Tree::Text("another tag".to_owned())),
                    _ => return None,
                }
                true
            }
            1 => {
                let id = Tree::Text(format!("another{}", self.random.u32(..)));
                operation.insert("operationId", id, self.random)
            }
            _ => {
                let is_new = operation.insert("x-fern-sdk-method-name", Tree::Text("list".to_owned()), self.random);
                is_new && operation.insert("x-fern-sdk-group-name", Tree::Text("another".to_owned()), self.random)
            }
        };
        is_new.then(|| format!("the hint {kind} of {way:?}"))
    }

    fn scheme(&mut self) -> Option<String> {
        let schemes = self.document.find_mut(&["components", "securitySchemes"])?;
        let known: Vec<String> = schemes.members().iter().map(|(key, _)| key.clone()).collect();
        let first = choice(&known, self.random)?;
        let word = if self.random.bool() { format!("{first}_provider") } else { respelled(first, self.random) };
        let scheme = json(r#"{"type": "http", "scheme": "bearer"}"#);
        schemes.insert(&word, scheme, self.random).then(|| format!("the scheme {word}"))
    }
}

fn choice<'a, T>(all: &'a [T], random: &mut Rng) -> Option<&'a T> {
    (!all.is_empty()).then(|| &all[random.usize(..all.len())])
}

/// A word like one of these, or one that means something anyway.
fn word(known: &[String], random: &mut Rng) -> Option<String> {
    let reserved = (*choice(RESERVED, random)?).to_owned();
    match choice(known, random) {
        Some(known) if random.u8(..4) > 0 => Some(respelled(known, random)),
        _ => Some(reserved),
    }
}

/// Another spelling that comes to the same name, or to what would be the next one.
fn respelled(word: &str, random: &mut Rng) -> String {
    match random.u8(..7) {
        0 => word.replace(['_', '-', ' '], "."),
        1 => format!("{word}_"),
        2 => format!("{word}2"),
        3 => word.to_uppercase(),
        4 => word.split(['_', '-', ' ', '.']).map(capital).collect(),
        5 => word.replace(['-', ' ', '.'], "_"),
        _ => format!("{word}-input"),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A schema of any kind, most of them with types of their own.
fn schema(random: &mut Rng) -> Tree {
    let inner = enumeration(random);
    let kinds = [
        r#"{"type": "string"}"#.to_owned(),
        inner.clone(),
        format!(r#"{{"type": "object", "properties": {{"id": {{"type": "string"}}, "kind": {inner}}}}}"#),
        format!(r#"{{"type": "array", "items": {{"type": "object", "properties": {{"kind": {inner}}}}}}}"#),
        r#"{"type": "object", "additionalProperties": {"type": "object", "properties": {"id": {"type": "integer"}}}}"#
            .to_owned(),
    ];
    json(choice(&kinds, random).map_or("{}", String::as_str))
}

/// An enum that no other one is like.
fn enumeration(random: &mut Rng) -> String {
    format!(r#"{{"type": "string", "enum": ["a{}", "b"]}}"#, random.u32(..))
}

#[test]
fn additions_are_made_of_every_kind() {
    let text = std::fs::read_to_string(specsmith_tests::project::root().join("spec/cloudflare-certificates.yaml"));
    let mut document = super::tree::yaml(&text.expect("the document"));
    let before = document.json();
    let added = add(&mut document, 200, "struct Status", &mut Rng::with_seed(1));
    let kinds: HashSet<&str> = added.iter().filter_map(|one| one.split(' ').next()).collect();
    assert!(added.len() > 100 && kinds.len() > 3, "{added:#?}");
    assert!(document.json().len() > before.len());
}
