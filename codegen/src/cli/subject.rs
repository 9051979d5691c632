//! What `diff` compares: a document, a generated crate, or a revision of the configured document.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::config::Config;
use crate::config::lock::{LOCK, Lock};
use crate::diag::{Loc, Sink, code};
use crate::diff::{RECORD, Surface};
use crate::read::Source;
use crate::surface;

use super::args::{Diff, Generate};
use super::inputs::{self, DEFAULT_CONFIG};
use super::{Surroundings, git};

/// One side of a comparison.
pub(super) struct Subject {
    pub(super) surface: Surface,
    /// How people call it.
    pub(super) name: String,
    /// Whether a document was read, so that its places are known, and not only a record of it.
    pub(super) is_read: bool,
}

/// Finds out what an argument means, and reads it. What is wrong is in the sink.
///
/// Without an argument, OLD is the crate that was generated last, and NEW the configured document as it is now.
pub(super) fn load(
    argument: Option<&str>,
    is_new: bool,
    options: &Diff,
    surroundings: &Surroundings,
    sink: &mut Sink,
) -> Option<Subject> {
    let Some(name) = argument else {
        let inputs = inputs::find(&generate(options, None), surroundings, sink)?;
        return if is_new { named(&inputs, sink) } else { recorded(&inputs.folder, surroundings, sink) };
    };
    let path = surroundings.folder.join(name);
    if path.is_dir() {
        return recorded(Path::new(name), surroundings, sink);
    }
    if path.file_name().is_some_and(|file| file == RECORD) {
        return recorded(Path::new(name).parent().unwrap_or(Path::new("")), surroundings, sink);
    }
    if path.exists() {
        let mut options = generate(options, Some(name));
        options.config = options.config.or_else(|| config_of(name, surroundings));
        return named(&inputs::find(&options, surroundings, sink)?, sink);
    }
    revision(name, options, surroundings, sink)
}

/// The options of `generate` that would read the same document.
fn generate(options: &Diff, document: Option<&str>) -> Generate {
    Generate {
        document: document.map(PathBuf::from),
        // Nothing is written; below a file there is no lock of names.
        output: document.map(PathBuf::from),
        config: options.config.clone(),
        root: options.root.clone(),
        degrade: options.degrade,
        ..Generate::default()
    }
}

/// The configuration that a document has without being told: the usual one, if it is that one's document.
fn config_of(document: &str, surroundings: &Surroundings) -> Option<PathBuf> {
    let file = surroundings.folder.join(DEFAULT_CONFIG);
    let config = Config::read(&file, &mut Sink::new()).filter(|_| file.exists())?;
    let same = |path: &Path| fs::canonicalize(surroundings.folder.join(path)).ok();
    let is_same = same(&config.document?)? == same(Path::new(document))?;
    is_same.then(|| PathBuf::from(DEFAULT_CONFIG))
}

/// A document, named as it would be for generating.
fn named(inputs: &inputs::Inputs, sink: &mut Sink) -> Option<Subject> {
    let surface = surface(&inputs.source, &inputs.config, sink)?;
    Some(Subject { surface, name: inputs.document.clone(), is_read: true })
}

/// The record of a generated crate.
pub(super) fn recorded(folder: &Path, surroundings: &Surroundings, sink: &mut Sink) -> Option<Subject> {
    let shown = folder.join(RECORD).display().to_string();
    let text = match fs::read_to_string(surroundings.folder.join(folder).join(RECORD)) {
        Ok(text) => text,
        Err(error) => {
            sink.error(code::UNREADABLE_FILE, Loc::default(), format!("cannot read {shown}: {error}"))
                .help("`specsmith generate` writes it since it knows `diff`; name the document, or a revision of it");
            return None;
        }
    };
    match Surface::parse(&text) {
        Ok(surface) => Some(Subject { surface, name: folder.display().to_string(), is_read: false }),
        Err(error) => {
            sink.error(code::UNREADABLE_FILE, Loc::default(), format!("{shown} is no record of a crate: {error}"))
                .help("take it from the version of specsmith that made it, or generate the crate anew");
            None
        }
    }
}

/// The configured document, and its configuration, as they were at a revision.
fn revision(name: &str, options: &Diff, surroundings: &Surroundings, sink: &mut Sink) -> Option<Subject> {
    let config_path = options.config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_CONFIG));
    let config_file = surroundings.folder.join(&config_path);
    let unknown = |sink: &mut Sink, why: String| {
        let message = format!("{name} is no file, no generated crate, and no revision: {why}");
        sink.error(code::UNREADABLE_FILE, Loc::default(), message).help(
            "a revision is one of the document that the configuration names; run this where spec/specsmith.toml is",
        );
    };
    let folder = config_file.parent().unwrap_or(Path::new("")).to_owned();
    let revision = match git::revision(&folder, name) {
        Ok(revision) => revision,
        Err(why) => {
            unknown(sink, why);
            return None;
        }
    };
    // A configuration that is newer than the revision is used as it is.
    let mut config = match git::show(&config_file, &revision) {
        Ok(text) => Config::parse(&config_file.display().to_string(), &String::from_utf8_lossy(&text), sink)?,
        Err(_) => Config::read(&config_file, sink)?,
    };
    let Some(document) = config.document.clone() else {
        unknown(sink, "the configuration names no document".to_owned());
        return None;
    };
    let label = |path: &Path| {
        let path = path.strip_prefix(&surroundings.folder).unwrap_or(path);
        format!("{name}:{}", path.display())
    };
    // Names are those that were given then.
    let lock = config.lock_file.clone().unwrap_or_else(|| config_file.with_file_name(LOCK));
    config.lock = match git::show(&lock, &revision) {
        Ok(text) => Lock::read(&Source::text(label(&lock), text), sink),
        Err(_) => Lock::default(),
    };
    let show = |path: &Path, sink: &mut Sink| git::show(path, &revision).map_err(|why| unknown(sink, why)).ok();
    let overlays: Option<Vec<Source>> =
        config.overlays.iter().map(|path| Some(Source::text(label(path), show(path, sink)?))).collect();
    let text = show(&document, sink)?;
    // What it refers to is there until everything is read.
    let root = options.root.as_ref().map(|root| surroundings.folder.join(root)).or_else(|| config.root.clone());
    let root = root.unwrap_or_else(|| document.parent().unwrap_or(Path::new("")).to_owned());
    let (source, _files) = match with_parts(&document, text, &label(&document), &root, &revision) {
        Ok(found) => found,
        Err(why) => {
            unknown(sink, why);
            return None;
        }
    };
    let surface = surface(&source.with_overlays(overlays?), &config, sink)?;
    Some(Subject { surface, name: label(&document), is_read: true })
}

/// The document of a revision; where it refers to other files, with the folder that these are in.
fn with_parts(
    document: &Path,
    text: Vec<u8>,
    name: &str,
    root: &Path,
    revision: &str,
) -> Result<(Source, Option<TempDir>), String> {
    if !refers_elsewhere(&text) {
        return Ok((Source::text(name, text), None));
    }
    let files = git::export(root, revision)?;
    let own = document.strip_prefix(root).unwrap_or(document);
    let source = Source::file(files.path().join(own)).with_root(files.path()).with_name(name);
    Ok((source, Some(files)))
}

/// Whether a document has references to other files; what looks like one may do.
fn refers_elsewhere(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    text.match_indices("$ref").any(|(at, key)| {
        let value = text.get(at + key.len()..).unwrap_or_default();
        !value.trim_start_matches(|letter: char| letter.is_whitespace() || "\"':".contains(letter)).starts_with('#')
    })
}
