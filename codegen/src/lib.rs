//! Specsmith turns an OpenAPI document into a Rust SDK: a crate that compiles, and that talks to the API correctly.
//!
//! The stages run in one direction, with a named type between any two:
//!
//! ```text
//! files ─read→ Document ─resolve→ Spec ─lower→ ir::Api ─name→ Named ─emit→ FileSet ─write→ disk, or a diff
//! ```
//!
//! A stage sees the previous one's type, the [configuration](config) and the [sink](diag::Sink) for what is wrong with
//! the input, and nothing else. Bad input never panics and never stops a stage early: everything that is wrong is
//! reported, each with its place.
//!
//! The command line is `cli`, behind the feature of that name. Build scripts use [`build`]. As a library:
//!
//! ```
//! use specsmith::config::Config;
//! use specsmith::diag::{self, Sink};
//! use specsmith::read::Source;
//!
//! let document = r#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {}}"#;
//! let mut sink = Sink::new();
//! match specsmith::generate(&Source::text("pets.json", document), &Config::default(), &mut sink) {
//!     Some(generated) => assert!(generated.files.get("src/lib.rs").is_some()),
//!     None => eprint!("{}", diag::render(&sink, false)),
//! }
//! ```

#![forbid(unsafe_code)]

pub mod build;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diag;
pub mod diff;
pub mod emit;
#[cfg(feature = "mock")]
mod given;
pub mod ir;
#[cfg(feature = "mock")]
pub mod lossless;
pub mod lower;
#[cfg(feature = "mock")]
pub mod mock;
pub mod name;
pub mod read;
pub mod resolve;
pub mod sample;
pub mod schema;
mod summary;
pub mod write;

pub use summary::{Millis, Operations, Summary};

use crate::config::Config;
use crate::config::lock::LOCK;
use crate::diag::Sink;
use crate::diff::{RECORD, Surface};
use crate::read::Source;
use crate::summary::time;
use crate::write::FileSet;

/// A crate that is not yet on disk.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Its files. Without a file of its own for them, the names that were given are one of these, [`LOCK`].
    pub files: FileSet,
    /// The names that were given, as the text of a lock: what the next run should begin with.
    pub names: String,
    /// What was counted on the way.
    pub summary: Summary,
}

/// Turns a document into a crate, without touching the disk beyond what `source` names.
///
/// `None` where `sink` has an error; warnings do not stop it.
pub fn generate(source: &Source, config: &Config, sink: &mut Sink) -> Option<Generated> {
    let mut summary = Summary::default();
    let (files, names) = generate_counting(source, config, sink, &mut summary)?;
    Some(Generated { files, names, summary })
}

/// [`generate`], for callers who want to know how far it came when it fails: the files, and the text of the lock.
pub fn generate_counting(
    source: &Source,
    config: &Config,
    sink: &mut Sink,
    summary: &mut Summary,
) -> Option<(FileSet, String)> {
    let document = time(&mut summary.millis.read, || read::document(source, sink))?;
    summary.count_document(&document);
    let spec = time(&mut summary.millis.resolve, || resolve::spec(document, config, sink));
    let api = time(&mut summary.millis.lower, || lower::api(&spec, config, sink));
    summary.count_api(&api);
    let (named, names) = time(&mut summary.millis.name, || {
        let named = name::assign(&api, config, sink);
        let names = named.lock().text();
        (named, names)
    });
    sink.proceed()?;
    let files = time(&mut summary.millis.emit, || {
        let (mut files, record) = rayon::join(|| emit::files(&named), || Surface::of(&named).record(&sink.sources));
        files.put(RECORD, record);
        if config.lock_file.is_none() {
            files.put(LOCK, names.as_str());
        }
        files
    });
    summary.count_files(&files);
    Some((files, names))
}

/// What callers will see of the crate that a document makes, without making it: for [`diff::compare`].
///
/// `None` where `sink` has an error; its sources say where everything stands.
pub fn surface(source: &Source, config: &Config, sink: &mut Sink) -> Option<Surface> {
    let document = read::document(source, sink)?;
    let spec = resolve::spec(document, config, sink);
    let api = lower::api(&spec, config, sink);
    let named = name::assign(&api, config, sink);
    sink.proceed()?;
    Some(Surface::of(&named))
}
