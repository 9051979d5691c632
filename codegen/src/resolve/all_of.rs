//! `allOf`: one merged schema instead of several that all hold.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, code};
use crate::read::model::{Limits, Types};

use super::contradictions::report_contradiction;
use super::schemas::next_id;
use super::spec::{Additional, Property, Schema, SchemaId};

/// How far a schema's merging has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Underway,
    Done,
}

/// How many properties merging may copy in all.
const MAX_COPIED: usize = 10_000_000;

/// How many schemas merging may make.
const MAX_MADE: usize = 500_000;

/// Merges every `allOf` in place.
pub(super) fn merge(all: &mut Vec<Schema>, sink: &mut Sink) {
    let mut merging = Merging {
        states: vec![State::Untouched; all.len()],
        sets: HashMap::new(),
        members: HashMap::new(),
        copied: 0,
        exhausted: false,
        all,
    };
    let mut next = 0;
    // Merging makes new schemas, for properties that several members describe.
    while (next as usize) < merging.all.len() {
        merging.merge(SchemaId(next), sink);
        next += 1;
    }
    merging.distribute(sink);
    for schema in all.iter_mut().filter(|schema| schema.contradicts) {
        schema.empty();
    }
}

pub(super) struct Merging<'s> {
    pub(super) all: &'s mut Vec<Schema>,
    states: Vec<State>,
    /// Several schemas of one property, and the one that stands for all of them.
    sets: HashMap<Vec<SchemaId>, SchemaId>,
    /// What such a schema stands for.
    members: HashMap<SchemaId, Vec<SchemaId>>,
    /// How many properties have been copied.
    copied: usize,
    /// Whether a budget is spent, which has been reported.
    exhausted: bool,
}

impl Merging<'_> {
    /// Merges a schema after its members. Without recursion: chains of members may be long.
    fn merge(&mut self, start: SchemaId, sink: &mut Sink) {
        let mut open = vec![(start, false)];
        while let Some((id, members_are_done)) = open.pop() {
            if members_are_done {
                self.finish(id, sink);
                self.set_state(id, State::Done);
                continue;
            }
            match self.state(id) {
                State::Untouched => {
                    self.set_state(id, State::Underway);
                    open.push((id, true));
                    open.extend(self.get(id).all_of.iter().rev().map(|member| (*member, false)));
                }
                State::Underway => {
                    let loc = self.get(id).loc;
                    sink.error(code::ALL_OF_CYCLE, loc.at_key(), "this schema is part of itself through `allOf`");
                }
                State::Done => {}
            }
        }
    }

    /// Merges a schema whose members are merged. A member that is still underway is the schema itself, in a circle.
    fn finish(&mut self, id: SchemaId, sink: &mut Sink) {
        let mut members = self.edit(id, |schema| std::mem::take(&mut schema.all_of));
        members.retain(|member| self.state(*member) == State::Done);
        match members.as_slice() {
            [] => {}
            [only] if self.get(id).only_annotates() => {
                let nullable = self.get(*only).nullable;
                let same = self.get(*only).same_as.unwrap_or(*only);
                self.edit(id, |schema| {
                    schema.same_as = Some(same);
                    schema.nullable |= nullable;
                });
            }
            members => self.merge_members(id, members, sink),
        }
    }

    fn merge_members(&mut self, id: SchemaId, members: &[SchemaId], sink: &mut Sink) {
        let own = self.get(id).clone();
        self.copied += members.iter().map(|member| self.shape(*member).properties.len()).sum::<usize>();
        if self.copied > MAX_COPIED {
            self.exhaust(own.loc, sink);
            return;
        }
        let mut merged: Option<Schema> = None;
        for member in members {
            let mut next = self.member(*member);
            if next.alternatives.contains(&id) {
                // A base lists what is made of it: here it is the base that counts, and not the choice.
                next.alternatives.clear();
                next.choices.clear();
                next.discriminator = None;
            }
            merged = Some(match merged {
                None => next,
                Some(before) => self.both(before, next, own.loc, sink),
            });
        }
        let mut whole = match merged {
            Some(members) if own.only_annotates() => members,
            Some(members) => self.both(members, own.clone(), own.loc, sink),
            None => own.clone(),
        };
        if own.discriminator.is_none()
            && let Some(discriminator) = &mut whole.discriminator
        {
            discriminator.inherited = true;
        }
        // A property that several members describe may be forbidden by one of them, and then has to be absent.
        if whole.never && !own.never && !self.members.contains_key(&id) {
            let message = "no value satisfies this `allOf`: one of its members is `false`";
            sink.warn(code::CONTRADICTION, own.loc.at_key(), message);
            whole.never = false;
            whole.contradicts = true;
        }
        annotate(&mut whole, own);
        self.edit(id, |schema| *schema = whole);
    }

    /// A member with what it admits, where that is what another schema admits.
    fn member(&self, member: SchemaId) -> Schema {
        let own = self.get(member).clone();
        let Some(same) = own.same_as else { return own };
        let mut shape = self.get(same).clone();
        annotate(&mut shape, own);
        shape
    }

    /// A schema that the document does not have, merged at once.
    pub(super) fn add(&mut self, schema: Schema, sink: &mut Sink) -> SchemaId {
        let id = next_id(self.all);
        self.all.push(schema);
        self.states.push(State::Untouched);
        self.merge(id, sink);
        id
    }

    /// A schema that admits what both admit.
    fn both(&mut self, mut a: Schema, b: Schema, loc: Loc, sink: &mut Sink) -> Schema {
        a.same_as = None;
        // Where a member says nothing of types, it does not forbid `null` either; where both do, who names it means it.
        a.nullable = match (a.types == Types::default(), b.types == Types::default()) {
            (true, false) => b.nullable,
            (false, true) => a.nullable,
            (true, true) => a.nullable || b.nullable,
            (false, false) => a.nullable && b.nullable,
        };
        let a_types = a.types;
        a.types = match (a.types == Types::default(), b.types == Types::default()) {
            (true, _) => b.types,
            (_, true) => a.types,
            _ => common(a.types, b.types),
        };
        let are_typed = a_types != Types::default() && b.types != Types::default();
        let is_known = a.contradicts || b.contradicts;
        a.contradicts = is_known || (are_typed && a.types == Types::default());
        if a.contradicts && !is_known {
            report_contradiction((a_types, a.loc), &b, a.nullable, loc, sink);
        }
        self.join_items(&mut a, &b, sink);
        self.join_properties(&mut a.properties, b.properties, sink);
        for name in b.required {
            if !a.required.contains(&name) {
                a.required.push(name);
            }
        }
        a.additional = match (a.additional, b.additional) {
            (Additional::Allowed(Some(id)), _) | (_, Additional::Allowed(Some(id))) => Additional::Allowed(Some(id)),
            (Additional::Allowed(None), _) | (_, Additional::Allowed(None)) => Additional::Allowed(None),
            // `additionalProperties: false` in one member would forbid what the others declare; documents never mean that.
            _ => Additional::Unsaid,
        };
        a.discriminator = a.discriminator.or(b.discriminator);
        a.values = match (a.values, b.values) {
            (Some(first), Some(second)) => Some(first.into_iter().filter(|value| second.contains(value)).collect()),
            (first, second) => first.or(second),
        };
        if a.alternatives.is_empty() {
            a.alternatives = b.alternatives;
        } else if !b.alternatives.is_empty() {
            a.choices.push(b.alternatives);
        }
        a.choices.extend(b.choices);
        a.overlaps |= b.overlaps;
        a.unsupported = a.unsupported.or(b.unsupported);
        a.never |= b.never;
        a.format = a.format.or(b.format);
        a.read_only |= b.read_only;
        a.write_only |= b.write_only;
        a.default = b.default.or(a.default);
        a.example = b.example.or(a.example);
        a
    }

    /// The properties of both, in order; one that both describe has to satisfy both.
    fn join_properties(&mut self, a: &mut Vec<Property>, b: Vec<Property>, sink: &mut Sink) {
        let known: HashMap<String, usize> =
            a.iter().enumerate().map(|(at, property)| (property.name.clone(), at)).collect();
        for property in b {
            match known.get(&property.name).and_then(|at| a.get_mut(*at)) {
                Some(first) => first.schema = self.pair(first.schema, property.schema, sink),
                None => a.push(property),
            }
        }
    }

    /// The items of both: each has to satisfy what stands at its place in both, or what is said of all that follow.
    fn join_items(&mut self, a: &mut Schema, b: &Schema, sink: &mut Sink) {
        let count = a.prefix_items.len().max(b.prefix_items.len());
        let at = |schema: &Schema, index: usize| schema.prefix_items.get(index).copied().or(schema.items);
        let mut both = |first: Option<SchemaId>, second: Option<SchemaId>| match (first, second) {
            (Some(first), Some(second)) => Some(self.pair(first, second, sink)),
            (first, second) => first.or(second),
        };
        let items = (0..count).filter_map(|index| both(at(a, index), at(b, index))).collect();
        a.items = both(a.items, b.items);
        a.prefix_items = items;
        a.closed |= b.closed;
    }

    /// One schema for a property, or for items, that two members describe. It is merged later.
    ///
    /// It is known by all schemas that it stands for, so that a type that contains itself ends here: `X` and (`X` and
    /// `Y`) is `X` and `Y`.
    fn pair(&mut self, first: SchemaId, second: SchemaId, sink: &mut Sink) -> SchemaId {
        let mut set = self.members.get(&first).cloned().unwrap_or_else(|| vec![first]);
        for member in self.members.get(&second).cloned().unwrap_or_else(|| vec![second]) {
            if !set.contains(&member) {
                set.push(member);
            }
        }
        let [_, _, ..] = set.as_slice() else { return first };
        let mut key = set.clone();
        key.sort_unstable();
        if let Some(known) = self.sets.get(&key) {
            return *known;
        }
        let loc = self.get(second).loc;
        if self.members.len() >= MAX_MADE || set.len() > 256 {
            self.exhaust(loc, sink);
            return first;
        }
        let id = next_id(self.all);
        self.sets.insert(key, id);
        self.members.insert(id, set.clone());
        self.all.push(Schema { loc, all_of: set, ..Schema::default() });
        self.states.push(State::Untouched);
        id
    }

    fn exhaust(&mut self, loc: Loc, sink: &mut Sink) {
        if !std::mem::replace(&mut self.exhausted, true) {
            let message = "through `allOf`, schemas take in too many others to be merged";
            sink.error(code::REFERENCE_BUDGET, loc, message);
        }
    }

    fn state(&self, id: SchemaId) -> State {
        self.states.get(id.0 as usize).copied().unwrap_or(State::Done)
    }

    pub(super) fn get(&self, id: SchemaId) -> &Schema {
        static ANY: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        self.all.get(id.0 as usize).unwrap_or_else(|| ANY.get_or_init(Schema::default))
    }

    /// Changes a schema in place.
    pub(super) fn edit<R: Default>(&mut self, id: SchemaId, change: impl FnOnce(&mut Schema) -> R) -> R {
        self.all.get_mut(id.0 as usize).map(change).unwrap_or_default()
    }

    fn set_state(&mut self, id: SchemaId, state: State) {
        if let Some(place) = self.states.get_mut(id.0 as usize) {
            *place = state;
        }
    }
}

impl Schema {
    /// Whether it only says more about another schema, and changes nothing of what that admits.
    pub(super) fn only_annotates(&self) -> bool {
        let Self {
            loc: _,
            name: _,
            read_only: _,
            write_only: _,
            deprecated: _,
            title: _,
            description: _,
            default: _,
            example: _,
            nullable: _,
            all_of: _,
            alias: _,
            same_as,
            types,
            format,
            values,
            properties,
            required,
            additional,
            items,
            prefix_items,
            closed,
            discriminator: _,
            alternatives,
            overlaps: _,
            choices,
            unsupported,
            never,
            contradicts,
            limits: _,
            extensions: _,
        } = self;
        same_as.is_none()
            // `type: object` beside `allOf` is habit, not a restriction.
            && (*types == Types::default() || *types == Types { object: true, ..Types::default() })
            && format.is_none()
            && values.is_none()
            && properties.is_empty()
            && required.is_empty()
            && matches!(additional, Additional::Unsaid | Additional::Denied)
            && items.is_none()
            && prefix_items.is_empty()
            && !closed
            && alternatives.is_empty()
            && choices.is_empty()
            && unsupported.is_none()
            && !never
            && !contradicts
    }
}

/// What the schema with the `allOf` says of itself goes before what its members say.
fn annotate(whole: &mut Schema, own: Schema) {
    whole.loc = own.loc;
    whole.name = own.name;
    whole.nullable |= own.nullable;
    whole.title = own.title.or(whole.title.take());
    whole.description = own.description.or(whole.description.take());
    whole.default = own.default.or(whole.default.take());
    whole.example = own.example.or(whole.example.take());
    whole.read_only |= own.read_only;
    whole.write_only |= own.write_only;
    whole.deprecated = own.deprecated;
    if whole.types.object {
        // Limits of a member say little about the whole.
        whole.limits = Limits::default();
    }
}

/// The types that both admit; an integer is a number.
pub(super) fn common(a: Types, b: Types) -> Types {
    Types {
        boolean: a.boolean && b.boolean,
        object: a.object && b.object,
        array: a.array && b.array,
        number: a.number && b.number,
        integer: (a.integer && (b.integer || b.number)) || (a.number && b.integer),
        string: a.string && b.string,
    }
}
