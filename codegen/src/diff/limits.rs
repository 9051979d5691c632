//! Changes of limits and defaults.

use super::bounds::Moved;
use super::change::{Behaviour, Found, Rust};

/// What moved limits mean at a path.
pub(super) fn changes<'m>(path: &'m str, moved: &'m Moved, is_sent: bool) -> impl Iterator<Item = Found> + use<'m> {
    let has_limits = !moved.narrowed.is_empty() || !moved.widened.is_empty();
    let limits = has_limits.then(|| {
        let is_narrowed = !moved.narrowed.is_empty();
        let kind = if is_narrowed { "limit_narrowed" } else { "limit_widened" };
        let change = Found::new(kind, path, moved.words())
            .rust(Rust::Patch, "Limits are documented, and not checked before sending: no signature depends on them.");
        if is_narrowed && is_sent {
            change.refuses("The server may refuse values that it took.")
        } else if is_narrowed {
            change.because("Answers within narrower limits are decoded as before.")
        } else {
            change
        }
    });
    let default = moved.default.as_ref().map(|(old, new)| {
        let words = |value: &Option<String>| value.as_ref().map_or("none".to_owned(), |value| format!("`{value}`"));
        let what = format!("the default was {}, and is {}", words(old), words(new));
        let change =
            Found::new("default_changed", path, what).rust(Rust::Patch, "Defaults are documented, and never sent.");
        if is_sent {
            change
                .behaves(Behaviour::Changes, "The server takes another value where callers give none.")
                .instead("set it, where the value before is the one that is meant")
        } else {
            change
        }
    });
    limits.into_iter().chain(default)
}
