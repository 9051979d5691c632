//! The lock of names: what this run gave, for the next one.

use crate::config::lock::{Entry, Kind, Lock, Member, word};
use crate::ir::{ResourceId, TypeDef, TypeKind};

use super::operation_types::Usual;
use super::{Named, OperationNames, TypeNames, events, identity, reserved};

/// Members of an operation: the types that belong to it.
pub(super) const MARKER: &str = "*marker";
pub(super) const REQUEST: &str = "*request";
pub(super) const PARAMS: &str = "*params";
pub(super) const OUTPUT: &str = "*output";
/// A member of a struct: the field with what the document does not name.
pub(super) const EXTRA: &str = "*extra";
/// A member of a resource: the feature that it needs.
pub(super) const FEATURE: &str = "*feature";
/// A member of a credential: the method that takes a provider.
pub(super) const PROVIDER: &str = "*provider";
/// A member of a credential: the method that takes what tokens are fetched with.
pub(super) const CLIENT_CREDENTIALS: &str = "*client_credentials";

impl Named<'_> {
    /// Every name that was given, by what has it in the document.
    #[must_use]
    pub fn lock(&self) -> Lock {
        let mut lock = Lock::default();
        self.credentials(&mut lock);
        self.resources_and_operations(&mut lock);
        for (event, name) in self.api.events.iter().zip(&self.events) {
            lock.add(events::key(event), Entry::new(Kind::Event, name.clone(), Vec::new()));
        }
        for (def, names) in self.api.types.iter().zip(&self.types) {
            lock.add(names.key.clone(), Entry::new(kind(def), qualified(names), members(def, names)));
        }
        // A place that is a type's own comes before one that it only has beside.
        for names in &self.types {
            for key in &names.also {
                lock.add(key.clone(), Entry::new(Kind::Also, qualified(names), Vec::new()));
            }
        }
        lock
    }

    fn credentials(&self, lock: &mut Lock) {
        for (scheme, names) in self.api.schemes.iter().zip(&self.schemes) {
            let setter = reserved::unspelled(&names.setter);
            let mut members = vec![Member::new(PROVIDER, &names.provider)];
            members.extend(names.client_credentials.iter().map(|name| Member::new(CLIENT_CREDENTIALS, name)));
            lock.add(word(&scheme.word), Entry::new(Kind::Credential, setter.to_owned(), members));
        }
    }

    fn resources_and_operations(&self, lock: &mut Lock) {
        for ((id, resource), names) in self.api.resources().zip(&self.resources) {
            if id == ResourceId(0) {
                continue;
            }
            let own = resource.parent == Some(ResourceId(0));
            let feature = names.feature.iter().filter(|_| own).map(|feature| Member::new(FEATURE, feature));
            let accessor = reserved::unspelled(&names.accessor).to_owned();
            lock.add(names.key.clone(), Entry::new(Kind::Resource, accessor, feature.collect()));
        }
        for (operation, names) in self.api.operations.iter().zip(&self.operations) {
            let mut members = further(names);
            let inputs = operation.inputs.iter().zip(&names.inputs).zip(&names.places);
            members.extend(inputs.map(|((input, name), place)| Member {
                position: place.filter(|place| *place > 0),
                ..Member::new(identity::input(input.place, &input.wire), reserved::unspelled(name))
            }));
            lock.add(names.key.clone(), Entry::new(Kind::Operation, names.dotted.clone(), members));
        }
    }
}

/// The names of an operation's types that its method does not tell.
fn further(names: &OperationNames) -> Vec<Member> {
    let usual = Usual::of(reserved::unspelled(&names.method), Some(&names.marker));
    let all = [
        (MARKER, &names.marker, usual.marker),
        (REQUEST, &names.request, usual.request),
        (PARAMS, &names.params, usual.params),
        (OUTPUT, &names.output, usual.output),
    ];
    let own = all.into_iter().filter(|(_, name, usual)| !name.is_empty() && *name != usual);
    own.map(|(key, name, _)| Member::new(key, name)).collect()
}

/// What kind of line a type has.
pub(super) fn kind(def: &TypeDef) -> Kind {
    match def.kind {
        TypeKind::Struct(_) => Kind::Struct,
        TypeKind::Enum(_) => Kind::Enum,
        TypeKind::Union(_) => Kind::Union,
    }
}

/// The names of a type's members.
fn members(def: &TypeDef, names: &TypeNames) -> Vec<Member> {
    match &def.kind {
        TypeKind::Struct(shape) => {
            let fields = shape.fields.iter().zip(&names.members).enumerate();
            let mut members: Vec<Member> = fields
                .map(|(at, (field, name))| Member {
                    // Only what callers build has arguments.
                    position: names.places.get(at).copied().flatten(),
                    ..Member::new(word(&field.wire), reserved::unspelled(name))
                })
                .collect();
            members.extend(shape.extra.iter().map(|_| Member::new(EXTRA, &names.extra)));
            members
        }
        TypeKind::Enum(shape) => {
            let values = shape.values.iter().zip(&names.members);
            values.map(|(value, name)| Member::new(word(&value.wire), name)).collect()
        }
        TypeKind::Union(_) => {
            let alternatives = names.labels.iter().zip(&names.members);
            alternatives.map(|(label, name)| Member::new(label, name)).collect()
        }
    }
}

/// The name with the module of `models` that it is in.
fn qualified(names: &TypeNames) -> String {
    match &names.module {
        Some(module) => format!("{}::{}", reserved::unspelled(module), names.name),
        None => names.name.clone(),
    }
}
