//! Where a document can grow.

use super::tree::Tree;

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The way to a value.
pub(super) type Way = Vec<Step>;

/// Places of a document.
#[derive(Default)]
pub(super) struct Places {
    /// Schemas with properties, but for envelopes: what is added to those is about what an answer is.
    pub(super) objects: Vec<Way>,
    /// Schemas with several values. A single one is a constant, and no longer one with another beside it.
    pub(super) enums: Vec<Way>,
    /// Lists of alternatives, of which several are objects without a name.
    pub(super) unions: Vec<Way>,
    /// Operations.
    pub(super) operations: Vec<Way>,
}

/// Objects whose keys are names of the document and not OpenAPI's.
const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Values that are no part of the description.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples", "value"];

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// Everything that there is.
pub(super) fn find(document: &Tree) -> Places {
    let mut places = Places::default();
    walk(document, false, &mut Vec::new(), &mut places);
    for (path, item) in document.get("paths").map(Tree::members).unwrap_or_default() {
        for method in METHODS.iter().filter(|method| item.get(method).is_some()) {
            let way = ["paths", path, method].map(|key| Step::Key(key.to_owned()));
            places.operations.push(way.to_vec());
        }
    }
    places
}

fn walk(at: &Tree, is_named: bool, way: &mut Way, places: &mut Places) {
    if !is_named {
        if at.get("properties").is_some_and(|all| !all.members().is_empty() && all.get("success").is_none()) {
            places.objects.push(way.clone());
        }
        if let Some(Tree::List(values)) = at.get("enum")
            && values.len() > 1
            && values.iter().all(|value| value.text().is_some())
            && at.get("type").and_then(Tree::text) == Some("string")
        {
            places.enums.push(way.clone());
        }
    }
    for key in ["oneOf", "anyOf"].into_iter().filter(|_| !is_named) {
        let Some(Tree::List(alternatives)) = at.get(key) else { continue };
        let is_object = |one: &Tree| one.get("properties").is_some_and(|all| !all.members().is_empty());
        if alternatives.iter().filter(|one| is_object(one)).count() > 1 {
            places.unions.push(way.iter().cloned().chain([Step::Key(key.to_owned())]).collect());
        }
    }
    match at {
        Tree::Object(members) => {
            for (key, value) in members {
                if !is_named && (DATA.contains(&key.as_str()) || key.starts_with("x-")) {
                    continue;
                }
                way.push(Step::Key(key.clone()));
                walk(value, !is_named && NAMED.contains(&key.as_str()), way, places);
                way.pop();
            }
        }
        Tree::List(items) => {
            for (at, item) in items.iter().enumerate() {
                way.push(Step::Index(at));
                walk(item, false, way, places);
                way.pop();
            }
        }
        Tree::Text(_) | Tree::Other(_) => {}
    }
}

impl Places {
    /// Follows what moves when an item is put into a list.
    pub(super) fn inserted(&mut self, list: &[Step], at: usize) {
        for way in [&mut self.objects, &mut self.enums, &mut self.unions].into_iter().flatten() {
            if way.starts_with(list)
                && let Some(Step::Index(index)) = way.get_mut(list.len())
                && *index >= at
            {
                *index += 1;
            }
        }
    }
}

/// The value at the end of a way.
pub(super) fn at<'t>(document: &'t mut Tree, way: &[Step]) -> &'t mut Tree {
    way.iter().fold(document, |at, step| match (at, step) {
        (at @ Tree::Object(_), Step::Key(key)) => at.get_mut(key).expect("a member"),
        (Tree::List(items), Step::Index(index)) => items.get_mut(*index).expect("an item"),
        _ => panic!("{way:?} leads nowhere"),
    })
}
