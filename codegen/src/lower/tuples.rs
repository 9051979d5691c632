//! Lists: of one type, or tuples where each of the first items has its own (`prefixItems`).

use crate::diag::{Sink, code};
use crate::ir::{Part, Site, Type};
use crate::resolve::spec::{Schema, SchemaId};

use super::types::Types;
use super::usage::Form;

/// The longest tuple for which the standard library has its traits.
const MAX_ELEMENTS: usize = 12;

impl Types<'_> {
    /// The type of a schema of arrays.
    pub(super) fn list(&mut self, schema: &Schema, form: Form, site: &Site, sink: &mut Sink) -> Type {
        let most = schema.limits.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        let first: Vec<SchemaId> = schema.prefix_items.iter().copied().take(most).collect();
        if first.is_empty() {
            let items = schema.items.filter(|_| schema.prefix_items.is_empty());
            return self.list_of(items, form, site, sink);
        }
        if first.len() > MAX_ELEMENTS {
            let message = format!("a list whose first {} items have a schema each is a list of raw JSON", first.len());
            sink.warn(code::UNSUPPORTED_KEYWORD, schema.loc, message);
            return Type::List(Box::new(Type::Json));
        }
        let mut elements = Vec::with_capacity(first.len());
        for (index, element) in first.iter().enumerate() {
            let site = site.then(Part::Member(format!("item{}", index + 1)));
            elements.push(self.lower(*element, form, &site, sink).inside());
        }
        let is_closed = schema.closed || most <= first.len();
        let least = schema.limits.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or(0);
        if is_closed && least >= first.len() {
            return Type::Tuple(elements);
        }
        let mut kinds = elements.clone();
        if !is_closed {
            let rest = schema.items.map(|items| self.lower(items, form, &site.then(Part::Item), sink).inside());
            kinds.push(rest.unwrap_or(Type::Json));
        }
        kinds.dedup();
        match kinds.as_slice() {
            // Of one type throughout, and of any length.
            [same] => Type::List(Box::new(same.clone())),
            _ => Type::LooseTuple(elements),
        }
    }

    fn list_of(&mut self, items: Option<SchemaId>, form: Form, site: &Site, sink: &mut Sink) -> Type {
        let item = match items {
            Some(items) => self.lower(items, form, &site.then(Part::Item), sink).inside(),
            None => Type::Json,
        };
        Type::List(Box::new(item))
    }
}
