//! Schemas: from nested objects with `$ref` to ids, every reference followed.

use std::collections::HashMap;

use crate::diag::{Loc, Sink, code};
use crate::read::model::{self, Types};

use super::spec::{Additional, Property, Schema, SchemaId};

/// How references to named schemas begin.
const COMPONENTS: &str = "#/components/schemas/";

/// Schemas while they are collected.
pub(super) struct Schemas {
    pub(super) all: Vec<Schema>,
    by_name: HashMap<String, SchemaId>,
    /// References to other places than `components/schemas/…`, which are looked up when everything has an id.
    open: Vec<(SchemaId, model::Reference)>,
}

impl Schemas {
    /// Gives every named schema its id before any reference is followed.
    pub(super) fn new(named: &[model::Named<model::Schema>]) -> Self {
        let mut by_name = HashMap::with_capacity(named.len());
        let mut all = Vec::with_capacity(named.len() * 4);
        for entry in named {
            by_name.insert(entry.name.clone(), next_id(&all));
            all.push(Schema { loc: entry.loc, ..Schema::default() });
        }
        Self { all, by_name, open: Vec::new() }
    }

    /// Reads the named schemas into the places that [`Self::new`] gave them.
    pub(super) fn fill(&mut self, named: Vec<model::Named<model::Schema>>, sink: &mut Sink) {
        for entry in named {
            let Some(&id) = self.by_name.get(&entry.name) else {
                continue;
            };
            self.put(id, entry.item, sink);
            if let Some(schema) = self.all.get_mut(id.0 as usize) {
                schema.name = Some(entry.name);
            }
        }
    }

    /// The id of a schema that stands somewhere: the one that it refers to, or a new one.
    pub(super) fn add(&mut self, schema: model::Schema, sink: &mut Sink) -> SchemaId {
        if let Some(reference) = &schema.reference
            && let Some(id) = self.component(&reference.target)
        {
            warn_of_siblings(&schema, sink);
            return id;
        }
        let id = next_id(&self.all);
        self.all.push(Schema::default());
        self.put(id, schema, sink);
        id
    }

    fn put(&mut self, id: SchemaId, schema: model::Schema, sink: &mut Sink) {
        let converted = self.convert(id, schema, sink);
        if let Some(place) = self.all.get_mut(id.0 as usize) {
            *place = converted;
        }
    }

    fn component(&self, target: &str) -> Option<SchemaId> {
        let name = target.strip_prefix(COMPONENTS)?;
        match self.by_name.get(name) {
            Some(id) => Some(*id),
            None if name.contains(['~', '%']) => self.by_name.get(&unescape(name)).copied(),
            None => None,
        }
    }

    fn convert(&mut self, id: SchemaId, schema: model::Schema, sink: &mut Sink) -> Schema {
        let loc = schema.loc;
        if let Some(reference) = schema.reference.clone() {
            warn_of_siblings(&schema, sink);
            let alias = self.component(&reference.target);
            if alias.is_none() {
                self.open.push((id, reference));
            }
            return Schema { loc, alias, ..Schema::default() };
        }
        let properties = schema
            .properties
            .into_iter()
            .map(|property| Property {
                loc: property.schema.loc,
                name: property.name,
                schema: self.add(property.schema, sink),
            })
            .collect();
        let additional = match schema.additional {
            model::Additional::Unsaid => Additional::Unsaid,
            model::Additional::Denied => Additional::Denied,
            model::Additional::Allowed(None) => Additional::Allowed(None),
            model::Additional::Allowed(Some(values)) => Additional::Allowed(Some(self.add(*values, sink))),
        };
        let items = schema.items.map(|items| self.add(*items, sink));
        let all_of = self.add_each(schema.all_of, sink);
        let union = if schema.one_of.is_empty() { schema.any_of } else { schema.one_of };
        let alternatives = self.add_each(union, sink);
        Schema {
            loc,
            types: schema.types,
            nullable: schema.nullable,
            format: schema.format,
            values: schema.constant.map(|value| vec![value]).or(schema.values),
            properties,
            required: schema.required,
            additional,
            items,
            alternatives,
            unsupported: schema.negated.then_some("`not`"),
            read_only: schema.read_only,
            write_only: schema.write_only,
            deprecated: schema.deprecated,
            title: schema.title,
            description: schema.description,
            default: schema.default,
            example: schema.example,
            limits: schema.limits,
            extensions: schema.extensions,
            all_of,
            ..Schema::default()
        }
    }

    fn add_each(&mut self, schemas: Vec<model::Schema>, sink: &mut Sink) -> Vec<SchemaId> {
        schemas.into_iter().map(|schema| self.add(schema, sink)).collect()
    }

    /// Follows what is still open, so that no schema is an alias any more, and no id leads to one.
    pub(super) fn close(&mut self, sink: &mut Sink) {
        self.find_open(sink);
        let canonical: Vec<SchemaId> =
            (0..).map(SchemaId).take(self.all.len()).map(|id| self.follow(id, sink)).collect();
        let to = |id: SchemaId| canonical.get(id.0 as usize).copied().unwrap_or(id);
        for schema in &mut self.all {
            for property in &mut schema.properties {
                property.schema = to(property.schema);
            }
            if let Additional::Allowed(Some(id)) = &mut schema.additional {
                *id = to(*id);
            }
            schema.items = schema.items.map(to);
            for id in schema.all_of.iter_mut().chain(&mut schema.alternatives) {
                *id = to(*id);
            }
            schema.alias = schema.alias.map(to);
        }
    }

    /// What an id finally stands for.
    pub(super) fn canonical(&self, id: SchemaId) -> SchemaId {
        match self.all.get(id.0 as usize).and_then(|schema| schema.alias) {
            Some(target) => target,
            None => id,
        }
    }

    /// References into the middle of something: looked up by the pointers of all schemas, once.
    fn find_open(&mut self, sink: &mut Sink) {
        if self.open.is_empty() {
            return;
        }
        let mut by_pointer: HashMap<String, SchemaId> = HashMap::with_capacity(self.all.len());
        for (id, schema) in (0..).map(SchemaId).zip(&self.all) {
            by_pointer.entry(sink.sources.pointer(schema.loc)).or_insert(id);
        }
        for (id, reference) in std::mem::take(&mut self.open) {
            let found = reference.target.strip_prefix('#').and_then(|pointer| by_pointer.get(pointer).copied());
            match found {
                Some(target) => {
                    if let Some(schema) = self.all.get_mut(id.0 as usize) {
                        schema.alias = Some(target);
                    }
                }
                None => {
                    let names = self.by_name.keys().map(String::as_str);
                    super::refs::report(&reference, "a schema", COMPONENTS, names, sink);
                }
            }
        }
    }

    fn follow(&self, start: SchemaId, sink: &mut Sink) -> SchemaId {
        let mut id = start;
        for _ in 0..=self.all.len() {
            match self.all.get(id.0 as usize).and_then(|schema| schema.alias) {
                Some(next) if next == start => break,
                Some(next) => id = next,
                None => return id,
            }
        }
        let loc = self.loc(start);
        sink.error(code::REFERENCE_CYCLE, loc, "this `$ref` leads back to itself");
        start
    }

    fn loc(&self, id: SchemaId) -> Loc {
        self.all.get(id.0 as usize).map(|schema| schema.loc).unwrap_or_default()
    }
}

pub(super) fn next_id(all: &[Schema]) -> SchemaId {
    SchemaId(u32::try_from(all.len()).unwrap_or(u32::MAX - 1))
}

/// Undoes the escapes of a JSON Pointer in a URI fragment (RFC 6901, section 6).
pub(super) fn unescape(token: &str) -> String {
    percent_encoding::percent_decode_str(token).decode_utf8_lossy().replace("~1", "/").replace("~0", "~")
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
