//! Whole command lines, with streams and folders of their own.

mod init;
mod locks;
mod reports;
mod streams;
mod watch;

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use super::{Exit, Surroundings, panic, run};

const DOCUMENT: &str = r#"{
    "openapi": "3.0.3",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://pets.example"}],
    "paths": {"/pets": {"get": {
        "operationId": "listPets",
        "responses": {"200": {
            "description": "All pets' names.",
            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}
        }}
    }}}
}"#;

/// A folder to run in, with a document.
struct Place {
    folder: TempDir,
    surroundings: Surroundings,
}

/// What a command did.
#[derive(Debug)]
struct Done {
    exit: Exit,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("pets.json"), DOCUMENT).unwrap();
        let surroundings = Surroundings { folder: folder.path().to_owned(), ..Surroundings::default() };
        Self { folder, surroundings }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, line: &str) -> Done {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(words(line), &self.surroundings, &mut out, &mut err);
        Done { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }
}

/// A report that was written to a file.
fn report(place: &Place, file: &str) -> Value {
    let text = fs::read_to_string(place.path().join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

#[test]
fn generates_from_a_document_alone() {
    let place = Place::new();
    let done = place.run("specsmith generate pets.json -o sdk");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    assert!(done.out.starts_with("pets 0.1.0: 1 operation, "), "{done:?}");
    assert!(done.out.contains(" → sdk ("), "{done:?}");
    assert!(done.out.contains(" 0 unchanged, 0 removed) in "), "{done:?}");
    assert!(done.out.ends_with(" ms\n"), "{done:?}");
    assert!(place.path().join("sdk/src/lib.rs").is_file());

    let again = place.run("specsmith generate pets.json -o sdk");
    assert!(again.out.contains(": 0 written, "), "{again:?}");
}

#[test]
fn without_a_command_it_generates_from_the_default_configuration() {
    let place = Place::new();
    let nothing = place.run("specsmith");
    assert_eq!(nothing.exit, Exit::Bad);
    assert!(nothing.err.contains("spec/specsmith.toml does not exist"), "{nothing:?}");
    assert!(nothing.err.contains("specsmith generate openapi.yaml -o my-sdk"), "{nothing:?}");
    assert_eq!(nothing.out, "");

    fs::create_dir(place.path().join("spec")).unwrap();
    let config = "document = \"../pets.json\"\noutput = \"../generated\"\n";
    fs::write(place.path().join("spec/specsmith.toml"), config).unwrap();
    let done = place.run("specsmith");
    assert_eq!(done.exit, Exit::Done, "{done:?}");
    assert!(place.path().join("generated/Cargo.toml").is_file());
    assert_eq!(place.run("specsmith check").exit, Exit::Done);
}

#[test]
fn options_replace_the_configuration() {
    let place = Place::new();
    let config = "document = \"nowhere.json\"\noutput = \"nowhere\"\n";
    fs::write(place.path().join("own.toml"), config).unwrap();
    let done = place.run("specsmith generate --config own.toml -o there pets.json");
    assert_eq!(done.exit, Exit::Done, "{done:?}");
    assert!(place.path().join("there/Cargo.toml").is_file());
    assert!(!place.path().join("nowhere").exists());
}

#[test]
fn tests_are_written_where_they_are_asked_for() {
    let place = Place::new();
    assert_eq!(place.run("specsmith generate pets.json -o plain").exit, Exit::Done);
    assert!(!place.path().join("plain/tests").exists());
    assert_eq!(place.run("specsmith generate pets.json --tests -o sdk").exit, Exit::Done);
    let main = fs::read_to_string(place.path().join("sdk/tests/api/main.rs")).unwrap();
    assert!(main.contains("document: \"../pets.json\""), "{main}");
    let manifest = fs::read_to_string(place.path().join("sdk/Cargo.toml")).unwrap();
    assert!(manifest.contains("\nspecsmith = { version"), "{manifest}");
}

#[cfg(feature = "mock")]
#[test]
fn a_mock_needs_a_document_that_can_be_read() {
    let place = Place::new();
    let done = place.run("specsmith mock nothing.json --port 0");
    assert_eq!(done.exit, Exit::Bad);
    assert!(done.err.contains("nothing is served"), "{}", done.err);
}

#[test]
fn checks_with_the_fixing_command() {
    let mut place = Place::new();
    let missing = place.run("specsmith check pets.json -o sdk");
    assert_eq!(missing.exit, Exit::Found);
    assert!(missing.out.contains("missing: Cargo.toml\n"), "{missing:?}");
    assert!(missing.out.ends_with("run\n    specsmith generate pets.json -o sdk\n"), "{missing:?}");
    assert!(!place.path().join("sdk").exists());

    place.run("specsmith generate pets.json -o sdk");
    let fresh = place.run("specsmith check pets.json -o sdk");
    assert_eq!(fresh.exit, Exit::Done);
    assert!(fresh.out.contains("all up to date"), "{fresh:?}");

    let lib = place.path().join("sdk/src/lib.rs");
    fs::write(&lib, "//! edited\n").unwrap();
    place.surroundings.is_cargo_run = true;
    let stale = place.run("specsmith check pets.json -o sdk");
    assert_eq!((stale.exit, stale.err.as_str()), (Exit::Found, ""));
    assert!(stale.out.contains("\n-//! edited\n"), "{stale:?}");
    let fix = "run\n    cargo run --release -- generate pets.json -o sdk\n";
    assert!(stale.out.ends_with(fix), "{stale:?}");
    assert_eq!(fs::read_to_string(&lib).unwrap(), "//! edited\n");
}

#[test]
fn needs_a_folder() {
    let place = Place::new();
    let done = place.run("specsmith generate pets.json");
    assert_eq!(done.exit, Exit::Bad);
    assert!(done.err.contains("-o DIR"), "{done:?}");
}

#[test]
fn bad_input_is_bad() {
    let place = Place::new();
    for text in ["", "{", "[]", "{}", "\u{0}"] {
        fs::write(place.path().join("bad.json"), text).unwrap();
        for command in ["generate", "check"] {
            let done = place.run(&format!("specsmith {command} bad.json -o sdk"));
            assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{text:?}");
            assert!(done.err.starts_with("error[S0"), "{done:?}");
        }
    }
    let done = place.run("specsmith generate nowhere.json -o sdk");
    assert_eq!(done.exit, Exit::Bad);
    assert!(done.err.contains("nowhere.json"), "{done:?}");
    let done = place.run("specsmith generate pets.json -o sdk --config nowhere.toml");
    assert_eq!(done.exit, Exit::Bad);
    assert!(done.err.contains("nowhere.toml"), "{done:?}");
    assert!(!place.path().join("sdk").exists());
}

#[test]
fn bad_usage_is_bad() {
    let place = Place::new();
    for line in [
        "specsmith frobnicate",
        "specsmith generate --frobnicate",
        "specsmith generate a b",
        "specsmith explain",
        "specsmith --color sometimes",
        "specsmith --message-format xml check",
    ] {
        let done = place.run(line);
        assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{line}");
        assert!(done.err.starts_with("error: "), "{done:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    for line in ["specsmith --help", "specsmith generate -h", "specsmith --version"] {
        let done = place.run(line);
        assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{line}");
        assert!(!done.out.is_empty());
    }
    let version = place.run("specsmith -V").out;
    assert_eq!(version, concat!("specsmith ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn somebody_elses_files_are_not_overwritten() {
    let place = Place::new();
    fs::create_dir(place.path().join("sdk")).unwrap();
    fs::write(place.path().join("sdk/Cargo.toml"), "mine").unwrap();
    let done = place.run("specsmith generate pets.json -o sdk --report report.json");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
    assert!(done.err.starts_with("error[S0902]"), "{done:?}");
    assert!(done.err.contains("Cargo.toml") && done.err.contains("--overwrite"), "{done:?}");
    assert_eq!(fs::read_to_string(place.path().join("sdk/Cargo.toml")).unwrap(), "mine");
    let report = report(&place, "report.json");
    assert_eq!(report["diagnostics"][0]["code"], "S0902");
    assert_eq!(report["diagnostics"][0]["file"], "sdk");
    assert!(report["millis"]["write"].is_number());

    let done = place.run("specsmith generate pets.json -o sdk --overwrite");
    assert_eq!(done.exit, Exit::Done, "{done:?}");
    assert_ne!(fs::read_to_string(place.path().join("sdk/Cargo.toml")).unwrap(), "mine");
}

#[test]
fn an_output_that_is_a_file_is_bad() {
    let place = Place::new();
    for command in ["generate", "check"] {
        let done = place.run(&format!("specsmith {command} pets.json -o pets.json"));
        assert_eq!(done.exit, Exit::Bad);
        assert!(done.err.starts_with("error[S0901]") && done.err.contains("pets.json"), "{done:?}");
    }
    assert_eq!(fs::read_to_string(place.path().join("pets.json")).unwrap(), DOCUMENT);
}

#[test]
fn diagnostics_as_json_are_one_object_per_line() {
    let place = Place::new();
    fs::write(place.path().join("bad.json"), "{}").unwrap();
    for line in [
        "specsmith --message-format json generate bad.json -o sdk",
        "specsmith generate bad.json -o sdk --message-format=json",
        "specsmith check pets.json -o pets.json --message-format json",
    ] {
        let done = place.run(line);
        assert_eq!(done.exit, Exit::Bad);
        assert!(!done.err.is_empty());
        for line in done.err.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(value["severity"], "error");
        }
    }
}

#[test]
fn explains_codes() {
    let place = Place::new();
    let done = place.run("specsmith explain s0101");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""));
    assert!(done.out.starts_with("S0101 (error): "), "{done:?}");
    let done = place.run("specsmith explain E0382");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""));
    assert!(done.err.contains("E0382"), "{done:?}");
}

#[test]
fn a_panic_is_called_a_bug() {
    let text = panic::describe("src/emit/mod.rs:1:2");
    assert!(text.starts_with("error: this is a bug in specsmith "));
    assert!(text.contains("src/emit/mod.rs:1:2") && text.contains("/issues"));
}

#[test]
fn arguments_are_quoted_for_a_shell() {
    let mut place = Place::new();
    fs::write(place.path().join("my pets.json"), DOCUMENT).unwrap();
    let args = ["specsmith", "check", "my pets.json", "-o", "it's", "--overwrite"];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    place.surroundings.is_cargo_run = false;
    let exit = run(args.map(OsString::from), &place.surroundings, &mut out, &mut err);
    assert_eq!(exit, Exit::Found);
    let fix = "    specsmith generate 'my pets.json' -o 'it'\\''s' --overwrite\n";
    assert!(String::from_utf8(out).unwrap().ends_with(fix));
}
