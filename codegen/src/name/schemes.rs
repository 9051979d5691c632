//! Methods of the builder that take credentials.

use crate::config::lock::{Entry, Lock, word};
use crate::diag::Sink;
use crate::ir::{Api, Scheme};

use super::assign::{Candidate, claim_all};
use super::kept::Kept;
use super::lock::{CLIENT_CREDENTIALS, PROVIDER};
use super::scope::Scope;
use super::{SchemeNames, reserved, words};

/// Names every scheme's methods. What takes the credential itself is claimed first, for all of them; but what is new takes
/// nothing of those that were there.
pub(super) fn schemes(api: &Api, lock: &Lock, sink: &mut Sink) -> Vec<SchemeNames> {
    let mut scope = Scope::with(&[reserved::BUILDER]);
    let all = || api.schemes.iter().map(|scheme| (scheme, lock.credentials.get(&word(&scheme.word))));
    let mut kept = |key: &str| -> Vec<Option<String>> {
        let take = |(scheme, entry): (&Scheme, Option<&Entry>)| {
            Kept::of_member(lock, entry, key)?.take(&mut scope, scheme.loc, sink)
        };
        all().map(take).collect()
    };
    let [providers, grants] = [kept(PROVIDER), kept(CLIENT_CREDENTIALS)];
    let candidates = all().map(|(scheme, entry)| Candidate {
        kept: entry.map(|entry| Kept::of(lock, entry)),
        ..candidate(scheme, words::snake(&scheme.word))
    });
    let setters = claim_all(&mut scope, candidates.collect(), "_", sink);
    let providers = rest(api, providers, &mut scope, sink, |at, _| {
        Some(format!("{}_provider", setters.get(at)?.trim_end_matches('_')))
    });
    let grants = rest(api, grants, &mut scope, sink, |at, scheme| {
        scheme.client_credentials.as_ref()?;
        let setter = setters.get(at)?.trim_end_matches('_');
        // A scheme that is called so itself takes a token by that name.
        let ending = if setter.ends_with("client_credentials") { "grant" } else { "client_credentials" };
        Some(format!("{setter}_{ending}"))
    });
    let named = setters.iter().zip(providers).zip(grants).zip(&api.schemes);
    named
        .map(|(((setter, provider), grant), scheme)| SchemeNames {
            setter: reserved::spelled(setter),
            provider: provider.unwrap_or_default(),
            client_credentials: grant.filter(|_| scheme.client_credentials.is_some()),
        })
        .collect()
}

fn candidate(scheme: &Scheme, wanted: String) -> Candidate<'_> {
    Candidate { pinned: None, kept: None, rank: 0, word: &scheme.word, wanted: vec![wanted], loc: scheme.loc }
}

/// Names of a kind for all schemes, of which some are given. `usual` is what a new one asks for, if it has any.
fn rest(
    api: &Api,
    mut given: Vec<Option<String>>,
    scope: &mut Scope,
    sink: &mut Sink,
    usual: impl Fn(usize, &Scheme) -> Option<String>,
) -> Vec<Option<String>> {
    let missing = api.schemes.iter().enumerate().filter(|(at, _)| given.get(*at).is_some_and(Option::is_none));
    let (places, candidates): (Vec<usize>, Vec<Candidate<'_>>) =
        missing.filter_map(|(at, scheme)| Some((at, candidate(scheme, usual(at, scheme)?)))).unzip();
    for (at, name) in places.into_iter().zip(claim_all(scope, candidates, "_", sink)) {
        if let Some(place) = given.get_mut(at) {
            *place = Some(name);
        }
    }
    given
}
