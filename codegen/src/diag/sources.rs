//! Input files and the places in them.

use std::ops::Range;
use std::sync::Arc;

use super::file::File;

/// A place in an input file: a value, and the key or index that it stands at.
///
/// The default is *nowhere*: shown as the root of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loc(u32);

impl Loc {
    /// Set in a place that means the key and not the value.
    const KEY: u32 = 1 << 31;

    /// The same place, but pointing at the key instead of the value.
    ///
    /// Where there is no key (a list's item, the root), the value is shown all the same.
    #[must_use]
    pub fn at_key(self) -> Self {
        Self(self.0 | Self::KEY)
    }

    /// The index into the table of places.
    fn index(self) -> usize {
        (self.0 & !Self::KEY) as usize
    }
}

/// A file that was added to [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A piece of text of one file: as it stands there, or what its escapes mean.
///
/// Most strings of a document have no escapes, and are kept by their place only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    start: u32,
    /// The length; the top bit tells that the text is not the file's own but a decoded one.
    len: u32,
}

impl Text {
    const DECODED: u32 = 1 << 31;
}

/// What a place is called within its parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Name {
    /// It has no parent.
    #[default]
    Root,
    /// The key of an object.
    Key(Text),
    /// The index in a list.
    Index(u32),
    /// No name: it is no value of the document itself, but a point in its text, or what a YAML merge key names.
    Aside,
}

/// Line and column, for people: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    /// The file's name as it was given; empty where there is no file.
    pub file: &'a str,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    file: FileId,
    name: Name,
    value: (u32, u32),
    key: (u32, u32),
    parent: u32,
    /// One past the last place within this one: places stand in document order, parents first.
    end: u32,
}

/// All input files, and every place that was read from them.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Vec<File>,
    places: Vec<Place>,
    document: Loc,
}

impl Default for Sources {
    fn default() -> Self {
        // The first place is "nowhere".
        Self { files: Vec::new(), places: vec![Place::default()], document: Loc::default() }
    }
}

/// Offsets are kept in 32 bits; files are limited to far less when they are read.
fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Sources {
    /// The most places that there can be.
    pub const MAX_PLACES: usize = (1 << 31) - 1;

    /// Adds a file. `name` is what people see: relative to where the command runs, not absolute.
    pub fn add_file(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(offset(self.files.len()));
        let (name, text) = (name.into(), text.into());
        self.files.push(File::new(name, text));
        id
    }

    /// The names of all files, as people see them, in the order in which they were added.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// The text of a file; empty where there is no such file.
    #[must_use]
    pub fn file_text(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |file| &file.text)
    }

    /// The text of a file, to be read while places in it are added.
    #[must_use]
    pub fn shared_text(&self, file: FileId) -> Arc<str> {
        self.files.get(file.0 as usize).map_or_else(|| Arc::from(""), |file| Arc::clone(&file.text))
    }

    /// Text that stands in the file as it is.
    #[must_use]
    pub fn verbatim(span: Range<usize>) -> Text {
        Text { start: offset(span.start), len: offset(span.len()) & !Text::DECODED }
    }

    /// Text that differs from how it is written in the file.
    pub fn decoded(&mut self, file: FileId, text: &str) -> Text {
        let Some(file) = self.files.get_mut(file.0 as usize) else { return Text::default() };
        let start = offset(file.decoded.len());
        file.decoded.push_str(text);
        Text { start, len: offset(text.len()) | Text::DECODED }
    }

    /// A piece of text of a file.
    #[must_use]
    pub fn text(&self, file: FileId, text: Text) -> &str {
        let Some(file) = self.files.get(file.0 as usize) else { return "" };
        let from: &str = if text.len & Text::DECODED == 0 { &file.text } else { &file.decoded };
        let start = text.start as usize;
        from.get(start..start + (text.len & !Text::DECODED) as usize).unwrap_or_default()
    }

    /// Adds a place below `parent`, which has to be the last place or a place that is still open
    /// (see [`Sources::close`]). `value` and `key` are byte ranges; a root and a list's item have no key.
    pub fn add_place(&mut self, file: FileId, parent: Loc, name: Name, key: Range<usize>, value: Range<usize>) -> Loc {
        let index = offset(self.places.len());
        self.places.push(Place {
            file,
            name,
            value: (offset(value.start), offset(value.end)),
            key: (offset(key.start), offset(key.end)),
            parent: offset(parent.index()),
            end: index.saturating_add(1),
        });
        Loc(index)
    }

    /// Adds a place that is no value: a fault in the text of a file itself, shown with the pointer of `within`.
    pub fn add_point(&mut self, file: FileId, within: Loc, span: Range<usize>) -> Loc {
        self.add_place(file, within, Name::Aside, 0..0, span)
    }

    /// Ends an object or a list: all places that were added since are within it, and its text ends at `end`.
    pub fn close(&mut self, loc: Loc, end: usize) {
        let last = offset(self.places.len());
        if let Some(place) = self.places.get_mut(loc.index()) {
            place.value.1 = offset(end);
            place.end = last;
        }
    }

    /// Copies everything within `from` (which has to be closed) below `parent`, under `name` and `key`.
    pub fn copy(&mut self, from: Loc, parent: Loc, name: Name, key: Range<usize>) -> Loc {
        let (start, end) = (from.index(), self.end(from));
        let shift = offset(self.places.len().saturating_sub(start));
        for index in start..end {
            let Some(mut place) = self.places.get(index).copied() else { break };
            place.end += shift;
            place.parent += shift;
            if index == start {
                place.name = name;
                place.key = (offset(key.start), offset(key.end));
                place.parent = offset(parent.index());
            }
            self.places.push(place);
        }
        Loc(offset(start) + shift)
    }

    /// Takes a place out of its parent: it is no child of it any more, and can still be shown.
    pub fn set_aside(&mut self, loc: Loc) {
        if let Some(place) = self.places.get_mut(loc.index()) {
            place.name = Name::Aside;
        }
    }

    /// How many places there are, the one for "nowhere" included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// How many places are within a place, itself included.
    #[must_use]
    pub fn weight(&self, loc: Loc) -> usize {
        self.end(loc).saturating_sub(loc.index())
    }

    /// The number of a place in the order in which places were added: those within it follow.
    #[must_use]
    pub fn ordinal(&self, loc: Loc) -> usize {
        loc.index()
    }

    /// The place with a number.
    #[must_use]
    pub fn nth(&self, ordinal: usize) -> Loc {
        Loc(offset(ordinal))
    }

    /// Says which place is the document's root: "nowhere" is shown as this.
    pub fn set_document(&mut self, root: Loc) {
        self.document = root;
    }

    /// The root of the document.
    #[must_use]
    pub fn document(&self) -> Loc {
        self.document
    }

    fn end(&self, loc: Loc) -> usize {
        self.places.get(loc.index()).map_or(0, |place| place.end as usize)
    }

    fn place(&self, loc: Loc) -> Place {
        let index = if loc.index() == 0 { self.document.index() } else { loc.index() };
        self.places.get(index).copied().unwrap_or_default()
    }

    /// The places directly within a place, in document order.
    pub fn children(&self, loc: Loc) -> impl Iterator<Item = Loc> + use<'_> {
        let end = self.end(loc);
        let mut next = loc.index() + 1;
        std::iter::from_fn(move || {
            while next < end {
                let place = self.places.get(next)?;
                let child = Loc(offset(next));
                next = (place.end as usize).max(next + 1);
                if place.name != Name::Aside {
                    return Some(child);
                }
            }
            None
        })
    }

    /// The place that a place is directly in; itself for a root.
    #[must_use]
    pub fn parent(&self, loc: Loc) -> Loc {
        let place = self.place(loc);
        if place.parent == 0 { loc } else { Loc(place.parent) }
    }

    /// What a place is called within its parent.
    #[must_use]
    pub fn name(&self, loc: Loc) -> Name {
        self.place(loc).name
    }

    /// The key that a place stands at, decoded; empty for a root or a list's item.
    #[must_use]
    pub fn key(&self, loc: Loc) -> &str {
        let place = self.place(loc);
        match place.name {
            Name::Key(text) => self.text(place.file, text),
            Name::Root | Name::Index(_) | Name::Aside => "",
        }
    }

    /// The file of a place.
    #[must_use]
    pub fn file(&self, loc: Loc) -> FileId {
        self.place(loc).file
    }

    /// The name of a file, as people see it.
    #[must_use]
    pub fn file_name(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |file| &file.name)
    }

    /// The bytes of the file that a place means.
    #[must_use]
    pub fn span(&self, loc: Loc) -> Range<usize> {
        let place = self.place(loc);
        let keyed = loc.0 & Loc::KEY != 0 && matches!(place.name, Name::Key(_));
        let (start, end) = if keyed { place.key } else { place.value };
        start as usize..end as usize
    }

    /// The JSON Pointer of a place from the root of its file (RFC 6901): empty for the root.
    #[must_use]
    pub fn pointer(&self, loc: Loc) -> String {
        let mut parts = Vec::new();
        let mut at = loc;
        loop {
            match self.name(at) {
                Name::Root => break,
                Name::Key(_) => parts.push(self.key(at).replace('~', "~0").replace('/', "~1")),
                Name::Index(index) => parts.push(index.to_string()),
                Name::Aside => {}
            }
            let parent = self.parent(at);
            if parent == at {
                break;
            }
            at = parent;
        }
        parts.iter().rev().fold(String::new(), |pointer, part| pointer + "/" + part)
    }

    /// The place that a JSON Pointer names, from `root` on (RFC 6901).
    ///
    /// Costs one pass over the keys of every object on the way.
    #[must_use]
    pub fn find(&self, root: Loc, pointer: &str) -> Option<Loc> {
        let mut at = root;
        if pointer.is_empty() {
            return Some(at);
        }
        for part in pointer.strip_prefix('/')?.split('/') {
            let part = part.replace("~1", "/").replace("~0", "~");
            at = self.children(at).find(|&child| match self.name(child) {
                Name::Index(index) => index.to_string() == part,
                _ => self.key(child) == part,
            })?;
        }
        Some(at)
    }

    /// File, line and column of a place.
    #[must_use]
    pub fn position(&self, loc: Loc) -> Position<'_> {
        let Some(file) = self.files.get(self.file(loc).0 as usize) else {
            return Position { file: "", line: 1, column: 1 };
        };
        let start = self.span(loc).start;
        let (line, begin) = file.line(start);
        let column = file.characters(start).saturating_sub(file.characters(begin)) + 1;
        Position { file: &file.name, line, column }
    }

    /// The line of a file that an offset is in: its number and its bytes, without the line's end.
    #[must_use]
    pub fn line(&self, file: FileId, at: usize) -> (usize, Range<usize>) {
        let Some(file) = self.files.get(file.0 as usize) else { return (1, 0..0) };
        let (line, begin) = file.line(at);
        let rest = file.text.get(begin..).unwrap_or_default();
        let len = rest.find('\n').unwrap_or(rest.len());
        let cut = rest.get(..len).map_or(0, |line| line.trim_end_matches('\r').len());
        (line, begin..begin + cut)
    }
}
