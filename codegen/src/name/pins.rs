//! Names that the config fixes, by place.
//!
//! A pin that starts with a capital names a type or a variant, one that starts with a small letter names a member: a field, a
//! parameter or a method. Both may stand at the same place, where a property has a type of its own.

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::{Loc, Sink, code};

/// A name that the config gives, and where it does.
#[derive(Clone, Debug)]
pub(super) struct Pinned {
    pub(super) name: String,
    pub(super) loc: Loc,
}

/// Pins that have not been used yet, and those that have.
pub(super) struct Pins {
    by_place: HashMap<Loc, Vec<Pin>>,
}

struct Pin {
    name: String,
    loc: Loc,
    used: bool,
}

impl Pins {
    /// The config's pins; one that leads nowhere, or is no identifier, is reported.
    pub(super) fn of(config: &Config, sink: &mut Sink) -> Self {
        let mut by_place: HashMap<Loc, Vec<Pin>> = HashMap::new();
        for (pointer, pin) in &config.names {
            let (loc, name) = (pin.loc, &pin.value);
            if !is_identifier(name) {
                sink.error(code::INVALID_PIN, loc, format!("`{name}` is not a name that Rust can have here"));
                continue;
            }
            match sink.sources.find(sink.sources.document(), pointer) {
                Some(place) => by_place.entry(place).or_default().push(Pin { name: name.clone(), loc, used: false }),
                None => {
                    sink.warn(code::UNUSED_CONFIG, loc, format!("there is nothing at `{pointer}` in the document"));
                }
            }
        }
        Self { by_place }
    }

    /// The pinned name of a type or a variant.
    pub(super) fn upper(&mut self, loc: Loc) -> Option<Pinned> {
        self.take(loc, |first| first.is_ascii_uppercase())
    }

    /// The pinned name of a field, a parameter or a method.
    pub(super) fn lower(&mut self, loc: Loc) -> Option<Pinned> {
        self.take(loc, |first| !first.is_ascii_uppercase())
    }

    fn take(&mut self, loc: Loc, fits: impl Fn(char) -> bool) -> Option<Pinned> {
        let pins = self.by_place.get_mut(&loc)?;
        let pin = pins.iter_mut().find(|pin| pin.name.starts_with(&fits))?;
        pin.used = true;
        Some(Pinned { name: pin.name.clone(), loc: pin.loc })
    }

    /// A pin that named nothing is a mistake that should not stay unseen.
    pub(super) fn report_unused(self, sink: &mut Sink) {
        let mut unused: Vec<Pin> = self.by_place.into_values().flatten().filter(|pin| !pin.used).collect();
        unused.sort_by(|a, b| a.name.cmp(&b.name));
        for pin in unused {
            let kind = if pin.name.starts_with(|first: char| first.is_ascii_uppercase()) {
                "type or variant"
            } else {
                "field, parameter or operation"
            };
            sink.warn(
                code::UNUSED_CONFIG,
                pin.loc,
                format!("no {kind} gets its name from there, so `{}` names nothing", pin.name),
            );
        }
    }
}

/// ASCII letters, digits and underscores, not starting with a digit, and not a keyword by itself.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && name != "Self"
}
