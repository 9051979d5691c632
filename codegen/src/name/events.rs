//! Names of what the API itself sends.

use crate::config::lock::{Lock, word};
use crate::diag::Sink;
use crate::ir::{Api, Event};

use super::assign::settle;
use super::kept::Kept;
use super::scope::Scope;
use super::{reserved, words};

/// The module of `models` with types that stand inside of events.
pub(super) const MODULE: &str = "webhooks";

/// What an event is in the document.
pub(super) fn key(event: &Event) -> String {
    [event.within.as_deref().unwrap_or_default(), &event.word, &event.method].map(word).join(" ")
}

/// The names of all events: webhooks come before callbacks, and within these the document's order is not part of any
/// name. Where one is taken, a callback is called after its operation too, and then by its method.
pub(super) fn events(api: &Api, lock: &Lock, sink: &mut Sink) -> Vec<String> {
    let mut names = vec![String::new(); api.events.len()];
    let mut all: Vec<(usize, &Event)> = api.events.iter().enumerate().collect();
    all.sort_by_key(|(_, event)| (event.within.is_some(), &event.word, &event.within, &event.method));
    let mut scope = Scope::with(&[reserved::TYPES]);
    all.retain(|(index, event)| {
        let kept = lock.events.get(&key(event)).map(|entry| Kept::of(lock, entry));
        let name = kept.and_then(|kept| kept.take(&mut scope, event.loc, sink));
        let is_new = name.is_none();
        if let (Some(place), Some(name)) = (names.get_mut(*index), name) {
            *place = name;
        }
        is_new
    });
    for (index, event) in all {
        let name = words::upper_camel(&event.word);
        let mut wanted = vec![name.clone()];
        wanted.extend(event.within.as_ref().map(|within| name.clone() + &words::upper_camel(within)));
        wanted.push(name + &words::upper_camel(&event.method.to_lowercase()));
        if let Some(place) = names.get_mut(index) {
            *place = settle(scope.claim_one_of(wanted, "Event", event.loc), event.loc, sink);
        }
    }
    names
}
