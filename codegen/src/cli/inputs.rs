//! From options to what the pipeline takes: the document, the configuration and the output folder.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::config::lock::{LOCK, Lock};
use crate::diag::{Loc, Sink, code};
use crate::read::Source;

use super::Surroundings;
use super::args::Generate;

/// The configuration where nothing else is said.
pub(super) const DEFAULT_CONFIG: &str = "spec/specsmith.toml";

/// What a run begins with.
pub(super) struct Inputs {
    pub(super) source: Source,
    pub(super) config: Config,
    /// The document's name, as people call it.
    pub(super) document: String,
    /// The output folder, as people call it.
    pub(super) folder: PathBuf,
}

/// Finds out what to read and where to write; what is missing is reported.
pub(super) fn find(options: &Generate, surroundings: &Surroundings, sink: &mut Sink) -> Option<Inputs> {
    let mut config = config(options, surroundings, sink)?;
    let document = options.document.clone().or_else(|| config.document.clone());
    let folder = options.output.clone().or_else(|| config.output.clone());
    // What is wrong with the configuration may be why there is none.
    let is_known = sink.has_errors();
    if document.is_none() && !is_known {
        sink.error(code::CONFIG_MISSING_KEY, Loc::default(), "there is no document to read")
            .help("name it on the command line, or as `document` in the configuration");
    }
    if folder.is_none() && !is_known {
        sink.error(code::CONFIG_MISSING_KEY, Loc::default(), "there is no folder to write to")
            .help("name it with `-o DIR`, or as `output` in the configuration");
    }
    let (document, folder) = (document?, folder?);
    if config.lock_file.is_none() {
        config.lock = lock(&folder, surroundings, sink);
    }
    if options.tests {
        config.tests.get_or_insert_default();
    }
    if let Some(tests) = &mut config.tests {
        let here = |path: &Path| surroundings.folder.join(path);
        let root = options.root.as_deref().or(config.root.as_deref()).map(here);
        let file = config_file(options).map(here);
        tests.place(&here(&folder), &here(&document), file.as_deref(), root.as_deref());
    }
    let name = document.display().to_string();
    let mut source = Source::file(surroundings.folder.join(&document)).with_name(name.as_str());
    if let Some(root) = options.root.as_ref().or(config.root.as_ref()) {
        source = source.with_root(surroundings.folder.join(root));
    }
    let overlays = config
        .overlays
        .iter()
        .map(|overlay| Source::file(surroundings.folder.join(overlay)).with_name(overlay.display().to_string()));
    let source = source.with_overlays(overlays);
    Some(Inputs { source, config, document: name, folder })
}

/// The names that an earlier run into a folder gave, where no configuration keeps them.
fn lock(folder: &Path, surroundings: &Surroundings, sink: &mut Sink) -> Lock {
    let shown = folder.join(LOCK);
    let file = surroundings.folder.join(&shown);
    // No link is followed below the output folder.
    if file.symlink_metadata().is_ok_and(|found| found.is_file()) {
        Lock::read(&Source::file(file).with_name(shown.display().to_string()), sink)
    } else {
        Lock::default()
    }
}

/// The configuration's file, where one is read.
fn config_file(options: &Generate) -> Option<&Path> {
    match (&options.config, &options.document) {
        (Some(file), _) => Some(file),
        (None, Some(_)) => None,
        (None, None) => Some(Path::new(DEFAULT_CONFIG)),
    }
}

/// The configuration that the options name, or the default one; none where only a document is given.
fn config(options: &Generate, surroundings: &Surroundings, sink: &mut Sink) -> Option<Config> {
    let named = match (&options.config, &options.document) {
        (Some(file), _) => file.as_path(),
        (None, Some(_)) => return Some(Config::default()),
        (None, None) => Path::new(DEFAULT_CONFIG),
    };
    let file = surroundings.folder.join(named);
    if options.config.is_none() && !file.exists() {
        let message = format!("{DEFAULT_CONFIG} does not exist");
        sink.error(code::UNREADABLE_FILE, Loc::default(), message).help(
            "run this where an SDK has its `spec` folder, or name a document and a folder: \
             `specsmith generate openapi.yaml -o my-sdk`",
        );
        return None;
    }
    Config::read(&file, sink)
}
