//! What is said of the Rust API is what the sources of the two crates show.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use specsmith::config::Config;
use specsmith::diff::{RECORD, Rust, Surface};
use specsmith::read::Source;
use syn::visit_mut::{self, VisitMut};

use super::mutations::{self, Mutation};
use super::{Sink, diag, kennel, public};

/// The files of the crate that a document makes.
pub(crate) fn files(document: &str) -> BTreeMap<String, String> {
    let mut sink = Sink::new();
    let source = Source::text("kennel.yaml", document);
    let generated = specsmith::generate(&source, &Config::default(), &mut sink);
    let Some(generated) = generated else { panic!("{}", diag::render(&sink, false)) };
    generated.files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// The public names of a crate, with signatures in which arguments have no names.
fn names(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    struct Nameless;
    impl VisitMut for Nameless {
        fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
            pattern.ident = syn::Ident::new("_argument", pattern.ident.span());
            visit_mut::visit_pat_ident_mut(self, pattern);
        }
    }
    let bytes = files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    let nameless = |(name, signature): (String, String)| {
        let signature = match syn::parse_str::<syn::Signature>(&signature) {
            Ok(mut parsed) => {
                Nameless.visit_signature_mut(&mut parsed);
                quote::ToTokens::to_token_stream(&parsed).to_string()
            }
            Err(_) => signature,
        };
        (name, signature)
    };
    public::names(&bytes).into_iter().map(nameless).collect()
}

/// What two sources show: what was removed or changed, and what is new.
fn shown(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> (Vec<String>, Vec<String>) {
    let (old, new) = (names(old), names(new));
    let lost = old.iter().filter(|(name, signature)| new.get(*name) != Some(signature));
    let added = new.keys().filter(|name| !old.contains_key(*name));
    (lost.map(|(name, was)| format!("{name}: {was}")).collect(), added.cloned().collect())
}

/// Mutations of which signatures alone do not show what they do to callers, or show what does nothing, and why.
const BEYOND_SIGNATURES: &[(&str, &str)] = &[
    ("allow null for a boolean in a body", "`bool` is handed over to `impl Into<Nullable<bool>>` as before"),
    ("open an enum", "an enum's value is handed over to `impl Into` of it as before"),
];

fn fault(mutation: &Mutation, old: &BTreeMap<String, String>) -> Option<String> {
    let new = files(&mutation.apply(&kennel()));
    let (lost, added) = shown(old, &new);
    let fits = match mutation.rust {
        Rust::Major => !lost.is_empty(),
        Rust::Minor if mutation.kinds == ["deprecated"] => lost.is_empty() && added.is_empty(),
        Rust::Minor => lost.is_empty() && !added.is_empty(),
        Rust::Patch | Rust::Same => lost.is_empty() && added.is_empty(),
    };
    let is_listed = BEYOND_SIGNATURES.iter().any(|(name, _)| *name == mutation.name);
    // Nothing changes for callers: the crate is the same, byte for byte.
    let is_same = mutation.kinds.is_empty() && mutation.rust == Rust::Same;
    let other: Vec<&String> = new
        .iter()
        .filter(|(path, text)| *path != RECORD && old.get(*path) != Some(*text))
        .map(|(path, _)| path)
        .collect();
    let has_other_code = is_same && other.iter().any(|path| code(&new, path) != code(old, path));
    let fault = fits == is_listed || has_other_code;
    fault.then(|| {
        format!("{}: {:?}\n  lost {lost:?}\n  added {added:?}\n  changed {other:?}", mutation.name, mutation.rust)
    })
}

/// The items of a file, in any order and without documentation: what a reader of the code sees.
fn code(files: &BTreeMap<String, String>, path: &str) -> BTreeSet<String> {
    let text = files.get(path).map(String::as_str).unwrap_or_default();
    text.lines()
        .map(|line| line.trim().trim_end_matches(',').to_owned())
        .filter(|line| !line.starts_with("//"))
        .collect()
}

#[test]
fn verdicts_are_what_the_sources_show() {
    let old = files(&kennel());
    let all: Vec<&Mutation> = mutations::all().collect();
    let faults: Vec<String> = all.par_iter().filter_map(|mutation| fault(mutation, &old)).collect();
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
    for (name, _) in BEYOND_SIGNATURES {
        assert!(all.iter().any(|mutation| mutation.name == *name), "{name} is no mutation");
    }
}

/// No compiler sees it: arguments of one type change places, and calls mean something else.
#[test]
fn arguments_of_one_type_that_change_places_are_major() {
    let document = kennel();
    for (first, second, kind) in [
        (
            "                name: {type: string, minLength: 1, maxLength: 80}\n",
            "                breed: {type: string}\n",
            "arguments_reordered",
        ),
        ("        title: {type: string, maxLength: 100}\n", "        text: {type: string}\n", "constructor_changed"),
    ] {
        let (before, after) = (format!("{first}{second}"), format!("{second}{first}"));
        assert_eq!(document.matches(&before).count(), 1, "{before}");
        let swapped = document.replace(&before, &after);
        let (lost, added) = shown(&files(&document), &files(&swapped));
        assert!(lost.is_empty() && added.is_empty(), "the types alone show it: {lost:?} {added:?}");
        let report = super::diff(&document, &swapped);
        assert_eq!(report.verdicts.rust, Rust::Major, "{}", report.text());
        assert!(report.changes.iter().any(|change| change.kind == kind), "{}", report.text());
    }
}

#[test]
fn a_record_says_what_the_document_says() {
    let document = kennel();
    let (surface, sink) = super::surface(&document);
    let record = surface.clone().record(&sink.sources);
    assert_eq!(files(&document).get(RECORD), Some(&record), "it is in the crate");
    let recorded = Surface::parse(&record).expect("a record");
    let places = |sink: &'static Sink| specsmith::diff::Places { sources: Some(&sink.sources), name: "NEW" };
    let sink: &'static Sink = Box::leak(Box::new(sink));
    let unread = specsmith::diff::Places { sources: None, name: "kennel.yaml" };
    assert_eq!(specsmith::diff::compare(&recorded, &surface, (unread, places(sink))).changes, []);
    for mutation in mutations::all() {
        let (new, new_sink) = super::surface(&mutation.apply(&document));
        let new_places = specsmith::diff::Places { sources: Some(&new_sink.sources), name: "NEW" };
        let from_record = specsmith::diff::compare(&recorded, &new, (unread, new_places));
        let from_document = specsmith::diff::compare(&surface, &new, (places(sink), new_places));
        assert_eq!(from_record.verdicts, from_document.verdicts, "{}", mutation.name);
        for (one, other) in from_record.changes.iter().zip(&from_document.changes) {
            let pointer = |spot: &Option<specsmith::diff::Spot>| {
                spot.as_ref().map(|spot| (spot.file.clone(), spot.pointer.clone()))
            };
            assert_eq!(pointer(&one.old), pointer(&other.old), "{}: {}", mutation.name, one.what);
            assert_eq!((&one.what, &one.new), (&other.what, &other.new), "{}", mutation.name);
        }
    }
}

#[test]
fn a_record_that_is_none_is_refused() {
    for text in ["", "{}", "[]", "{\"specsmith_api\": 2}", "{\"specsmith_api\": 99, \"generator\": \"9.9.9\"}"] {
        assert!(Surface::parse(text).is_err(), "{text}");
    }
}
