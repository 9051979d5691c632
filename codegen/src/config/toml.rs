//! TOML into values with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{FileId, Loc, Name, Sink, Sources, code};

/// A value, and where it is.
pub(super) struct Node {
    pub(super) loc: Loc,
    pub(super) value: Value,
}

pub(super) enum Value {
    Text(String),
    Bool(bool),
    List(Vec<Node>),
    /// In the order of the file.
    Table(Vec<(String, Node)>),
    /// A number or a date.
    Other(&'static str),
}

/// Reads a whole file. `None` where it is no TOML; every fault that the parser finds is reported.
pub(super) fn read(file: FileId, sink: &mut Sink) -> Option<Node> {
    let text = sink.sources.shared_text(file);
    let (root, faults) = DeTable::parse_recoverable(&text);
    for fault in &faults {
        let loc = sink.sources.add_point(file, Loc::default(), fault.span().unwrap_or(0..0));
        sink.error(code::SYNTAX, loc, format!("this is not TOML: {}", fault.message()));
    }
    if !faults.is_empty() {
        return None;
    }
    let loc = sink.sources.add_place(file, Loc::default(), Name::Root, 0..0, 0..0);
    let mut reader = Reader { file, sources: &mut sink.sources };
    let node = Node { loc, value: reader.table(root.get_ref(), loc) };
    sink.sources.close(loc, text.len());
    Some(node)
}

struct Reader<'s> {
    file: FileId,
    sources: &'s mut Sources,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, parent: Loc) -> Value {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let nodes = entries.into_iter().map(|(key, value)| {
            let text = self.sources.decoded(self.file, key.get_ref());
            let node = self.node(value, parent, Name::Key(text), key.span());
            (key.get_ref().to_string(), node)
        });
        Value::Table(nodes.collect())
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, parent: Loc, name: Name, key: Range<usize>) -> Node {
        let span = value.span();
        let loc = self.sources.add_place(self.file, parent, name, key, span.clone());
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
            DeValue::Datetime(_) => Value::Other("a date"),
            DeValue::Array(items) => {
                let items = (0..).zip(items.iter()).map(|(index, item)| self.node(item, loc, Name::Index(index), 0..0));
                Value::List(items.collect())
            }
            DeValue::Table(table) => self.table(table, loc),
        };
        self.sources.close(loc, span.end);
        Node { loc, value }
    }
}
