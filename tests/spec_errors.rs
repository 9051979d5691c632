//! Documents and configurations that cannot be used: each is refused with a message that says where and why.
//!
//! What is expected stands beside each file, as `.stderr`. `SPECSMITH_BLESS=1 cargo test -p specsmith-tests --test
//! spec_errors` writes these files anew.

#[path = "spec_errors/hostile.rs"]
mod hostile;
#[path = "spec_errors/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use specsmith::cli::{self, Exit, Surroundings};
use specsmith_tests::project;

/// Runs one command line in a folder; gives how it ended and what it said on standard error.
fn run(folder: &Path, args: &[&str]) -> (Exit, String) {
    let surroundings = Surroundings { folder: folder.to_owned(), ..Surroundings::default() };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["specsmith", "generate"].iter().chain(args);
    let exit = cli::run(args.map(Into::into), &surroundings, &mut out, &mut err);
    (exit, String::from_utf8(err).expect("UTF-8"))
}

/// Runs each file of a folder, and compares what is said with the file beside it.
fn compare(folder: &str, cases: &[PathBuf], args: impl Fn(&str) -> Vec<String>) {
    let bless = std::env::var_os("SPECSMITH_BLESS").is_some_and(|value| value == "1");
    let expected = project::root().join("tests/spec_errors").join(folder);
    let mut different = Vec::new();
    for case in cases {
        let name = case.file_name().and_then(|name| name.to_str()).expect("a name");
        let place = tempfile::tempdir().expect("a folder");
        project::copy(&expected, place.path());
        let args = args(name);
        let (exit, said) = run(place.path(), &args.iter().map(String::as_str).collect::<Vec<_>>());
        // As it is said to who runs the command in that folder.
        let said = said.replace(&format!("{}{}", place.path().display(), std::path::MAIN_SEPARATOR), "");

        assert!(!said.is_empty(), "{name} is not refused");
        let refused = said.contains("error[");
        assert_eq!(exit, if refused { Exit::Bad } else { Exit::Done }, "{name}:\n{said}");
        assert_eq!(place.path().join("sdk").exists(), !refused, "{name}: an error writes nothing");
        assert!(said.chars().all(|letter| letter == '\n' || !letter.is_control()), "{name}: {said:?}");

        let file = expected.join(format!("{name}.stderr"));
        if bless {
            fs::write(&file, &said).expect("writing");
        } else if fs::read_to_string(&file).unwrap_or_default() != said {
            different.push(format!("---- {name} says\n{said}"));
        }
    }
    let hint = "if that is better, run with SPECSMITH_BLESS=1";
    assert!(different.is_empty(), "{}\n{} differ; {hint}", different.join("\n"), different.len());
}

/// The files of a folder with one of these endings, in order.
fn cases(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let names = project::files(&project::root().join("tests/spec_errors").join(folder)).into_keys().map(PathBuf::from);
    let is_case = |path: &PathBuf| endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending));
    names.filter(is_case).collect()
}

#[test]
fn documents() {
    let cases = cases("documents", &["yaml", "json"]);
    assert!(cases.len() >= 25, "{}", cases.len());
    compare("documents", &cases, |name| vec![name.to_owned(), "-o".to_owned(), "sdk".to_owned()]);
}

#[test]
fn configurations() {
    let cases = cases("configs", &["toml"]);
    assert!(cases.len() >= 10, "{}", cases.len());
    let args = |name: &str| ["--config", name, "-o", "sdk"].map(str::to_owned).to_vec();
    compare("configs", &cases, args);
}

#[test]
fn every_expectation_has_its_case() {
    for folder in ["documents", "configs"] {
        for expectation in cases(folder, &["stderr"]) {
            let case = project::root().join("tests/spec_errors").join(folder).join(expectation.with_extension(""));
            assert!(case.is_file(), "{} belongs to nothing", expectation.display());
        }
    }
}
