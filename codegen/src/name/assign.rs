//! The order of claims.

use crate::config::Config;
use crate::diag::{Loc, Sink, code};
use crate::ir::Api;

use super::pins::Pins;
use super::scope::{Claim, Scope};
use super::{Named, features, operations, reserved, types, words};

/// Gives everything its name.
#[must_use]
pub fn assign<'ir>(api: &'ir Api, config: &Config, sink: &mut Sink) -> Named<'ir> {
    let mut pins = Pins::of(config, sink);
    let mut resources = operations::resources(api, sink);
    let operations = operations::operations(api, &resources, &mut pins, sink);
    let (types, mut files) = types::types(api, &resources, &operations, &mut pins, sink);
    let of_resources = features::of_resources(api, &resources);
    features::of_files(api, &of_resources, &mut files);
    for (names, feature) in resources.iter_mut().zip(of_resources) {
        names.feature = feature;
    }
    let mut scope = Scope::with(&[reserved::BUILDER]);
    let schemes = api
        .schemes
        .iter()
        .map(|scheme| {
            let claim = scope.claim(words::snake(&scheme.word), "_", scheme.loc);
            reserved::spelled(&settle(claim, scheme.loc, sink))
        })
        .collect();
    pins.report_unused(sink);
    Named { api, types, files, resources, operations, schemes }
}

/// The name that a claim came to; a second choice is told, with both places.
pub(super) fn settle(claim: Claim, loc: Loc, sink: &mut Sink) -> String {
    if let Some(owner) = claim.instead_of {
        sink.warn(
            code::NUMBERED_NAME,
            loc,
            format!("another item has this name already; this one is called `{}`", claim.name),
        )
        .related(owner, "the one that has it");
    }
    claim.name
}
