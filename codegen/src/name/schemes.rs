//! Methods of the builder that take credentials.

use crate::diag::Sink;
use crate::ir::Api;

use super::assign::settle;
use super::scope::Scope;
use super::{SchemeNames, reserved, words};

/// Names every scheme's methods. What takes the credential itself is claimed first, for all of them.
pub(super) fn schemes(api: &Api, sink: &mut Sink) -> Vec<SchemeNames> {
    let mut scope = Scope::with(&[reserved::BUILDER]);
    let setters: Vec<String> = api
        .schemes
        .iter()
        .map(|scheme| {
            let claim = scope.claim(words::snake(&scheme.word), "_", scheme.loc);
            settle(claim, scheme.loc, sink)
        })
        .collect();
    let mut named = Vec::with_capacity(setters.len());
    for (scheme, setter) in api.schemes.iter().zip(setters) {
        let provider = scope.claim(format!("{}_provider", setter.trim_end_matches('_')), "_", scheme.loc);
        let provider = settle(provider, scheme.loc, sink);
        named.push(SchemeNames { setter: reserved::spelled(&setter), provider, client_credentials: None });
    }
    for (scheme, names) in api.schemes.iter().zip(&mut named) {
        if scheme.client_credentials.is_some() {
            let setter = names.setter.trim_start_matches("r#").trim_end_matches('_');
            // A scheme that is called so itself takes a token by that name.
            let ending = if setter.ends_with("client_credentials") { "grant" } else { "client_credentials" };
            let claim = scope.claim(format!("{setter}_{ending}"), "_", scheme.loc);
            names.client_credentials = Some(settle(claim, scheme.loc, sink));
        }
    }
    named
}
