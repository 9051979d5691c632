//! The list of what the previous run wrote.

use std::collections::BTreeSet;
use std::path::Path;

use super::error::WriteError;
use super::files::FileSet;
use super::path;

/// What stands before the format's number in a manifest's first line.
const HEADER: &str = "# specsmith manifest, format ";

/// The format that this version writes, and the only one that it reads.
const FORMAT: &str = "1";

/// What stands after the number; for people, and not read.
const REMARK: &str = ": the files of this folder that specsmith made and may replace or remove";

/// The paths that one run wrote, apart from the manifest's own.
///
/// As a file: a header line with the format's number, then one path per line, in the order of their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    /// The manifest of a set of files.
    pub(super) fn of(files: &FileSet) -> Self {
        Self { paths: files.iter().map(|(path, _)| path.to_owned()).collect() }
    }

    /// Reads a manifest. Every path is checked as if it were to be written, so that nothing outside the output
    /// folder and nothing of other tools can be listed.
    ///
    /// `file` is only named in errors.
    pub(super) fn parse(bytes: &[u8], file: &Path) -> Result<Self, WriteError> {
        let refuse = |line: usize, reason: String| WriteError::Manifest { path: file.to_owned(), line, reason };
        let text = std::str::from_utf8(bytes).map_err(|_| refuse(1, "it is not UTF-8".into()))?;
        let mut lines = text.lines();
        let format = lines
            .next()
            .and_then(|line| line.strip_prefix(HEADER))
            .map(|rest| rest.split(':').next().unwrap_or(rest))
            .ok_or_else(|| refuse(1, "the header line is missing".into()))?;
        if format != FORMAT {
            let reason = format!("its format is {format:?}, and this version knows {FORMAT}");
            return Err(refuse(1, reason));
        }
        let mut paths = BTreeSet::new();
        for (index, line) in lines.enumerate() {
            path::validate(line).map_err(|error| refuse(index + 2, error.to_string()))?;
            paths.insert(line.to_owned());
        }
        Ok(Self { paths })
    }

    /// The file's text.
    pub(super) fn render(&self) -> String {
        let mut text = format!("{HEADER}{FORMAT}{REMARK}\n");
        for path in &self.paths {
            text.push_str(path);
            text.push('\n');
        }
        text
    }

    /// What either of the two lists.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self { paths: self.paths.union(&other.paths).cloned().collect() }
    }

    /// What this one lists and the other one does not.
    pub(super) fn without(&self, other: &Self) -> Vec<String> {
        self.paths.difference(&other.paths).cloned().collect()
    }

    pub(super) fn lists(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}
