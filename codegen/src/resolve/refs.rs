//! `$ref` to parameters, bodies, responses, examples and security schemes.

use std::collections::HashMap;

use crate::diag::{Sink, code};
use crate::read::model::{Named, OrRef, Reference};

use super::schemas::unescape;

/// The named things of one kind in `components`.
pub(super) struct Shelf<'d, T> {
    /// What they are called in a message: `parameter`.
    kind: &'static str,
    prefix: &'static str,
    by_name: HashMap<&'d str, &'d OrRef<T>>,
}

impl<'d, T> Shelf<'d, T> {
    pub(super) fn new(kind: &'static str, prefix: &'static str, named: &'d [Named<OrRef<T>>]) -> Self {
        Self { kind, prefix, by_name: named.iter().map(|entry| (entry.name.as_str(), &entry.item)).collect() }
    }

    /// The thing itself, whatever number of references leads there; `None` after a report where none does.
    pub(super) fn find(&self, item: &'d OrRef<T>, sink: &mut Sink) -> Option<&'d T> {
        let first = match item {
            OrRef::Item(item) => return Some(item),
            OrRef::Ref(reference) => reference,
        };
        let mut reference = first;
        // A chain that is longer than there are things goes in a circle.
        for _ in 0..=self.by_name.len() {
            match self.look_up(&reference.target) {
                Some(OrRef::Item(item)) => return Some(item),
                Some(OrRef::Ref(next)) => reference = next,
                None => {
                    report(reference, self.kind, sink);
                    return None;
                }
            }
        }
        sink.error(code::REFERENCE_CYCLE, first.loc, "this `$ref` leads back to itself");
        None
    }

    fn look_up(&self, target: &str) -> Option<&'d OrRef<T>> {
        let name = target.strip_prefix(self.prefix)?;
        self.by_name.get(name).or_else(|| self.by_name.get(unescape(name).as_str())).copied()
    }
}

/// Says why a reference leads nowhere.
pub(super) fn report(reference: &Reference, kind: &str, sink: &mut Sink) {
    let target = &reference.target;
    if target.starts_with('#') {
        sink.error(code::UNRESOLVED_REFERENCE, reference.loc, format!("`{target}` does not lead to a {kind}"));
    } else {
        sink.error(
            code::EXTERNAL_REFERENCE,
            reference.loc,
            format!("`{target}` is in another file, which is not supported yet"),
        )
        .help("bundle the document into one file");
    }
}
