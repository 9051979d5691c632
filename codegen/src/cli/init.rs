//! `specsmith init`: a configuration with its choices explained, and the crate that it makes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::config::Config;
use crate::diag::Sink;
use crate::ir::Api;
use crate::read::{self, Source};
use crate::{lower, resolve};

use super::args::{Generate, Init};
use super::generate::{self, Task};
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
    if sink.has_errors() || api.is_none() {
        streams.diagnostics(&sink)?;
        return Ok(None);
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let root = options.root.as_ref().map(|root| relative(folder, &surroundings.folder.join(root)));
    Ok(api.map(|api| describe(&api, &relative(folder, &path), root.as_deref())))
}

/// The configuration as text. What comes from the document is quoted, and never in a comment.
fn describe(api: &Api, document: &Path, root: Option<&Path>) -> String {
    let mut text = String::from(
        "# How the document becomes a crate. Every key is optional; what is left out is derived from the document.\n\n\
         # What is read, and where the crate goes: both relative to this file.\n",
    );
    let name = &api.package.name;
    let prefix: String = name.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_uppercase() }).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "document = {}\noutput = \"..\"", quoted(&document.display().to_string()));
    if let Some(root) = root {
        text += "# References to other files may lead anywhere within this folder.\n";
        let _ = writeln!(text, "root = {}", quoted(&root.display().to_string()));
    }
    let _ = writeln!(
        text,
        "\n[package]\n# Made from the document's title. Changing it later makes another crate.\nname = {}\n\
         # The crate's own version, which has nothing to do with the API's.\nversion = {}",
        quoted(name),
        quoted(&api.package.version)
    );
    let _ = writeln!(
        text,
        "\n[client]\n# The environment variable that replaces the document's server, for tests.\nbase_url_env = {}",
        quoted(&format!("{prefix}_BASE_URL"))
    );
    if !api.schemes.is_empty() {
        text += "\n# Environment variables that `Client::from_env` takes credentials from.\n[client.env]\n";
        for scheme in &api.schemes {
            let variable: String = scheme
                .word
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
                .collect();
            let of = |what: &str| quoted(&format!("{prefix}_{variable}{what}"));
            let token = of("");
            let _ = match &scheme.client_credentials {
                None => writeln!(text, "{} = {token}", quoted(&scheme.word)),
                Some(_) => writeln!(
                    text,
                    "{} = {{ token = {token}, client_id = {}, client_secret = {}, token_url = {} }}",
                    quoted(&scheme.word),
                    of("_CLIENT_ID"),
                    of("_CLIENT_SECRET"),
                    of("_TOKEN_URL")
                ),
            };
        }
    }
    text
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
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
