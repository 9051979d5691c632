//! Several choices that hold at once (`oneOf` beside `anyOf`, or each in a member of `allOf`): one choice of what is of
//! all of them.

use std::collections::HashSet;

use crate::diag::{Sink, code};
use crate::read::model::Types;

use super::all_of::{Merging, common};
use super::spec::{Discriminator, Json, Schema, SchemaId};

/// More alternatives than this are not made of several choices.
const MAX_MADE: usize = 64;

/// A choice without choices in it.
pub(super) struct Flat {
    pub(super) alternatives: Vec<SchemaId>,
    pub(super) discriminator: Option<Discriminator>,
}

/// An alternative, and those that it was made of.
#[derive(Clone)]
struct Made {
    id: SchemaId,
    of: Vec<SchemaId>,
}

impl Merging<'_> {
    /// Leaves one choice of several. Where that is not possible, the schema is marked as unsupported.
    pub(super) fn combine(&mut self, id: SchemaId, sink: &mut Sink) {
        let whole = self.get(id).clone();
        let mut choices = Vec::with_capacity(whole.choices.len() + 1);
        for choice in std::iter::once(&whole.alternatives).chain(&whole.choices) {
            let discriminator = whole.discriminator.clone();
            let whole = Schema { alternatives: choice.clone(), discriminator, ..Schema::default() };
            let Some(flat) = self.flatten(&whole) else { return self.give_up(id) };
            if whole.discriminator.is_none() && flat.discriminator.is_some() {
                self.edit(id, |schema| schema.discriminator = flat.discriminator);
            }
            // The same choice twice is one.
            if !choices.contains(&flat.alternatives) {
                choices.push(flat.alternatives);
            }
        }
        let has_others = !whole.properties.is_empty();
        let (narrowing, mut choices): (Vec<_>, Vec<_>) =
            choices.into_iter().partition(|choice| choice.iter().all(|one| self.narrows(*one)));
        if !narrowing.is_empty() {
            let message = "which properties have to be there together is not used: the type admits others too";
            sink.warn(code::UNSUPPORTED_KEYWORD, whole.loc, message);
            if choices.is_empty() && !has_others {
                choices.extend(narrowing.into_iter().take(1));
            }
        }
        let mut all: Vec<Made> = Vec::new();
        for (index, choice) in choices.into_iter().enumerate() {
            if index == 0 {
                all.extend(choice.into_iter().map(|id| Made { id, of: vec![id] }));
            } else if all.len().saturating_mul(choice.len()) > MAX_MADE {
                return self.give_up(id);
            } else {
                all = self.product(&all, &choice, sink);
                if all.is_empty() {
                    let message = "no value is of one alternative of each of the choices that hold here";
                    sink.warn(code::CONTRADICTION, whole.loc.at_key(), message);
                    self.edit(id, |schema| schema.contradicts = true);
                    break;
                }
            }
        }
        self.replace(id, &all);
    }

    fn give_up(&mut self, id: SchemaId) {
        self.edit(id, |schema| {
            schema.choices.clear();
            schema.unsupported = Some("several choices at once, of many alternatives");
        });
    }

    fn replace(&mut self, id: SchemaId, all: &[Made]) {
        self.edit(id, |schema| {
            schema.choices.clear();
            schema.alternatives = all.iter().map(|made| made.id).collect();
            if schema.alternatives.is_empty() {
                schema.discriminator = None;
            }
            if let Some(discriminator) = &mut schema.discriminator {
                let mapping = std::mem::take(&mut discriminator.mapping);
                for (value, target) in mapping {
                    let made = all.iter().filter(|made| made.of.contains(&target));
                    discriminator.mapping.extend(made.map(|made| (value.clone(), made.id)));
                }
            }
        });
    }

    /// Each of the first with each of the second, where some value is both.
    fn product(&mut self, first: &[Made], second: &[SchemaId], sink: &mut Sink) -> Vec<Made> {
        let mut pairs = Vec::new();
        for a in first {
            pairs.extend(second.iter().filter(|b| self.agree(a.id, **b)).map(|b| (a.clone(), *b)));
        }
        let mut all = Vec::with_capacity(pairs.len());
        for (a, b) in &pairs {
            let mut of = a.of.clone();
            if !of.contains(b) {
                of.push(*b);
            }
            // Of an alternative that stands in both, nothing new is made.
            if a.id == *b || self.is_only_null(*b) {
                all.push(Made { id: *b, of });
                continue;
            }
            if self.is_only_null(a.id) {
                all.push(Made { id: a.id, of });
                continue;
            }
            let several = pairs.iter().filter(|(other, _)| other.id == a.id).count() > 1;
            let title = self.title(a.id, several.then_some(*b), all.len());
            let loc = self.get(a.id).loc;
            let id = self.add(Schema { loc, title, all_of: vec![a.id, *b], ..Schema::default() }, sink);
            all.push(Made { id, of });
        }
        all
    }

    /// What an alternative is called that is made of two.
    fn title(&self, first: SchemaId, second: Option<SchemaId>, index: usize) -> Option<String> {
        let name = |id: SchemaId| self.get(id).title.clone().or_else(|| self.get(id).name.clone());
        let first = name(first);
        match second.map(|second| name(second).unwrap_or_else(|| (index + 1).to_string())) {
            Some(second) => {
                Some(first.map_or_else(|| format!("Variant {second}"), |first| format!("{first} {second}")))
            }
            None => first,
        }
    }

    /// Whether some value may be of both.
    fn agree(&self, a: SchemaId, b: SchemaId) -> bool {
        let (first, second) = (self.shape(a), self.shape(b));
        if self.is_only_null(a) || self.is_only_null(b) {
            return (first.nullable || self.get(a).nullable) && (second.nullable || self.get(b).nullable);
        }
        let typed = |schema: &Schema| schema.types != Types::default();
        if typed(first) && typed(second) && common(first.types, second.types) == Types::default() {
            return false;
        }
        let disjoint = |a: &Schema, b: &Schema| match (&a.values, &b.values) {
            (Some(a), Some(b)) => !a.iter().any(|value: &Json| b.contains(value)),
            _ => false,
        };
        !disjoint(first, second)
            && first.properties.iter().all(|property| {
                let other = second.properties.iter().find(|other| other.name == property.name);
                other.is_none_or(|other| !disjoint(self.shape(property.schema), self.shape(other.schema)))
            })
    }

    /// The alternatives of a schema with those of choices among them in place of these, and the discriminator that these
    /// have if it does not have one; `None` where something else holds for such a choice.
    pub(super) fn flatten(&self, whole: &Schema) -> Option<Flat> {
        let mut flat = Flat { alternatives: Vec::new(), discriminator: whole.discriminator.clone() };
        // Depth-first, without recursion: choices may be nested through references, and in circles.
        let mut open: Vec<SchemaId> = whole.alternatives.iter().rev().copied().collect();
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            let shape = self.shape(id);
            if shape.alternatives.is_empty() {
                if !flat.alternatives.contains(&id) {
                    flat.alternatives.push(id);
                }
            } else if !shape.says_nothing_beside() {
                return None;
            } else if seen.insert(id) {
                open.extend(shape.alternatives.iter().rev());
                if flat.discriminator.is_none() {
                    flat.discriminator.clone_from(&shape.discriminator);
                }
            }
        }
        Some(flat)
    }

    fn is_only_null(&self, id: SchemaId) -> bool {
        let shape = self.shape(id);
        shape.nullable && shape.types == Types::default() && shape.only_annotates()
    }

    /// What a schema is, where it only says more about another.
    pub(super) fn shape(&self, id: SchemaId) -> &Schema {
        let schema = self.get(id);
        schema.same_as.map_or(schema, |same| self.get(same))
    }
}
