//! For `build.rs`: a document becomes a module of the crate that is being built.
//!
//! A document, perhaps a configuration, and a line that includes what was made of it:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), specsmith::build::BuildError> {
//!     specsmith::build::Builder::new("pets.yaml").config("specsmith.toml").module("pets").generate()
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! pub mod pets {
//!     include!(concat!(env!("OUT_DIR"), "/pets/mod.rs"));
//! }
//! ```
//!
//! ```toml
//! # Cargo.toml
//! [build-dependencies]
//! specsmith = { version = "0.1", default-features = false }
//! ```
//!
//! The module has what a generated crate has at its root: `pets::Client`, `pets::models`, `pets::Error`. It stands at the
//! path that [`Builder::module`] says, since its parts name each other by it, in a crate of edition 2024. What the sources
//! depend on, the crate has to; where something is missing, the build fails with the lines to add. The features of a
//! generated crate are chosen by [`Builder::features`], and are no features of the crate around.
//!
//! Cargo runs the build script anew when a file changes that was read: the document, those that it refers to, overlays,
//! the configuration. A fault in one of them fails the build, with what is wrong and where.
//!
//! Names are kept by the `names.lock` beside the configuration, if there is one. A build script reads it and never writes it,
//! since sources belong to whoever edits them: `specsmith generate --config` with the same file does.
//!
//! A module is compiled whenever its crate is. For a large API, a crate of its own, from `specsmith generate`, is compiled
//! once; and only that can be published with documentation of its own.

mod error;
mod manifest;
mod nest;
#[cfg(test)]
mod tests;

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diag::{Severity, Sink, escape};
use crate::read::Source;
use crate::write::{self, FileSet, Unlisted};

pub use error::BuildError;

/// The most warnings that a build shows; the rest is counted.
const MAX_WARNINGS: usize = 10;

/// What is generated, from what, and where to. Relative paths begin at the package's folder, where cargo runs build
/// scripts.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `generate` is called"]
pub struct Builder {
    document: Option<PathBuf>,
    config: Option<PathBuf>,
    root: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    module: Option<String>,
    features: Option<Vec<String>>,
    degrade: bool,
}

/// What cargo tells a build script.
#[derive(Clone, Debug, Default)]
struct Surroundings {
    /// `OUT_DIR`: where generated files go.
    out_dir: Option<PathBuf>,
    /// `CARGO_MANIFEST_DIR`: the package's folder.
    package: Option<PathBuf>,
    /// `CARGO_PKG_NAME`: the package's name.
    name: Option<String>,
}

impl Surroundings {
    fn of_process() -> Self {
        Self {
            out_dir: env::var_os("OUT_DIR").map(PathBuf::from),
            package: env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
            name: env::var("CARGO_PKG_NAME").ok(),
        }
    }
}

impl Builder {
    /// Generates from a document.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self { document: Some(document.into()), ..Self::default() }
    }

    /// Generates from the document that a configuration names, with the overlays and the root that it names.
    pub fn from_config(config: impl Into<PathBuf>) -> Self {
        Self { config: Some(config.into()), ..Self::default() }
    }

    /// Sets the configuration. Default: none. What it says of a package and where that goes has no effect here.
    pub fn config(mut self, config: impl Into<PathBuf>) -> Self {
        self.config = Some(config.into());
        self
    }

    /// Sets the folder that references to other files may lead into. Default: the configuration's, else the folder that the
    /// document is in.
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Sets where the module stands in its crate: `"pets"`, or `"api::v1"`. Its last word is the folder in `OUT_DIR`, whose
    /// `mod.rs` is to be included. Default: `"sdk"`.
    pub fn module(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// Sets which features of a generated crate are on, those that they turn on included. Default: `default`, which is the
    /// HTTP stack and every resource.
    pub fn features(mut self, features: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.features = Some(features.into_iter().map(Into::into).collect());
        self
    }

    /// Sets whether what is at fault in single places becomes raw JSON, or is left out, instead of failing the build.
    /// Default: `false`.
    pub fn degrade(mut self, degrade: bool) -> Self {
        self.degrade = degrade;
        self
    }

    /// Sets the folder in which the module's folder is made. Default: `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates, and tells cargo which files that depends on. Warnings are shown as those of the build, at most ten.
    ///
    /// A file whose bytes would stay the same is not touched, so that nothing is compiled anew without need.
    ///
    /// # Errors
    ///
    /// Where the document or the configuration is at fault, where the package does not fit, and where files cannot be
    /// written. To return it from `main` shows it as people read it.
    pub fn generate(self) -> Result<(), BuildError> {
        self.run(&Surroundings::of_process(), &mut io::stdout().lock())
    }

    fn run(&self, surroundings: &Surroundings, cargo: &mut dyn Write) -> Result<(), BuildError> {
        let mut sink = Sink::new();
        sink.degrade = self.degrade;
        let files = self.files(&mut sink);
        self.report(&sink, cargo).map_err(|error| BuildError::new(format!("cargo does not listen: {error}")))?;
        let files = files.ok_or_else(|| BuildError::of(&sink))?;
        let out_dir = self.out_dir.as_ref().or(surroundings.out_dir.as_ref());
        let out_dir = out_dir.ok_or_else(|| {
            BuildError::new("there is no OUT_DIR: this is for build scripts, unless `out_dir` says where to write")
        })?;
        let (place, name) = self.place(&files, surroundings)?;
        write::apply(&nest::files(&files, &place), &out_dir.join(name), Unlisted::Refuse)
            .map_err(|error| BuildError::new(error.to_string()))?;
        Ok(())
    }

    /// The crate, as it would be if it were one.
    fn files(&self, sink: &mut Sink) -> Option<FileSet> {
        let config = match &self.config {
            Some(file) => Config::read(file, sink)?,
            None => Config::default(),
        };
        let Some(document) = self.document.as_ref().or(config.document.as_ref()) else {
            if !sink.has_errors() {
                let help = "name it as `document` in the configuration, or begin with `Builder::new`";
                let code = crate::diag::code::CONFIG_MISSING_KEY;
                sink.error(code, crate::diag::Loc::default(), "there is no document to read").help(help);
            }
            return None;
        };
        let mut source = Source::file(document).with_overlays(config.overlays.iter().map(Source::file));
        if let Some(root) = self.root.as_ref().or(config.root.as_ref()) {
            source = source.with_root(root);
        }
        crate::generate(&source, &config, sink).map(|generated| generated.files)
    }

    /// What cargo has to know: which files were read, and what is worth a warning.
    fn report(&self, sink: &Sink, cargo: &mut dyn Write) -> io::Result<()> {
        let named = [&self.config, &self.document].into_iter().flatten().map(|file| file.display().to_string());
        let mut read: Vec<String> = named.chain(sink.sources.file_names().map(str::to_owned)).collect();
        read.sort_unstable();
        read.dedup();
        // A line break in a name would begin another instruction.
        for file in read.iter().filter(|file| !file.is_empty() && !file.contains(['\n', '\r'])) {
            writeln!(cargo, "cargo::rerun-if-changed={file}")?;
        }
        let warnings: Vec<_> = sink.sorted().into_iter().filter(|one| one.severity == Severity::Warning).collect();
        for warning in warnings.iter().take(MAX_WARNINGS) {
            let at = sink.sources.position(warning.loc);
            let (file, message) = (escape(at.file), escape(&warning.message));
            let place = if file.is_empty() { String::new() } else { format!("{file}:{}:{}: ", at.line, at.column) };
            writeln!(cargo, "cargo::warning={place}{message} [{}]", warning.code.id)?;
        }
        match warnings.len().saturating_sub(MAX_WARNINGS) {
            0 => Ok(()),
            more => writeln!(cargo, "cargo::warning=and {more} more; `specsmith check` lists all of them"),
        }
    }

    /// Where the module stands, and the name of its folder; once the package is known to fit.
    fn place(&self, files: &FileSet, surroundings: &Surroundings) -> Result<(nest::Place, String), BuildError> {
        let module = self.module.as_deref().unwrap_or("sdk");
        let is_name = |name: &str| {
            let mut letters = name.chars();
            letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
                && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        if !module.split("::").all(is_name) {
            return Err(BuildError::new(format!(
                "`{}` is no path of a module from the crate's root, such as `pets` or `api::v1`",
                escape(module)
            )));
        }
        let manifest = files.get("Cargo.toml").unwrap_or_default();
        let needs = manifest::needs(manifest, self.features.as_deref()).map_err(|foreign| {
            BuildError::new(format!("there is no feature `{}` in what is generated", escape(&foreign)))
        })?;
        let package = surroundings.package.as_deref().map(|folder| folder.join("Cargo.toml"));
        fits(&needs, package.as_deref())?;
        let user = surroundings.name.as_deref().unwrap_or("my_crate").replace('-', "_");
        let library = manifest::library(manifest);
        let place = nest::Place {
            module: module.to_owned(),
            outside: format!("{user}::{module}"),
            library,
            features: needs.features,
        };
        let name = module.rsplit("::").next().unwrap_or(module).to_owned();
        Ok((place, name))
    }
}

/// Whether the package can compile the sources, as far as its manifest tells.
fn fits(needs: &manifest::Needs, package: Option<&Path>) -> Result<(), BuildError> {
    let Some(text) = package.and_then(|file| fs::read_to_string(file).ok()) else { return Ok(()) };
    if let Some(edition) = manifest::older_edition(&text) {
        return Err(BuildError::new(format!(
            "the package is of Rust's edition {edition}, and generated sources are of 2024: say `edition = \"2024\"` in its \
             Cargo.toml, or have `specsmith generate` make a crate of its own"
        )));
    }
    match manifest::missing(needs, &text).as_slice() {
        [] => Ok(()),
        lines => Err(BuildError::new(format!(
            "generated sources need what the package does not depend on: add to its Cargo.toml\n\n[dependencies]\n{}",
            lines.join("\n")
        ))),
    }
}
