//! What tells the objects of a union apart: the value of a property that all have, or which properties there are.

use std::collections::{HashMap, HashSet};

use crate::diag::{Sink, code};
use crate::ir::Telling;
use crate::resolve::Spec;
use crate::resolve::spec::{Schema, SchemaId};

use super::alternatives::{Candidate, Groups, constants, shape, shapes};

/// What tells them.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The property whose value tells.
    pub(super) tag: Option<String>,
    /// What tells each.
    pub(super) each: Vec<Tells>,
    /// Whether a value may look like several of them.
    pub(super) is_ambiguous: bool,
}

/// What tells one.
#[derive(Clone, Debug, Default)]
pub(super) struct Tells {
    /// Values of the tag.
    pub(super) tags: Vec<String>,
    /// Fields, where the tag does not decide.
    pub(super) fields: Vec<Telling>,
}

/// What tells the structs of a union apart. Where nothing does for certain, a warning says so.
pub(super) fn tell(spec: &Spec, id: SchemaId, groups: &Groups<'_>, sink: &mut Sink) -> Told {
    let structs = &groups.structs;
    let mut told = Told { each: vec![Tells::default(); structs.len()], ..Told::default() };
    // A single object is told by its kind; beside maps, by its fields.
    if structs.len() < 2 && groups.maps.is_empty() {
        return told;
    }
    let given = groups.discriminator.map(|given| given.property.as_str());
    let found = tag(spec, structs, given);
    if let Some(given) = groups.discriminator
        && found.as_ref().is_none_or(|found| !found.tells_all)
        && groups.is_own
    {
        let message = format!("`{}` does not tell all alternatives apart; their fields do", given.property);
        sink.warn(code::INVALID_DISCRIMINATOR, given.loc, message);
    }
    if let Some(Found { property, values, tells_all }) = found {
        let is_there = structs.iter().all(|one| shape(spec, one.id).required.contains(&property));
        let decides = tells_all && (is_there || given == Some(property.as_str()));
        for (tells, tags) in told.each.iter_mut().zip(values) {
            tells.tags = tags;
        }
        told.tag = Some(property);
        if decides && groups.maps.is_empty() {
            return told;
        }
    }
    let has_maps = !groups.maps.is_empty();
    fields(spec, structs, has_maps, false, &mut told);
    let untold: Vec<SchemaId> =
        structs.iter().zip(&told.each).filter(|(_, tells)| tells.tags.is_empty()).map(|(one, _)| one.id).collect();
    if let Some((first, second)) = ambiguous(spec, &untold) {
        told.is_ambiguous = true;
        fields(spec, structs, has_maps, true, &mut told);
        let message = "nothing in the data tells for certain which alternative it is; the one that knows most of the \
                       fields is taken, the first among equals";
        sink.warn(code::AMBIGUOUS_UNION, spec.schema(id).loc, message)
            .related(spec.schema(first).loc, "an alternative")
            .related(spec.schema(second).loc, "another that may look the same");
    }
    told
}

/// A property that tells structs apart.
pub(super) struct Found {
    pub(super) property: String,
    /// Its values for each; none for one that it says nothing about.
    pub(super) values: Vec<Vec<String>>,
    /// Whether it tells all of them.
    pub(super) tells_all: bool,
}

/// The property that tells all of them, or the most; before others the one that is `wanted`.
pub(super) fn tag(spec: &Spec, structs: &[Candidate], wanted: Option<&str>) -> Option<Found> {
    let look = |property: &str| {
        let values = structs.iter().map(|one| {
            let own = || constants(spec, one.id, property).unwrap_or_default();
            if one.tags.is_empty() || wanted != Some(property) { own() } else { one.tags.clone() }
        });
        let values: Vec<Vec<String>> = values.collect();
        let told = values.iter().filter(|own| !own.is_empty()).count();
        let property = property.to_owned();
        (told > 1 && is_distinct(&values))
            .then_some((told, Found { property, values, tells_all: told == structs.len() }))
    };
    let given = wanted.and_then(look);
    if let Some((_, found)) = given.as_ref()
        && found.tells_all
    {
        return given.map(|(_, found)| found);
    }
    let usual = ["type", "kind", "object", "event", "action", "mode", "method"];
    let mut seen = HashSet::new();
    let names = structs.iter().flat_map(|one| shape(spec, one.id).properties.iter().map(|one| one.name.as_str()));
    let mut names: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    // The usual names first: others may differ in value by chance.
    names.sort_by_key(|name| usual.iter().position(|usual| usual == name).unwrap_or(usual.len()));
    let mut best = given;
    for (told, found) in names.into_iter().filter_map(look) {
        if found.tells_all {
            return Some(found);
        }
        if best.as_ref().is_none_or(|(most, _)| told > *most) && wanted.is_none() {
            best = Some((told, found));
        }
    }
    best.map(|(_, found)| found)
}

/// Whether no alternative has a value of another.
fn is_distinct(tags: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    tags.iter().all(|own| {
        let own: HashSet<&String> = own.iter().collect();
        own.into_iter().all(|tag| seen.insert(tag))
    })
}

/// Gives each the fields that it does not share with all others.
fn fields(spec: &Spec, structs: &[Candidate], keep_all: bool, is_deep: bool, told: &mut Told) {
    let mut known: HashMap<Telling, usize> = HashMap::new();
    let each: Vec<Vec<Telling>> = structs.iter().map(|one| telling(spec, shape(spec, one.id), is_deep)).collect();
    for field in each.iter().flatten() {
        *known.entry(field.clone()).or_default() += 1;
    }
    for (tells, all) in told.each.iter_mut().zip(each) {
        let differs = |field: &Telling| keep_all || known.get(field).is_none_or(|count| *count < structs.len());
        tells.fields = all.into_iter().filter(differs).collect();
    }
}

/// `is_deep`: with what stands in its objects.
fn telling(spec: &Spec, schema: &Schema, is_deep: bool) -> Vec<Telling> {
    let required: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
    let properties = schema.properties.iter();
    properties
        .map(|property| Telling {
            wire: property.name.clone(),
            required: required.contains(property.name.as_str()),
            shapes: shapes(spec, property.schema),
            inner: if is_deep { inner(spec, property.schema) } else { Vec::new() },
        })
        .collect()
}

/// What the object of a property has, where it is nothing but an object.
fn inner(spec: &Spec, property: SchemaId) -> Vec<String> {
    let schema = shape(spec, property);
    let names = schema.properties.iter().filter(|_| schema.alternatives.is_empty());
    names.map(|property| property.name.clone()).collect()
}

/// Two alternatives of which neither has to have a property that the other does not know.
fn ambiguous(spec: &Spec, structs: &[SchemaId]) -> Option<(SchemaId, SchemaId)> {
    let fields: Vec<(SchemaId, HashMap<String, Telling>)> = structs
        .iter()
        .map(|id| {
            let fields = telling(spec, shape(spec, *id), false);
            (*id, fields.into_iter().map(|field| (field.wire.clone(), field)).collect())
        })
        .collect();
    for (at, (first_id, first)) in fields.iter().enumerate() {
        for (second_id, second) in fields.iter().skip(at + 1) {
            if !is_told(first, second) && !is_told(second, first) {
                return Some((*first_id, *second_id));
            }
        }
    }
    None
}

/// Whether the first has to have a property that the second does not know, or knows to be of another kind.
fn is_told(first: &HashMap<String, Telling>, second: &HashMap<String, Telling>) -> bool {
    use crate::ir::Shape;
    first.values().filter(|field| field.required).any(|field| match second.get(&field.wire) {
        None => true,
        Some(other) => {
            let any = |field: &Telling| field.shapes.contains(&Shape::Any);
            !any(field) && !any(other) && field.shapes.iter().all(|shape| !other.shapes.contains(shape))
        }
    })
}
