//! What counts as a document, and as passing, tried on a small corpus of its own.

use std::fs;
use std::path::Path;

use super::documents::{self, Document};
use super::outcome::{self, Fault, Outcome, Verdict};

const GOOD: &str = "openapi: 3.0.3\ninfo: {title: Good, version: '1'}\npaths: {}\n";
const DANGLING: &str = "openapi: 3.1.0\ninfo: {title: Dangling, version: '1'}\npaths: {}\n\
    components: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n";

/// A corpus of these files, generated: each document with what is said of it, and whether there is a crate.
fn corpus(files: &[(&str, &[u8])]) -> Vec<(Outcome, bool)> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let found: Vec<Document> = documents::find(folder.path());
    found.iter().map(outcome::of).map(|(outcome, files)| (outcome, files.is_some())).collect()
}

fn names(files: &[(&str, &[u8])]) -> Vec<String> {
    corpus(files).into_iter().map(|(outcome, _)| outcome.name).collect()
}

#[test]
fn documents_say_a_version_at_their_top() {
    let found = names(&[
        ("a.yaml", GOOD.as_bytes()),
        ("b/c.JSON", br#"{"info": {}, "paths": {}, "swagger": "2.0"}"#),
        ("no_such_version.json", br#"{"openapi": "4.0.0"}"#),
        ("version_is_a_number.yaml", b"openapi: 3.0\n"),
        ("version_in_its_midst.yaml", b"a: {openapi: 3.0.3}\n"),
        ("part.yaml", b"type: object\ndescription: a part of an openapi document\n"),
        ("list.yaml", b"- openapi\n"),
        ("notes.md", GOOD.as_bytes()),
        (".git/a.yaml", GOOD.as_bytes()),
    ]);
    assert_eq!(found, ["a.yaml", "b/c.JSON", "no_such_version.json", "version_is_a_number.yaml"]);
}

#[test]
fn what_cannot_be_understood_is_not_passed_over() {
    let files: &[(&str, &[u8])] = &[
        ("cut.json", br#"{"openapi": "3.0.3", "info"#),
        ("not_utf8.yaml", b"openapi: 3.0.3\ninfo: {title: \xff}\n"),
        ("tab.yaml", b"info:\n\ttitle: a\nopenapi: 3.0.3\n"),
    ];
    let found = corpus(files);
    assert_eq!(found.len(), files.len());
    for (outcome, has_crate) in found {
        assert!(matches!(outcome.verdict, Verdict::Failed(_)), "{}: {:?}", outcome.name, outcome.verdict);
        assert!(!has_crate);
        assert!(outcome.faults.iter().all(|fault| fault.is_located), "{:?}", outcome.faults);
    }
}

#[test]
fn what_its_project_keeps_as_invalid_has_to_be_refused() {
    let found = corpus(&[
        ("invalid/cut.json", br#"{"openapi": "3.0.3", "info"#),
        ("specs/Fail/dangling.yaml", DANGLING.as_bytes()),
        ("v3/negative/good.yaml", GOOD.as_bytes()),
    ]);
    let verdicts: Vec<(&str, bool)> =
        found.iter().map(|(outcome, has_crate)| (outcome.name.as_str(), outcome.passed() && !has_crate)).collect();
    let expected = [("invalid/cut.json", true), ("specs/Fail/dangling.yaml", true), ("v3/negative/good.yaml", false)];
    assert_eq!(verdicts, expected);
}

#[test]
fn faults_of_a_document_are_listed_and_left_out() {
    let found = corpus(&[("a.yaml", GOOD.as_bytes()), ("dangling.yaml", DANGLING.as_bytes())]);
    let [(good, true), (dangling, true)] = found.as_slice() else { panic!("both generate") };
    assert_eq!((&good.verdict, good.faults.len()), (&Verdict::AsItIs, 0));
    assert_eq!(dangling.verdict, Verdict::Degraded);
    let text = "dangling.yaml:4:34: S0301 nothing stands at `#/components/schemas/B`".to_owned();
    assert_eq!(dangling.faults, [Fault { code: "S0301", text, is_located: true }]);
}

#[test]
fn references_reach_the_corpus_and_no_further() {
    let refers = |target: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n\
             components: {{schemas: {{A: {{$ref: '{target}'}}}}}}\n"
        )
    };
    let (within, beyond) = (refers("../../shared/b.yaml"), refers("../../../shared/b.yaml"));
    let found = corpus(&[
        ("api/v1/within.yaml", within.as_bytes()),
        ("api/v1/beyond.yaml", beyond.as_bytes()),
        ("shared/b.yaml", b"type: string\n"),
    ]);
    let [(beyond, true), (within, true)] = found.as_slice() else { panic!("both generate") };
    assert_eq!((&within.verdict, within.faults.len()), (&Verdict::WithRoot, 0));
    assert_eq!(beyond.verdict, Verdict::Degraded);
    assert_eq!(beyond.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["S0304"]);
}

#[test]
fn crates_have_names_of_their_own() {
    let good = GOOD.as_bytes();
    let found = corpus(&[("a-b.yaml", good), ("a/b.yaml", good), ("a__b.yaml", good)]);
    let packages: Vec<&str> = found.iter().map(|(outcome, _)| outcome.package.as_str()).collect();
    assert_eq!(packages, ["c-a-b-yaml", "c-a-b-yaml-2", "c-a-b-yaml-3"]);
}
