//! Which schemas travel in requests, which in responses, and which look different there.

use crate::resolve::Spec;
use crate::resolve::spec::{Additional, MediaType, Schema, SchemaId};

/// The direction in which a type travels, for types that look different in the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// One type serves both.
    Shared,
    /// Without what is `readOnly`.
    Request,
    /// Without what is `writeOnly`.
    Response,
}

/// Facts about every schema.
pub(super) struct Usage {
    in_request: Vec<bool>,
    in_response: Vec<bool>,
    split: Vec<bool>,
}

impl Usage {
    pub(super) fn of(spec: &Spec) -> Self {
        let requests = spec.operations.iter().flat_map(|operation| {
            let bodies = operation.body.iter().flat_map(|body| &body.content);
            let parameters = operation.parameters.iter().filter_map(|parameter| parameter.schema);
            bodies.flat_map(schemas).chain(parameters)
        });
        // What the API sends by itself is read as its answers are.
        let events = spec.events.iter().flat_map(|event| &event.body).flat_map(|body| &body.content);
        let answers = spec.operations.iter().flat_map(|operation| &operation.responses);
        let answers = answers.flat_map(|response| &response.content);
        let responses = answers.chain(events).flat_map(schemas);
        let in_request = reach(spec, requests);
        let in_response = reach(spec, responses);
        let both_ways = in_request.iter().zip(&in_response).map(|(a, b)| *a && *b);
        let split = both_ways.zip(one_way(spec)).map(|(both_ways, one_way)| both_ways && one_way).collect();
        Self { in_request, in_response, split }
    }

    /// Whether callers send it.
    pub(super) fn in_request(&self, id: SchemaId) -> bool {
        self.in_request.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// The direction that decides which properties a schema's type has, where it is met in `form`. What travels one way only
    /// has one type, with the properties of that way.
    pub(super) fn direction(&self, id: SchemaId, form: Form) -> Form {
        let is_in = |all: &[bool]| all.get(id.0 as usize).copied().unwrap_or(false);
        match (is_in(&self.in_request), is_in(&self.in_response)) {
            (true, false) => Form::Request,
            (false, true) => Form::Response,
            _ => self.form(id, form),
        }
    }

    /// The form under which a schema's type is known, where it is met in `form`.
    pub(super) fn form(&self, id: SchemaId, form: Form) -> Form {
        match self.split.get(id.0 as usize) {
            Some(true) => form,
            _ => Form::Shared,
        }
    }
}

/// The schemas of a body.
fn schemas(content: &MediaType) -> impl Iterator<Item = SchemaId> + use<> {
    content.schema.into_iter().chain(content.item_schema)
}

/// Everything that can be reached from some schemas.
fn reach(spec: &Spec, from: impl Iterator<Item = SchemaId>) -> Vec<bool> {
    let mut seen = vec![false; spec.schemas.len()];
    let mut queue: Vec<SchemaId> = from.collect();
    while let Some(id) = queue.pop() {
        match seen.get_mut(id.0 as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        queue.extend(parts(spec.schema(id)));
    }
    seen
}

/// Whether a schema has, at any depth, a property that travels one way only.
fn one_way(spec: &Spec) -> Vec<bool> {
    let mut users: Vec<Vec<u32>> = vec![Vec::new(); spec.schemas.len()];
    let mut queue = Vec::new();
    let mut found = vec![false; spec.schemas.len()];
    for (index, schema) in (0_u32..).zip(&spec.schemas) {
        for part in parts(schema) {
            if let Some(users) = users.get_mut(part.0 as usize) {
                users.push(index);
            }
        }
        let own = schema.properties.iter().any(|property| {
            let property = spec.schema(property.schema);
            property.read_only || property.write_only
        });
        if own {
            queue.push(index);
        }
    }
    while let Some(index) = queue.pop() {
        match found.get_mut(index as usize) {
            Some(found) if !*found => *found = true,
            _ => continue,
        }
        queue.extend(users.get(index as usize).into_iter().flatten());
    }
    found
}

/// The schemas that a schema is made of.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let values = match schema.additional {
        Additional::Allowed(values) => values,
        _ => None,
    };
    schema
        .properties
        .iter()
        .map(|property| property.schema)
        .chain(schema.items)
        .chain(schema.prefix_items.iter().copied())
        .chain(values)
        .chain(schema.alternatives.iter().copied())
        .chain(schema.same_as)
}
