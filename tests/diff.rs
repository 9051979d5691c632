//! `specsmith diff` says what an edit of a document does to callers, and is right.

#[path = "diff/aliases.rs"]
mod aliases;
#[path = "diff/answers.rs"]
mod answers;
#[path = "diff/bodies.rs"]
mod bodies;
#[path = "diff/callers.rs"]
mod callers;
#[path = "diff/calls.rs"]
mod calls;
#[path = "diff/commands.rs"]
mod commands;
#[path = "diff/crates.rs"]
mod crates;
#[path = "diff/generation.rs"]
mod generation;
#[path = "diff/history.rs"]
mod history;
#[path = "diff/mutations.rs"]
mod mutations;
#[path = "diff/oracle.rs"]
mod oracle;
#[path = "fresh/public.rs"]
mod public;
#[path = "diff/syntax.rs"]
mod syntax;
#[path = "diff/whole.rs"]
mod whole;

use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::diff::{Places, Report, Surface, compare};
use specsmith::read::Source;
use specsmith_tests::project;

/// The document that is edited.
fn kennel() -> String {
    let file = project::root().join("tests/diff/kennel.yaml");
    std::fs::read_to_string(file).expect("the document")
}

/// What callers see of the crate that a document makes.
fn surface(document: &str) -> (Surface, Sink) {
    let mut sink = Sink::new();
    let source = Source::text("kennel.yaml", document);
    let surface = specsmith::surface(&source, &Config::default(), &mut sink);
    let Some(surface) = surface else { panic!("{}", diag::render(&sink, false)) };
    (surface, sink)
}

fn diff(old: &str, new: &str) -> Report {
    let (old, old_sink) = surface(old);
    let (new, new_sink) = surface(new);
    let places = |sink, name| Places { sources: Some(sink), name };
    compare(&old, &new, (places(&old_sink.sources, "OLD"), places(&new_sink.sources, "NEW")))
}

#[test]
fn every_mutation_has_its_verdicts() {
    let document = kennel();
    let count = mutations::all().count();
    assert!(count >= 60, "{count}");
    let mut wrong = Vec::new();
    for mutation in mutations::all() {
        let report = diff(&document, &mutation.apply(&document));
        let kinds: Vec<&str> = report.changes.iter().map(|change| change.kind).collect();
        let has_kinds = mutation.kinds.iter().all(|kind| kinds.contains(kind));
        if report.verdicts != mutation.verdicts() || !has_kinds {
            wrong.push(format!(
                "---- {}: expected {:?} {:?}\n{}",
                mutation.name,
                mutation.verdicts(),
                mutation.kinds,
                report.text()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} of {} are wrong", wrong.join("\n"), wrong.len(), count);
}
