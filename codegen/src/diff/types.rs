//! Types, compared.

use std::collections::BTreeSet;

use super::arguments;
use super::change::{Behaviour, Found, Rust};
use super::docs;
use super::fields::Struct;
use super::pairs::Pairs;
use super::surface::{Field, Model, Shape};
use super::ty::Ty;
use super::variants;

/// All types.
pub(super) fn types(pairs: &Pairs<'_>, found: &mut Vec<Found>) {
    for (old, new) in &pairs.models {
        let before = found.len();
        model(pairs, old, new, found);
        if found.len() == before && old.docs != new.docs {
            found.push(docs::words(new.path.clone(), &old.at, &new.at));
        }
    }
    for model in &pairs.removed {
        found.push(
            Found::new("type_removed", &model.path, format!("the {} is gone", noun(&model.shape)))
                .at(Some(&model.at), None)
                .rust(Rust::Major, "Code that names it does not compile."),
        );
    }
    for model in &pairs.added {
        found.push(
            Found::new("type_added", &model.path, format!("the {} is new", noun(&model.shape)))
                .at(None, Some(&model.at))
                .rust(Rust::Minor, "Nobody can have named it."),
        );
    }
}

/// What a type is, for people.
pub(super) fn noun(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct { .. } => "struct",
        Shape::Enum { .. } => "enum",
        Shape::Union { .. } => "union",
    }
}

/// A type that is in both.
fn model(pairs: &Pairs<'_>, old: &Model, new: &Model, found: &mut Vec<Found>) {
    if old.path != new.path {
        let has_alias = new.former_paths().any(|former| former == old.path);
        let change = Found::new(
            "type_renamed",
            &old.path,
            format!("`models::{}` is called `models::{}` now", old.path, new.path),
        )
        .at(Some(&old.at), Some(&new.at))
        .instead(format!("`models::{}`", new.path));
        found.push(docs::renamed(change, has_alias, "Code that names it does not compile."));
    }
    for former in old.former.iter().filter(|former| !new.former.contains(former)) {
        found.push(docs::alias_removed(former.clone(), &new.path, &old.at, &new.at));
    }
    if old.deprecated != new.deprecated {
        found.push(docs::deprecation(new.path.clone(), new.deprecated, Some(&old.at), Some(&new.at)));
    }
    features(old, new, found);
    parted(pairs, old, new, found);
    match (&old.shape, &new.shape) {
        (Shape::Struct { .. }, Shape::Struct { .. }) => structs(pairs, old, new, found),
        (Shape::Enum { integers, .. }, Shape::Enum { integers: now, .. }) if integers == now => {
            variants::enums(pairs, old, new, found);
        }
        (Shape::Union { .. }, Shape::Union { .. }) => variants::unions(pairs, old, new, found),
        (before, after) => {
            let kind = |shape: &Shape| match shape {
                Shape::Enum { integers: true, .. } => "enum of integers",
                shape => noun(shape),
            };
            let what = format!("was a {}, and is a {}", kind(before), kind(after)).replace("a enum", "an enum");
            let mut change = Found::new("type_kind_changed", &new.path, what)
                .at(Some(&old.at), Some(&new.at))
                .rust(Rust::Major, "Code that makes one, or looks into it, does not compile.");
            let shared = |old: bool, new: bool| old && new;
            if shared(pairs.old.requests.contains(old.path.as_str()), pairs.new.requests.contains(new.path.as_str())) {
                change = change.refuses("The server may refuse values that it took.");
            }
            if shared(pairs.old.responses.contains(old.path.as_str()), pairs.new.responses.contains(new.path.as_str()))
                && !matches!(before, Shape::Union { .. })
            {
                change = change.garbles("A crate made before cannot decode the new values.");
            }
            found.push(change);
        }
    }
}

/// A name that stood for another type, and is a type of its own now, or stands for another one.
fn parted(pairs: &Pairs<'_>, old: &Model, new: &Model, found: &mut Vec<Found>) {
    let Some(before) = &old.same else { return };
    let target = |path: &str| pairs.new.models.get(path).map(|model| model.same.clone().unwrap_or(path.to_owned()));
    let is_together = pairs.path(before).and_then(target) == target(&new.path);
    if !is_together {
        found.push(
            Found::new("types_parted", &new.path, format!("was another name for `{before}`, and is a type of its own"))
                .at(Some(&old.at), Some(&new.at))
                .rust(Rust::Minor, "The crate says that types which are equal may part: its name is the one to use."),
        );
    }
}

/// The Cargo features that a type needs.
fn features(old: &Model, new: &Model, found: &mut Vec<Found>) {
    let set = |model: &Model| model.features.iter().cloned().collect::<BTreeSet<String>>();
    let (before, after) = (set(old), set(new));
    if after.is_empty() || before == after {
        return;
    }
    let lost: Vec<String> = before.difference(&after).map(|feature| format!("`{feature}`")).collect();
    if before.is_empty() || !lost.is_empty() {
        let with = if before.is_empty() { "no feature".to_owned() } else { lost.join(" or ") };
        found.push(
            Found::new("type_feature_lost", &new.path, format!("is not there any more with {with} alone"))
                .at(Some(&old.at), Some(&new.at))
                .rust(Rust::Major, "Code that is compiled with that alone does not find it.")
                .instead(format!("turn on the feature `{}`", after.iter().next().cloned().unwrap_or_default())),
        );
    }
}

fn structs(pairs: &Pairs<'_>, old: &Model, new: &Model, found: &mut Vec<Found>) {
    let (
        Shape::Struct { fields: before, arguments, extra, built },
        Shape::Struct { fields: after, arguments: arguments_now, extra: extra_now, built: built_now },
    ) = (&old.shape, &new.shape)
    else {
        return;
    };
    let in_both = |old_side: &std::collections::HashSet<&str>, new_side: &std::collections::HashSet<&str>| {
        old_side.contains(old.path.as_str()) && new_side.contains(new.path.as_str())
    };
    let pair = Struct {
        pairs,
        old,
        new,
        built: (*built, *built_now),
        sent: in_both(&pairs.old.requests, &pairs.new.requests),
        read: in_both(&pairs.old.responses, &pairs.new.responses),
    };
    let fresh: Vec<&Field> = after.iter().filter(|field| before.iter().all(|old| old.wire != field.wire)).collect();
    for field in before {
        match after.iter().find(|one| one.wire == field.wire) {
            Some(one) => pair.field(field, one, found),
            None => found.push(pair.removed(field, &fresh)),
        }
    }
    found.extend(fresh.iter().map(|field| pair.added(field)));
    let (taken, takes) = (taken_by_new(before, arguments.as_ref()), taken_by_new(after, arguments_now.as_ref()));
    constructor(&pair, &taken, &takes, found);
    if extra != extra_now {
        let ty = |extra: &Option<(String, Ty)>| extra.as_ref().map(|(name, ty)| (name.clone(), pairs.translate(ty)));
        let (before, after) = (ty(extra), ty(extra_now));
        if before != after {
            found.push(rest(&pair, before.as_ref(), after.as_ref()));
        }
    }
}

/// The map of what the document does not name.
fn rest(pair: &Struct<'_>, before: Option<&(String, Ty)>, after: Option<&(String, Ty)>) -> Found {
    let path = |name: &str| format!("{}::{name}", pair.new.path);
    let places = (Some(&pair.old.at), Some(&pair.new.at));
    match (before, after) {
        (None, Some((name, ty))) => {
            Found::new("extra_added", path(name), format!("the map `{name}` of other properties, each `{ty}`, is new"))
                .at(places.0, places.1)
                .rust(Rust::Minor, "The struct is `#[non_exhaustive]`: nobody can have written all its fields.")
        }
        (Some((name, _)), None) => {
            let change =
                Found::new("extra_removed", path(name), format!("the map `{name}` of other properties is gone"))
                    .at(places.0, places.1)
                    .rust(Rust::Major, "Code that names the field does not compile.");
            if pair.sent {
                change.refuses("The server may refuse properties that have no name in the document.")
            } else {
                change
            }
        }
        (Some((name, old)), Some((_, new))) => {
            let change =
                Found::new("extra_type_changed", path(name), format!("its values were `{old}`, and are `{new}`"))
                    .at(places.0, places.1)
                    .rust(Rust::Major, "Code that reads or writes the map has to handle another type.");
            let change = if pair.sent { change.refuses("The server may refuse values that it took.") } else { change };
            if pair.read { change.garbles("A crate made before may not decode the new values.") } else { change }
        }
        (None, None) => Found::new("extra_removed", pair.new.path.clone(), ""),
    }
}

/// The fields whose values `new` takes, in its order.
fn taken_by_new<'a>(fields: &'a [Field], arguments: Option<&Vec<String>>) -> Vec<&'a Field> {
    match arguments {
        Some(names) => names.iter().filter_map(|name| fields.iter().find(|field| field.wire == *name)).collect(),
        None => fields.iter().filter(|field| field.is_taken()).collect(),
    }
}

/// `new`, and `Default`.
fn constructor(pair: &Struct<'_>, before: &[&Field], after: &[&Field], found: &mut Vec<Found>) {
    let path = format!("{}::new", pair.new.path);
    let places = (Some(&pair.old.at), Some(&pair.new.at));
    match pair.built {
        (true, true) => {}
        (false, true) => {
            found.push(
                Found::new("constructor_added", path, "callers can build it now")
                    .at(places.0, places.1)
                    .rust(Rust::Minor, "`new` and the setters are new."),
            );
            return;
        }
        (true, false) => {
            found.push(
                Found::new("constructor_removed", path, "callers cannot build it any more: no request has it")
                    .at(places.0, places.1)
                    .rust(Rust::Major, "Code that calls `new` does not compile."),
            );
            return;
        }
        (false, false) => return,
    }
    let name = |field: &Field, ty: &Ty| (field.wire.clone(), arguments::argument(ty, &pair.pairs.new));
    let old: Vec<(String, String)> = before.iter().map(|field| name(field, &pair.pairs.translate(&field.ty))).collect();
    let new: Vec<(String, String)> = after.iter().map(|field| name(field, &field.ty)).collect();
    if old == new {
        return;
    }
    let words = |all: &[(String, String)]| {
        let names: Vec<String> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    };
    let names = |all: &[(String, String)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let call: Vec<String> = after.iter().map(|field| field.name().to_owned()).collect();
    let generalised = names(&old) == names(&new)
        && old.iter().zip(&new).all(|(old, new)| old == new || arguments::is_generalised(&old.1, &new.1));
    let sorted = |all: &[(String, String)]| all.iter().cloned().collect::<BTreeSet<_>>();
    let (level, why) = if generalised {
        (Rust::Minor, "What was handed over can be handed over still.")
    } else if sorted(&old) == sorted(&new) {
        (Rust::Major, "Arguments changed places: calls compile where the types allow it, and mean something else.")
    } else {
        (Rust::Major, "`new` takes what is required: calls with the arguments before do not compile.")
    };
    let mut change =
        Found::new("constructor_changed", path, format!("took {}, and takes {}", words(&old), words(&new)))
            .at(places.0, places.1)
            .rust(level, why)
            .instead(format!("`{}::new({})`", pair.new.path, call.join(", ")));
    if old.is_empty() {
        change = change.because("`Default` is gone with it: there is no value without what is required.");
    }
    if level == Rust::Major && sorted(&old) == sorted(&new) {
        change = change.behaves(Behaviour::Breaks, "A call that compiles still may send one value as the other.");
    }
    found.push(change);
}
