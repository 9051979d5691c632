//! What changed since the crate was generated the last time.

use std::fs;
use std::path::Path;

use crate::diff::{Places, RECORD, Release, Report, Surface, compare};
use crate::write::FileSet;

/// The crate as it was generated the last time: its record, if there is one.
#[derive(Default)]
pub(super) struct Before {
    record: Option<String>,
}

impl Before {
    /// The record in a folder. Crates that were generated before there were records have none.
    pub(super) fn read(folder: &Path) -> Self {
        Self { record: fs::read_to_string(folder.join(RECORD)).ok() }
    }

    /// The version that it had.
    pub(super) fn release(&self) -> Option<Release> {
        Release::parse(self.record.as_deref()?).ok()
    }

    /// What is different in a new set of files; `None` where nothing is, or there was none. Else why it is not known.
    pub(super) fn changes(&self, folder: &Path, document: &str, files: &FileSet) -> Result<Option<Report>, String> {
        let (Some(old), Some(new)) = (&self.record, files.get(RECORD)) else { return Ok(None) };
        if old == new {
            return Ok(None);
        }
        let surface = |text: &str| Surface::parse(text).map_err(|error| error.to_string());
        let (old, new) = rayon::join(|| surface(old), || surface(new));
        let folder = folder.display().to_string();
        let places = |name| Places { sources: None, name };
        let report = compare(&old?, &new?, (places(&folder), places(document)));
        Ok((!report.changes.is_empty()).then_some(report))
    }
}
