//! Names that things had before: they stay as deprecated aliases, as long as the configuration or the document says so.
//!
//! A type, the method of an operation and the setter of an optional input can have another name. A field, a variant and an
//! argument cannot: Rust has nothing that would stand for them.

use std::collections::HashSet;

use crate::config::{At, Config};
use crate::diag::{Loc, Sink, code};
use crate::ir::{Api, Docs, OperationId, Origin, ResourceId, TypeId, TypeKind};

use super::pins::is_identifier;
use super::{OperationNames, ResourceNames, TypeNames, reserved, words};

/// Former names, each with what has it.
#[derive(Clone, Debug, Default)]
pub struct Former {
    /// Of types.
    pub types: Vec<(TypeId, String)>,
    /// Of operations: the method, and the marker that its types are called after.
    pub operations: Vec<(OperationId, String, String)>,
    /// Of optional inputs: the operation, and the input's position.
    pub inputs: Vec<(OperationId, usize, String)>,
}

/// What has been named, for who wants to know whether a former name is free.
pub(super) struct Given<'a> {
    pub(super) api: &'a Api,
    pub(super) types: &'a [TypeNames],
    pub(super) resources: &'a [ResourceNames],
    pub(super) operations: &'a [OperationNames],
}

/// All former names that the configuration or the document states; what they cannot be is reported where they stand.
pub(super) fn former(given: &Given<'_>, config: &Config, sink: &mut Sink) -> Former {
    let mut stated = Vec::new();
    for (pointer, name) in &config.former_names {
        match sink.sources.find(sink.sources.document(), pointer) {
            Some(place) => stated.push((place, name.clone())),
            None => {
                let message = format!("there is nothing at `{pointer}` in the document");
                sink.warn(code::UNUSED_CONFIG, name.loc, message);
            }
        }
    }
    given.document(&mut stated);
    let mut former = Former::default();
    for (place, name) in &stated {
        if !is_identifier(&name.value) {
            let message = format!("`{}` is not a name that Rust can have here", name.value);
            sink.error(code::INVALID_PIN, name.loc, message);
        } else if !given.find(*place, name, &mut former, sink) {
            sink.warn(code::UNUSED_CONFIG, name.loc, format!("nothing there can be called `{}` as well", name.value))
                .help("types, operations and optional inputs can have a former name");
        }
    }
    former
}

impl Given<'_> {
    /// What the document states, where the configuration does not.
    fn document(&self, stated: &mut Vec<(Loc, At<String>)>) {
        let mut known: HashSet<(Loc, String)> =
            stated.iter().map(|(place, name)| (*place, name.value.clone())).collect();
        let mut add = |loc: Loc, docs: &Docs| {
            for name in &docs.former {
                if known.insert((loc, name.clone())) {
                    stated.push((loc, At { value: name.clone(), loc }));
                }
            }
        };
        for (_, one) in self.api.types() {
            add(one.loc, &one.docs);
            if let TypeKind::Struct(shape) = &one.kind {
                shape.fields.iter().for_each(|field| add(field.loc, &field.docs));
            }
        }
        for (_, one) in self.api.operations() {
            add(one.loc, &one.docs);
            one.inputs.iter().for_each(|input| add(input.loc, &input.docs));
        }
    }

    /// Gives a former name to what stands at a place; `false` where that is nothing.
    fn find(&self, place: Loc, name: &At<String>, former: &mut Former, sink: &mut Sink) -> bool {
        if is_upper(&name.value) {
            return self.ty(place, name, former, sink);
        }
        let operation = self.operation(place, name, former, sink);
        self.input(place, name, former, sink) || operation
    }

    fn ty(&self, place: Loc, name: &At<String>, former: &mut Former, sink: &mut Sink) -> bool {
        let mut found = false;
        for ((id, def), names) in self.api.types().zip(self.types) {
            // The form of requests was called after the other one.
            if def.loc != place || matches!(def.origin, Origin::Component(_, true)) {
                continue;
            }
            found = true;
            let is_same = |(other, known): &(TypeId, String)| {
                *known == name.value && self.of_type(*other).is_some_and(|other| other.module == names.module)
            };
            let is_taken = self.types.iter().any(|other| other.module == names.module && other.name == name.value);
            if is_taken || former.types.iter().any(is_same) || reserved::TYPES.contains(&name.value.as_str()) {
                taken(name, sink);
            } else {
                former.types.push((id, name.value.clone()));
            }
        }
        found
    }

    fn of_type(&self, id: TypeId) -> Option<&TypeNames> {
        self.types.get(id.0 as usize)
    }

    fn operation(&self, place: Loc, name: &At<String>, former: &mut Former, sink: &mut Sink) -> bool {
        let mut found = false;
        for (id, operation) in self.api.operations().filter(|(_, operation)| operation.loc == place) {
            found = true;
            let marker = words::upper_camel(&name.value);
            let is_near = |other: &OperationId| {
                let other = self.api.operations.get(other.0 as usize);
                other.is_some_and(|other| other.resource == operation.resource)
            };
            let mut near = former.operations.iter().filter(|(other, ..)| is_near(other));
            let is_taken = near.any(|(_, method, known)| *method == name.value || *known == marker);
            if is_taken
                || self.is_method(operation.resource, &name.value)
                || self.is_beside(operation.resource, &marker)
            {
                taken(name, sink);
            } else {
                former.operations.push((id, name.value.clone(), marker));
            }
        }
        found
    }

    fn input(&self, place: Loc, name: &At<String>, former: &mut Former, sink: &mut Sink) -> bool {
        let mut found = false;
        for ((id, operation), names) in self.api.operations().zip(self.operations) {
            let setters = operation.inputs.iter().enumerate().filter(|(at, _)| !names.arguments.contains(at));
            for (at, _) in setters.filter(|(_, input)| input.loc == place) {
                found = true;
                let mut own = former.inputs.iter().filter(|(other, ..)| *other == id);
                let is_taken = own.any(|(_, _, known)| *known == name.value)
                    || names.inputs.iter().any(|other| other.trim_start_matches("r#") == name.value);
                if is_taken || reserved::REQUEST.contains(&name.value.as_str()) {
                    taken(name, sink);
                } else {
                    former.inputs.push((id, at, name.value.clone()));
                }
            }
        }
        found
    }

    /// Whether one of the types beside a handle has a name that an operation with this marker would need.
    fn is_beside(&self, resource: ResourceId, marker: &str) -> bool {
        let wanted = ["", "Request", "Params", "Output"].map(|ending| format!("{marker}{ending}"));
        let own = self.api.resources.get(resource.0 as usize).map(|one| one.operations.as_slice()).unwrap_or_default();
        let mut names = own
            .iter()
            .filter_map(|id| self.operations.get(id.0 as usize))
            .flat_map(|one| [&one.marker, &one.request, &one.params, &one.output]);
        let handle = self.resources.get(resource.0 as usize).map(|one| &one.handle);
        let is_reserved = |name: &String| {
            [reserved::TYPES, reserved::RESOURCE_TYPES].iter().any(|list| list.contains(&name.as_str()))
        };
        names.any(|name| wanted.contains(name)) || wanted.iter().any(|name| handle == Some(name) || is_reserved(name))
    }

    /// Whether a handle has a method of this name.
    fn is_method(&self, resource: ResourceId, name: &str) -> bool {
        let plain = |spelled: &str| spelled.trim_start_matches("r#") == name;
        let Some(shape) = self.api.resources.get(resource.0 as usize) else { return false };
        let own = shape.operations.iter().filter_map(|id| self.operations.get(id.0 as usize));
        let children = shape.children.iter().filter_map(|id| self.resources.get(id.0 as usize));
        let known = if shape.parent.is_none() { reserved::CLIENT } else { reserved::HANDLE };
        own.into_iter().any(|one| plain(&one.method))
            || children.into_iter().any(|one| plain(&one.accessor))
            || known.contains(&name)
    }
}

/// Whether a name is a type's.
fn is_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn taken(name: &At<String>, sink: &mut Sink) {
    sink.error(code::TAKEN_PIN, name.loc, format!("the name `{}` is taken", name.value))
        .help("an alias would hide what is called so now; take this line out");
}
