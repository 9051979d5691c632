//! What the alternatives of a schema are, before any of them is a type: which kinds of JSON, and of those which schemas.

use std::collections::HashSet;

use crate::ir::Shape;
use crate::resolve::Spec;
use crate::resolve::spec::{self, Discriminator, Schema, SchemaId};

use super::enums::{Listed, listed, wire};

/// The alternatives by the kinds of JSON that they are. Of each kind but objects there is one in Rust: two sorts of text
/// cannot be told apart.
#[derive(Debug, Default)]
pub(super) struct Groups<'s> {
    /// What is said to tell them apart: by the schema itself, else by the only one of its alternatives that says so.
    pub(super) discriminator: Option<&'s Discriminator>,
    /// Whether the schema itself says so.
    pub(super) is_own: bool,
    /// Whether `null` is an alternative.
    pub(super) nullable: bool,
    /// Whether some alternative admits anything.
    pub(super) any: bool,
    /// What an alternative uses that has no Rust shape.
    pub(super) unsupported: Option<&'static str>,
    pub(super) booleans: Vec<SchemaId>,
    pub(super) numbers: Vec<SchemaId>,
    pub(super) texts: Vec<SchemaId>,
    pub(super) lists: Vec<SchemaId>,
    pub(super) maps: Vec<SchemaId>,
    pub(super) structs: Vec<Candidate>,
}

/// An object with properties.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) id: SchemaId,
    /// The values of the discriminator that its place in a choice gives it.
    pub(super) tags: Vec<String>,
}

impl<'s> Groups<'s> {
    /// The alternatives of a schema, those of its alternatives included; of a schema of several types, itself.
    pub(super) fn of(spec: &'s Spec, id: SchemaId) -> Self {
        let discriminator = discriminator(spec, id);
        let is_own = shape(spec, id).discriminator.is_some();
        let mut groups = Self { discriminator, is_own, ..Self::default() };
        groups.look(spec, id, &[], &mut HashSet::new());
        groups
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        [&self.booleans, &self.numbers, &self.texts, &self.lists, &self.maps]
            .iter()
            .filter(|all| !all.is_empty())
            .count()
            + self.structs.len()
    }

    fn look(&mut self, spec: &Spec, id: SchemaId, tags: &[String], seen: &mut HashSet<SchemaId>) {
        let listed = spec.schema(id);
        self.nullable |= listed.nullable;
        let shape_id = listed.same_as.unwrap_or(id);
        let schema = spec.schema(shape_id);
        self.nullable |= schema.nullable;
        if !seen.insert(shape_id) {
            self.add_tags(spec, id, tags);
            return;
        }
        if let Some(what) = schema.unsupported {
            self.unsupported = Some(what);
            return;
        }
        if schema.never || schema.contradicts {
            return;
        }
        if schema.alternatives.is_empty() {
            self.sort(spec, id, schema, tags);
            return;
        }
        for alternative in &schema.alternatives {
            // Values of another property do not count.
            let property = self.discriminator.map(|given| given.property.as_str());
            let own = mapped(spec, schema, property, *alternative);
            self.look(spec, *alternative, if own.is_empty() { tags } else { &own }, seen);
        }
    }

    /// One more value of the tag for an alternative that is there already.
    fn add_tags(&mut self, spec: &Spec, id: SchemaId, tags: &[String]) {
        let shape = |id: SchemaId| spec.schema(id).same_as.unwrap_or(id);
        if let Some(known) = self.structs.iter_mut().find(|known| shape(known.id) == shape(id)) {
            for tag in tags {
                if !known.tags.contains(tag) {
                    known.tags.push(tag.clone());
                }
            }
        }
    }

    /// A schema without alternatives.
    fn sort(&mut self, spec: &Spec, id: SchemaId, schema: &Schema, tags: &[String]) {
        let types = schema.types;
        let listed = listed(schema);
        self.nullable |= schema.values.as_ref().is_some_and(|all| all.contains(&spec::Json::Null));
        let untyped = types == spec::Types::default();
        let object = types.object || (untyped && (!schema.properties.is_empty() || !schema.required.is_empty()));
        let array = types.array || (untyped && !object && schema.has_items());
        let by_value = |kind: Listed| untyped && listed == Some(kind);
        let text = types.string || by_value(Listed::Texts);
        let number = types.number || types.integer || by_value(Listed::Integers);
        let boolean = types.boolean || by_value(Listed::Booleans);
        let into = [
            (boolean, &mut self.booleans),
            (number, &mut self.numbers),
            (text, &mut self.texts),
            (array, &mut self.lists),
        ];
        for (there, group) in into {
            if there {
                group.push(id);
            }
        }
        if object && schema.properties.is_empty() {
            self.maps.push(id);
        } else if object {
            self.structs.push(Candidate { id, tags: tags.to_vec() });
        }
        // `{nullable: true}` alone stands for `null`, and `enum: [null]` too.
        let only_null = schema.nullable || schema.values.is_some() || spec.schema(id).nullable;
        if !(object || array || text || number || boolean || only_null) {
            self.any = true;
        }
        if untyped && listed == Some(Listed::Other) {
            self.any = true;
        }
    }
}

/// The discriminator of a choice, else that of the choices in it, where they agree on a property.
fn discriminator(spec: &Spec, id: SchemaId) -> Option<&Discriminator> {
    let mut found: Option<&Discriminator> = None;
    let mut seen = HashSet::new();
    let mut queue = vec![id];
    while let Some(id) = queue.pop() {
        let id = spec.schema(id).same_as.unwrap_or(id);
        let schema = spec.schema(id);
        if !seen.insert(id) || schema.alternatives.is_empty() {
            continue;
        }
        match (&schema.discriminator, found) {
            (Some(given), Some(found)) if given.property != found.property => return None,
            (Some(given), None) => found = Some(given),
            (Some(_), Some(_)) => {}
            (None, _) => queue.extend(schema.alternatives.iter().rev()),
        }
    }
    found
}

/// The values of a schema's discriminator that mean one of its alternatives: those of the mapping, else the name.
fn mapped(spec: &Spec, schema: &Schema, property: Option<&str>, alternative: SchemaId) -> Vec<String> {
    let given = schema.discriminator.as_ref().filter(|given| Some(given.property.as_str()) == property);
    let Some(discriminator) = given else {
        return Vec::new();
    };
    let mapping = discriminator.mapping.iter();
    let mapped: Vec<String> =
        mapping.filter(|(_, target)| *target == alternative).map(|(value, _)| value.clone()).collect();
    // What the alternative itself says of the property is surer than a mapping, or a name, that it contradicts.
    match constants(spec, alternative, &discriminator.property) {
        Some(own) if !mapped.iter().any(|value| own.contains(value)) => Vec::new(),
        _ => mapped,
    }
}

/// The values that a property of an object can have, where it lists them.
pub(super) fn constants(spec: &Spec, id: SchemaId, property: &str) -> Option<Vec<String>> {
    let schema = shape(spec, id);
    let found = schema.properties.iter().find(|one| one.name == property)?;
    let values = shape(spec, found.schema).values.as_ref()?;
    let texts: Option<Vec<String>> = values.iter().map(wire).collect();
    texts.filter(|texts| !texts.is_empty())
}

/// The schema that says what a schema is.
pub(super) fn shape(spec: &Spec, id: SchemaId) -> &Schema {
    let schema = spec.schema(id);
    schema.same_as.map_or(schema, |same| spec.schema(same))
}

/// The kinds of JSON that a schema admits, beside `null`.
pub(super) fn shapes(spec: &Spec, id: SchemaId) -> Vec<Shape> {
    let groups = Groups::of(spec, id);
    if groups.any || groups.unsupported.is_some() {
        return vec![Shape::Any];
    }
    let mut shapes = Vec::new();
    if !groups.booleans.is_empty() {
        shapes.push(Shape::Boolean);
    }
    if !groups.numbers.is_empty() {
        shapes.extend([Shape::Integer, Shape::Fraction]);
    }
    if !groups.texts.is_empty() {
        shapes.push(Shape::String);
    }
    if !groups.lists.is_empty() {
        shapes.push(Shape::Array);
    }
    if !(groups.maps.is_empty() && groups.structs.is_empty()) {
        shapes.push(Shape::Object);
    }
    if shapes.is_empty() { vec![Shape::Any] } else { shapes }
}
