//! Which files of a folder are documents.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A document of the corpus.
pub(crate) struct Document {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path in the folder.
    pub(crate) name: String,
}

/// How much of a file is looked at to tell whether it is a document. Some have their version at the end.
const LOOK: u64 = 16 << 20;

/// The folder that holds the workspace's manifest.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The documents below a folder, by name.
pub(crate) fn find(folder: &Path) -> Vec<Document> {
    let only = std::env::var("SPECSMITH_CORPUS_ONLY").unwrap_or_default();
    let only: Vec<&str> = only.split(',').filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.retain(|document| only.is_empty() || only.iter().any(|part| document.name.contains(part)));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Document>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if is_document(&path) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push(Document { path, name });
        }
    }
}

/// Whether a file has a version at its top level: `"openapi": "` in JSON, `openapi: ` at the start of a line in YAML.
fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let Ok(file) = File::open(path) else {
        return false;
    };
    let mut text = Vec::new();
    if file.take(LOOK).read_to_end(&mut text).is_err() {
        return false;
    }
    match ending {
        "json" => serde_json::from_slice::<serde_json::Value>(&text).is_ok_and(|value| {
            value.get("openapi").or_else(|| value.get("swagger")).is_some_and(serde_json::Value::is_string)
        }),
        "yaml" | "yml" => String::from_utf8_lossy(&text).lines().any(|line| {
            let version = ["openapi:", "swagger:", "\"openapi\":", "'openapi':"];
            version.iter().any(|key| {
                let rest = line.strip_prefix(key).map(|rest| rest.trim().trim_start_matches(['"', '\'']));
                rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
            })
        }),
        _ => false,
    }
}
