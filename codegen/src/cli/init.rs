//! `specsmith init`: a configuration with its choices explained, and the crate that it makes.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::config::Config;
use crate::diag::Sink;
use crate::read::{self, Source};
use crate::{lower, name, resolve};

use super::args::{Generate, Init};
use super::generate::{self, Task};
use super::starter::Start;
use super::streams::Streams;
use super::{Exit, Surroundings};

/// Where the configuration goes within the folder.
const CONFIG: &str = "spec/specsmith.toml";

/// Writes the configuration, and generates with it. A configuration that is there already is left alone.
pub(super) fn run(options: &Init, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let shown = options.folder.join(CONFIG);
    let file = surroundings.folder.join(&shown);
    if file.exists() {
        let message = format!("{} is there already", shown.display());
        streams.error(&message, Some("change it, and run `specsmith generate --config` with it"))?;
        return Ok(Exit::Bad);
    }
    let Some(text) = configuration(options, surroundings, streams, &file)? else { return Ok(Exit::Bad) };
    let parent = file.parent().unwrap_or(Path::new(""));
    if let Err(error) = fs::create_dir_all(parent).and_then(|()| fs::write(&file, text)) {
        streams.error(&format!("cannot write {}: {error}", shown.display()), None)?;
        return Ok(Exit::Bad);
    }
    let options = Generate { config: Some(shown), degrade: options.degrade, ..Generate::default() };
    generate::run(Task::Write, &options, surroundings, streams)
}

/// The text of the configuration; nothing after a report where the document cannot be read.
fn configuration(
    options: &Init,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
    file: &Path,
) -> io::Result<Option<String>> {
    let path = surroundings.folder.join(&options.document);
    let mut sink = Sink::new();
    sink.degrade = options.degrade;
    let mut source = Source::file(&path).with_name(options.document.display().to_string());
    if let Some(root) = &options.root {
        source = source.with_root(surroundings.folder.join(root));
    }
    let config = Config::default();
    let api = read::document(&source, &mut sink).map(|document| {
        let spec = resolve::spec(document, &config, &mut sink);
        lower::api(&spec, &config, &mut sink)
    });
    let named = api.as_ref().map(|api| name::assign(api, &config, &mut sink));
    if sink.has_errors() || named.is_none() {
        streams.diagnostics(&sink)?;
        return Ok(None);
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let root = options.root.as_ref().map(|root| relative(folder, &surroundings.folder.join(root)));
    let document = relative(folder, &path);
    let start = |named| Start { named, sources: &sink.sources, document: &document, root: root.as_deref() }.text();
    Ok(named.as_ref().map(start))
}

/// The way from a folder, which need not exist yet, to a file.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let absolute = |path: &Path| -> Vec<PathBuf> {
        let mut parts: Vec<PathBuf> = Vec::new();
        for part in here.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    parts.pop();
                }
                _ => parts.push(PathBuf::from(part.as_os_str())),
            }
        }
        parts
    };
    let (from, to) = (absolute(folder), absolute(file));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n(PathBuf::from(".."), from.len() - common);
    up.chain(to.into_iter().skip(common)).collect()
}
