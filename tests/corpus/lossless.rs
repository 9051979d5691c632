//! What becomes of the documents' examples in the types of the crates.
//!
//! Each crate is generated with its tests, of which `tests/lossless` is run; the numbers that it prints are added up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};
use specsmith::config::{At, Config, Tests};
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith::write::{self, Unlisted};
use specsmith_tests::project;

use super::documents::Document;

/// The numbers of a document, in the order in which its test prints them.
type Numbers = [usize; 7];

/// What the numbers are.
const COLUMNS: &[&str] = &["examples", "valid", "without a type", "the same", "trips", "made", "the same"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("lossless")
}

/// Tries all documents, prints the numbers, and fails where a value did not survive.
pub(crate) fn run(documents: &[Document], seeds: u64) {
    let mut all = BTreeMap::new();
    let mut failed = Vec::new();
    for document in documents {
        match lay_out(document).and_then(|()| test(document, seeds)) {
            Ok(numbers) => {
                println!("{}: {}", document.name, said(numbers));
                all.insert(&document.name, numbers);
            }
            Err(why) => {
                println!("{}: {why}", document.name);
                failed.push(document.name.as_str());
            }
        }
    }
    let sum = all.values().fold(Numbers::default(), |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    println!("{} documents: {}", all.len(), said(sum));
    assert!(failed.is_empty(), "{} of {} documents failed: {}", failed.len(), documents.len(), failed.join(", "));
    assert!(sum[1] > 0 && sum[1] == sum[2] + sum[3] && sum[5] == sum[6], "{}", said(sum));
}

fn said(numbers: Numbers) -> String {
    let columns = numbers.iter().zip(COLUMNS).map(|(number, name)| format!("{number} {name}"));
    columns.collect::<Vec<_>>().join(", ")
}

/// Writes the crate of a document with its tests, in a workspace of its own.
fn lay_out(document: &Document) -> Result<(), String> {
    let place = folder().join(&document.package);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).map_err(|error| error.to_string())?;
    let mut tests = Tests::default();
    tests.specsmith = Some(project::root().join("codegen"));
    tests.place(&place, &document.path, None, Some(&document.corpus));
    let mut config = Config::default();
    config.package.name = Some(At { value: document.package.clone(), ..At::default() });
    config.tests = Some(tests);
    let mut sink = Sink::new();
    sink.degrade = true;
    let source = Source::file(&document.path).with_root(&document.corpus);
    let generated = specsmith::generate(&source, &config, &mut sink).ok_or_else(|| diag::render(&sink, false))?;
    write::apply(&generated.files, &place, Unlisted::Overwrite).map_err(|error| error.to_string())?;
    let manifest = place.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
    fs::write(&manifest, format!("{text}\n[workspace]\n")).map_err(|error| error.to_string())?;
    fs::copy(project::root().join("Cargo.lock"), place.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(())
}

/// Runs the test of a crate, and reads what it prints.
fn test(document: &Document, seeds: u64) -> Result<Numbers, String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder().join(&document.package));
    command.args(["test", "--test", "lossless", "--offline", "--quiet", "--", "--nocapture"]);
    // What it needs is compiled already for the targets `names` and `proof`.
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("names/target"));
    command.env("RUSTFLAGS", "-D warnings").env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    command.env("TEST_SEEDS", seeds.to_string());
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("{}\n{text}", String::from_utf8_lossy(&output.stderr)));
    }
    let line = text.lines().find(|line| line.contains(" examples, ")).unwrap_or_default();
    let numbers: Vec<usize> =
        line.split(|sign: char| !sign.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
    Numbers::try_from(numbers).map_err(|_| format!("no numbers: {text}"))
}

/// Writes a part of a document in JSON: the paths that begin so, and what they refer to.
pub(crate) fn slice(document: &Path, prefix: &str, to: &Path) {
    let text = fs::read_to_string(document).expect("a document");
    let mut whole: Map<String, Value> = serde_json::from_str(&text).expect("a document in JSON");
    let paths = whole.get_mut("paths").and_then(Value::as_object_mut).expect("paths");
    paths.retain(|path, _| path.starts_with(prefix));
    assert!(!paths.is_empty(), "there are paths that begin with {prefix}");
    let mut needed = BTreeSet::new();
    let mut open: Vec<Value> = vec![whole["paths"].clone()];
    while let Some(value) = open.pop() {
        for reference in references(&value) {
            if needed.insert(reference.clone()) {
                let target = reference.strip_prefix('#').and_then(|pointer| {
                    let pointer = pointer.to_owned();
                    whole.get("components").and_then(|all| all.pointer(pointer.strip_prefix("/components")?))
                });
                open.extend(target.cloned());
            }
        }
    }
    for (kind, entries) in whole["components"].as_object_mut().expect("components") {
        let entries = entries.as_object_mut().expect("a map");
        let is_needed = |name: &str| {
            let name = name.replace('~', "~0").replace('/', "~1");
            needed.contains(&format!("#/components/{kind}/{name}"))
        };
        entries.retain(|name, _| kind == "securitySchemes" || is_needed(name));
    }
    fs::create_dir_all(to.parent().unwrap_or(to)).expect("a folder");
    fs::write(to, Value::Object(whole).to_string()).expect("writing");
}

/// All texts in a value that are references within the document, in `$ref` and in mappings.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.starts_with("#/components/") => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Object(members) => members.values().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
