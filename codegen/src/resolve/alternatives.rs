//! What stands beside `oneOf` and `anyOf` holds for every alternative: it is merged into each.

use std::collections::HashSet;

use crate::diag::{Sink, code};
use crate::read::model::Types;

use super::all_of::{Merging, common};
use super::spec::{Additional, Schema, SchemaId};

/// More alternatives than this are not copied, each with what stands beside them.
const MAX_COPIED: usize = 64;

impl Merging<'_> {
    /// Leaves no schema that has both alternatives and something of its own beside them.
    pub(super) fn distribute(&mut self, sink: &mut Sink) {
        self.refuse_circles(sink);
        for id in self.inside_out() {
            if self.get(id).contradicts {
                continue;
            }
            if !self.get(id).choices.is_empty() {
                self.combine(id, sink);
            }
            let schema = self.get(id);
            if schema.alternatives.is_empty() || schema.says_nothing_beside() {
                continue;
            }
            if self.restricts_only(id) {
                self.ask_for_undeclared(id);
                self.edit(id, |schema| {
                    schema.alternatives.clear();
                    schema.discriminator = None;
                });
            } else {
                self.distribute_one(id, sink);
            }
        }
    }

    /// Every schema, after the alternatives that it has.
    fn inside_out(&self) -> Vec<SchemaId> {
        let mut seen = vec![false; self.all.len()];
        let mut order = Vec::with_capacity(self.all.len());
        for start in (0..).map(SchemaId).take(self.all.len()) {
            let mut open = vec![(start, false)];
            while let Some((id, is_done)) = open.pop() {
                if is_done {
                    order.push(id);
                } else if seen.get_mut(id.0 as usize).is_some_and(|seen| !std::mem::replace(seen, true)) {
                    open.push((id, true));
                    let schema = self.get(id);
                    let inner = schema.alternatives.iter().chain(schema.choices.iter().flatten());
                    open.extend(inner.chain(&schema.same_as).map(|inner| (*inner, false)));
                }
            }
        }
        order
    }

    /// Whether a schema says nothing but which properties have to be there.
    pub(super) fn narrows(&self, id: SchemaId) -> bool {
        let mut schema = self.get(id).clone();
        schema.required.clear();
        schema.only_annotates() && !schema.nullable
    }

    /// Whether the alternatives only narrow what stands beside them: they name required properties, or list a choice
    /// that an `enum` beside them has already.
    fn restricts_only(&self, id: SchemaId) -> bool {
        let schema = self.get(id);
        schema.values.is_some()
            || (!schema.properties.is_empty() && schema.alternatives.iter().all(|one| self.narrows(*one)))
    }

    /// Names what the alternatives of a schema ask for, and nothing describes, among what the schema asks for: whoever keeps to
    /// one of them has to be able to say it.
    fn ask_for_undeclared(&mut self, id: SchemaId) {
        let schema = self.get(id);
        let mut known: HashSet<&str> = schema.properties.iter().map(|property| property.name.as_str()).collect();
        known.extend(schema.required.iter().map(String::as_str));
        let names = schema.alternatives.iter().flat_map(|one| &self.get(*one).required);
        let asked: Vec<String> = names.filter(|name| known.insert(name.as_str())).cloned().collect();
        self.edit(id, |schema| schema.required.extend(asked));
    }

    fn distribute_one(&mut self, id: SchemaId, sink: &mut Sink) {
        let mut whole = self.get(id).clone();
        let has_fields = !whole.properties.is_empty() || whole.has_items();
        if has_fields && self.nests(&whole) {
            match self.flatten(&whole) {
                // A mapping may speak of a choice among the alternatives.
                Some(flat) if whole.discriminator.is_none() => {
                    whole.alternatives = flat.alternatives;
                    whole.discriminator = flat.discriminator;
                }
                _ => whole.unsupported = Some("`oneOf` or `anyOf` of choices beside properties"),
            }
        }
        if has_fields && (whole.alternatives.len() > MAX_COPIED || whole.unsupported.is_some()) {
            let what = whole.unsupported.unwrap_or("`oneOf` or `anyOf` of many alternatives beside properties");
            self.edit(id, |schema| schema.unsupported = Some(what));
            return;
        }
        let base = Schema {
            alternatives: Vec::new(),
            discriminator: None,
            name: None,
            title: None,
            description: None,
            default: None,
            example: None,
            // Whether there is `null` is for the alternatives to say.
            nullable: whole.types != Types::default(),
            ..whole.clone()
        };
        let base = self.add(base, sink);
        let mut alternatives = Vec::with_capacity(whole.alternatives.len());
        let mut discriminator = whole.discriminator.clone();
        for old in &whole.alternatives {
            let new = self.with_base(base, *old, &whole, has_fields, sink);
            alternatives.extend(new);
            for (_, target) in discriminator.iter_mut().flat_map(|given| &mut given.mapping) {
                if let Some(new) = new.filter(|_| target == old) {
                    *target = new;
                }
            }
        }
        if alternatives.is_empty() {
            let message = "no value is of one of these alternatives and what stands beside them";
            sink.warn(code::CONTRADICTION, whole.loc.at_key(), message);
        }
        self.edit(id, |schema| {
            schema.properties.clear();
            schema.required.clear();
            schema.items = None;
            schema.prefix_items.clear();
            schema.closed = false;
            schema.format = None;
            schema.additional = Additional::Unsaid;
            schema.contradicts = alternatives.is_empty();
            schema.alternatives = alternatives;
            schema.discriminator = discriminator;
        });
    }

    /// An alternative with what stands beside it; `None` where the two contradict each other.
    fn with_base(
        &mut self,
        base: SchemaId,
        old: SchemaId,
        whole: &Schema,
        has_fields: bool,
        sink: &mut Sink,
    ) -> Option<SchemaId> {
        let alternative = self.get(old);
        let untyped = alternative.types == Types::default();
        if untyped && alternative.nullable && alternative.only_annotates() {
            return Some(old);
        }
        let agrees = untyped
            || whole.types == Types::default()
            || common(alternative.types, whole.types) != Types::default()
            || alternative.same_as.is_some();
        if !agrees {
            return None;
        }
        if !has_fields && !untyped {
            return Some(old);
        }
        let title = alternative.title.clone().or_else(|| alternative.name.clone());
        let merged = Schema { loc: alternative.loc, title, all_of: vec![base, old], ..Schema::default() };
        Some(self.add(merged, sink))
    }

    /// Whether an alternative is a choice itself.
    fn nests(&self, whole: &Schema) -> bool {
        whole.alternatives.iter().any(|id| !self.get(*id).alternatives.is_empty())
    }
}

impl Schema {
    /// Whether nothing beside the alternatives has to hold for them.
    pub(super) fn says_nothing_beside(&self) -> bool {
        let rest = Self {
            alternatives: Vec::new(),
            discriminator: None,
            required: Vec::new(),
            additional: Additional::Unsaid,
            ..self.clone()
        };
        rest.only_annotates()
    }
}
