//! The crates, compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specsmith_tests::project;

use super::{cases, round_trips, texts, write};

/// Where the crates are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("names")
}

/// Writes all crates as one workspace. What was there before and is not part of it any more is removed.
fn lay_out() -> PathBuf {
    let folder = folder();
    let mut members = Vec::new();
    for case in cases() {
        let place = folder.join(&case.name);
        let mut files = case.files();
        files.insert("tests/round_trips.rs".to_owned(), round_trips::target(&case));
        let calls = project::root().join(format!("tests/names/{}_calls.rs", case.name.trim_start_matches("names-")));
        if let Ok(text) = fs::read_to_string(calls) {
            files.insert("tests/calls.rs".to_owned(), text);
        }
        for (path, text) in &files {
            write(&place.join(path), text);
        }
        for stale in project::files(&place).into_keys().filter(|path| !files.contains_key(path)) {
            fs::remove_file(place.join(stale)).expect("removing");
        }
        members.push(format!("{:?}", case.name));
    }
    write(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")));
    // The versions that the flagship is tested with, and that are there without a network. Cargo changes the copy.
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).expect("the lock");
    let given = folder.join("given.lock");
    if fs::read_to_string(&given).ok().as_ref() != Some(&lock) {
        write(&folder.join("Cargo.lock"), &lock);
        write(&given, &lock);
    }
    folder
}

fn cargo(folder: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(args).args(["--workspace", "--offline", "--quiet"]);
    command.args(["--no-default-features", "--features", "full"]);
    command.env("CARGO_TARGET_DIR", folder.join("target"));
    command.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    // Nothing but what the crates say themselves.
    for name in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    let output = command.output().expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{said}\n{}", args.join(" "), String::from_utf8_lossy(&output.stdout));
}

/// One test, since the steps build upon each other: compiled, tried, documented, and the examples compiled.
#[test]
fn the_crates_compile_and_write_what_they_read() {
    let folder = lay_out();
    let marker = folder.join("names-texts").join(texts::MARKER);
    cargo(&folder, &["test", "--test", "*"]);
    cargo(&folder, &["doc", "--no-deps"]);
    cargo(&folder, &["test", "--doc"]);
    assert!(!marker.exists(), "code of a description was run");
}
