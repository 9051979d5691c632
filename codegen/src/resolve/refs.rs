//! `$ref` to parameters, bodies, responses, examples and security schemes.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, code};
use crate::read::model::{Named, OrRef};

/// The things of one kind that references may lead to, by their places.
pub(super) struct Shelf<'d, T> {
    links: &'d HashMap<Loc, Loc>,
    by_place: HashMap<Loc, &'d OrRef<T>>,
}

impl<'d, T> Shelf<'d, T> {
    /// Those of `components`, and those that stand elsewhere.
    pub(super) fn new(
        links: &'d HashMap<Loc, Loc>,
        named: &'d [Named<OrRef<T>>],
        elsewhere: &'d [Named<OrRef<T>>],
    ) -> Self {
        Self { links, by_place: named.iter().chain(elsewhere).map(|entry| (entry.loc, &entry.item)).collect() }
    }

    /// The thing itself, whatever number of references leads there. `None` where none does: either that has been
    /// reported when the document was read, or they go in a circle, which is reported here.
    pub(super) fn find(&self, item: &'d OrRef<T>, sink: &mut Sink) -> Option<&'d T> {
        let first = match item {
            OrRef::Item(item) => return Some(item),
            OrRef::Ref(reference) => reference,
        };
        let mut reference = first;
        // A chain that is longer than there are things goes in a circle.
        for _ in 0..=self.by_place.len() {
            let target = self.links.get(&reference.loc)?;
            match self.by_place.get(target)? {
                OrRef::Item(item) => return Some(item),
                OrRef::Ref(next) => reference = next,
            }
        }
        sink.error(code::REFERENCE_CYCLE, first.loc, "this `$ref` leads back to itself");
        None
    }
}
