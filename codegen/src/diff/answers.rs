//! What calls give, compared.

use super::change::{Behaviour, Found, Rust};
use super::fits;
use super::operations::Both;
use super::pairs::Pairs;
use super::surface::{Gives, Surface};
use super::ty::Ty;

/// The answers of an operation that is in both.
pub(super) fn answers(both: &Both<'_>, found: &mut Vec<Found>) {
    gives(both, found);
    streams(both, found);
    paging(both, found);
    envelope(both, found);
    if both.old.accept != both.new.accept
        && std::mem::discriminant(&both.old.gives) == std::mem::discriminant(&both.new.gives)
    {
        let words = |accept: &Option<String>| accept.clone().unwrap_or_else(|| "application/json".to_owned());
        let what = format!("the answer was `{}`, and is `{}`", words(&both.old.accept), words(&both.new.accept));
        found.push(
            both.found("accept_changed", what)
                .garbles("A crate made before asks for a media type that may not come.")
                .behaves(Behaviour::Changes, "The crate asks for another media type."),
        );
    }
}

fn translated(pairs: &Pairs<'_>, gives: &Gives) -> Gives {
    let ty = |ty: &Ty| pairs.translate(ty);
    match gives {
        Gives::Value(value) => Gives::Value(ty(value)),
        Gives::Nullable(value) => Gives::Nullable(ty(value)),
        Gives::Page(item, way) => Gives::Page(ty(item), *way),
        Gives::Lines(item) => Gives::Lines(ty(item)),
        Gives::Events(data) => Gives::Events(data.as_ref().map(ty)),
        Gives::ByStatus(all) => {
            Gives::ByStatus(all.iter().map(|(status, value)| (*status, value.as_ref().map(ty))).collect())
        }
        Gives::Nothing | Gives::Text | Gives::Bytes => gives.clone(),
    }
}

/// What `send` gives, as it is written.
pub(super) fn rust(gives: &Gives, output: &str) -> String {
    match gives {
        Gives::Nothing => "()".to_owned(),
        Gives::Value(ty) => ty.to_string(),
        Gives::Nullable(ty) => format!("Option<{ty}>"),
        Gives::Page(ty, _) => format!("Page<{ty}>"),
        Gives::Text => "String".to_owned(),
        Gives::Bytes => "transport::ByteStream".to_owned(),
        Gives::Lines(ty) => format!("transport::Lines<{ty}>"),
        Gives::Events(Some(ty)) => format!("transport::Events<{ty}>"),
        Gives::Events(None) => "transport::Events<String>".to_owned(),
        Gives::ByStatus(_) => output.to_owned(),
    }
}

fn gives(both: &Both<'_>, found: &mut Vec<Found>) {
    let (old, new) = (&both.old.gives, &both.new.gives);
    let mapped = translated(both.pairs, old);
    let (before, after) = (rust(&mapped, &both.new.output), rust(new, &both.new.output));
    let shown = rust(old, &both.old.output);
    if before != after {
        let mut change = both
            .found("output_changed", format!("gave `{shown}`, and gives `{after}`"))
            .rust(Rust::Major, "Code that uses the result has to handle another type.")
            .instead(format!("handle `{after}`"));
        if !reads(both.pairs, old, new) {
            change = change.garbles("A crate made before cannot decode the new answer.");
        }
        if matches!((old, new), (Gives::Page(..), _) | (_, Gives::Page(..))) {
            let why = "`items` and `pages` are there for lists only.";
            change = change.behaves(Behaviour::Changes, why);
        }
        found.push(change);
        return;
    }
    if let (Gives::ByStatus(all), Gives::ByStatus(now)) = (&mapped, new) {
        statuses(both, all, now, found);
    } else if both.old.may_be_empty != both.new.may_be_empty {
        let what = if both.new.may_be_empty {
            "an answer may have no content now"
        } else {
            "an answer always has content now"
        };
        let change =
            both.found("emptiness_changed", what).rust(Rust::Patch, "An answer without content is an empty page.");
        found.push(if both.new.may_be_empty {
            change.garbles("A crate made before takes an answer without content for an error.")
        } else {
            change
        });
    }
}

/// Whether a crate of OLD decodes the answers of NEW.
#[allow(clippy::match_same_arms, reason = "a row for each kind of answer")]
fn reads(pairs: &Pairs<'_>, old: &Gives, new: &Gives) -> bool {
    match (old, new) {
        (Gives::Nothing | Gives::Bytes, _) => true,
        (Gives::Value(old) | Gives::Nullable(old), Gives::Value(new))
        | (Gives::Nullable(old), Gives::Nullable(new)) => fits::decodes(pairs, old, new),
        (Gives::Value(Ty::Json), Gives::Nullable(_) | Gives::Page(..)) | (Gives::Nullable(_), Gives::Nothing) => true,
        (Gives::Value(Ty::List(old)), Gives::Page(new, _)) => fits::decodes(pairs, old, new),
        (Gives::Page(old, _), Gives::Page(new, _)) => fits::decodes(pairs, old, new),
        (Gives::Page(old, _), Gives::Value(Ty::List(new))) => fits::decodes(pairs, old, new),
        (Gives::Lines(old), Gives::Lines(new)) | (Gives::Events(Some(old)), Gives::Events(Some(new))) => {
            fits::decodes(pairs, old, new)
        }
        (Gives::Events(None), Gives::Events(_)) => true,
        (Gives::ByStatus(old), Gives::Value(new)) => {
            old.iter().any(|(status, ty)| *status == 200 && ty.as_ref().is_some_and(|ty| fits::decodes(pairs, ty, new)))
        }
        _ => false,
    }
}

/// An enum by status that is in both.
fn statuses(both: &Both<'_>, old: &[(u16, Option<Ty>)], new: &[(u16, Option<Ty>)], found: &mut Vec<Found>) {
    let path = |status: u16| format!("{}, status {status}", both.new.beside(&both.new.output));
    let at = |change: Found| change.at(Some(&both.old.at), Some(&both.new.at));
    for (status, ty) in old {
        match new.iter().find(|(other, _)| other == status) {
            None => found.push(at(Found::new("status_removed", path(*status), "is no documented success any more")
                .rust(Rust::Major, "Code that names the variant does not compile."))),
            Some((_, now)) if now != ty => {
                let words = |ty: &Option<Ty>| ty.as_ref().map_or("nothing".to_owned(), |ty| format!("`{ty}`"));
                found.push(at(Found::new(
                    "status_changed",
                    path(*status),
                    format!("gave {}, and gives {}", words(ty), words(now)),
                )
                .rust(Rust::Major, "Code that looks into the variant has to handle another type.")
                .garbles("A crate made before may not decode the new answer.")));
            }
            Some(_) => {}
        }
    }
    for (status, _) in new.iter().filter(|(status, _)| old.iter().all(|(other, _)| other != status)) {
        found.push(at(Found::new("status_added", path(*status), "is a documented success now")
            .rust(Rust::Minor, "The enum is `#[non_exhaustive]`; a crate made before gives the answer as `Other`.")));
    }
}

/// Answers piece by piece.
fn streams(both: &Both<'_>, found: &mut Vec<Found>) {
    match (&both.old.streams, &both.new.streams) {
        (None, Some(_)) => found.push(
            both.found("stream_added", "`send_stream` gives answers piece by piece")
                .rust(Rust::Minor, "Nobody can have called it."),
        ),
        (Some(_), None) => found.push(
            both.found("stream_removed", "there are no answers piece by piece any more")
                .rust(Rust::Major, "Code that calls `send_stream` does not compile.")
                .garbles("A crate made before asks for an answer that may not come.")
                .instead("`send`"),
        ),
        (Some((old, asked)), Some((new, asks))) => {
            let mapped = translated(both.pairs, old);
            if rust(&mapped, "") != rust(new, "") {
                let what = format!("`send_stream` gave `{}`, and gives `{}`", rust(old, ""), rust(new, ""));
                let change = both
                    .found("stream_changed", what)
                    .rust(Rust::Major, "Code that uses the pieces has to handle another type.");
                let is_read = reads(both.pairs, old, new);
                found.push(if is_read {
                    change
                } else {
                    change.garbles("A crate made before cannot decode the new pieces.")
                });
            } else if asked != asks {
                let what = format!("`send_stream` asked for {asked}, and asks for {asks}");
                found.push(
                    both.found("stream_changed", what)
                        .garbles("A crate made before asks for an answer that may not come.")
                        .behaves(Behaviour::Changes, "The crate asks in another way."),
                );
            }
        }
        (None, None) => {}
    }
}

/// How pages follow each other.
fn paging(both: &Both<'_>, found: &mut Vec<Found>) {
    let (Gives::Page(_, old), Gives::Page(_, new)) = (&both.old.gives, &both.new.gives) else {
        return;
    };
    let words = |surface: &Surface, way: &Option<usize>| {
        way.and_then(|index| surface.pagings.get(index).cloned()).unwrap_or_else(|| "in one page".to_owned())
    };
    let (before, after) = (words(both.pairs.old.surface, old), words(both.pairs.new.surface, new));
    if before == after {
        return;
    }
    let change = both
        .found(
            "paging_changed",
            format!("pages followed {before}, and follow {after}").replace("followed in one page", "came as one"),
        )
        .behaves(Behaviour::Changes, "`items` and `pages` ask for further pages in another way.");
    found.push(match (old, new) {
        (Some(_), None) => change.behaves(Behaviour::Breaks, "They end after the first page."),
        (Some(_), Some(_)) => change.garbles("A crate made before may end too early, or not find the next page."),
        _ => change,
    });
}

/// What the answer is wrapped in.
fn envelope(both: &Both<'_>, found: &mut Vec<Found>) {
    let words = |surface: &Surface, index: Option<usize>| index.and_then(|index| surface.envelopes.get(index).cloned());
    let old = words(both.pairs.old.surface, both.old.envelope);
    let new = words(both.pairs.new.surface, both.new.envelope);
    if old == new {
        return;
    }
    let shown = |words: Option<&String>| words.map_or("not wrapped".to_owned(), |words| format!("wrapped in {words}"));
    found.push(
        both.found(
            "envelope_changed",
            format!("the answer was {}, and is {}", shown(old.as_ref()), shown(new.as_ref())),
        )
        .garbles("A crate made before looks for the result elsewhere.")
        .behaves(Behaviour::Changes, "What `send` gives, and which answers are errors, is decided in another way."),
    );
}
