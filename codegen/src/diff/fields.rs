//! Fields of structs, compared.

use crate::ir::Presence;

use super::arguments;
use super::bounds::Moved;
use super::change::{Behaviour, Found, Rust};
use super::fits;
use super::pairs::Pairs;
use super::surface::{Field, Model};

/// A struct that is in both.
pub(super) struct Struct<'a> {
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) old: &'a Model,
    pub(super) new: &'a Model,
    /// Whether callers build it, before and after.
    pub(super) built: (bool, bool),
    /// Whether requests and answers hold it, before and after.
    pub(super) sent: bool,
    pub(super) read: bool,
}

impl Struct<'_> {
    fn path(&self, field: &Field) -> String {
        format!("{}::{}", self.new.path, field.name())
    }

    /// A field that is in both.
    pub(super) fn field(&self, old: &Field, new: &Field, found: &mut Vec<Found>) {
        if old.name() != new.name() {
            let what = format!("the field `{}` is called `{}` now", old.name(), new.name());
            found.push(
                Found::new("field_renamed", format!("{}::{}", self.old.path, old.name()), what)
                    .at(Some(&old.at), Some(&new.at))
                    .rust(Rust::Major, "Code that names the field does not compile.")
                    .instead(format!("`.{}`", new.name())),
            );
        } else if old.setter != new.setter && self.built == (true, true) {
            let name = |field: &Field| field.setter.as_deref().unwrap_or(field.name()).to_owned();
            let what = format!("its setter `{}` is called `{}` now", name(old), name(new));
            found.push(
                Found::new("setter_renamed", self.path(new), what)
                    .at(Some(&old.at), Some(&new.at))
                    .rust(Rust::Major, "Code that calls the setter does not compile.")
                    .instead(format!("`.{}(…)`", name(new))),
            );
        }
        self.ty(old, new, found);
        self.limits(old, new, found);
        if old.deprecated != new.deprecated {
            found.push(super::docs::deprecation(self.path(new), new.deprecated, Some(&old.at), Some(&new.at)));
        }
    }

    /// Its type, and whether it may be absent.
    fn ty(&self, old: &Field, new: &Field, found: &mut Vec<Found>) {
        let ty = self.pairs.translate(&old.ty);
        let (before, after) = (old.rust(&ty), new.rust(&new.ty));
        let (setter, setter_now) =
            (arguments::setter(old, &ty, &self.pairs.new), arguments::setter(new, &new.ty, &self.pairs.new));
        let mut change = Found::new("field_type_changed", self.path(new), "");
        if before == after && old.is == new.is && old.constant == new.constant {
            return;
        }
        if before == after {
            change.change.kind = "field_value_changed";
            change.change.what = match (&old.constant, &new.constant) {
                (Some(old), Some(value)) => format!("`{}` was always `{old}`, and is always `{value}`", new.name()),
                (None, Some(value)) => format!("`{}` has one value now: `{value}`", new.name()),
                (Some(value), None) => format!("`{}` may be something else than `{value}` now", new.name()),
                (None, None) => format!("`{}` {}", new.name(), presence(old.is, new.is)),
            };
            change = change.rust(Rust::Patch, "");
            if old.constant.is_some() && new.constant.is_some() && self.sent {
                change = change.behaves(Behaviour::Changes, "The crate sends the new value.");
            }
        } else {
            change.change.what = format!("`{}` was `{}`, and is `{after}`", new.name(), old.rust(&old.ty));
            change = change.rust(Rust::Major, "Code that reads or matches the field has to handle another type.");
            if self.built == (true, true) && setter == setter_now {
                change = change.because("Its setter takes what it took.");
            }
            change = change.instead(Self::advice(old, new, &after));
        }
        found.push(self.wire(old, new, change).at(Some(&old.at), Some(&new.at)));
    }

    fn wire(&self, old: &Field, new: &Field, mut change: Found) -> Found {
        if self.sent {
            if !fits::accepts(self.pairs, &old.ty, &new.ty) {
                change = change.refuses("The server may refuse values that it took.");
            } else if new.constant.is_some() && old.constant != new.constant {
                change = change.refuses("The server takes one value only, and it may be another one.");
            }
            if new.is.is_required() && !old.is.is_required() {
                change = change.refuses("Requests without it may be refused.");
            }
            let is_null = |is: Presence| matches!(is, Presence::Nullable | Presence::OptionalNullable);
            if is_null(old.is) && !is_null(new.is) {
                change = change.refuses("`null` may be refused.");
            }
        }
        if self.read {
            if !fits::decodes(self.pairs, &old.ty, &new.ty) {
                change = change.garbles("A crate made before cannot decode the new values.");
            }
            let may_lack = match old.is {
                Presence::Required => new.is != Presence::Required,
                Presence::Nullable => !new.is.is_required(),
                Presence::Optional | Presence::OptionalNullable => false,
            };
            if may_lack {
                change = change.garbles("A crate made before fails where it is absent or null.");
            }
        }
        change
    }

    /// What to write instead.
    fn advice(old: &Field, new: &Field, after: &str) -> String {
        let name = new.name();
        let is_plain = |is: Presence| is == Presence::Required;
        match (is_plain(old.is), is_plain(new.is)) {
            (true, false) if new.is == Presence::OptionalNullable => {
                format!("handle `Absent`, `Null` and `Value(…)` of `{name}`")
            }
            (true, false) => format!("handle `None`: `if let Some({name}) = …`"),
            (false, true) => format!("take `{name}` as it is, without `Option`"),
            _ => format!("handle `{after}`"),
        }
    }

    fn limits(&self, old: &Field, new: &Field, found: &mut Vec<Found>) {
        let moved = Moved::between(old.limits.as_deref(), new.limits.as_deref());
        found.extend(
            super::limits::changes(&self.path(new), &moved, self.sent).map(|one| one.at(Some(&old.at), Some(&new.at))),
        );
    }

    /// A field of OLD that NEW does not have.
    pub(super) fn removed(&self, field: &Field, candidates: &[&Field]) -> Found {
        let path = format!("{}::{}", self.old.path, field.name());
        let mut change = Found::new("field_removed", path, format!("the field `{}` is gone", field.name()))
            .at(Some(&field.at), Some(&self.new.at))
            .rust(Rust::Major, "Code that names the field does not compile.");
        if self.sent {
            change = change.refuses("The server may refuse, or ignore, what it does not know any more.");
        }
        if self.read && field.is.is_required() {
            change = change.garbles("A crate made before fails where it is absent.");
        }
        if field.deprecated {
            change = change.because(super::docs::WARNED);
        }
        let ty = self.pairs.translate(&field.ty);
        let alike: Vec<&&Field> = candidates.iter().filter(|one| one.ty == ty && one.is == field.is).collect();
        if let [only] = alike.as_slice() {
            return change.instead(format!("perhaps `{}`, which is new and of the same type", only.name()));
        }
        change
    }

    /// A field of NEW that OLD does not have.
    pub(super) fn added(&self, field: &Field) -> Found {
        let what = format!("the field `{}: {}` is new", field.name(), field.rust(&field.ty));
        let mut change = Found::new("field_added", self.path(field), what)
            .at(Some(&self.old.at), Some(&field.at))
            .rust(Rust::Minor, "The struct is `#[non_exhaustive]`: nobody can have written all its fields.");
        if self.sent && field.is.is_required() {
            change = change.refuses("Requests of a crate made before lack it, and may be refused.");
        }
        if self.sent && field.constant.is_some() {
            change = change.behaves(Behaviour::Changes, "The crate sends it by itself.");
        }
        change
    }
}

/// What became of whether a value may be absent or null.
fn presence(old: Presence, new: Presence) -> &'static str {
    match (old, new) {
        (Presence::Optional, Presence::Nullable) => "is always there now, and may be null",
        (Presence::Nullable, Presence::Optional) => "may be absent now, and is not null",
        _ => "may be absent or null as it was not",
    }
}
