//! The tests that are generated for a crate pass where the crate is right, and fail where the server asks for something
//! else.
//!
//! The document, `proof/oddities.yaml`, is all that real ones have taught. The crate is laid out below cargo's folder for
//! tests, where it shares what is compiled with the target `names`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specsmith::config::{At, Config, Tests};
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith::write::{self, Unlisted};
use specsmith_tests::project;

/// Generates the crate with its tests, in a workspace of its own with the versions of the project.
fn lay_out() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proof");
    let _ = fs::remove_dir_all(&folder);
    let document = project::root().join("tests/proof/oddities.yaml");
    let crate_folder = folder.join("oddities");
    fs::create_dir_all(&crate_folder).expect("a folder");
    fs::copy(&document, folder.join("oddities.yaml")).expect("the document");
    let mut tests = Tests::default();
    tests.specsmith = Some(project::root().join("codegen"));
    tests.place(&crate_folder, &folder.join("oddities.yaml"), None, None);
    let mut config = Config::default();
    config.package.name = Some(At { value: "oddities".to_owned(), ..At::default() });
    config.tests = Some(tests);
    let mut sink = Sink::new();
    let files = specsmith::generate(&Source::file(&document), &config, &mut sink);
    let files = files.unwrap_or_else(|| panic!("{}", diag::render(&sink, false)));
    write::apply(&files.files, &crate_folder, Unlisted::Overwrite).expect("the crate");
    fs::write(folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"oddities\"]\n")
        .expect("a manifest");
    fs::copy(project::root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock");
    folder
}

/// Runs the crate's own tests.
fn run(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(["test", "--test", "api", "--test", "lossless", "--offline", "--quiet"]);
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("names/target"));
    command.env("RUSTFLAGS", "-D warnings").env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "TEST_API_BASE_URL"] {
        command.env_remove(name);
    }
    command.output().expect("cargo runs")
}

fn said(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

/// One test, since the second step needs what the first compiled.
#[test]
fn generated_tests_pass_and_can_fail() {
    let folder = lay_out();
    let table = fs::read_to_string(folder.join("oddities/tests/lossless/schemas.tsv")).expect("the schemas");
    assert!(table.contains(r"/components/schemas/Loose/properties/two\nlines\tand a tab"), "{table}");
    let output = run(&folder);
    let text = said(&output);
    assert!(
        output.status.success() && text.contains("18 passed; 0 failed; 1 ignored") && text.contains("1 passed"),
        "{text}"
    );

    // The server learns that it wants more than the client was made to send.
    let served = folder.join("oddities.yaml");
    let document = fs::read_to_string(&served).expect("the document");
    let stricter = document.replace("minProperties: 1, properties: { a", "minProperties: 9, properties: { a");
    assert_ne!(document, stricter);
    let renamed = stricter.replace("name: filters\n", "name: filter\n");
    assert_ne!(stricter, renamed);
    fs::write(&served, renamed).expect("writing");
    let output = run(&folder);
    let text = said(&output);
    assert!(!output.status.success() && text.contains("16 passed; 2 failed"), "{text}");
    for fault in ["value has less than 9 properties", "the operation has no such query parameter"] {
        assert!(text.contains(fault), "{fault}: {text}");
    }
}
