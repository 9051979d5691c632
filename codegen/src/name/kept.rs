//! Names that earlier runs gave, from the lock.

use std::collections::HashMap;

use crate::config::lock::{Entry, Kind, Line, Lock, Member};
use crate::diag::{Loc, Sink, code};

use super::scope::Scope;

/// A name of the lock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept<'l> {
    lock: &'l Lock,
    pub(super) name: &'l str,
    at: Line,
}

impl<'l> Kept<'l> {
    /// The name of an entry, without the way to it.
    pub(super) fn of(lock: &'l Lock, entry: &'l Entry) -> Self {
        let own = entry.name.rsplit_once([':', '.']).map_or(entry.name.as_str(), |(_, own)| own);
        Self { lock, name: own, at: entry.at }
    }

    /// The name of a member.
    pub(super) fn member(lock: &'l Lock, member: &'l Member) -> Self {
        Self { lock, name: &member.name, at: member.at }
    }

    /// The name of an entry's member that has this key.
    pub(super) fn of_member(lock: &'l Lock, entry: Option<&'l Entry>, key: &str) -> Option<Self> {
        entry?.member(key).map(|member| Self::member(lock, member))
    }

    /// Takes the name again. What has lost it is told so, with both places.
    pub(super) fn take(self, scope: &mut Scope, loc: Loc, sink: &mut Sink) -> Option<String> {
        let Err(owner) = scope.pin(self.name, loc) else {
            return Some(self.name.to_owned());
        };
        let line = self.lock.loc(self.at, sink);
        let found = sink.warn(code::LOST_NAME, loc, format!("the name `{}` of the lock is taken", self.name));
        found.related(line, "this is what the lock says");
        if owner != Loc::default() {
            found.related(owner, "this is what has the name");
        }
        None
    }
}

/// Types of the lock.
pub(super) struct KeptTypes<'l> {
    lock: &'l Lock,
    /// The lines with members, by the names of their types.
    by_name: HashMap<&'l str, &'l Entry>,
}

impl<'l> KeptTypes<'l> {
    pub(super) fn new(lock: &'l Lock) -> Self {
        let own = lock.types.values().filter(|entry| entry.kind != Kind::Also);
        Self { lock, by_name: own.map(|entry| (entry.name.as_str(), entry)).collect() }
    }

    /// The line of a type with this key, or with one of the others where that has none of its own.
    pub(super) fn find(&self, key: &str, also: &[String]) -> Option<&'l Entry> {
        let all = || std::iter::once(key).chain(also.iter().map(String::as_str));
        let lines = || all().filter_map(|key| self.lock.types.get(key));
        lines().find(|entry| entry.kind != Kind::Also).or_else(|| lines().next())
    }

    /// The name that a line has.
    pub(super) fn name(&self, entry: &'l Entry) -> Kept<'l> {
        Kept::of(self.lock, entry)
    }

    /// The members that a type of a line has there. What has become another kind of thing has none in common with what it
    /// was.
    pub(super) fn members(&self, entry: Option<&'l Entry>, kind: Kind) -> KeptMembers<'l> {
        let own = entry.and_then(|entry| match entry.kind {
            Kind::Also => self.by_name.get(entry.name.as_str()).copied(),
            _ => Some(entry),
        });
        KeptMembers { lock: self.lock, entry: own.filter(|own| own.kind == kind) }
    }
}

/// Members of a type of the lock.
#[derive(Clone, Copy)]
pub(super) struct KeptMembers<'l> {
    pub(super) lock: &'l Lock,
    pub(super) entry: Option<&'l Entry>,
}

impl<'l> KeptMembers<'l> {
    pub(super) fn find(self, key: &str) -> Option<&'l Member> {
        self.entry?.member(key)
    }

    pub(super) fn get(self, key: &str) -> Option<Kept<'l>> {
        Kept::of_member(self.lock, self.entry, key)
    }
}

/// The places of arguments: those that the lock knows, then what is required besides, in the order of the document; `None`
/// for what is no argument. `all` is for each whether it is required, and its place in the lock.
pub(super) fn places(all: impl Iterator<Item = (bool, Option<u32>)> + Clone) -> Vec<Option<u32>> {
    let mut last = all.clone().filter_map(|(_, place)| place).max().unwrap_or_default();
    let places = all.map(|(required, place)| {
        place.or_else(|| {
            last = last.saturating_add(u32::from(required));
            required.then_some(last)
        })
    });
    places.collect()
}

/// What has a place, in the order of the places.
pub(super) fn arguments(places: &[Option<u32>]) -> Vec<usize> {
    let mut order: Vec<(u32, usize)> =
        places.iter().enumerate().filter_map(|(at, place)| Some(((*place)?, at))).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}
