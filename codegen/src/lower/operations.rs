//! From an operation of the document to a call: what the parts of that have in common.

use crate::ir::{Envelope, Further, PagingNames};
use crate::resolve::spec::{Json, SchemaId};

use super::types::Types;

/// What one operation needs to be lowered.
pub(super) struct Calls<'a, 's> {
    pub(super) types: &'a mut Types<'s>,
    pub(super) tables: &'a mut Tables,
    /// The envelope that the config describes. Then no other is looked for.
    pub(super) envelope: Option<&'a Envelope>,
    /// The numbered pages that the config describes. They come before all others.
    pub(super) paging: Option<&'a PagingNames>,
}

/// What several operations share: each envelope and way of paging once, in the order in which they were met.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) envelopes: Vec<Envelope>,
    pub(super) pagings: Vec<Further>,
}

impl Tables {
    pub(super) fn envelope(&mut self, envelope: Envelope) -> usize {
        intern(&mut self.envelopes, envelope)
    }

    pub(super) fn paging(&mut self, paging: Further) -> usize {
        intern(&mut self.pagings, paging)
    }
}

fn intern<T: PartialEq>(known: &mut Vec<T>, new: T) -> usize {
    known.iter().position(|known| *known == new).unwrap_or_else(|| {
        known.push(new);
        known.len() - 1
    })
}

impl Calls<'_, '_> {
    /// An example of a schema: its own, or that of what it stands for.
    pub(super) fn example(&self, id: SchemaId) -> Option<String> {
        let schema = self.types.spec.schema(id);
        let base = schema.same_as.map(|same| self.types.spec.schema(same));
        schema.example.as_ref().or_else(|| base.and_then(|base| base.example.as_ref())).map(Json::to_compact_string)
    }
}
