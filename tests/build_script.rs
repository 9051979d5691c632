//! A crate that makes its client in `build.rs` compiles, without a warning under lints of its own, and calls; what it is
//! made of and what is wrong with it reach cargo.
//!
//! The crate is the example in `build_script/pets`, copied below cargo's folder for tests, where it shares what is compiled
//! with the target `names`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specsmith_tests::project;

/// A copy of the example, in a workspace of its own with the versions of the project.
fn lay_out() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_script");
    let _ = fs::remove_dir_all(&folder);
    project::copy(&project::root().join("tests/build_script/pets"), &folder);
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    let codegen = project::root().join("codegen");
    let there = text.replace("\"../../../codegen\"", &format!("{:?}", codegen.display().to_string()));
    assert_ne!(text, there, "the example depends on the generator by its path");
    fs::write(&manifest, format!("{there}\n[workspace]\n")).expect("writing");
    fs::copy(project::root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock");
    folder
}

fn cargo(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(args).args(["--offline", "--quiet"]);
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("names/target"));
    command.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    for name in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    command.output().expect("cargo runs")
}

fn said(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

/// Replaces a text in a file of the copy.
fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{} has `{from}`", file.display());
    fs::write(file, text.replace(from, to)).expect("writing");
}

/// One test, since the steps build upon each other.
#[test]
fn the_example_compiles_calls_and_follows_its_document() {
    let folder = lay_out();
    for args in [["test", "--lib"].as_slice(), &["test", "--doc"], &["doc", "--no-deps"]] {
        let output = cargo(&folder, args);
        assert!(output.status.success(), "cargo {}:\n{}", args.join(" "), said(&output));
    }

    // A part of the document changes: what is made of it does, too.
    let part = folder.join("api/schemas.yaml");
    edit(&part, "    nickname:", "    weight: {type: number}\n    nickname:");
    edit(
        &folder.join("src/lib.rs"),
        "send().await?.name)",
        "send().await.map(|pet| format!(\"{} {:?}\", pet.name, pet.weight))?)",
    );
    let output = cargo(&folder, &["check"]);
    assert!(output.status.success(), "{}", said(&output));

    // A reference that leads nowhere fails the build, where it stands.
    edit(&folder.join("api/pets.yaml"), "$ref: schemas.yaml#/Pet", "$ref: schemas.yaml#/Cat");
    let output = cargo(&folder, &["check"]);
    let said = said(&output);
    assert!(!output.status.success() && said.contains("api/pets.yaml:13:"), "{said}");
}
