//! Values of enums and alternatives of unions, compared.

use super::change::{Found, Rust};
use super::fits;
use super::pairs::{Pairs, Side};
use super::surface::{Model, Shape, Variant};
use super::ty::Ty;
use super::value::Value;

/// Whether requests, and answers, hold a type before and after.
fn uses(pairs: &Pairs<'_>, old: &Model, new: &Model) -> (bool, bool) {
    let (before, after) = (old.path.as_str(), new.path.as_str());
    (
        pairs.old.requests.contains(before) && pairs.new.requests.contains(after),
        pairs.old.responses.contains(before) && pairs.new.responses.contains(after),
    )
}

/// An open enum that is in both.
pub(super) fn enums(pairs: &Pairs<'_>, old: &Model, new: &Model, found: &mut Vec<Found>) {
    let (Shape::Enum { values: before, any, integers }, Shape::Enum { values: after, any: any_now, .. }) =
        (&old.shape, &new.shape)
    else {
        return;
    };
    let (sent, _) = uses(pairs, old, new);
    let gone: Vec<&Value> = before.iter().filter(|one| is_missing(one, after)).collect();
    let fresh: Vec<&Value> = after.iter().filter(|one| is_missing(one, before)).collect();
    for value in &gone {
        let change = Found::new(
            "value_removed",
            format!("{}::{}", old.path, value.name),
            format!("the value `{}` is gone", value.wire),
        )
        .at(Some(&value.at), Some(&new.at))
        .rust(Rust::Major, "Code that names it does not compile.")
        .because("Answers that have it still are kept as `Unknown`.")
        .instead(match (gone.as_slice(), fresh.as_slice(), integers) {
            ([_], [only], _) => format!("perhaps `{}::{}`, which is new", new.path, only.name),
            (.., true) => format!("where it is read: `value.as_i64() == {}`", value.wire),
            (.., false) => format!("where it is read: `value.as_str() == {:?}`", value.wire),
        });
        found.push(if sent && !any_now { change.refuses("The server may refuse it.") } else { change });
    }
    for value in before {
        if let Some(now) = after.iter().find(|one| one.wire == value.wire && one.name != value.name) {
            found.push(renamed(old, new, &value.name, &now.name).at(Some(&value.at), Some(&now.at)));
        }
    }
    for value in fresh {
        found.push(
            Found::new(
                "value_added",
                format!("{}::{}", new.path, value.name),
                format!("the value `{}` is new", value.wire),
            )
            .at(Some(&old.at), Some(&value.at))
            .rust(Rust::Minor, "The enum is `#[non_exhaustive]`; a crate made before keeps the value as `Unknown`."),
        );
    }
    found.extend(opened(old, new, (*any, *any_now), sent));
}

/// Whether a value is not among some.
fn is_missing(value: &Value, among: &[Value]) -> bool {
    among.iter().all(|one| one.wire != value.wire)
}

/// Whether callers may hand over any text, before and after.
fn opened(old: &Model, new: &Model, any: (bool, bool), sent: bool) -> Option<Found> {
    let places = (Some(&old.at), Some(&new.at));
    match any {
        (false, true) => Some(
            Found::new("enum_opened", &new.path, "callers may hand over any text")
                .at(places.0, places.1)
                .rust(Rust::Minor, "Values that were handed over can be handed over still."),
        ),
        (true, false) => {
            let change =
                Found::new("enum_closed", &new.path, "callers may hand over the values only that the document names")
                    .at(places.0, places.1)
                    .rust(Rust::Major, "Code that hands over a text does not compile.")
                    .instead(format!("a value of `{}`", new.path));
            Some(if sent { change.refuses("The server may refuse other texts.") } else { change })
        }
        _ => None,
    }
}

fn renamed(old: &Model, new: &Model, before: &str, after: &str) -> Found {
    Found::new("variant_renamed", format!("{}::{before}", old.path), format!("the variant is called `{after}` now"))
        .rust(Rust::Major, "Code that names it does not compile.")
        .instead(format!("`{}::{after}`", new.path))
}

/// A union that is in both.
pub(super) fn unions(pairs: &Pairs<'_>, old: &Model, new: &Model, found: &mut Vec<Found>) {
    let (Shape::Union { tag, variants: before }, Shape::Union { tag: tag_now, variants: after }) =
        (&old.shape, &new.shape)
    else {
        return;
    };
    let (sent, _) = uses(pairs, old, new);
    let mut left: Vec<&Variant> = after.iter().collect();
    let mut gone = Vec::new();
    let mut both = Vec::new();
    for variant in before {
        match partner(pairs, variant, &left) {
            Some(at) => both.push((variant, left.remove(at))),
            None => gone.push(variant),
        }
    }
    for (variant, now) in &both {
        alternative(pairs, (old, new), (variant, now), sent, found);
    }
    for variant in gone {
        let change =
            Found::new("variant_removed", format!("{}::{}", old.path, variant.name), "the alternative is gone")
                .at(Some(&variant.at), Some(&new.at))
                .rust(Rust::Major, "Code that names it does not compile.")
                .because("Answers that have it still are kept as `Unknown`.");
        found.push(if sent { change.refuses("The server may refuse it.") } else { change });
    }
    for variant in &left {
        found.push(
            Found::new(
                "variant_added",
                format!("{}::{}", new.path, variant.name),
                format!("the alternative `{}` is new", variant.ty),
            )
            .at(Some(&old.at), Some(&variant.at))
            .rust(Rust::Minor, "The enum is `#[non_exhaustive]`; a crate made before keeps such values as `Unknown`."),
        );
    }
    conversions(pairs, (old, new), (before, after), found);
    if tag != tag_now {
        let words = |tag: &Option<String>| tag.as_ref().map_or("their fields".to_owned(), |tag| format!("`{tag}`"));
        let what = format!("alternatives were told by {}, and are by {}", words(tag), words(tag_now));
        found.push(Found::new("tag_changed", &new.path, what).at(Some(&old.at), Some(&new.at)).rust(
            Rust::Patch,
            "Which alternative a value is, is decided when it is read: no signature depends on it.",
        ));
    }
}

/// Which of some alternatives is the same one: by its tag, what it is in the document, its type, its name.
fn partner(pairs: &Pairs<'_>, variant: &Variant, left: &[&Variant]) -> Option<usize> {
    let ty = pairs.translate(&variant.ty);
    let tagged = || left.iter().position(|one| !one.tags.is_empty() && one.tags == variant.tags);
    let labelled = || left.iter().position(|one| one.label == variant.label);
    let typed = || left.iter().position(|one| one.ty == ty);
    let named = || left.iter().position(|one| one.name == variant.name);
    tagged().or_else(labelled).or_else(typed).or_else(named)
}

/// An alternative that is in both.
fn alternative(
    pairs: &Pairs<'_>,
    models: (&Model, &Model),
    both: (&Variant, &Variant),
    sent: bool,
    found: &mut Vec<Found>,
) {
    let ((old, new), (variant, now)) = (models, both);
    if variant.name != now.name {
        found.push(renamed(old, new, &variant.name, &now.name).at(Some(&variant.at), Some(&now.at)));
    }
    let boxed = |variant: &Variant, ty: &Ty| if variant.boxed { format!("Box<{ty}>") } else { ty.to_string() };
    let (before, after) = (boxed(variant, &pairs.translate(&variant.ty)), boxed(now, &now.ty));
    if before != after {
        let what = format!("held `{}`, and holds `{after}`", boxed(variant, &variant.ty));
        let change = Found::new("variant_type_changed", format!("{}::{}", new.path, now.name), what)
            .at(Some(&variant.at), Some(&now.at))
            .rust(Rust::Major, "Code that makes it, or looks into it, has to handle another type.")
            .instead(format!("handle `{after}`"));
        let is_taken = fits::accepts(pairs, &variant.ty, &now.ty);
        found.push(if sent && !is_taken {
            change.refuses("The server may refuse values that it took.")
        } else {
            change
        });
    }
}

/// `From` for what only one alternative holds.
fn conversions(pairs: &Pairs<'_>, models: (&Model, &Model), both: (&[Variant], &[Variant]), found: &mut Vec<Found>) {
    let ((old, new), (before, after)) = (models, both);
    let is_only = |ty: &Ty, all: &[Variant], side: &Side<'_>| {
        all.iter().filter(|one| side.canonical(&one.ty) == side.canonical(ty)).count() == 1
    };
    for variant in before.iter().filter(|one| is_only(&one.ty, before, &pairs.old)) {
        let ty = pairs.translate(&variant.ty);
        // Where the type itself is not held any more, that has been said.
        if after.iter().any(|one| one.ty == ty) && !is_only(&ty, after, &pairs.new) {
            found.push(
                Found::new(
                    "conversion_removed",
                    &new.path,
                    format!("`From<{ty}>` is gone: several alternatives hold that type"),
                )
                .at(Some(&old.at), Some(&new.at))
                .rust(Rust::Major, "Code that hands such a value over as it is does not compile.")
                .instead(format!("`{}::{}(value)`", new.path, variant.name)),
            );
        }
    }
}
