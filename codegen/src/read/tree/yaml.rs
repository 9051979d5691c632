//! YAML 1.2 into a tree, from the events of a parser.
//!
//! Aliases are copied, within a budget. Merge keys (`<<`, of YAML 1.1) are applied: what an object does not have
//! itself, it takes from what they name. Tags other than those of the core schema are refused.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Marker, Parser, ScalarStyle, ScanError, StrInput, Tag, options};

use crate::diag::{Loc, Name, Text, code};

use super::builder::{Broken, Builder, Slot};
use super::scalar::{Scalar, resolve};
use super::{Kind, MAX_DEPTH};

/// Reads a whole text. `None` where it is no YAML, or holds nothing.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Option<Loc> {
    // Depth is checked here, with the place. The parser's own limits only have to be above, by more than it looks ahead.
    let options = options! {
        flow_nesting_limit: MAX_DEPTH + 4096,
        block_nesting_limit: MAX_DEPTH + 4096,
        emit_unresolved_aliases: true,
    };
    let mut reader = Reader { builder, open: Vec::new(), anchors: HashMap::new(), root: None, end: 0 };
    reader.documents(Parser::new_from_str_with_options(text, options)).ok()?;
    let root = reader.root;
    if root.is_none() {
        builder.fault_at(code::EMPTY_DOCUMENT, Loc::default(), 0..0, "the file holds nothing but comments");
    }
    root
}

struct Reader<'b, 's> {
    builder: &'b mut Builder<'s>,
    /// The objects and lists that are open, outermost first.
    open: Vec<Frame>,
    /// What anchors name; `None` while it is still open.
    anchors: HashMap<usize, Option<Loc>>,
    root: Option<Loc>,
    /// Where the last value ended: the events of a block's end stand after the space that follows it.
    end: usize,
}

struct Frame {
    loc: Loc,
    anchor: usize,
    entries: Entries,
}

enum Entries {
    List { next: u32 },
    Object { key: Option<Key>, merged: Vec<Loc> },
}

struct Key {
    name: Name,
    span: Range<usize>,
}

impl Reader<'_, '_> {
    fn documents<'t>(&mut self, mut parser: Parser<'t, StrInput<'t>>) -> Result<(), Broken> {
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| self.broken(&error))?;
            let span = byte(&span.start)..byte(&span.end);
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    let message = "a second YAML document begins here";
                    self.builder.fault_at(code::SEVERAL_DOCUMENTS, Loc::default(), span, message);
                    return Err(Broken);
                }
            } else {
                self.event(event, span)?;
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Broken> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if self.awaits_key() {
                    self.key(&text, style, tag.as_deref(), span);
                    return Ok(());
                }
                let kind = self.scalar(&text, style, tag.as_deref(), &span);
                let loc = self.add(span, kind)?;
                self.anchor(anchor, Some(loc));
                Ok(())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.nested(span, Kind::Array, anchor, tag.as_deref(), Entries::List { next: 0 })
            }
            Event::MappingStart(_, anchor, tag) => {
                let entries = Entries::Object { key: None, merged: Vec::new() };
                self.nested(span, Kind::Object, anchor, tag.as_deref(), entries)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                let within = self.within();
                self.builder.fault_at(
                    code::YAML_ALIAS,
                    within,
                    span.clone(),
                    format!("there is no anchor `{name}` before this"),
                );
                if self.awaits_key() {
                    self.set_key(Name::Aside, span);
                } else {
                    self.add(span, Kind::Null)?;
                }
                Ok(())
            }
            // Where streams and documents begin and end, and comments.
            _ => Ok(()),
        }
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Frame { entries: Entries::Object { key: None, .. }, .. }))
    }

    fn within(&self) -> Loc {
        self.open.last().map(|frame| frame.loc).unwrap_or_default()
    }

    /// Where the next value goes.
    fn slot(&mut self) -> Slot {
        let Some(frame) = self.open.last_mut() else { return Slot::default() };
        let (name, key) = match &mut frame.entries {
            Entries::List { next } => {
                *next += 1;
                (Name::Index(*next - 1), 0..0)
            }
            Entries::Object { key, .. } => key.take().map(|key| (key.name, key.span)).unwrap_or_default(),
        };
        Slot { parent: frame.loc, name, key }
    }

    fn add(&mut self, span: Range<usize>, kind: Kind) -> Result<Loc, Broken> {
        let slot = self.slot();
        let aside = slot.name == Name::Aside;
        self.end = self.end.max(span.end);
        let loc = self.builder.add(slot, span, kind)?;
        self.settle(loc, aside);
        Ok(loc)
    }

    /// Notes a value as the root, or as what a merge key names.
    fn settle(&mut self, loc: Loc, aside: bool) {
        match self.open.last_mut() {
            None => self.root = Some(loc),
            Some(Frame { entries: Entries::Object { merged, .. }, .. }) if aside => merged.push(loc),
            Some(_) => {}
        }
    }

    fn anchor(&mut self, anchor: usize, loc: Option<Loc>) {
        if anchor != 0 {
            self.anchors.insert(anchor, loc);
        }
    }

    fn key(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Range<usize>) {
        self.check_tag(tag, None, &span);
        let name = if style == ScalarStyle::Plain && text == "<<" {
            Name::Aside
        } else {
            Name::Key(self.text(text, span.start, style))
        };
        self.set_key(name, span);
    }

    fn set_key(&mut self, name: Name, span: Range<usize>) {
        if let Some(Frame { entries: Entries::Object { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(Key { name, span });
        }
    }

    fn text(&mut self, text: &str, start: usize, style: ScalarStyle) -> Text {
        let quote = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        self.builder.text(start + quote, text)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: &Range<usize>) -> Kind {
        let tag = self.check_tag(tag, None, span);
        let plain = style == ScalarStyle::Plain || !matches!(tag, "" | "str");
        let resolved = if plain && !matches!(tag, "str" | "!") { resolve(text) } else { Scalar::Text };
        let kind = match resolved {
            Scalar::Null => Kind::Null,
            Scalar::Bool(value) => Kind::Bool(value),
            Scalar::Number(number) => Kind::Number(self.text(&number, span.start, style)),
            Scalar::Text => Kind::String(self.text(text, span.start, style)),
            Scalar::NoNumber => {
                let message = format!("`{text}` is no JSON number");
                let within = self.within();
                self.builder.fault_at(code::NO_JSON_VALUE, within, span.clone(), message);
                Kind::Null
            }
        };
        let fits = match tag {
            "int" | "float" => matches!(kind, Kind::Number(_)),
            "bool" => matches!(kind, Kind::Bool(_)),
            "null" => kind == Kind::Null,
            "map" | "seq" => false,
            _ => true,
        };
        if !fits {
            let within = self.within();
            self.builder.fault_at(code::YAML_TAG, within, span.clone(), format!("this is not of type `!!{tag}`"));
        }
        kind
    }

    /// The name of a tag of the core schema, `!` for the tag that makes text of anything, or nothing.
    fn check_tag(&mut self, tag: Option<&Tag>, only: Option<&str>, span: &Range<usize>) -> &'static str {
        const CORE: [&str; 7] = ["str", "int", "float", "bool", "null", "map", "seq"];
        let Some(tag) = tag else { return "" };
        if tag.parts() == ("", "!") {
            return "!";
        }
        let known = CORE.into_iter().find(|core| tag.is_yaml_core_schema_tag(core));
        let known = known.filter(|known| only.is_none_or(|only| only == *known));
        known.unwrap_or_else(|| {
            let within = self.within();
            self.builder.fault_at(
                code::YAML_TAG,
                within,
                span.clone(),
                format!("the tag `{}` is not known here", tag.original()),
            );
            ""
        })
    }

    fn nested(
        &mut self,
        span: Range<usize>,
        kind: Kind,
        anchor: usize,
        tag: Option<&Tag>,
        entries: Entries,
    ) -> Result<(), Broken> {
        self.check_tag(tag, Some(if kind == Kind::Object { "map" } else { "seq" }), &span);
        if self.awaits_key() {
            let within = self.within();
            self.builder.fault_at(code::NO_JSON_VALUE, within, span, "a key is a list or an object");
            return Err(Broken);
        }
        self.check_depth(0, &span)?;
        let slot = self.slot();
        let aside = slot.name == Name::Aside;
        self.end = self.end.max(span.end);
        let loc = self.builder.add(slot, span, kind)?;
        self.settle(loc, aside);
        self.anchor(anchor, None);
        self.open.push(Frame { loc, anchor, entries });
        Ok(())
    }

    fn check_depth(&mut self, height: usize, span: &Range<usize>) -> Result<(), Broken> {
        if self.open.len() + height < MAX_DEPTH {
            return Ok(());
        }
        let within = self.within();
        let message = format!("the document is nested more than {MAX_DEPTH} deep");
        self.builder.fault_at(code::TOO_DEEP, within, span.clone(), message);
        Err(Broken)
    }

    fn close(&mut self, span: Range<usize>) -> Result<(), Broken> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        if !span.is_empty() {
            self.end = self.end.max(span.end);
        }
        if let Entries::Object { merged, .. } = frame.entries {
            self.merge(frame.loc, &merged)?;
        }
        self.builder.close(frame.loc, self.end);
        self.anchor(frame.anchor, Some(frame.loc));
        Ok(())
    }

    /// Adds to an object that is about to be closed what its merge keys name.
    fn merge(&mut self, object: Loc, merged: &[Loc]) -> Result<(), Broken> {
        if merged.is_empty() {
            return Ok(());
        }
        self.builder.close(object, self.end);
        let mut names: HashSet<String> = self.keys(object).map(|(key, _)| key).collect();
        let lists = merged.iter().flat_map(|&loc| match self.builder.kind(loc) {
            Kind::Array => self.builder.sources.children(loc).collect(),
            _ => vec![loc],
        });
        for from in lists.collect::<Vec<_>>() {
            if self.builder.kind(from) != Kind::Object {
                self.builder.fault(code::YAML_MERGE, from, "the merge key `<<` names no object");
                continue;
            }
            for (key, child) in self.keys(from).collect::<Vec<_>>() {
                if names.insert(key) {
                    let (name, span) = (self.builder.sources.name(child), self.builder.sources.span(child.at_key()));
                    self.builder.copy(child, Slot { parent: object, name, key: span })?;
                }
            }
        }
        Ok(())
    }

    fn keys(&self, object: Loc) -> impl Iterator<Item = (String, Loc)> {
        let sources = &*self.builder.sources;
        sources.children(object).map(|child| (sources.key(child).to_owned(), child))
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), Broken> {
        self.end = self.end.max(span.end);
        let Some(Some(from)) = self.anchors.get(&anchor).copied() else {
            let within = self.within();
            self.builder.fault_at(
                code::YAML_ALIAS,
                within,
                span,
                "the alias stands within what it names, or names a key",
            );
            return Err(Broken);
        };
        if self.awaits_key() {
            let (Kind::String(text) | Kind::Number(text)) = self.builder.kind(from) else {
                let within = self.within();
                self.builder.fault_at(code::NO_JSON_VALUE, within, span, "a key is not text");
                return Err(Broken);
            };
            self.set_key(Name::Key(text), span);
            return Ok(());
        }
        let height = self.builder.height(from);
        self.check_depth(height, &span)?;
        let mut slot = self.slot();
        let aside = slot.name == Name::Aside;
        if slot.key.is_empty() {
            slot.key = span;
        }
        let loc = self.builder.copy(from, slot)?;
        self.settle(loc, aside);
        Ok(())
    }

    fn broken(&mut self, error: &ScanError) -> Broken {
        let at = byte(error.marker());
        let within = self.within();
        self.builder.fault_at(code::SYNTAX, within, at..at, format!("this is not YAML: {}", error.info()));
        Broken
    }
}

/// Where a marker stands. Markers of text that is in memory always know their byte.
fn byte(marker: &Marker) -> usize {
    marker.byte_offset().unwrap_or_default()
}
