//! Where a document comes from.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diag::{FileId, Loc, Sink, code};

/// The most bytes of a document that are read, unless [`Source::with_limit`] says otherwise: 128 MiB.
pub const MAX_BYTES: u64 = 128 << 20;

/// A document to read: a file, or text that is already there.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    origin: Origin,
    limit: u64,
    root: Option<PathBuf>,
    overlays: Vec<Source>,
}

#[derive(Clone, Debug)]
enum Origin {
    File(PathBuf),
    Text(Vec<u8>),
}

impl Source {
    /// A file. Diagnostics name it as it is given here.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            name: path.display().to_string(),
            origin: Origin::File(path),
            limit: MAX_BYTES,
            root: None,
            overlays: Vec::new(),
        }
    }

    /// Text under a name. A name that ends in `.json` makes it JSON; otherwise the text itself tells.
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            origin: Origin::Text(text.into()),
            limit: MAX_BYTES,
            root: None,
            overlays: Vec::new(),
        }
    }

    /// Sets the name that diagnostics show.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the most bytes that are read. The default is [`MAX_BYTES`]; 1 GiB is the most there can be.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes.min(1 << 30);
        self
    }

    /// Sets the folder that references to other files may lead into. The default is the folder that the file is in.
    #[must_use]
    pub fn with_root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Adds overlays, which are applied to the document in their order before it is read.
    #[must_use]
    pub fn with_overlays(mut self, overlays: impl IntoIterator<Item = Source>) -> Self {
        self.overlays.extend(overlays);
        self
    }

    /// The overlays, in order.
    pub(super) fn overlays(&self) -> &[Source] {
        &self.overlays
    }

    /// The name that diagnostics show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder that references may lead into: the one that was set, else the one that the file is in; `None` for
    /// text.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        let path = self.path()?;
        self.root.as_deref().or_else(|| path.parent())
    }

    /// The file; `None` for text.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Text(_) => None,
        }
    }

    /// The most bytes that are read, all files of a document together.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Reads the text into the sink's sources. `None` where it cannot be read, which is reported.
    pub(crate) fn load(&self, sink: &mut Sink) -> Option<FileId> {
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err((code, message)) => {
                let file = sink.sources.add_file(&self.name, "");
                let loc = sink.sources.add_point(file, Loc::default(), 0..0);
                sink.error(code, loc, message);
                return None;
            }
        };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(sink.sources.add_file(&self.name, text)),
            Err(error) => {
                self.refuse(bytes, error.valid_up_to(), sink);
                None
            }
        }
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, (&'static crate::diag::Code, String)> {
        let too_large = || (code::TOO_LARGE, format!("`{}` is larger than {} bytes", self.name, self.limit));
        match &self.origin {
            Origin::Text(text) if text.len() as u64 > self.limit => Err(too_large()),
            Origin::Text(text) => Ok(text.clone()),
            Origin::File(path) => {
                let unreadable =
                    |error: std::io::Error| (code::UNREADABLE_FILE, format!("`{}` cannot be read: {error}", self.name));
                let file = File::open(path).map_err(unreadable)?;
                let metadata = file.metadata().map_err(unreadable)?;
                if metadata.len() > self.limit {
                    return Err(too_large());
                }
                let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
                // What says that it is empty may still give bytes without end (a pipe, a device).
                file.take(self.limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
                if bytes.len() as u64 > self.limit { Err(too_large()) } else { Ok(bytes) }
            }
        }
    }

    /// Reports what is not UTF-8, at the first byte that is not.
    fn refuse(&self, bytes: &[u8], valid: usize, sink: &mut Sink) {
        let before = bytes.get(..valid).map(String::from_utf8_lossy).unwrap_or_default();
        let file = sink.sources.add_file(&self.name, &*before);
        let loc = sink.sources.add_point(file, Loc::default(), valid..valid);
        let message = if matches!(bytes, [0xfe, 0xff, ..] | [0xff, 0xfe, ..]) {
            "the file is UTF-16, and has to be UTF-8".to_owned()
        } else {
            format!("the byte at offset {valid} is not UTF-8")
        };
        sink.error(code::NOT_UTF8, loc, message).help("save the file as UTF-8");
    }
}

/// Whether a file is read as JSON: by the name's ending, and where that says neither, if it begins as JSON does.
pub(super) fn is_json(name: &str, text: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "json" => true,
        "yaml" | "yml" => false,
        _ => text.trim_ascii_start().starts_with('{'),
    }
}
