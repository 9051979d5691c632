//! `allOf`: one merged schema instead of several that all hold.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, code};
use crate::read::model::{Limits, Types};

use super::schemas::next_id;
use super::spec::{Additional, Property, Schema, SchemaId};

/// How far a schema's merging has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Underway,
    Done,
}

/// Merges every `allOf` in place.
pub(super) fn merge(all: &mut Vec<Schema>, sink: &mut Sink) {
    let mut merging = Merging { states: vec![State::Untouched; all.len()], pairs: HashMap::new(), all };
    for id in (0..).map(SchemaId).take(merging.states.len()) {
        merging.merge(id, sink);
    }
}

struct Merging<'s> {
    all: &'s mut Vec<Schema>,
    states: Vec<State>,
    /// Two schemas of one property, and the one that stands for both.
    pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
}

impl Merging<'_> {
    /// `allOf` nests as deep as the document does, which `read` bounds, or goes in a circle, which is found here.
    fn merge(&mut self, id: SchemaId, sink: &mut Sink) {
        match self.states.get(id.0 as usize) {
            Some(State::Untouched) => {}
            Some(State::Underway) => {
                let loc = self.get(id).loc;
                sink.error(code::ALL_OF_CYCLE, loc.at_key(), "this schema is part of itself through `allOf`");
                return;
            }
            Some(State::Done) | None => return,
        }
        self.set_state(id, State::Underway);
        let members = self.edit(id, |schema| std::mem::take(&mut schema.all_of));
        for member in &members {
            self.merge(*member, sink);
        }
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
        self.set_state(id, State::Done);
    }

    fn merge_members(&mut self, id: SchemaId, members: &[SchemaId], sink: &mut Sink) {
        let own = self.get(id).clone();
        let mut merged: Option<Schema> = None;
        for member in members {
            let next = self.get(*member).clone();
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
        annotate(&mut whole, own);
        self.edit(id, |schema| *schema = whole);
    }

    /// A schema that admits what both admit.
    fn both(&mut self, mut a: Schema, b: Schema, loc: Loc, sink: &mut Sink) -> Schema {
        a.same_as = None;
        a.types = match (a.types == Types::default(), b.types == Types::default()) {
            (true, _) => b.types,
            (_, true) => a.types,
            _ => {
                let types = common(a.types, b.types);
                if types == Types::default() {
                    let message =
                        format!("no value is both {} and {}, as `allOf` asks for here", words(a.types), words(b.types));
                    let found = sink.error(code::CONTRADICTION, loc.at_key(), message);
                    for member in [a.loc, b.loc].into_iter().filter(|member| *member != loc) {
                        found.related(member, "this is one of the two");
                    }
                }
                types
            }
        };
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
        a.items = match (a.items, b.items) {
            (Some(first), Some(second)) => Some(self.pair(first, second, sink)),
            (first, second) => first.or(second),
        };
        a.values = match (a.values, b.values) {
            (Some(first), Some(second)) => Some(first.into_iter().filter(|value| second.contains(value)).collect()),
            (first, second) => first.or(second),
        };
        if !a.alternatives.is_empty() && !b.alternatives.is_empty() {
            a.unsupported = Some("`oneOf` or `anyOf` in several members of an `allOf`");
        } else if !b.alternatives.is_empty() {
            a.alternatives = b.alternatives;
        }
        a.unsupported = a.unsupported.or(b.unsupported);
        a.nullable &= b.nullable;
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

    /// One schema for a property that two members describe.
    fn pair(&mut self, first: SchemaId, second: SchemaId, sink: &mut Sink) -> SchemaId {
        if first == second {
            return first;
        }
        if let Some(known) = self.pairs.get(&(first, second)) {
            return *known;
        }
        let id = next_id(self.all);
        self.pairs.insert((first, second), id);
        let loc = self.get(second).loc;
        self.all.push(Schema { loc, all_of: vec![first, second], ..Schema::default() });
        self.states.push(State::Untouched);
        self.merge(id, sink);
        id
    }

    fn get(&self, id: SchemaId) -> &Schema {
        static ANY: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        self.all.get(id.0 as usize).unwrap_or_else(|| ANY.get_or_init(Schema::default))
    }

    /// Changes a schema in place.
    fn edit<R: Default>(&mut self, id: SchemaId, change: impl FnOnce(&mut Schema) -> R) -> R {
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
    fn only_annotates(&self) -> bool {
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
            alternatives,
            unsupported,
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
            && alternatives.is_empty()
            && unsupported.is_none()
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

/// `string`, `number or integer`.
fn words(types: Types) -> String {
    let Types { boolean, object, array, number, integer, string } = types;
    let names = [
        (boolean, "boolean"),
        (object, "object"),
        (array, "array"),
        (number, "number"),
        (integer, "integer"),
        (string, "string"),
    ];
    names.iter().filter(|(there, _)| *there).map(|(_, name)| *name).collect::<Vec<_>>().join(" or ")
}

/// The types that both admit; an integer is a number.
fn common(a: Types, b: Types) -> Types {
    Types {
        boolean: a.boolean && b.boolean,
        object: a.object && b.object,
        array: a.array && b.array,
        number: a.number && b.number,
        integer: (a.integer && (b.integer || b.number)) || (a.number && b.integer),
        string: a.string && b.string,
    }
}
