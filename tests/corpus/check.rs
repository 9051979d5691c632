//! The crates of a run: written into one workspace, and checked by one cargo.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use specsmith::write::{self, FileSet, Unlisted};
use specsmith_tests::project;

use super::outcome::Outcome;

/// A crate with more types than this is checked by itself, so that two of them never need their memory at once.
const LARGE: usize = 5_000;

/// The folder of the crates.
fn folder() -> PathBuf {
    target().join("corpus")
}

/// The folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project::root().join("target"), PathBuf::from)
}

/// Writes the crate of a document.
pub(crate) fn write(files: &FileSet, package: &str) -> Result<(), String> {
    write::apply(files, &folder().join(package), Unlisted::Overwrite).map(drop).map_err(|error| error.to_string())
}

/// Leaves the table beside the crates, where it can be read later.
pub(crate) fn keep(table: &str) {
    fs::write(target().join("corpus.md"), format!("{table}\n")).expect("the table");
}

/// Checks the crates that were written, as `cargo check` does, with warnings as errors.
pub(crate) fn all(outcomes: &mut [Outcome], written: &HashSet<String>) {
    workspace(written);
    let is_written = |outcome: &&mut Outcome| outcome.passed() && written.contains(&outcome.package);
    let (large, small): (Vec<_>, Vec<_>) =
        outcomes.iter_mut().filter(is_written).partition(|outcome| outcome.summary.types > Some(LARGE));
    for outcome in large {
        judge(&mut [outcome]);
    }
    let mut small = small;
    judge(&mut small);
}

/// One workspace around the crates, with the dependencies that the project itself is locked to.
fn workspace(written: &HashSet<String>) {
    let mut members: Vec<&String> = written.iter().collect();
    members.sort();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder().join("Cargo.toml"), manifest).expect("the workspace's manifest");
    fs::copy(project::root().join("Cargo.lock"), folder().join("Cargo.lock")).expect("the workspace's lock file");
}

/// Checks some crates together, and says of each how it went.
fn judge(outcomes: &mut [&mut Outcome]) {
    if outcomes.is_empty() {
        return;
    }
    let times = target().join("corpus-seconds");
    fs::create_dir_all(&times).expect("a folder for times");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--keep-going", "--message-format=json"]).current_dir(folder());
    for outcome in outcomes.iter() {
        cargo.args(["--package", &outcome.package]);
    }
    let output = cargo
        .env("CARGO_TARGET_DIR", target().join("corpus-target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-Dwarnings")
        .env("RUSTC_WORKSPACE_WRAPPER", env!("CARGO_BIN_EXE_timed-rustc"))
        .env("SPECSMITH_SECONDS", &times)
        .env_remove("RUSTC_WRAPPER")
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo");
    let messages = Messages::read(&output.stdout);
    for outcome in outcomes {
        let package = outcome.package.clone();
        outcome.checking = seconds(&times.join(package.replace('-', "_")));
        match messages.errors.get(&package) {
            Some(errors) => outcome.fail(format!("it does not compile:\n{}", errors.join("\n"))),
            None if !messages.made.contains(&package) => outcome.fail("it was not checked; see what cargo says"),
            None => {}
        }
    }
}

/// How long checking took when it was last done: cargo does not check again what has not changed.
fn seconds(file: &Path) -> Option<Duration> {
    let seconds: f64 = fs::read_to_string(file).ok()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// What cargo said, by package.
#[derive(Default)]
pub(crate) struct Messages {
    /// What was checked without errors.
    made: HashSet<String>,
    /// The first errors of each.
    pub(crate) errors: HashMap<String, Vec<String>>,
    /// What can be run of each.
    pub(crate) executables: HashMap<String, PathBuf>,
}

impl Messages {
    pub(crate) fn read(stdout: &[u8]) -> Self {
        let mut messages = Self::default();
        for message in stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()) {
            messages.add(&message);
        }
        messages
    }

    fn add(&mut self, line: &Value) {
        let manifest = line["manifest_path"].as_str().map(Path::new).and_then(Path::parent);
        let Some(package) = manifest.and_then(Path::file_name).and_then(|name| name.to_str()) else { return };
        let message = &line["message"];
        match line["reason"].as_str() {
            Some("compiler-artifact") => {
                self.made.insert(package.to_owned());
                if let Some(executable) = line["executable"].as_str() {
                    self.executables.insert(package.to_owned(), PathBuf::from(executable));
                }
            }
            Some("compiler-message") if message["level"] == "error" => {
                let errors = self.errors.entry(package.to_owned()).or_default();
                if errors.len() < 5 {
                    errors.push(message["rendered"].as_str().unwrap_or_default().trim_end().to_owned());
                }
            }
            _ => {}
        }
    }
}
