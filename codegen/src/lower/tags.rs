//! What the tags of a schema have to be, where it is one of several that a property tells apart.
//!
//! Callers do not fill in what the document says already: a `Cat` among pets has the `type` by which a `Cat` is known.

use std::collections::HashMap;

use crate::diag::Loc;
use crate::resolve::Spec;
use crate::resolve::spec::{Schema, SchemaId};

use super::alternatives::Groups;
use super::tells::tag;

/// The tags of every schema that has some.
#[derive(Debug, Default)]
pub(super) struct Tags(HashMap<SchemaId, Vec<Tag>>);

/// A property that tells a schema from others.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// Where the document says so.
    pub(super) loc: Loc,
    /// The property's name.
    pub(super) property: String,
    /// The values that mean the schema. Several where several choices, or entries of a mapping, disagree.
    values: Vec<String>,
}

impl Tag {
    /// The only value that means the schema.
    pub(super) fn only(&self) -> Option<&str> {
        match self.values.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Tags {
    pub(super) fn of(spec: &Spec) -> Self {
        let mut tags = Self::default();
        for (id, schema) in (0..).map(SchemaId).zip(&spec.schemas) {
            tags.add_inherited(id, schema);
            if !schema.alternatives.is_empty() {
                tags.add_choice(spec, id, schema);
            }
        }
        tags
    }

    /// The tags of a schema, which is no alias of another.
    pub(super) fn get(&self, id: SchemaId) -> &[Tag] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What a property of a schema has to be.
    pub(super) fn only(&self, id: SchemaId, property: &str) -> Option<&str> {
        self.get(id).iter().find(|tag| tag.property == property)?.only()
    }

    fn add_choice(&mut self, spec: &Spec, id: SchemaId, schema: &Schema) {
        let groups = Groups::of(spec, id);
        if groups.any || groups.unsupported.is_some() {
            return;
        }
        if let Some(given) = groups.discriminator {
            for one in &groups.structs {
                self.add(shape_id(spec, one.id), given.loc, &given.property, &one.tags);
            }
        }
        let given = groups.discriminator.map(|given| given.property.as_str());
        if let Some(found) = tag(spec, &groups.structs, given) {
            for (one, values) in groups.structs.iter().zip(&found.values) {
                self.add(shape_id(spec, one.id), schema.loc, &found.property, values);
            }
        }
    }

    /// A schema that is made of one with a discriminator (`allOf`) is told by the entry of the mapping that leads to
    /// it, else by its name.
    fn add_inherited(&mut self, id: SchemaId, schema: &Schema) {
        let Some(discriminator) = schema.discriminator.as_ref().filter(|given| given.inherited) else { return };
        let mapped = discriminator.mapping.iter().filter(|(_, target)| *target == id);
        let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        if discriminator.mapping.is_empty() {
            values.extend(schema.name.clone());
        }
        self.add(id, discriminator.loc, &discriminator.property, &values);
    }

    fn add(&mut self, id: SchemaId, loc: Loc, property: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        let tags = self.0.entry(id).or_default();
        let at = tags.iter().position(|known| known.property == property).unwrap_or_else(|| {
            tags.push(Tag { loc, property: property.to_owned(), values: Vec::new() });
            tags.len() - 1
        });
        let Some(known) = tags.get_mut(at) else { return };
        for value in values {
            if !known.values.contains(value) {
                known.values.push(value.clone());
            }
        }
    }
}

fn shape_id(spec: &Spec, id: SchemaId) -> SchemaId {
    spec.schema(id).same_as.unwrap_or(id)
}
