//! Why a folder could not be compared or written.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why [`apply`](super::apply) or [`check`](super::check) stopped. Every variant names the path.
///
/// Whatever it is, each file in the output folder is whole: as it was before, or as it should be.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The system refused.
    Io {
        /// What was tried, as in "cannot *write* src/lib.rs".
        action: &'static str,
        /// The file or folder that it was tried on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file stands where a folder is needed; it may be the output folder itself.
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// A file that text is to be added to is not UTF-8.
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// A folder or a device stands where a file is to be written.
    NotAFile {
        /// The folder or device.
        path: PathBuf,
    },
    /// A symbolic link stands on the way to a file or in its place. It is never followed, since it may lead out of
    /// the output folder. (The output folder itself may be a link.)
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The previous run's manifest cannot be read as one, so that it is not known what may be replaced or removed.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line with the error, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Files would be overwritten that no earlier run made, as far as the manifest knows.
    Unlisted {
        /// The output folder.
        folder: PathBuf,
        /// The files in it that differ from what would be written.
        paths: Vec<String>,
    },
}

/// How many paths an error lists before it only counts.
const LISTED: usize = 10;

impl WriteError {
    /// For `map_err` after a system call.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    /// What the user can do about it, where that is known.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Unlisted { .. } => Some("give another output folder, or `--overwrite` to replace these files"),
            Self::Manifest { .. } => {
                Some("restore it from version control, or delete it and run once with `--overwrite`")
            }
            Self::Link { .. } => Some("replace the link by a file or folder of its own"),
            Self::Io { .. } | Self::NotAFolder { .. } | Self::NotAFile { .. } | Self::NotText { .. } => None,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(f, "cannot {action} {}: {source}", path.display()),
            Self::NotAFolder { path } => {
                write!(f, "{} is a file, and a folder is needed there", path.display())
            }
            Self::NotText { path } => write!(f, "{} is not UTF-8, so nothing can be added to it", path.display()),
            Self::NotAFile { path } => {
                write!(f, "{} is not a file, and one is to be written there", path.display())
            }
            Self::Link { path } => {
                write!(f, "{} is a symbolic link, and files are never written through links", path.display())
            }
            Self::Manifest { path, line, reason } => {
                write!(f, "{}:{line}: not a manifest: {reason}", path.display())
            }
            Self::Unlisted { folder, paths } => {
                write!(f, "{} has files that no earlier run made and that would be overwritten: ", folder.display())?;
                let listed: Vec<&str> = paths.iter().take(LISTED).map(String::as_str).collect();
                f.write_str(&listed.join(", "))?;
                match paths.len().saturating_sub(LISTED) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
