//! The order of claims.

use crate::config::Config;
use crate::diag::{Loc, Sink, code};
use crate::ir::Api;

use super::former::{self, Given};
use super::kept::Kept;
use super::pins::{Pinned, Pins};
use super::scope::{Claim, Scope};
use super::types::Owners;
use super::{Named, events, features, operations, resources, schemes, types};

/// Gives everything its name.
#[must_use]
pub fn assign<'ir>(api: &'ir Api, config: &Config, sink: &mut Sink) -> Named<'ir> {
    let mut pins = Pins::of(config, sink);
    let lock = &config.lock;
    let mut resources = resources::resources(api, lock, sink);
    let operations = operations::operations(api, &resources, config, &mut pins, sink);
    let events = events::events(api, lock, sink);
    let owners = Owners { resources: &resources, operations: &operations, events: &events };
    let (types, equals, mut files) = types::types(api, &owners, lock, &mut pins, sink);
    let of_resources = features::of_resources(api, &resources, lock, sink);
    features::of_files(api, &of_resources, &equals, &mut files);
    for (names, feature) in resources.iter_mut().zip(of_resources) {
        names.feature = feature;
    }
    let schemes = schemes::schemes(api, lock, sink);
    let given = Given { api, types: &types, resources: &resources, operations: &operations };
    let former = former::former(&given, config, sink);
    pins.report_unused(sink);
    Named { api, types, equals, former, files, resources, operations, events, schemes }
}

/// The name that a claim came to; a second choice is told, with both places.
pub(super) fn settle(claim: Claim, loc: Loc, sink: &mut Sink) -> String {
    if let Some((wanted, owner)) = claim.instead_of {
        sink.warn(
            code::NUMBERED_NAME,
            loc,
            format!("the name `{wanted}` is taken, so this one is called `{}`", claim.name),
        )
        .related(owner, "this is what has the name");
    }
    claim.name
}

/// Takes a pinned name; a pin that comes too late is an error at the pin.
pub(super) fn pin(scope: &mut Scope, pinned: &Pinned, loc: Loc, sink: &mut Sink) -> Option<String> {
    let Err(owner) = scope.pin(&pinned.name, loc) else {
        return Some(pinned.name.clone());
    };
    let found = sink.error(code::TAKEN_PIN, pinned.loc, format!("the name `{}` is taken", pinned.name));
    if owner == Loc::default() {
        found.help("Rust or the crate itself has it here; choose another one");
    } else {
        found.related(owner, "this is what has the name");
    }
    None
}

/// Something to be named.
pub(super) struct Candidate<'a> {
    /// What the config says.
    pub(super) pinned: Option<Pinned>,
    /// What the lock says.
    pub(super) kept: Option<Kept<'a>>,
    /// Where several want the same name: who comes first.
    pub(super) rank: u8,
    /// The document's word for it.
    pub(super) word: &'a str,
    /// The names that it asks for, the best first.
    pub(super) wanted: Vec<String>,
    pub(super) loc: Loc,
}

impl Candidate<'_> {
    /// What is called just as it would be comes before what only becomes so. The order of the document plays no part.
    fn order(&self) -> (u8, bool, &str) {
        (self.rank, self.wanted.first().is_none_or(|wanted| *wanted != self.word), self.word)
    }
}

/// Names in one scope, each at its candidate's place: pins are claimed first, so that no other name is in their way, then
/// what the lock has.
pub(super) fn claim_all(scope: &mut Scope, all: Vec<Candidate<'_>>, suffix: &str, sink: &mut Sink) -> Vec<String> {
    let mut names: Vec<Option<String>> =
        all.iter().map(|one| one.pinned.as_ref().and_then(|pinned| pin(scope, pinned, one.loc, sink))).collect();
    let mut rest: Vec<(usize, Candidate<'_>)> =
        all.into_iter().enumerate().filter(|(at, _)| names.get(*at).is_some_and(Option::is_none)).collect();
    rest.sort_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
    rest.retain(|(at, one)| {
        let name = one.kept.and_then(|kept| kept.take(scope, one.loc, sink));
        let is_new = name.is_none();
        if let (Some(place), Some(name)) = (names.get_mut(*at), name) {
            *place = Some(name);
        }
        is_new
    });
    for (at, one) in rest {
        let name = settle(scope.claim_one_of(one.wanted, suffix, one.loc), one.loc, sink);
        if let Some(place) = names.get_mut(at) {
            *place = Some(name);
        }
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}
