//! Which files of a folder are documents.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use specsmith::diag::{self, Sink, code};
use specsmith::read::{self, Source};
use specsmith_tests::project;

/// A document of the corpus.
pub(crate) struct Document {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path in the folder.
    pub(crate) name: String,
    /// The corpus, which references may not lead out of.
    pub(crate) corpus: PathBuf,
    /// The name of its crate, which no other document of the run has.
    pub(crate) package: String,
}

/// Names of folders in which projects keep what has to be refused.
///
/// A project may also refuse what only its own output cannot bear: oapi-codegen has documents with quotes and line breaks
/// in names and values (`spec_validation/testdata`), which would break out of the Go that it writes. OpenAPI allows them,
/// and here they are data: such documents generate, and what comes out compiles.
const INVALID: &[&str] = &["bad", "broken", "fail", "failing", "failures", "invalid", "malformed", "negative"];

/// The documents below a folder, by name.
///
/// A file that ends as JSON or YAML does is one if it says at its top which version of OpenAPI it is, even a version
/// that there is not. Others are parts, examples and the like. What cannot be understood at all but speaks of OpenAPI
/// is one too, so that it fails instead of being missed. Links are not followed, and hidden folders not entered.
pub(crate) fn find(folder: &Path) -> Vec<Document> {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let only = words("SPECSMITH_CORPUS_ONLY");
    let named = paths.into_iter().map(|path| {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        (path, name)
    });
    let chosen = named.filter(|(path, name)| (only.is_empty() || mentions(name, &only)) && is_document(path));
    documents(folder, chosen)
}

/// The documents of the folder that `SPECSMITH_CORPUS` names.
pub(crate) fn named() -> Vec<Document> {
    let Some(folder) = std::env::var_os("SPECSMITH_CORPUS") else {
        panic!("set SPECSMITH_CORPUS to a folder of OpenAPI documents");
    };
    let folder = project::root().join(folder).canonicalize().expect("a folder of OpenAPI documents");
    let documents = find(&folder);
    assert!(!documents.is_empty(), "there is no OpenAPI document in {}", folder.display());
    documents
}

/// The folder beside the project, if it is there.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = project::root().join("../shared/specs");
    let found = folder.canonicalize().ok();
    if found.is_none() {
        eprintln!("skipped: there is no folder {}", folder.display());
    }
    found
}

/// The documents with these names.
pub(crate) fn take(folder: &Path, names: &[&str]) -> Vec<Document> {
    documents(folder, names.iter().map(|name| (folder.join(name), (*name).to_owned())))
}

impl Document {
    /// Whether the project that it comes from keeps it because it has to be refused: by a folder that it is in, or as
    /// `SPECSMITH_CORPUS_INVALID=a,b` says, with words that paths contain.
    pub(crate) fn is_kept_as_invalid(&self) -> bool {
        let (folders, _) = self.name.rsplit_once('/').unwrap_or_default();
        folders.split('/').any(|folder| INVALID.contains(&folder.to_ascii_lowercase().as_str()))
            || mentions(&self.name, &words("SPECSMITH_CORPUS_INVALID"))
    }
}

fn documents(folder: &Path, named: impl Iterator<Item = (PathBuf, String)>) -> Vec<Document> {
    let mut packages = HashSet::new();
    let document = |(path, name): (PathBuf, String)| {
        let plain = package(&name);
        let mut package = plain.clone();
        let mut number = 2;
        while !packages.insert(package.clone()) {
            package = format!("{plain}-{number}");
            number += 1;
        }
        Document { path, name, corpus: folder.to_owned(), package }
    };
    named.map(document).collect()
}

/// A package's name from a path, its end first: that tells more. The words are joined by one hyphen each, because rustc
/// warns of crates whose names have two underscores in a row.
fn package(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut package = words.join("-");
    package.drain(..package.len().saturating_sub(50));
    format!("c-{}", package.trim_start_matches('-'))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !is_hidden => walk(&entry.path(), found),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !matches!(ending.as_str(), "json" | "yaml" | "yml") {
        return false;
    }
    let Ok(bytes) = std::fs::read(path) else { return true };
    let Ok(text) = std::str::from_utf8(&bytes) else { return true };
    if !text.contains("openapi") && !text.contains("swagger") {
        return false;
    }
    let mut sink = Sink::new();
    // As text, so that nothing that it refers to is read.
    read::document(&Source::text(format!("document.{ending}"), text), &mut sink);
    let is_none = |entry: &diag::Entry<'_>| {
        let says_no_version = entry.code == code::UNKNOWN_VERSION.id && entry.pointer.is_empty();
        says_no_version || entry.code == code::EMPTY_DOCUMENT.id
    };
    !diag::entries(&sink).iter().any(is_none)
}

fn words(variable: &str) -> Vec<String> {
    let words = std::env::var(variable).unwrap_or_default();
    words.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn mentions(name: &str, words: &[String]) -> bool {
    words.iter().any(|word| name.contains(word))
}
