//! What becomes of the documents' examples in the types of the crates.
//!
//! The crates are generated with their tests into one workspace, and `tests/lossless` of each is compiled: without what
//! judges values, which is this test, so that most of the time goes into the types. The numbers are added up.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Map, Value};
use specsmith::lossless::{Lossless, Report};
use specsmith_tests::project;

use super::check::{Messages, target};
use super::documents::Document;
use super::served::{self, Crate, LaidOut, Served};

/// A crate whose list of types is longer than this is compiled by itself: its memory is needed once.
const LARGE: usize = 5_000;

/// So many crates are compiled before their values are tried.
const GROUP: usize = 40;

fn folder() -> PathBuf {
    target().join("lossless")
}

/// A document with its crate.
struct Tried<'d> {
    document: &'d Document,
    made: Crate,
}

/// Tries all documents, prints the numbers, and fails where a value did not survive.
pub(crate) fn run(documents: &[Document], seeds: u64) {
    let start = Instant::now();
    let (mut tried, mut failed, mut refused) = (Vec::new(), Vec::new(), 0);
    for document in documents {
        match served::lay_out(document, &folder()) {
            Ok(LaidOut::Crate(made)) => tried.push(Tried { document, made }),
            Ok(LaidOut::Refused) => refused += 1,
            Err(why) => failed.push((document.name.as_str(), why)),
        }
    }
    let members: Vec<&str> = tried.iter().map(|one| one.document.package.as_str()).collect();
    served::workspace(&folder(), &members, &project::root().join("Cargo.lock")).expect("the workspace");
    let (large, small): (Vec<_>, Vec<_>) = tried.iter().partition(|one| one.made.lines > LARGE);
    let mut sum = Report::default();
    let mut table = format!("| document | {} |\n|---|{}\n", COLUMNS.join(" | "), "---:|".repeat(COLUMNS.len()));
    for group in small.chunks(GROUP).chain(large.chunks(1)) {
        let built = build(group);
        eprintln!("{} crates compiled after {:.0} s", group.len(), start.elapsed().as_secs_f64());
        for one in group {
            match test(one, &built, seeds) {
                Ok(mut report) => {
                    let row = row(&one.document.name, &report);
                    println!("{row}");
                    let _ = writeln!(table, "{row}");
                    for reason in &report.reasons {
                        println!("  {reason}");
                    }
                    if !report.faults.is_empty() {
                        let faults = report.faults.join("\n");
                        eprintln!("{faults}");
                        failed.push((&one.document.name, faults));
                    }
                    report.untyped_at.iter_mut().for_each(|at| *at = format!("{} {at}", one.document.name));
                    sum = sum.and(report);
                }
                Err(why) => failed.push((&one.document.name, why)),
            }
        }
    }
    let _ = writeln!(table, "{}", row("all", &sum));
    let summary = summary(documents.len(), refused, failed.len(), &sum);
    let _ = write!(table, "\n{summary}");
    fs::write(target().join("lossless.md"), format!("{table}\n")).expect("the table");
    fs::write(target().join("lossless-untyped.txt"), sum.untyped_at.join("\n")).expect("the list");
    println!("\n{table}\nIt took {:.0} s.", start.elapsed().as_secs_f64());
    for (name, why) in &failed {
        println!("\n{name}:\n{why}");
    }
    assert!(failed.is_empty(), "{} of {} documents have faults", failed.len(), documents.len());
    let is_whole = sum.valid == sum.untyped() + sum.same + sum.unfit
        && sum.made == sum.made_same + sum.made_unfit
        && sum.later == sum.later_same;
    assert!(sum.valid > 0 && is_whole, "{sum}");
}

/// What came of all documents, in a few sentences.
fn summary(documents: usize, refused: usize, failed: usize, sum: &Report) -> String {
    let Report { examples, valid, same, unfit, made, made_same, made_unfit, later, later_same, .. } = sum;
    format!(
        "{documents} documents, {refused} of them refused as they should be, {failed} with faults. {examples} examples, \
         {valid} of them valid; of these {} have a type, and {same} came back the same. {made_same} of {made} made values \
         came back the same. {later_same} of {later} as later versions may send them survived. For {unfit} and {made_unfit} there is a reason that no type could hold them, which is told.",
        valid - sum.untyped(),
    )
}

/// The numbers of a row.
const COLUMNS: &[&str] =
    &["examples", "valid", "without a type", "the same", "trips", "made", "the same", "later", "survived"];

fn row(name: &str, report: &Report) -> String {
    let Report { examples, valid, same, trips, made, made_same, later, later_same, .. } = report;
    let untyped = report.untyped();
    format!(
        "| {name} | {examples} | {valid} | {untyped} | {same} | {trips} | {made} | {made_same} | {later} | {later_same} |"
    )
}

/// Compiles the tests of some crates, without the HTTP stack.
fn build(group: &[&Tried<'_>]) -> Messages {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--test", "lossless", "--keep-going", "--offline", "--message-format=json"]);
    cargo.arg("--no-default-features").current_dir(folder());
    // What has no types has no test of them.
    for Tried { document, made } in group.iter().filter(|one| !one.made.table.is_empty()) {
        cargo.args(["--package", &document.package]);
        if made.has_features {
            cargo.args(["--features", &format!("{}/full", document.package)]);
        }
    }
    cargo.env("CARGO_TARGET_DIR", target().join("lossless-target")).env("RUSTFLAGS", "-D warnings");
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_STRIP", "symbols");
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(name);
    }
    Messages::read(&cargo.stderr(Stdio::inherit()).output().expect("cargo").stdout)
}

/// Tries the values of a document with the types of its crate.
fn test(one: &Tried<'_>, built: &Messages, seeds: u64) -> Result<Report, String> {
    let Document { package, path, corpus, .. } = one.document;
    if one.made.table.is_empty() {
        return Ok(Report::default());
    }
    if let Some(errors) = built.errors.get(package) {
        return Err(format!("it does not compile:\n{}", errors.join("\n")));
    }
    let executable = built.executables.get(package).ok_or("it was not compiled; see what cargo says")?;
    let lossless = Lossless::open(path, None, Some(corpus))?;
    let served = Served::start(executable).map_err(|error| error.to_string())?;
    let report = lossless.check(&one.made.table, &served, seeds);
    served.end()?;
    Ok(report)
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
