//! Schemas: from nested objects with `$ref` to ids, every reference followed.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, Sources, code};
use crate::read::model::{self, Types};

use super::spec::{Additional, Discriminator, Json, Property, Schema, SchemaId};

/// Schemas while they are collected. Each place of the document has one id, however often it is read or referred to.
pub(super) struct Schemas<'d> {
    pub(super) all: Vec<Schema>,
    links: &'d HashMap<Loc, Loc>,
    /// Ids by the numbers of places.
    ids: Vec<Option<SchemaId>>,
    /// References to places that had no id yet.
    open: Vec<(SchemaId, Loc)>,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(links: &'d HashMap<Loc, Loc>, places: usize) -> Self {
        Self { all: Vec::new(), links, ids: vec![None; places], open: Vec::new() }
    }

    /// Gives named schemas their ids before any reference is followed.
    pub(super) fn reserve(&mut self, named: &[model::Named<model::Schema>], sink: &Sink) {
        for entry in named {
            if self.at(entry.loc, &sink.sources).is_none() {
                let id = next_id(&self.all);
                self.set(entry.loc, id, &sink.sources);
                self.all.push(Schema { loc: entry.loc, ..Schema::default() });
            }
        }
    }

    /// Reads the named schemas into the places that [`Self::reserve`] gave them.
    pub(super) fn fill(&mut self, named: Vec<model::Named<model::Schema>>, sink: &mut Sink) {
        for entry in named {
            let Some(id) = self.at(entry.loc, &sink.sources) else { continue };
            self.put(id, entry.item, sink);
            if let Some(schema) = self.all.get_mut(id.0 as usize)
                && !entry.name.is_empty()
            {
                schema.name = Some(entry.name);
            }
        }
    }

    /// The id of the schema at a place.
    pub(super) fn at(&self, loc: Loc, sources: &Sources) -> Option<SchemaId> {
        self.ids.get(sources.ordinal(loc)).copied().flatten()
    }

    fn set(&mut self, loc: Loc, id: SchemaId, sources: &Sources) {
        if let Some(place) = self.ids.get_mut(sources.ordinal(loc)) {
            *place = Some(id);
        }
    }

    /// The id of a schema that stands somewhere: the one that it refers to, or its own.
    pub(super) fn add(&mut self, schema: model::Schema, sink: &mut Sink) -> SchemaId {
        if let Some(known) = self.at(schema.loc, &sink.sources) {
            return known;
        }
        if let Some(reference) = &schema.reference
            && let Some(id) = self.links.get(&reference.loc).and_then(|target| self.at(*target, &sink.sources))
        {
            warn_of_siblings(&schema, sink);
            return id;
        }
        let id = next_id(&self.all);
        self.set(schema.loc, id, &sink.sources);
        self.all.push(Schema { loc: schema.loc, ..Schema::default() });
        self.put(id, schema, sink);
        id
    }

    fn put(&mut self, id: SchemaId, schema: model::Schema, sink: &mut Sink) {
        let converted = self.convert(id, schema, sink);
        if let Some(place) = self.all.get_mut(id.0 as usize) {
            *place = converted;
        }
    }

    fn convert(&mut self, id: SchemaId, schema: model::Schema, sink: &mut Sink) -> Schema {
        let loc = schema.loc;
        if let Some(reference) = schema.reference.clone() {
            warn_of_siblings(&schema, sink);
            // Without a link, the reference has been reported, and anything is admitted.
            let target = self.links.get(&reference.loc).copied();
            let alias = target.and_then(|target| self.at(target, &sink.sources));
            if let (Some(target), None) = (target, alias) {
                self.open.push((id, target));
            }
            return Schema { loc, alias, ..Schema::default() };
        }
        let properties = self.properties(schema.properties, sink);
        let additional = match schema.additional {
            model::Additional::Unsaid => Additional::Unsaid,
            model::Additional::Denied => Additional::Denied,
            model::Additional::Allowed(None) => Additional::Allowed(None),
            model::Additional::Allowed(Some(values)) => Additional::Allowed(Some(self.add(*values, sink))),
        };
        let items = schema.items.map(|items| self.add(*items, sink));
        let prefix_items = self.add_each(schema.prefix_items, sink);
        let all_of = self.add_each(schema.all_of, sink);
        let overlaps = !schema.any_of.is_empty();
        let mut choices = vec![self.add_each(schema.one_of, sink), self.add_each(schema.any_of, sink)];
        choices.retain(|choice| !choice.is_empty());
        let alternatives = if choices.is_empty() { Vec::new() } else { choices.remove(0) };
        Schema {
            loc,
            types: if schema.types == Types::default() { of_values(schema.values.as_deref()) } else { schema.types },
            nullable: schema.nullable,
            format: schema.format,
            values: schema.constant.map(|value| vec![value]).or(schema.values),
            properties,
            required: schema.required,
            additional,
            items,
            prefix_items,
            closed: schema.closed,
            alternatives,
            overlaps,
            choices,
            never: schema.never,
            read_only: schema.read_only,
            write_only: schema.write_only,
            deprecated: schema.deprecated,
            title: schema.title,
            description: schema.description,
            default: schema.default,
            example: schema.example,
            limits: schema.limits,
            extensions: schema.extensions,
            discriminator: schema.discriminator.map(Discriminator::new),
            all_of,
            ..Schema::default()
        }
    }

    fn properties(&mut self, properties: Vec<model::Property>, sink: &mut Sink) -> Vec<Property> {
        let add = |model::Property { name, schema }| Property { loc: schema.loc, name, schema: self.add(schema, sink) };
        properties.into_iter().map(add).collect()
    }

    fn add_each(&mut self, schemas: Vec<model::Schema>, sink: &mut Sink) -> Vec<SchemaId> {
        schemas.into_iter().map(|schema| self.add(schema, sink)).collect()
    }

    /// Follows what is still open, so that no schema is an alias any more, and no id leads to one.
    pub(super) fn close(&mut self, sink: &mut Sink) {
        for (id, target) in std::mem::take(&mut self.open) {
            let alias = self.at(target, &sink.sources);
            if let Some(schema) = self.all.get_mut(id.0 as usize) {
                schema.alias = alias;
            }
        }
        let canonical = self.follow_all(sink);
        let to = |id: SchemaId| canonical.get(id.0 as usize).copied().unwrap_or(id);
        for (schema, own) in self.all.iter_mut().zip(&canonical) {
            for property in &mut schema.properties {
                property.schema = to(property.schema);
            }
            if let Additional::Allowed(Some(id)) = &mut schema.additional {
                *id = to(*id);
            }
            schema.items = schema.items.map(to);
            let lists = schema.all_of.iter_mut().chain(&mut schema.alternatives).chain(&mut schema.prefix_items);
            for id in lists.chain(schema.choices.iter_mut().flatten()) {
                *id = to(*id);
            }
            schema.alias = schema.alias.map(|_| *own);
        }
    }

    /// What an id finally stands for.
    pub(super) fn canonical(&self, id: SchemaId) -> SchemaId {
        self.all.get(id.0 as usize).and_then(|schema| schema.alias).unwrap_or(id)
    }

    /// For each id, the one that it finally stands for. Each alias is followed once. One that goes in a circle is
    /// reported, and stands for itself: a schema that admits anything.
    fn follow_all(&mut self, sink: &mut Sink) -> Vec<SchemaId> {
        let mut found: Vec<Option<SchemaId>> = vec![None; self.all.len()];
        let mut on_way = vec![false; self.all.len()];
        for start in (0..).map(SchemaId).take(self.all.len()) {
            let mut way = Vec::new();
            let mut at = start;
            let end = loop {
                if let Some(known) = found.get(at.0 as usize).copied().flatten() {
                    break Some(known);
                }
                if std::mem::replace(on_way.get_mut(at.0 as usize).unwrap_or(&mut true), true) {
                    break None;
                }
                way.push(at);
                match self.all.get(at.0 as usize).and_then(|schema| schema.alias) {
                    Some(next) => at = next,
                    None => break Some(at),
                }
            };
            if end.is_none() {
                let loc = self.all.get(at.0 as usize).map(|schema| schema.loc).unwrap_or_default();
                sink.error(code::REFERENCE_CYCLE, loc, "this `$ref` leads back to itself");
            }
            for id in way {
                if let Some(place) = found.get_mut(id.0 as usize) {
                    *place = Some(end.unwrap_or(id));
                }
                if end.is_none()
                    && let Some(schema) = self.all.get_mut(id.0 as usize)
                {
                    schema.alias = None;
                }
            }
        }
        (0..).map(SchemaId).zip(found).map(|(id, found)| found.unwrap_or(id)).collect()
    }
}

pub(super) fn next_id(all: &[Schema]) -> SchemaId {
    SchemaId(u32::try_from(all.len()).unwrap_or(u32::MAX - 1))
}

/// In OpenAPI 3.0 nothing beside `$ref` counts (Reference Object: "any properties added shall be ignored").
fn warn_of_siblings(schema: &model::Schema, sink: &mut Sink) {
    if let Some(name) = sibling(schema) {
        sink.warn(code::REFERENCE_SIBLINGS, schema.loc, format!("`{name}` beside `$ref` has no effect in OpenAPI 3.0"))
            .help("wrap the reference in `allOf` to say more about it");
    }
}

fn sibling(schema: &model::Schema) -> Option<&'static str> {
    let found = [
        (schema.types != Types::default(), "type"),
        (schema.nullable, "nullable"),
        (schema.format.is_some(), "format"),
        (schema.values.is_some(), "enum"),
        (!schema.properties.is_empty(), "properties"),
        (!schema.required.is_empty(), "required"),
        (schema.items.is_some(), "items"),
        (!schema.all_of.is_empty(), "allOf"),
        (!schema.one_of.is_empty(), "oneOf"),
        (!schema.any_of.is_empty(), "anyOf"),
        (schema.read_only, "readOnly"),
        (schema.write_only, "writeOnly"),
        (schema.deprecated, "deprecated"),
        (schema.title.is_some(), "title"),
        (schema.description.is_some(), "description"),
        (schema.default.is_some(), "default"),
        (schema.example.is_some(), "example"),
    ];
    found.iter().find(|(there, _)| *there).map(|(_, name)| *name)
}

/// The types of listed values, where a schema lists several kinds, or fractions, and does not say its type.
fn of_values(values: Option<&[Json]>) -> Types {
    let mut types = Types::default();
    let mut fractions = false;
    for value in values.unwrap_or_default() {
        match value {
            Json::Null => {}
            Json::Bool(_) => types.boolean = true,
            Json::String(_) => types.string = true,
            Json::Number(text) if text.parse::<i64>().is_ok() => types.integer = true,
            Json::Number(_) => fractions = true,
            Json::Array(_) | Json::Object(_) => return Types::default(),
        }
    }
    types.number = fractions;
    let kinds = [types.boolean, types.string, types.integer || types.number];
    let is_mixed = kinds.iter().filter(|there| **there).count() > 1;
    if is_mixed || fractions { types } else { Types::default() }
}
