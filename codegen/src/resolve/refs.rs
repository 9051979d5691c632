//! `$ref` to parameters, bodies, responses, examples and security schemes.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, closest, code};
use crate::read::model::{Named, OrRef, Reference};

use super::schemas::unescape;

/// The named things of one kind in `components`.
pub(super) struct Shelf<'d, T> {
    /// What one of them is called in a message: `a parameter`.
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
                    report(reference, self.kind, self.prefix, self.by_name.keys().copied(), sink);
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

/// Says why a reference leads nowhere. `known` are the names that stand below `prefix`.
pub(super) fn report<'n>(
    reference: &Reference,
    kind: &str,
    prefix: &str,
    known: impl IntoIterator<Item = &'n str>,
    sink: &mut Sink,
) {
    let (target, loc) = (&reference.target, reference.loc);
    let Some(pointer) = target.strip_prefix('#') else {
        out_of_the_document(target, loc, sink);
        return;
    };
    if sink.sources.find(sink.sources.document(), &unescape_fragment(pointer)).is_some() {
        sink.error(code::WRONG_REFERENCE, loc, format!("what stands at `{target}` is not {kind}"))
            .help(format!("references to {kind} begin with `{prefix}`"));
        return;
    }
    let meant = target.strip_prefix(prefix).and_then(|name| closest(name, known));
    let found = sink.error(code::UNRESOLVED_REFERENCE, loc, format!("nothing stands at `{target}`"));
    match meant {
        Some(meant) => found.help(format!("is `{prefix}{meant}` meant?")),
        None => found.label(format!("{kind} is needed here")),
    };
}

/// Says that a reference is not one into the document itself.
fn out_of_the_document(target: &str, loc: Loc, sink: &mut Sink) {
    let local = format!("/{}", target.trim_start_matches('/'));
    if sink.sources.find(sink.sources.document(), &local).is_some() {
        sink.error(code::MALFORMED_REFERENCE, loc, format!("`{target}` is not how this document is referred to"))
            .help(format!("is `#{local}` meant?"));
        return;
    }
    sink.error(
        code::EXTERNAL_REFERENCE,
        loc,
        format!("`{target}` leads out of the document, which is not supported yet"),
    )
    .help("bundle the document into one file");
}

/// A fragment as the JSON Pointer that it encodes (RFC 6901, section 6).
fn unescape_fragment(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}
