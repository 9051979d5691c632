//! An oracle: `cargo semver-checks` compares the crates of each mutation.
//!
//! Where it says *major*, so do we. Where we say more, a caller that compiles with the crate before and not with the one
//! after shows why (`callers`). It is looked for in `target/tools/bin`, where `.ci/run` installs it, and among cargo's own
//! commands; where it is not, the test says so and is skipped. `SPECSMITH_ORACLE=10` takes every tenth mutation, and asks
//! for it: then it is a failure that it is not there. All of them, with a table:
//!
//! ```console
//! $ SPECSMITH_ORACLE=1 cargo test -p specsmith-tests --test diff oracle -- --nocapture
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use specsmith::config::Config;
use specsmith::diff::Rust;
use specsmith_tests::project;

use super::callers::CALLERS;
use super::crates::{Crates, said};
use super::kennel;
use super::mutations::{self, Mutation};

/// Every how many mutations one is tried, if nothing else is said.
const STEP: usize = 10;

/// The tool's folder, where `.ci/run` installs it.
fn tools() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project::root().join("target"), PathBuf::from);
    target.join("tools/bin")
}

/// What `cargo semver-checks` says of two crates by what rustdoc knows of them, and the lints that say so; `None` where it
/// is not installed.
fn semver_checks(crates: &Crates, old: &Path, new: &Path) -> Option<(Rust, String)> {
    let mut command = crates.cargo(new.parent().expect("a folder"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = [tools()].into_iter().chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(paths).expect("folders"));
    command.args(["semver-checks", "--color", "never", "--release-type", "patch", "--baseline-rustdoc"]);
    let output = command.arg(old).arg("--current-rustdoc").arg(new).output().expect("cargo");
    let text = said(&output);
    if text.contains("no such command") {
        return None;
    }
    let level = if text.contains("semver requires new major version") {
        Rust::Major
    } else if text.contains("semver requires new minor version") {
        Rust::Minor
    } else {
        assert!(output.status.success() && text.contains("no semver update required"), "{text}");
        Rust::Same
    };
    let lints = text.lines().filter_map(|line| line.strip_prefix("--- failure "));
    let mut lints: Vec<&str> = lints.map(|line| line.split(':').next().unwrap_or_default()).collect();
    lints.dedup();
    Some((level, lints.join(", ")))
}

/// The part of the mutations that is asked for.
fn part() -> impl Iterator<Item = &'static Mutation> {
    let step = std::env::var("SPECSMITH_ORACLE").ok().and_then(|step| step.parse().ok()).unwrap_or(STEP).max(1);
    mutations::all().step_by(step)
}

#[test]
fn where_semver_checks_says_major_so_do_we() {
    let crates = Crates::new();
    let base = crates.rustdoc(&crates.write("base", &kennel(), Config::default()));
    let mut table = "| edit | semver-checks | we | its lints |\n|---|---|---|---|\n".to_owned();
    let mut faults = Vec::new();
    let mut count: BTreeMap<(Rust, Rust), usize> = BTreeMap::new();
    for mutation in part() {
        let after = crates.rustdoc(&crates.write("after", &mutation.apply(&kennel()), Config::default()));
        let Some((level, lints)) = semver_checks(&crates, &base, &after) else {
            let message =
                format!("cargo-semver-checks is not installed, neither in {} nor elsewhere", tools().display());
            assert!(std::env::var_os("SPECSMITH_ORACLE").is_none(), "{message}");
            println!("skipped: {message}");
            return;
        };
        *count.entry((level, mutation.rust)).or_default() += 1;
        let (its, ours) = (level.word(), mutation.rust.word());
        let _ = writeln!(table, "| {} | {its} | {ours} | {lints} |", mutation.name);
        if level > mutation.rust {
            faults.push(format!("{}: semver-checks says {its}, and we {ours} ({lints})", mutation.name));
        }
        let is_shown = CALLERS.iter().any(|(name, _)| *name == mutation.name);
        if mutation.rust == Rust::Major && level != Rust::Major && !is_shown {
            faults.push(format!("{}: nothing shows why it is major", mutation.name));
        }
    }
    println!("{table}");
    for ((its, ours), count) in &count {
        println!("semver-checks {}, we {}: {count}", its.word(), ours.word());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
