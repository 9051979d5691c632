//! What a run counted and how long it took.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::ir::Api;
use crate::read::Document;
use crate::write::FileSet;

/// What is known of a run: filled in stage by stage, so that a run that fails leaves what it found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The document's name, as it was given.
    pub document: Option<String>,
    /// The version of OpenAPI that the document says it is written in.
    pub openapi: Option<String>,
    /// The operations.
    pub operations: Operations,
    /// How many named schemas the document has.
    pub schemas: Option<usize>,
    /// How many types the crate has.
    pub types: Option<usize>,
    /// How many files the crate has, the manifest of the run included.
    pub files: Option<usize>,
    /// How many bytes the files have in all.
    pub bytes: Option<u64>,
    /// How long the stages took.
    pub millis: Millis,
    /// Name and version of the crate.
    pub package: Option<(String, String)>,
}

/// How many operations there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Operations {
    /// In the document.
    pub in_document: Option<usize>,
    /// In the crate.
    pub emitted: Option<usize>,
}

/// How long the stages took, in milliseconds of wall clock, to the microsecond; `None` where a stage did not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Millis {
    /// Reading the document.
    pub read: Option<f64>,
    /// Following references.
    pub resolve: Option<f64>,
    /// Deciding on Rust shapes.
    pub lower: Option<f64>,
    /// Giving names.
    pub name: Option<f64>,
    /// Making the files' texts.
    pub emit: Option<f64>,
    /// Comparing them with the disk, and writing.
    pub write: Option<f64>,
    /// Everything, from the start of the command to the last file.
    pub total: Option<f64>,
}

impl Summary {
    /// Counts what there is in a document.
    pub(crate) fn count_document(&mut self, document: &Document) {
        self.openapi = Some(document.openapi.clone());
        self.schemas = Some(document.components.schemas.len());
        let operations = document.paths.iter().map(|path| path.operations.len());
        self.operations.in_document = Some(operations.sum());
    }

    /// Counts what there is to emit.
    pub(crate) fn count_api(&mut self, api: &Api) {
        self.types = Some(api.types.len());
        self.operations.emitted = Some(api.operations.len());
        self.package = Some((api.package.name.clone(), api.package.version.clone()));
    }

    /// Counts what was emitted.
    pub(crate) fn count_files(&mut self, files: &FileSet) {
        let size = files.size();
        self.files = Some(size.files);
        self.bytes = Some(size.bytes);
    }
}

/// Runs a stage and notes how long it took.
pub(crate) fn time<T>(millis: &mut Option<f64>, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = stage();
    *millis = Some(in_millis(start.elapsed()));
    result
}

/// A duration in milliseconds, to the microsecond.
pub(crate) fn in_millis(duration: Duration) -> f64 {
    // A run that takes longer than an hour is not rounded correctly, and nobody will mind.
    let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
    f64::from(micros) / 1000.0
}
