//! Text into a lock. It is made by us, but merged by version control and mended by people.

use crate::diag::{FileId, Loc, Sink, code};

use super::{Entry, Kind, Line, Lock, Member, VERSION, usual};

/// How version control marks what it could not merge.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The lock in a file; what is wrong with it is reported, and left out.
pub(super) fn read(file: FileId, sink: &mut Sink) -> Lock {
    let text = sink.sources.shared_text(file);
    let mut reader = Reader { file, sink, lock: Lock { file, ..Lock::default() }, open: None };
    let mut at = 0;
    let mut is_headed = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if !is_headed && !content.is_empty() && !content.starts_with('#') {
            is_headed = true;
            if !reader.is_known(at, content) {
                return Lock::default();
            }
        } else if CONFLICT.iter().any(|mark| content.starts_with(mark)) {
            reader.conflict(at, content);
            return Lock::default();
        } else if !content.is_empty() && !content.starts_with('#') {
            reader.line(at, content);
        }
        at += line.len();
    }
    reader.close();
    if !is_headed {
        reader.fault(text.len(), "", "the lock has no line `version`").help(ANEW);
    }
    reader.lock
}

/// What can always be done.
const ANEW: &str = "restore it from version control; without it, names are given anew";

struct Reader<'s> {
    file: FileId,
    sink: &'s mut Sink,
    lock: Lock,
    /// The entry that indented lines belong to.
    open: Option<(String, Entry)>,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, content: &str, message: impl Into<String>) -> &mut crate::diag::Diagnostic {
        let skipped = content.len() - content.trim_start().len();
        let loc = self.sink.sources.add_point(self.file, Loc::default(), at + skipped..at + content.len());
        self.sink.error(code::MALFORMED_LOCK, loc, message)
    }

    fn conflict(&mut self, at: usize, content: &str) {
        self.fault(at, content, "the lock has markers of a merge conflict").help(
            "keep the lines of both sides and remove the markers: what is named twice is shown then, and the order is \
             put right by generating",
        );
    }

    /// Whether the first line says a version that is known.
    fn is_known(&mut self, at: usize, content: &str) -> bool {
        if CONFLICT.iter().any(|mark| content.starts_with(mark)) {
            self.conflict(at, content);
            return false;
        }
        match content.strip_prefix("version ").map(str::parse::<u32>) {
            Some(Ok(VERSION)) => return true,
            Some(Ok(newer)) if newer > VERSION => {
                let message = format!("the lock is of version {newer}, and this specsmith knows version {VERSION}");
                self.fault(at, content, message).help("a newer specsmith wrote it: use that one, or a newer one");
            }
            _ => _ = self.fault(at, content, "the lock does not begin with its version").help(ANEW),
        }
        false
    }

    fn line(&mut self, at: usize, content: &str) {
        let line = Line(u32::try_from(at).unwrap_or(u32::MAX));
        let text = content.trim_start();
        if text.len() < content.len() {
            self.member(line, at, content, text);
            return;
        }
        self.close();
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let Some(kind) = Kind::of(word) else {
            let words: Vec<String> = Kind::ALL.iter().map(|(_, word)| format!("`{word}`")).collect();
            self.fault(at, content, format!("a line begins with one of {}", words.join(", ")));
            return;
        };
        let (key, name) = split(rest);
        if key.is_empty() || !is_name(kind, name) {
            self.fault(at, content, what(key, name));
            return;
        }
        self.open = Some((key.to_owned(), Entry { kind, name: name.to_owned(), members: Vec::new(), at: line }));
    }

    fn member(&mut self, line: Line, at: usize, content: &str, text: &str) {
        let (text, position) = match text.rsplit_once(" #") {
            Some((text, number)) => match number.parse() {
                Ok(number) => (text.trim_end(), Some(number)),
                Err(_) => {
                    self.fault(at, content, format!("`#{number}` is no place among arguments"));
                    return;
                }
            },
            None => (text, None),
        };
        let (key, name) = split(text);
        if key.is_empty() || !is_identifier(name) {
            self.fault(at, content, what(key, name));
            return;
        }
        let Some((_, entry)) = &mut self.open else {
            self.fault(at, content, "an indented line belongs to the one above it, and there is none");
            return;
        };
        entry.members.push(Member { key: key.to_owned(), name: name.to_owned(), position, at: line });
    }

    /// Puts away the entry that was read.
    fn close(&mut self) {
        let Some((key, mut entry)) = self.open.take() else {
            return;
        };
        // Stable: of two lines about the same, the first stays first.
        entry.members.sort_by(|a, b| a.key.cmp(&b.key));
        let twice = entry.members.windows(2).filter_map(|pair| match pair {
            [a, b] if a.key == b.key => Some((a.at, b.at, b.key.clone())),
            _ => None,
        });
        for (first, second, member) in twice.collect::<Vec<_>>() {
            self.twice(first, second, &member);
        }
        entry.members.dedup_by(|b, a| a.key == b.key);
        let at = entry.at;
        let section = self.lock.section(entry.kind);
        match section.get(&key).map(|known| known.at) {
            Some(first) => self.twice(first, at, &key),
            None => _ = section.insert(key, entry),
        }
    }

    fn twice(&mut self, first: Line, second: Line, key: &str) {
        let (first, second) = (self.lock.loc(first, self.sink), self.lock.loc(second, self.sink));
        let message = format!("`{key}` stands in the lock twice");
        let found = self.sink.error(code::MALFORMED_LOCK, second, message);
        found.related(first, "this is the other one").help("remove the one whose name was not published yet");
    }
}

/// A key and its name.
fn split(text: &str) -> (&str, &str) {
    text.split_once(" = ").map_or_else(|| (text, usual(text)), |(key, name)| (key.trim_end(), name.trim()))
}

fn what(key: &str, name: &str) -> String {
    if key.is_empty() || key.starts_with('=') {
        return "the line does not say what it is about".to_owned();
    }
    format!("`{name}` is not a name that Rust can have here")
}

fn is_name(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Credential | Kind::Resource | Kind::Event => is_identifier(name),
        Kind::Operation => name.split('.').all(is_identifier),
        Kind::Struct | Kind::Enum | Kind::Union | Kind::Also => match name.split_once("::") {
            Some((module, name)) => is_identifier(module) && is_identifier(name),
            None => is_identifier(name),
        },
    }
}

/// ASCII letters, digits and underscores, and a letter first.
fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && name != "Self"
}
