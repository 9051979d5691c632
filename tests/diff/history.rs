//! Real documents: what becomes of callers where what is marked as deprecated, or as a preview, is taken out.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use specsmith::config::Config;
use specsmith::diff::{Places, Report, Rust, Surface, compare};
use specsmith::read::Source;
use specsmith_tests::project;

use super::{Sink, diag};

/// Documents of the corpus with parts that are marked (JSON, so that they can be edited as values), and what is said of
/// taking these out.
const DOCUMENTS: &[(&str, &str)] = &[
    ("adyen/CheckoutService-v71.json", "1, 0, 68 | 70 | 0 | breaks | same | 0.2.0"),
    ("influxdb/cloud.json", "7, 0, 1 | 26 | 0 | breaks | same | 0.2.0"),
    ("qdrant/openapi.json", "0, 0, 24 | 24 | 0 | breaks | same | 0.2.0"),
];

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether something is on its way out, or not there for good yet.
fn is_marked(value: &Value) -> bool {
    let is_true = |key: &str| value.get(key).and_then(Value::as_bool) == Some(true);
    is_true("deprecated") || is_true("x-preview") || is_true("x-beta") || is_true("x-experimental")
}

/// Takes out operations, parameters and optional properties that are marked; gives how many of each.
fn take_out(document: &mut Value) -> [usize; 3] {
    let mut count = [0; 3];
    for path in
        document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(|paths| paths.values_mut())
    {
        let Some(item) = path.as_object_mut() else { continue };
        let marked: Vec<String> = item
            .iter()
            .filter(|(key, one)| METHODS.contains(&key.as_str()) && is_marked(one))
            .map(|(key, _)| key.clone())
            .collect();
        for method in marked {
            item.remove(&method);
            count[0] += 1;
        }
    }
    inside(document, &mut count);
    count
}

fn inside(value: &mut Value, count: &mut [usize; 3]) {
    if let Some(Value::Array(parameters)) = value.get_mut("parameters") {
        let before = parameters.len();
        parameters.retain(|one| !is_marked(one) || one.get("required").and_then(Value::as_bool) == Some(true));
        count[1] += before - parameters.len();
    }
    let required: Vec<String> = value
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if let Some(Value::Object(properties)) = value.get_mut("properties") {
        let before = properties.len();
        properties.retain(|name, one| !one.is_object() || !is_marked(one) || required.contains(name));
        count[2] += before - properties.len();
    }
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| inside(one, count)),
        Value::Object(all) => all.values_mut().for_each(|one| inside(one, count)),
        _ => {}
    }
}

fn surface(name: &str, document: &Value) -> (Surface, Sink) {
    let mut sink = Sink::new();
    sink.degrade = true;
    let text = serde_json::to_string_pretty(document).expect("JSON");
    let surface = specsmith::surface(&Source::text(name, text), &Config::default(), &mut sink);
    let Some(surface) = surface else { panic!("{name}: {}", diag::render(&sink, false)) };
    (surface, sink)
}

fn report(name: &str, old: &Value, new: &Value) -> Report {
    let (old, old_sink) = surface(name, old);
    let (new, new_sink) = surface(name, new);
    let places = |sink, name| Places { sources: Some(sink), name };
    compare(&old, &new, (places(&old_sink.sources, "with"), places(&new_sink.sources, "without")))
}

#[test]
fn what_is_marked_is_taken_out_of_real_documents() {
    let specs = project::root().join("../shared/specs");
    if !specs.is_dir() {
        eprintln!("skipped: {} is not there", specs.display());
        return;
    }
    let mut table = "| document | operations, parameters, properties taken out | major | minor | wire | behaviour | release |\n|---|---|---|---|---|---|---|\n".to_owned();
    for (name, expected) in DOCUMENTS {
        let text = fs::read_to_string(specs.join(name)).expect("a document of the corpus");
        let old: Value = serde_json::from_str(&text).expect("JSON");
        let mut new = old.clone();
        let [operations, parameters, properties] = take_out(&mut new);
        assert!(operations + parameters + properties > 0, "{name} has nothing that is marked");
        let report = report(name, &old, &new);
        let count = |kind: &str| report.changes.iter().filter(|change| change.kind == kind).count();
        let level = |level: Rust| report.changes.iter().filter(|change| change.verdicts.rust == level).count();
        // Each operation that was taken out is told, and no other; nothing is new, and nothing has another name.
        assert_eq!(count("operation_removed"), operations, "{name}");
        for change in &report.changes {
            assert!(
                !change.kind.ends_with("_added") || change.kind == "constructor_added",
                "{name}: {}: {} ({})",
                change.path,
                change.what,
                change.kind
            );
            assert!(!change.kind.ends_with("_renamed"), "{name}: {}: {}", change.path, change.what);
            assert!(change.old.is_some() || change.new.is_some(), "{name}: {}", change.what);
        }
        assert_eq!(report.verdicts.rust, Rust::Major, "{name}");
        let row = format!(
            "{operations}, {parameters}, {properties} | {} | {} | {} | {} | {}",
            level(Rust::Major),
            level(Rust::Minor),
            report.verdicts.wire.word(),
            report.verdicts.behaviour.word(),
            report.release.as_deref().unwrap_or("none"),
        );
        assert_eq!(row, *expected, "{name}:\n{}", report.text());
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {name} | {row} |");
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("history-{}.md", name.replace(['/', '.'], "-")));
        fs::write(file, report.markdown()).expect("writing the report");
    }
    println!("{table}");
}
