//! S66 and S69: what the tool itself does.

use std::fmt::Write as _;

use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;

use super::{Outcome, document, operation};

#[test]
fn s66_all_errors_are_told_in_order_and_once() {
    let mut schemas = String::new();
    for number in 0..150 {
        let _ = writeln!(
            schemas,
            "    A{number}: {{properties: {{a: {{$ref: '#/x{number}'}}, b: {{$ref: '#/x{number}'}}}}}}"
        );
    }
    let text = document("  {}", &format!("  schemas:\n{schemas}"));
    let mut sink = Sink::new();
    assert!(specsmith::generate(&Source::text("api.yaml", text), &Config::default(), &mut sink).is_none());

    // As JSON, all of them: each place once, from the first to the last.
    let entries = diag::entries(&sink);
    let errors: Vec<_> = entries.iter().filter(|one| one.code == "S0301").map(|one| (one.line, one.column)).collect();
    assert_eq!(errors.len(), 300);
    assert!(errors.is_sorted_by(|one, next| one < next), "{errors:?}");
    // For people, a hundred, and how many there are beside.
    let shown = diag::render(&sink, false);
    assert_eq!(shown.matches("error[S0301]").count(), 100, "{shown}");
    assert!(shown.contains("200 more errors"), "{shown}");
}

#[test]
fn s69_a_crate_runs_nothing_when_it_is_built() {
    let responses = "      responses: {'204': {description: Done.}}";
    let text = document(&operation("/a", "get", "", responses), "  {}");
    let files = Outcome::of(&text, false).made(&[]);
    assert!(files.iter().all(|(path, _)| !path.ends_with("build.rs")), "a build script");
    let manifest: toml::Table = files.get("Cargo.toml").expect("a manifest").parse().expect("TOML");
    let tables: Vec<&str> = manifest.keys().map(String::as_str).collect();
    assert_eq!(tables, ["dependencies", "features", "package"]);
    let package = manifest["package"].as_table().expect("a table");
    assert!(!["build", "links", "workspace"].iter().any(|key| package.contains_key(*key)), "{package:?}");
    for (name, dependency) in manifest["dependencies"].as_table().expect("a table") {
        let is_elsewhere = ["path", "git", "registry"].iter().any(|key| dependency.get(key).is_some());
        assert!(!is_elsewhere, "{name}: {dependency}");
    }
}
