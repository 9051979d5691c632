//! JSON (RFC 8259) into a tree.

use std::ops::Range;

use jiter::{Jiter, JiterError, JiterErrorType, Peek};

use crate::diag::{Loc, Name, Sources, Text, code};

use super::builder::{Broken, Builder, Slot};
use super::{Kind, MAX_DEPTH};

/// Reads a whole text. `None` where it is no JSON.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Option<Loc> {
    let mut reader = Reader { text, jiter: Jiter::new(text.as_bytes()), builder };
    reader.document().ok()
}

struct Reader<'t, 'b, 's> {
    text: &'t str,
    jiter: Jiter<'t>,
    builder: &'b mut Builder<'s>,
}

impl Reader<'_, '_, '_> {
    fn document(&mut self) -> Result<Loc, Broken> {
        let peek = self.jiter.peek();
        let peek = self.check(peek, Loc::default())?;
        let root = self.value(peek, Slot::default(), 0)?;
        let end = self.jiter.finish();
        self.check(end, root)?;
        Ok(root)
    }

    fn value(&mut self, peek: Peek, slot: Slot, depth: usize) -> Result<Loc, Broken> {
        let start = self.jiter.current_index();
        let parent = slot.parent;
        let kind = match peek {
            Peek::Object | Peek::Array => return self.nested(peek, slot, depth),
            Peek::String => {
                let text = self
                    .jiter
                    .known_str()
                    .map(|value| verbatim(self.text, start, value).ok_or_else(|| value.to_owned()));
                Kind::String(self.string(text, parent)?)
            }
            Peek::Null => {
                let read = self.jiter.known_null();
                self.check(read, parent)?;
                Kind::Null
            }
            Peek::True | Peek::False => {
                let read = self.jiter.known_bool(peek);
                Kind::Bool(self.check(read, parent)?)
            }
            _ => {
                let read = self.jiter.known_number_bytes(peek).map(<[u8]>::len);
                let len = self.check(read, parent)?;
                Kind::Number(Sources::verbatim(start..start + len))
            }
        };
        let end = self.jiter.current_index();
        self.builder.add(slot, start..end, kind)
    }

    fn nested(&mut self, peek: Peek, slot: Slot, depth: usize) -> Result<Loc, Broken> {
        let start = self.jiter.current_index();
        if depth == MAX_DEPTH {
            let message = format!("the document is nested more than {MAX_DEPTH} deep");
            self.builder.fault_at(code::TOO_DEEP, slot.parent, start..start + 1, message);
            return Err(Broken);
        }
        let kind = if peek == Peek::Object { Kind::Object } else { Kind::Array };
        let loc = self.builder.add(slot, start..start + 1, kind)?;
        if kind == Kind::Object {
            self.object(loc, depth)?;
        } else {
            self.array(loc, depth)?;
        }
        self.builder.close(loc, self.jiter.current_index());
        Ok(loc)
    }

    fn array(&mut self, parent: Loc, depth: usize) -> Result<(), Broken> {
        let first = self.jiter.known_array();
        let mut next = self.check(first, parent)?;
        let mut index = 0;
        while let Some(peek) = next {
            self.value(peek, Slot { parent, name: Name::Index(index), key: 0..0 }, depth + 1)?;
            index += 1;
            let step = self.jiter.array_step();
            next = self.check(step, parent)?;
        }
        Ok(())
    }

    fn object(&mut self, parent: Loc, depth: usize) -> Result<(), Broken> {
        let mut first = true;
        loop {
            let start = self.key_start();
            let read = if first { self.jiter.known_object() } else { self.jiter.next_key() };
            first = false;
            let Some(text) = (match read {
                Ok(key) => key.map(|key| Ok(verbatim(self.text, start, key).ok_or_else(|| key.to_owned()))),
                Err(error) => Some(Err(error)),
            }) else {
                return Ok(());
            };
            let name = Name::Key(self.string(text, parent)?);
            let key = start..self.key_end(start);
            let peek = self.jiter.peek();
            let peek = self.check(peek, parent)?;
            self.value(peek, Slot { parent, name, key }, depth + 1)?;
        }
    }

    /// Where the next key's quote stands: after white space, and what is before the key (`{` or `,`).
    fn key_start(&self) -> usize {
        let at = self.jiter.current_index();
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'{')).count()
    }

    /// Where a key ends, its quotes included: before the colon that was read last.
    fn key_end(&self, start: usize) -> usize {
        let read = self.text.as_bytes().get(start..self.jiter.current_index()).unwrap_or_default();
        let after = read.iter().rev().take_while(|byte| **byte != b'"').count();
        start + read.len() - after
    }

    fn string(&mut self, text: Result<Result<Text, String>, JiterError>, within: Loc) -> Result<Text, Broken> {
        match self.check(text, within)? {
            Ok(text) => Ok(text),
            Err(decoded) => Ok(self.builder.sources.decoded(self.builder.file, &decoded)),
        }
    }

    fn check<T>(&mut self, read: Result<T, JiterError>, within: Loc) -> Result<T, Broken> {
        read.map_err(|error| {
            let message = match error.error_type {
                JiterErrorType::JsonError(error) => format!("this is not JSON: {}", sentence(&error.to_string())),
                JiterErrorType::WrongType { .. } => "this is not JSON".to_owned(),
            };
            self.builder.fault_at(code::SYNTAX, within, self.character(error.index), message);
            Broken
        })
    }

    /// The character that an offset is in.
    fn character(&self, at: usize) -> Range<usize> {
        let at = at.min(self.text.len());
        let start = (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let len = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..start + len
    }
}

/// The text of a string whose quote stands at `start`, if it has no escapes.
fn verbatim(text: &str, start: usize, value: &str) -> Option<Text> {
    let span = start + 1..start + 1 + value.len();
    let same = text.get(span.clone()) == Some(value) && text.as_bytes().get(span.end) == Some(&b'"');
    same.then(|| Sources::verbatim(span))
}

/// A message of the parser as a part of ours: `Invalid number` in lower case, but `EOF` as it is.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next();
    let lower = letters.clone().next().is_some_and(char::is_lowercase);
    match first {
        Some(first) if lower => first.to_lowercase().chain(letters).collect(),
        _ => message.to_owned(),
    }
}
