//! What `--report` writes.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Exit, Place, report};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn reports_as_it_is_specified() {
    let place = Place::new();
    place.run("specsmith generate pets.json -o sdk --report report.json");
    let found = report(&place, "report.json");
    let mut expected =
        ["document", "openapi", "operations", "schemas", "types", "files", "bytes", "diagnostics", "millis"];
    expected.sort_unstable();
    assert_eq!(keys(&found), expected);
    assert_eq!(found["document"], "pets.json");
    assert_eq!(found["openapi"], "3.0.3");
    assert_eq!(found["operations"], serde_json::json!({"in_document": 1, "emitted": 1}));
    assert_eq!(found["schemas"], 0);
    assert_eq!(found["diagnostics"], serde_json::json!([]));
    let files = walk(&place.path().join("sdk"));
    assert_eq!(found["files"], files.len());
    assert_eq!(found["bytes"], files.iter().sum::<u64>());
    let stages = ["emit", "lower", "name", "read", "resolve", "total", "write"];
    assert_eq!(keys(&found["millis"]), stages);
    assert!(stages.iter().all(|stage| found["millis"][stage].is_number()), "{found}");
}

/// The sizes of all files below a folder.
fn walk(folder: &Path) -> Vec<u64> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            sizes.extend(walk(&entry.path()));
        } else {
            sizes.push(entry.metadata().unwrap().len());
        }
    }
    sizes
}

#[test]
fn reports_what_is_known_of_a_failure() {
    let place = Place::new();
    fs::write(place.path().join("bad.json"), "{}").unwrap();
    let done = place.run("specsmith generate bad.json -o sdk --report report.json");
    assert_eq!(done.exit, Exit::Bad);
    let found = report(&place, "report.json");
    assert_eq!(keys(&found).len(), 9);
    assert_eq!(found["document"], "bad.json");
    assert_eq!(found["files"], Value::Null);
    assert!(found["millis"]["read"].is_number() && found["millis"]["total"].is_number());
    let diagnostic = &found["diagnostics"][0];
    let expected = ["code", "column", "file", "line", "message", "pointer", "severity"];
    assert_eq!(keys(diagnostic), expected);
    assert_eq!(diagnostic["severity"], "error");

    let done = place.run("specsmith generate --report report.json");
    assert_eq!(done.exit, Exit::Bad);
    assert_eq!(report(&place, "report.json")["document"], Value::Null);
}

#[test]
fn a_report_on_standard_output_is_alone_there() {
    let place = Place::new();
    for command in ["check", "generate", "check"] {
        let done = place.run(&format!("specsmith {command} pets.json -o sdk --report -"));
        let report: Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(report["document"], "pets.json");
        assert!(!done.err.is_empty(), "results for people go to standard error");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_bad() {
    let place = Place::new();
    let done = place.run("specsmith generate pets.json -o sdk --report no/such/folder.json");
    assert_eq!(done.exit, Exit::Bad);
    assert!(done.err.contains("no/such/folder.json"), "{done:?}");
    assert!(place.path().join("sdk/Cargo.toml").is_file());
}
