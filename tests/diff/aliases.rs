//! Renames that the configuration states: the former name stays as a deprecated alias, and nothing breaks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use specsmith::config::Config;
use specsmith::diff::{Places, Report, Rust, Surface, compare};
use specsmith::read::Source;

use super::{Sink, diag, kennel, mutations, public};

const WEIGHT: &str =
    "/paths/~1kennels~1{kennel_id}~1dogs/post/requestBody/content/application~1json/schema/properties/weight";

/// Places, their names, and what these were before.
const RENAMES: [(&str, &str, &str); 3] = [
    ("/components/schemas/Walk", "Stroll", "Walk"),
    ("/paths/~1feed/get", "newest", "latest"),
    (WEIGHT, "mass", "weight"),
];

/// The configuration of a crate in which things have other names.
pub(crate) fn config(has_aliases: bool) -> Config {
    let mut text = "[package]\nname = \"kennel\"\n[names]\n".to_owned();
    let mut add = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for (place, name, _) in RENAMES {
        add(format!("{place:?} = {name:?}"));
    }
    if has_aliases {
        add("[former_names]".to_owned());
        for (place, _, former) in RENAMES {
            add(format!("{place:?} = {former:?}"));
        }
    }
    parse(&text)
}

fn parse(text: &str) -> Config {
    let mut sink = Sink::new();
    let config = Config::parse("specsmith.toml", text, &mut sink);
    config.filter(|_| !sink.has_errors()).unwrap_or_else(|| panic!("{}", diag::render(&sink, false)))
}

fn surface(config: &Config) -> (Surface, Sink) {
    made(config, kennel())
}

fn made(config: &Config, document: String) -> (Surface, Sink) {
    let mut sink = Sink::new();
    let surface = specsmith::surface(&Source::text("kennel.yaml", document), config, &mut sink);
    let surface = surface.unwrap_or_else(|| panic!("{}", diag::render(&sink, false)));
    (surface, sink)
}

fn diff(old: &Config, new: &Config) -> Report {
    let ((old, old_sink), (new, new_sink)) = (surface(old), surface(new));
    let places = |sink, name| Places { sources: Some(sink), name };
    compare(&old, &new, (places(&old_sink.sources, "OLD"), places(&new_sink.sources, "NEW")))
}

fn names(config: &Config) -> public::Names {
    let mut sink = Sink::new();
    let generated = specsmith::generate(&Source::text("kennel.yaml", kennel()), config, &mut sink);
    let files = generated.expect("there is no error").files;
    let bytes: BTreeMap<_, _> = files.iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    public::names(&bytes)
}

#[test]
fn a_stated_rename_breaks_nothing_until_its_line_is_taken_out() {
    let plain = parse("[package]\nname = \"kennel\"\n");
    let kinds =
        |report: &Report| report.changes.iter().map(|change| (change.kind, change.verdicts.rust)).collect::<Vec<_>>();
    let named = |level| vec![("input_renamed", level), ("operation_renamed", level), ("type_renamed", level)];
    assert_eq!(kinds(&diff(&plain, &config(true))), named(Rust::Minor));
    assert_eq!(kinds(&diff(&plain, &config(false))), named(Rust::Major));
    let report = diff(&config(true), &config(false));
    assert_eq!(report.verdicts.rust, Rust::Major);
    assert!(report.changes.iter().all(|change| change.kind == "alias_removed"), "{}", report.text());
    // Everything that could be named can be named still, and signatures speak of the new names.
    let (before, after) = (names(&plain), names(&config(true)));
    let gone: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    let inside: Vec<&&String> =
        gone.iter().filter(|name| !name.starts_with("models::Walk.") && !name.contains("for Latest")).collect();
    assert_eq!(inside, Vec::<&&String>::new(), "what is in a type is there by its alias");
    assert_eq!(after["models::Walk"], "Stroll");
    assert_eq!(after["resources::feed::LatestRequest"], "NewestRequest");
}

/// They are there until somebody takes their lines out, and are called to mind when something breaks anyway.
#[test]
fn a_release_that_breaks_calls_to_mind_what_may_go() {
    let removal = mutations::all().find(|one| one.name == "remove an operation").expect("a mutation");
    let ((old, old_sink), (new, new_sink)) =
        (made(&config(true), kennel()), made(&config(true), removal.apply(&kennel())));
    let places = |sink, name| Places { sources: Some(sink), name };
    let report = compare(&old, &new, (places(&old_sink.sources, "OLD"), places(&new_sink.sources, "NEW")));
    assert_eq!(report.aliases, ["Walk", "feed::latest", "dogs::CreateRequest::weight"]);
    let line = "Aliases    Walk, feed::latest, dogs::CreateRequest::weight: a release that breaks may leave them out\n";
    assert!(report.text().contains(line), "{}", report.text());
    assert_eq!(diff(&config(true), &config(true)).aliases, Vec::<String>::new());
}

#[test]
fn the_document_can_state_it_too() {
    let mut text = kennel();
    for (before, after) in [
        ("\n    Walk:\n", "\n    Stroll:\n      x-former-name: Walk\n"),
        ("schemas/Walk'", "schemas/Stroll'"),
        (
            "                weight: {type: number, minimum: 0.5}",
            "                mass: {type: number, minimum: 0.5, x-former-name: weight}",
        ),
    ] {
        assert!(text.contains(before), "{before}");
        text = text.replace(before, after);
    }
    let ((old, old_sink), (new, new_sink)) = (super::surface(&kennel()), super::surface(&text));
    let places = |sink, name| Places { sources: Some(sink), name };
    let report = compare(&old, &new, (places(&old_sink.sources, "OLD"), places(&new_sink.sources, "NEW")));
    let found: Vec<_> = report.changes.iter().map(|one| (one.kind, one.path.as_str(), one.verdicts.rust)).collect();
    let expected = [
        ("input_moved", "dogs::CreateRequest::mass", Rust::Patch),
        ("input_renamed", "dogs::CreateRequest::weight", Rust::Minor),
        ("type_renamed", "Walk", Rust::Minor),
    ];
    assert_eq!(found, expected, "{}", report.text());
    assert!(report.verdicts.wire.requests, "crates that were made before send `weight`");
}

#[test]
fn a_former_name_that_is_taken_is_refused() {
    let config = |line: &str| format!("[former_names]\n{line}\n");
    for line in [
        "\"/components/schemas/Walk\" = \"Dog\"",
        "\"/components/schemas/Walk\" = \"Walk\"",
        "\"/paths/~1kennels~1{kennel_id}~1dogs/post\" = \"list\"",
        "\"/components/schemas/Walk\" = \"not a name\"",
        "\"/components/schemas/Walk\" = \"Hound\"\n\"/components/schemas/Owner\" = \"Hound\"",
    ] {
        let mut sink = Sink::new();
        let config = Config::parse("specsmith.toml", &config(line), &mut sink).expect("a configuration");
        specsmith::surface(&Source::text("kennel.yaml", kennel()), &config, &mut sink);
        let shown = diag::render(&sink, false);
        assert!(sink.has_errors() && shown.contains("specsmith.toml:2:"), "{line}: {shown}");
    }
}
