//! The files of a document: the one that was named, and those within its folder that references lead to. Each is read
//! once; nothing outside of the folder is opened, and no address is fetched.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::diag::{Code, FileId, Loc, Name, Sink, Sources, code};

use super::source::{Source, is_json};
use super::tree::{Forest, Kind};

/// Why a file that a reference names is not there.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) code: &'static Code,
    /// What is wrong with the file, to follow its name: `` `a.yaml` … ``.
    pub(super) message: String,
}

/// A file that was asked for: from which file, and how it is named there.
pub(super) type Asked = (FileId, String);

/// A file that was read.
#[derive(Debug)]
struct Held {
    root: Loc,
    /// Without symbolic links; nothing for text that is no file.
    path: Option<PathBuf>,
}

/// All files that were read.
#[derive(Debug, Default)]
pub(super) struct Library {
    pub(super) forest: Forest,
    /// The folder that no file may be outside of, without symbolic links.
    folder: Option<PathBuf>,
    files: HashMap<FileId, Held>,
    by_path: HashMap<PathBuf, Result<FileId, Refusal>>,
    asked: HashMap<Asked, Result<FileId, Refusal>>,
    /// How many bytes may still be read.
    left: u64,
}

impl Library {
    pub(super) fn new(source: &Source) -> Self {
        let folder = source.root().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let folder = folder.and_then(|folder| folder.canonicalize().ok());
        Self { folder, left: source.limit(), ..Self::default() }
    }

    /// Reads the document itself.
    pub(super) fn open(&mut self, source: &Source, sink: &mut Sink) -> Option<Loc> {
        let file = source.load(sink)?;
        let text = sink.sources.file_text(file);
        let json = is_json(source.name(), text);
        let bytes = text.len() as u64;
        if text.trim().is_empty() {
            let loc = sink.sources.add_point(file, Loc::default(), 0..0);
            super::refuse(loc, "the file is empty", sink);
            return None;
        }
        let root = self.forest.grow(file, json, sink)?;
        let path = source.path().and_then(|path| path.canonicalize().ok());
        if let Some(path) = &path {
            self.by_path.insert(path.clone(), Ok(file));
        }
        self.files.insert(file, Held { root, path });
        self.left = self.left.saturating_sub(bytes);
        self.follow(root, sink);
        Some(root)
    }

    /// Reads an overlay. References in it are relative to the document, which has the root `beside`.
    pub(super) fn open_beside(&mut self, source: &Source, beside: Loc, sink: &mut Sink) -> Option<Loc> {
        let file = source.load(sink)?;
        let json = is_json(source.name(), sink.sources.file_text(file));
        let root = self.forest.grow(file, json, sink)?;
        let path = self.files.get(&sink.sources.file(beside)).and_then(|held| held.path.clone());
        self.files.insert(file, Held { root: beside, path });
        self.follow(root, sink);
        Some(root)
    }

    /// Puts a changed tree in the place of another.
    pub(super) fn set_root(&mut self, old: Loc, new: Loc, sink: &mut Sink) {
        for held in self.files.values_mut().filter(|held| held.root == old) {
            held.root = new;
        }
        sink.sources.set_document(new);
    }

    /// The root of a file.
    pub(super) fn root(&self, file: FileId) -> Option<Loc> {
        self.files.get(&file).map(|held| held.root)
    }

    /// The roots of all files, in the order in which they were read.
    pub(super) fn roots(&self) -> Vec<Loc> {
        let mut roots: Vec<Loc> = self.files.values().map(|held| held.root).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The file that `path` names in `from`; `None` where it was not asked for yet.
    pub(super) fn find(&self, from: FileId, path: &str) -> Option<&Result<FileId, Refusal>> {
        self.asked.get(&(from, path.to_owned()))
    }

    /// Reads files, and those that they lead to.
    pub(super) fn load(&mut self, asked: Vec<Asked>, sink: &mut Sink) {
        for asked in asked {
            if let Some(root) = self.answer(asked, sink) {
                self.follow(root, sink);
            }
        }
    }

    /// Reads the files that a file leads to, and those that these lead to.
    fn follow(&mut self, root: Loc, sink: &mut Sink) {
        let mut open = vec![root];
        while let Some(root) = open.pop() {
            for asked in self.references(root, &sink.sources) {
                open.extend(self.answer(asked, sink));
            }
        }
    }

    /// Files that references below a root name. References in examples and other data are none.
    fn references(&self, root: Loc, sources: &Sources) -> Vec<Asked> {
        let file = sources.file(root);
        let first = sources.ordinal(root);
        let mut found = Vec::new();
        for loc in (first..first + sources.weight(root)).map(|ordinal| sources.nth(ordinal)) {
            let Kind::String(text) = self.forest.kind(sources, loc) else { continue };
            let text = sources.text(file, text);
            let path = text.split('#').next().unwrap_or_default();
            if path.is_empty() || !matches!(sources.key(loc), "$ref") || is_data(sources, loc) {
                continue;
            }
            if foreign(path).is_none() {
                found.push((file, path.to_owned()));
            }
        }
        found
    }

    /// Finds and reads one file. What is new comes back with its root.
    fn answer(&mut self, asked: Asked, sink: &mut Sink) -> Option<Loc> {
        if self.asked.contains_key(&asked) {
            return None;
        }
        let (from, name) = &asked;
        let mut new = None;
        let answer = match self.path(*from, name) {
            Err(refusal) => Err(refusal),
            Ok(path) => match self.by_path.get(&path) {
                Some(known) => known.clone(),
                None => {
                    let file = self.read(&path, &shown(sink.sources.file_name(*from), name), sink);
                    self.by_path.insert(path.clone(), file.clone());
                    new = file.as_ref().ok().and_then(|file| self.root(*file));
                    file
                }
            },
        };
        self.asked.insert(asked, answer);
        new
    }

    fn read(&mut self, path: &Path, name: &str, sink: &mut Sink) -> Result<FileId, Refusal> {
        let source = Source::file(path).with_name(name).with_limit(self.left);
        let unreadable = |message: String| Refusal { code: code::UNREADABLE_REFERENCE, message };
        let bytes = source.bytes().map_err(|(_, message)| unreadable(format!("is of no use: {message}")))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| unreadable("is not UTF-8".to_owned()))?;
        self.left = self.left.saturating_sub(text.len() as u64);
        let json = is_json(name, text);
        let file = sink.sources.add_file(name, text);
        let root = self.forest.grow(file, json, sink);
        let root = root.ok_or_else(|| unreadable("cannot be understood".to_owned()))?;
        self.files.insert(file, Held { root, path: Some(path.to_owned()) });
        Ok(file)
    }

    /// The path that a name in a file means, once it is certain that it is within the folder.
    fn path(&self, from: FileId, name: &str) -> Result<PathBuf, Refusal> {
        let outside = |message: &str| Refusal { code: code::EXTERNAL_REFERENCE, message: message.to_owned() };
        if let Some(reason) = foreign(name) {
            return Err(outside(reason));
        }
        let base = self.files.get(&from).and_then(|held| held.path.as_deref()).and_then(Path::parent);
        let (Some(folder), Some(base)) = (&self.folder, base) else {
            return Err(outside("is another file, and this document is in no folder"));
        };
        let decoded = percent_decode_str(name).decode_utf8().map_err(|_| outside("is no path: it is not UTF-8"))?;
        if let Some(reason) = foreign(&decoded) {
            return Err(outside(reason));
        }
        let path = tidy(&base.join(&*decoded));
        let beyond = "is outside of the document's folder, and is not read";
        if !path.starts_with(folder) {
            return Err(outside(beyond));
        }
        let unreadable = |error: std::io::Error| Refusal {
            code: code::UNREADABLE_REFERENCE,
            message: format!("cannot be read: {error}"),
        };
        let real = path.canonicalize().map_err(unreadable)?;
        if !real.starts_with(folder) {
            return Err(outside(beyond));
        }
        if !real.metadata().map_err(unreadable)?.is_file() {
            return Err(Refusal { code: code::UNREADABLE_REFERENCE, message: "is no file".to_owned() });
        }
        Ok(real)
    }
}

/// Why a path is none that is read, whatever the folder: an address, a path of the machine.
fn foreign(path: &str) -> Option<&'static str> {
    if path.contains('\\') {
        return Some("has a backslash, which no relative reference has (RFC 3986)");
    }
    if path.starts_with("//") {
        return Some("is on another machine, and is not fetched");
    }
    if path.starts_with('/') {
        return Some("is an absolute path, and is not read");
    }
    if path.contains('\0') {
        return Some("has a NUL, which no path has");
    }
    let scheme = path.split(['/', '?']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(plain);
    is_scheme.then_some("is an address, and is not fetched")
}

/// Whether a place is within an example, a default or the like.
pub(super) fn is_data(sources: &Sources, loc: Loc) -> bool {
    let mut at = loc;
    loop {
        let parent = sources.parent(at);
        if parent == at {
            return false;
        }
        let key = sources.key(parent);
        let named = matches!(sources.key(sources.parent(parent)), "properties" | "schemas" | "definitions" | "$defs");
        let data =
            matches!(key, "example" | "default" | "enum" | "const" | "value" | "dataValue") || key.starts_with("x-");
        if data && !named && matches!(sources.name(parent), Name::Key(_)) {
            return true;
        }
        at = parent;
    }
}

/// What people see of a file that is named in another.
fn shown(from: &str, name: &str) -> String {
    let decoded = percent_decode_str(name).decode_utf8_lossy();
    let path = Path::new(from).parent().unwrap_or(Path::new("")).join(&*decoded);
    tidy(&path).display().to_string()
}

/// A path without `.`, and without `..` after a folder that is named: `spec/../generated` is `generated`.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.into_iter().collect()
}
