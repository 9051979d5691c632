//! The credentials of a client: which it was given, and which a call sends.

use std::fmt;
use std::sync::Arc;

use super::api::{Api, SecurityScheme};
use super::auth::{ClientCredentials, Credential, CredentialProvider};
use super::error::ConfigurationError;
use super::secret::Secret;

/// Credentials as they were given: one slot per scheme of the API.
pub(crate) struct Given(Vec<Option<Grant>>);

/// What was given for a scheme.
pub(crate) enum Grant {
    /// The credential itself.
    Fixed(Credential),
    /// What a token is fetched by.
    Client(ClientCredentials),
    /// Somebody who knows it.
    Provider(Arc<dyn CredentialProvider>),
}

/// Where the credential of a scheme comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Fixed(Arc<Secret>),
    Provider(Arc<dyn CredentialProvider>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(secret) => secret.fmt(f),
            Self::Provider(_) => f.write_str("Provider"),
        }
    }
}

impl Given {
    pub(crate) fn none(api: &Api) -> Self {
        Self(api.schemes.iter().map(|_| None).collect())
    }

    pub(crate) fn set(&mut self, scheme: usize, grant: Grant) {
        if let Some(slot) = self.0.get_mut(scheme) {
            *slot = Some(grant);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Credentials that nobody takes, for calls that no server sees: those of the API's first combination.
    pub(crate) fn stand_in(&mut self, api: &Api) {
        for scheme in api.security.first().copied().unwrap_or_default() {
            self.set(*scheme, Grant::Fixed(Credential::basic("mock", "mock")));
        }
    }

    fn has(&self, scheme: usize) -> bool {
        self.0.get(scheme).is_some_and(Option::is_some)
    }
}

/// The credentials of a client: one slot per scheme of the API.
#[derive(Clone, Debug)]
pub(crate) struct Credentials(Box<[Option<Source>]>);

impl Credentials {
    /// Checks what the builder was given. Each credential must be part of a complete combination.
    pub(crate) fn from_builder(api: &Api, given: Given) -> Result<Self, ConfigurationError> {
        for (index, scheme) in api.schemes.iter().enumerate().filter(|(index, _)| given.has(*index)) {
            let complete = |combination: &&&[usize]| combination.iter().all(|other| given.has(*other));
            let used = |combination: &&[usize]| combination.contains(&index);
            if !api.security.iter().filter(complete).any(used) {
                return Err(half(api, scheme.name, index, |other| !given.has(other), |scheme| scheme.name));
            }
        }
        Self::check(api, given, |scheme| scheme.name)
    }

    /// Takes the first combination whose variables are all set, whatever else is set.
    pub(crate) fn from_env(
        api: &Api,
        read: impl Fn(&str) -> Result<Option<String>, ConfigurationError>,
    ) -> Result<Self, ConfigurationError> {
        // An empty variable counts as set: it is a mistake, and not a wish for another way to authenticate.
        let mut found = Given::none(api);
        let mut half_a_pair = None;
        for (index, scheme) in api.schemes.iter().enumerate() {
            if let Some(text) = scheme.env.map(&read).transpose()?.flatten() {
                found.set(index, Grant::Fixed(Credential::new(text)));
                continue;
            }
            match client_from_env(scheme, &read)? {
                Pair::None => {}
                Pair::Whole(client) => found.set(index, Grant::Client(client)),
                Pair::Half { given, missing } => half_a_pair = half_a_pair.or(Some((given, missing))),
            }
        }
        let variable = |scheme: &'static SecurityScheme| scheme.env.unwrap_or(scheme.name);
        let complete =
            |combination: &&&[usize]| !combination.is_empty() && combination.iter().all(|index| found.has(*index));
        let Some(chosen) = api.security.iter().find(complete) else {
            let given = api.schemes.iter().enumerate().find(|(index, _)| found.has(*index));
            return match (given, half_a_pair) {
                (Some((index, scheme)), _) => {
                    Err(half(api, variable(scheme), index, |other| !found.has(other), variable))
                }
                (None, Some((given, missing))) => {
                    Err(ConfigurationError::new(given, format!("it is of use only together with {missing}")))
                }
                (None, None) => Ok(Self(found.0.iter().map(|_| None).collect())),
            };
        };
        for (index, slot) in found.0.iter_mut().enumerate() {
            if !chosen.contains(&index) {
                *slot = None;
            }
        }
        Self::check(api, found, variable)
    }

    fn check(
        api: &Api,
        given: Given,
        source: impl Fn(&'static SecurityScheme) -> &'static str,
    ) -> Result<Self, ConfigurationError> {
        let checked = |scheme: &'static SecurityScheme, grant| match grant {
            Grant::Fixed(credential) => match Secret::new(scheme, credential) {
                Ok(secret) => Ok(Source::Fixed(Arc::new(secret))),
                Err(reason) => Err(ConfigurationError::new(source(scheme), reason)),
            },
            Grant::Client(client) => match client.fault() {
                Some(fault) => {
                    let setter = scheme.token_endpoint.map_or(scheme.name, |endpoint| endpoint.setter);
                    Err(ConfigurationError::new(setter, fault))
                }
                None => Ok(Source::Provider(Arc::new(client) as Arc<dyn CredentialProvider>)),
            },
            Grant::Provider(provider) => Ok(Source::Provider(provider)),
        };
        let sources = api
            .schemes
            .iter()
            .zip(given.0)
            .map(|(scheme, grant)| grant.map(|grant| checked(scheme, grant)).transpose());
        Ok(Self(sources.collect::<Result<_, _>>()?))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Where the credentials for an operation come from, by the indices of their schemes: its first combination that is
    /// complete, and no other. `None` where none is complete.
    pub(crate) fn choose(&self, security: &'static [&'static [usize]]) -> Option<Vec<(usize, &Source)>> {
        let combination = |indices: &&'static [usize]| -> Option<Vec<(usize, &Source)>> {
            indices.iter().map(|index| Some((*index, self.0.get(*index)?.as_ref()?))).collect()
        };
        // An operation that works with and without credentials gets those that are there.
        let (empty, named): (Vec<&'static [usize]>, Vec<_>) = security.iter().partition(|indices| indices.is_empty());
        let nothing_needed = security.is_empty() || !empty.is_empty();
        named.iter().find_map(combination).or_else(|| nothing_needed.then(Vec::new))
    }

    /// Every secret text that is known, to be kept out of messages.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().filter_map(|source| match source {
            Source::Fixed(secret) => Some(secret.text()),
            Source::Provider(_) => None,
        })
    }
}

/// What to set for one way to authenticate: the variables, or the setters and the variables behind them.
pub(crate) fn names(api: &Api, indices: &[usize], from_env: bool) -> String {
    let names = indices.iter().filter_map(|index| api.schemes.get(*index)).map(|scheme| {
        let endpoint = scheme.token_endpoint;
        let pair = endpoint.and_then(|endpoint| endpoint.env).map(|(id, secret)| format!("{id} and {secret}"));
        let variables: Vec<String> = scheme.env.map(str::to_owned).into_iter().chain(pair).collect();
        if from_env && !variables.is_empty() {
            return variables.join(" or ");
        }
        let setters: Vec<&str> = [scheme.name].into_iter().chain(endpoint.map(|endpoint| endpoint.setter)).collect();
        let variables = (!variables.is_empty()).then(|| format!(" (with `from_env`: {})", variables.join(" or ")));
        format!("{}{}", setters.join(" or "), variables.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// What the environment says of a client that fetches tokens.
enum Pair {
    None,
    Whole(ClientCredentials),
    Half { given: &'static str, missing: &'static str },
}

fn client_from_env(
    scheme: &SecurityScheme,
    read: impl Fn(&str) -> Result<Option<String>, ConfigurationError>,
) -> Result<Pair, ConfigurationError> {
    let Some(endpoint) = scheme.token_endpoint else { return Ok(Pair::None) };
    let Some((id_name, secret_name)) = endpoint.env else { return Ok(Pair::None) };
    let (id, secret) = match (read(id_name)?, read(secret_name)?) {
        (Some(id), Some(secret)) => (id, secret),
        (Some(_), None) => return Ok(Pair::Half { given: id_name, missing: secret_name }),
        (None, Some(_)) => return Ok(Pair::Half { given: secret_name, missing: id_name }),
        (None, None) => return Ok(Pair::None),
    };
    if let Some((name, _)) = [(id_name, &id), (secret_name, &secret)].into_iter().find(|(_, text)| text.is_empty()) {
        return Err(ConfigurationError::new(name, "it is empty"));
    }
    let client = ClientCredentials::new(id, secret);
    Ok(Pair::Whole(match endpoint.url_env.map(read).transpose()?.flatten() {
        Some(url) => client.token_url(url),
        None => client,
    }))
}

/// Half of a combination was given: names the half that is missing.
fn half(
    api: &Api,
    given: &'static str,
    index: usize,
    missing: impl Fn(usize) -> bool,
    name: impl Fn(&'static SecurityScheme) -> &'static str,
) -> ConfigurationError {
    let combination = api.security.iter().find(|combination| combination.contains(&index)).copied().unwrap_or_default();
    let others: Vec<_> = combination
        .iter()
        .filter(|other| missing(**other))
        .filter_map(|other| api.schemes.get(*other))
        .map(name)
        .collect();
    if others.is_empty() {
        return ConfigurationError::new(given, "no operation takes it");
    }
    ConfigurationError::new(given, format!("it is of use only together with {}", others.join(" and ")))
}
