//! Callers that compile with the crate before an edit and not with the one after: why we say *major* where
//! `cargo semver-checks` does not, since it does not look at the types of fields, arguments and results.

use std::fmt::Write as _;

use specsmith::config::Config;
use specsmith::diff::Rust;

use super::crates::Crates;
use super::{aliases, kennel, mutations};

/// The name of a mutation, and code that it breaks.
pub(crate) const CALLERS: &[(&str, &str)] = &[
    (
        "change the type of a parameter",
        "pub fn caller(client: &Client, text: &str) { client.dogs().delete(\"k\", \"d\").dry_run(text.parse().unwrap()); }",
    ),
    (
        "widen a parameter from date-time to string",
        "pub fn caller(client: &Client, since: types::Timestamp) { client.dogs().list(\"k\").since(since); }",
    ),
    (
        "forbid null in a body",
        "pub fn caller(client: &Client) { client.dogs().create(\"k\", \"Rex\", \"Collie\").chip(types::Nullable::Null); }",
    ),
    (
        "allow null for a number in a body",
        "pub fn caller(client: &Client) { client.dogs().create(\"k\", \"Rex\", \"Collie\").weight(3); }",
    ),
    (
        "narrow a property of a body from number to integer",
        "pub fn caller(client: &Client) { client.dogs().create(\"k\", \"Rex\", \"Collie\").weight(0.5); }",
    ),
    (
        "widen a property of a body from integer to number",
        "pub fn caller(client: &Client, start: types::Timestamp, minutes: i64) { client.walks().plan(\"d\", start, minutes); }",
    ),
    ("make a property in answers optional", "pub fn caller(dog: models::Dog) -> i64 { dog.age }"),
    ("make a property in answers required", "pub fn caller(dog: models::Dog) -> Option<f64> { dog.weight }"),
    ("allow null in answers", "pub fn caller(dog: models::Dog) -> i64 { dog.age }"),
    ("forbid null in answers", "pub fn caller(dog: models::Dog) -> types::Nullable<String> { dog.chip }"),
    ("widen a property in answers from integer to number", "pub fn caller(dog: models::Dog) -> i64 { dog.age }"),
    (
        "narrow a property in answers from number to integer",
        "pub fn caller(dog: models::Dog) -> Option<f64> { dog.weight }",
    ),
    (
        "widen a property in answers from int32 to int64",
        "pub fn caller(walk: models::Walk) -> Option<i32> { walk.distance }",
    ),
    ("change a date in answers into a text", "pub fn caller(dog: models::Dog) -> Option<types::Date> { dog.born }"),
    ("make a text in answers a list", "pub fn caller(dog: models::Dog) -> Option<String> { dog.nickname }"),
    (
        "give an operation an answer",
        "pub async fn caller(client: &Client) -> Result<(), Error> { client.dogs().delete(\"k\", \"d\").send().await }",
    ),
    (
        "take the answer of an operation away",
        "pub async fn caller(client: &Client, start: types::Timestamp) -> Result<models::Walk, Error> {
            client.walks().plan(\"d\", start, 30).send().await
        }",
    ),
    (
        "change the type of an answer",
        "pub async fn caller(client: &Client) -> Result<i64, Error> { client.notes().replace([]).send().await }",
    ),
    (
        "change the media type of an answer",
        "pub async fn caller(client: &Client) -> Result<String, Error> { client.export().text().send().await }",
    ),
    ("make a property of a type in requests optional", "pub fn caller(note: models::Note) -> String { note.text }"),
    (
        "reorder required properties of a body",
        "pub fn caller(client: &Client, start: types::Timestamp) { client.walks().plan(\"Rex\", start, 30); }",
    ),
    (
        "reorder required properties of a type in requests",
        "pub fn caller() -> models::Leash { models::Leash::new(\"red\", 1.5) }",
    ),
    ("remove a webhook", "pub fn caller(body: webhooks::DogBarked) {}"),
];

/// A crate of callers, in a module each.
fn callers<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::from("#![allow(unused)]\n");
    for (at, caller) in all.into_iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "mod caller{at} {{\n    use kennel::*;\n    {caller}\n}}");
    }
    text
}

#[test]
fn what_we_call_major_breaks_a_caller() {
    let crates = Crates::new();
    crates.write("base", &kennel(), Config::default());
    if let Err(said) = crates.check("base", &callers(CALLERS.iter().map(|(_, caller)| *caller))) {
        panic!("not all callers compile with the crate before:\n{said}");
    }
    let mut wrong = Vec::new();
    for (name, caller) in CALLERS {
        let mutation = mutations::all().find(|one| one.name == *name);
        let mutation = mutation.unwrap_or_else(|| panic!("there is no mutation {name:?}"));
        assert_eq!(mutation.rust, Rust::Major, "{name}");
        crates.write("after", &mutation.apply(&kennel()), Config::default());
        if crates.check("after", &callers([*caller])).is_ok() {
            wrong.push(*name);
        }
    }
    assert_eq!(wrong, Vec::<&str>::new(), "their callers compile with the crate after");
}

#[test]
fn callers_by_former_names_compile_and_are_told_the_new_ones() {
    let crates = Crates::new();
    crates.write("after", &kennel(), aliases::config(true));
    let caller = "pub fn walk(walk: models::Walk) -> models::Stroll { walk }
        pub fn feed(client: &Client) -> resources::feed::LatestRequest { client.feed().latest() }
        pub fn dog(client: &Client) { client.dogs().create(\"k\", \"Rex\", \"Collie\").weight(0.5); }";
    if let Err(said) = crates.check("after", &callers([caller])) {
        panic!("{said}");
    }
    let strict = callers([caller]).replace("#![allow(unused)]", "#![allow(unused)]\n#![deny(deprecated)]");
    let said = crates.check("after", &strict).expect_err("it is deprecated");
    for name in ["Stroll", "newest", "NewestRequest", "mass"] {
        assert!(said.contains(&format!("it is called `{name}` now")), "{name}: {said}");
    }
}
