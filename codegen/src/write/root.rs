//! The output folder, and the only code that touches it.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::path::TEMPORARY;

/// An output folder that exists, by the path that the user gave, which is also what errors show.
///
/// Links that lead *to* it are the user's own. Below it no link is followed: every component of a path is looked at
/// before it is used. That holds against what stands in the folder when a run starts, not against another process that
/// changes folders into links meanwhile.
#[derive(Debug)]
pub(super) struct Root {
    path: PathBuf,
}

/// What stands at a path below the output folder.
pub(super) enum Found {
    Nothing,
    File(Metadata),
    /// A folder, a device, a socket…
    Other,
    /// A link, there or at one of the path's folders.
    Link(PathBuf),
    /// A file at the place of one of the path's folders.
    Blocked(PathBuf),
}

impl Root {
    /// The folder, or `None` where there is nothing.
    pub(super) fn open(folder: &Path) -> Result<Option<Self>, WriteError> {
        match fs::metadata(folder) {
            Ok(metadata) if metadata.is_dir() => Ok(Some(Self { path: folder.to_owned() })),
            Ok(_) => Err(not_a_folder(folder)),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound => Ok(None),
                io::ErrorKind::NotADirectory => Err(not_a_folder(folder)),
                _ => Err(WriteError::io("open", folder)(error)),
            },
        }
    }

    /// The folder, made with the folders around it where it does not exist.
    pub(super) fn create(folder: &Path) -> Result<Self, WriteError> {
        if let Some(root) = Self::open(folder)? {
            return Ok(root);
        }
        fs::create_dir_all(folder).map_err(WriteError::io("create", folder))?;
        Ok(Self { path: folder.to_owned() })
    }

    /// Waits until no other run writes here, and keeps others waiting until the file is dropped.
    ///
    /// Where the system cannot lock a folder, this does nothing: two runs at once are then the user's risk, which is
    /// that one of them fails.
    pub(super) fn lock(&self) -> Option<File> {
        let folder = File::open(&self.path).ok()?;
        folder.lock().ok()?;
        Some(folder)
    }

    /// Where a path of the set is on disk.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// What stands at the path, without following a link.
    pub(super) fn look(&self, path: &str) -> Result<Found, WriteError> {
        let mut place = self.path.clone();
        let mut components = path.split('/').peekable();
        while let Some(component) = components.next() {
            place.push(component);
            let metadata = match fs::symlink_metadata(&place) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Ok(Found::Nothing);
                }
                Err(error) => return Err(WriteError::io("look at", place)(error)),
            };
            let is_last = components.peek().is_none();
            if metadata.is_symlink() {
                return Ok(Found::Link(place));
            } else if metadata.is_file() && is_last {
                return Ok(Found::File(metadata));
            } else if is_last {
                return Ok(Found::Other);
            } else if !metadata.is_dir() {
                return Ok(Found::Blocked(place));
            }
        }
        Ok(Found::Other)
    }

    /// The bytes of a file that [`look`](Self::look) found.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, WriteError> {
        let place = self.place(path);
        fs::read(&place).map_err(WriteError::io("read", place))
    }

    /// Makes a folder below the output folder, where it does not exist.
    pub(super) fn make_folder(&self, path: &str) -> Result<(), WriteError> {
        let place = self.place(path);
        fs::create_dir_all(&place).map_err(WriteError::io("create", place))
    }

    /// Puts a file in place at once: at any moment the path has the old file or the whole new one.
    ///
    /// The text goes to a new file in the same folder, which is then renamed. It is not forced onto the medium first,
    /// so this holds when the process is killed, not when the machine loses power: generated files are made again.
    pub(super) fn replace(&self, path: &str, text: &str) -> Result<(), WriteError> {
        let place = self.place(path);
        let folder = place.parent().unwrap_or(&self.path);
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // What any program asks for; the umask takes its part. (A temporary file's default is 0600.)
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder).map_err(WriteError::io("write in", folder))?;
        file.write_all(text.as_bytes()).map_err(WriteError::io("write", &place))?;
        match file.persist(&place) {
            Ok(_) => Ok(()),
            Err(error) => Err(WriteError::io("replace", place)(error.error)),
        }
    }

    /// Removes a file that [`look`](Self::look) found.
    pub(super) fn remove(&self, path: &str) -> Result<(), WriteError> {
        let place = self.place(path);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::io("remove", place)(error)),
            _ => Ok(()),
        }
    }

    /// Removes a folder if it is one, no link, and empty; says whether it did.
    pub(super) fn remove_empty_folder(&self, path: &str) -> bool {
        matches!(self.look(path), Ok(Found::Other)) && fs::remove_dir(self.place(path)).is_ok()
    }

    /// Removes what a killed run left half-written in this folder; `""` is the output folder itself.
    ///
    /// Only ever called while [`lock`](Self::lock) holds, so that it takes no other run's files away. What cannot be
    /// removed stays, and harms nobody.
    pub(super) fn sweep(&self, folder: &str) {
        if !folder.is_empty() && !matches!(self.look(folder), Ok(Found::Other)) {
            return;
        }
        let Ok(entries) = fs::read_dir(self.place(folder)) else {
            return;
        };
        for entry in entries.flatten() {
            let is_ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
            if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Whether two paths are one file, as `a.rs` and `A.rs` are on a system that ignores case.
    pub(super) fn is_same(&self, one: &str, other: &str) -> bool {
        let real = |path| fs::canonicalize(self.place(path)).ok();
        matches!((real(one), real(other)), (Some(one), Some(other)) if one == other)
    }
}

fn not_a_folder(folder: &Path) -> WriteError {
    WriteError::NotAFolder { path: folder.to_owned() }
}
