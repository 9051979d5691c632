//! Credentials: checked when the client is built, attached when a request is sent, and never shown.

use std::fmt;

use http::HeaderValue;

use super::api::{Api, Place, SecurityScheme};
use super::error::ConfigurationError;
use super::types::Base64;

/// A credential that has been checked.
#[derive(Clone)]
pub(crate) struct Secret {
    text: Box<str>,
    place: Place,
    /// As it stands in a header, marked as sensitive so that other code hides it too.
    value: HeaderValue,
}

impl Secret {
    /// Checks a value. `source` is what messages call it: the setter or the environment variable.
    fn new(scheme: &SecurityScheme, source: String, text: String) -> Result<Self, ConfigurationError> {
        let objection = if scheme.place == Place::Basic { objection_to_pair(&text) } else { objection(&text) };
        if let Some(reason) = objection {
            return Err(ConfigurationError::new(source, reason));
        }
        let header = match scheme.place {
            Place::Bearer => format!("Bearer {text}"),
            Place::Basic => format!("Basic {}", Base64::from(text.clone().into_bytes())),
            Place::Header(_) | Place::Query(_) | Place::Cookie(_) => text.clone(),
        };
        let Ok(mut value) = HeaderValue::try_from(header) else {
            return Err(ConfigurationError::new(source, "it contains characters that a header cannot hold"));
        };
        value.set_sensitive(true);
        Ok(Self { text: text.into(), place: scheme.place, value })
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn header_value(&self) -> &HeaderValue {
        &self.value
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({:?})", self.place)
    }
}

/// Why the text cannot be a credential. The text is not part of the answer.
fn objection(text: &str) -> Option<&'static str> {
    let visible = |b: u8| b.is_ascii_graphic() || b == b' ';
    if text.is_empty() {
        Some("it is empty")
    } else if text.trim() != text {
        Some("it begins or ends with a blank or a line break")
    } else if !text.bytes().all(visible) {
        Some("it contains characters other than visible ASCII")
    } else {
        None
    }
}

/// Why the text cannot be `user:password`. It may be any text, since it is sent in base64.
fn objection_to_pair(text: &str) -> Option<&'static str> {
    if !text.contains(':') {
        Some("it is not of the form `user:password`")
    } else if text.chars().any(char::is_control) {
        Some("its user name contains a colon, or it contains a control character")
    } else {
        None
    }
}

/// Credentials as they were given: one slot per scheme of the API.
pub(crate) struct Given(Vec<Option<String>>);

impl Given {
    pub(crate) fn none(api: &Api) -> Self {
        Self(api.schemes.iter().map(|_| None).collect())
    }

    pub(crate) fn set(&mut self, scheme: usize, text: String) {
        if let Some(slot) = self.0.get_mut(scheme) {
            *slot = Some(text);
        }
    }

    /// A user name with a colon in it would end there, so it is made one that is refused.
    pub(crate) fn set_pair(&mut self, scheme: usize, user: &str, password: &str) {
        self.set(scheme, format!("{}:{password}", user.replace(':', "\u{0}")));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    fn has(&self, scheme: usize) -> bool {
        self.0.get(scheme).is_some_and(Option::is_some)
    }
}

/// The credentials of a client: one slot per scheme of the API.
#[derive(Clone, Debug)]
pub(crate) struct Secrets(Box<[Option<Secret>]>);

impl Secrets {
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
        for (index, scheme) in api.schemes.iter().enumerate() {
            if let Some(text) = scheme.env.map(&read).transpose()?.flatten() {
                found.set(index, text);
            }
        }
        let variable = |scheme: &'static SecurityScheme| scheme.env.unwrap_or(scheme.name);
        let complete =
            |combination: &&&[usize]| !combination.is_empty() && combination.iter().all(|index| found.has(*index));
        let Some(chosen) = api.security.iter().find(complete) else {
            let given = api.schemes.iter().enumerate().find(|(index, _)| found.has(*index));
            return match given {
                Some((index, scheme)) => Err(half(api, variable(scheme), index, |other| !found.has(other), variable)),
                None => Ok(Self(found.0.iter().map(|_| None).collect())),
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
        let secrets =
            api.schemes.iter().zip(given.0).map(|(scheme, text)| {
                text.map(|text| Secret::new(scheme, source(scheme).to_owned(), text)).transpose()
            });
        Ok(Self(secrets.collect::<Result<_, _>>()?))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// The credentials for an operation: those of its first combination that is complete, and no other. `None` where
    /// none is complete.
    pub(crate) fn choose(&self, security: &[&[usize]]) -> Option<Vec<&Secret>> {
        let combination = |indices: &&[usize]| -> Option<Vec<&Secret>> {
            indices.iter().map(|index| self.0.get(*index)?.as_ref()).collect()
        };
        // An operation that works with and without credentials gets those that are there.
        let (empty, named): (Vec<&[usize]>, Vec<&[usize]>) = security.iter().partition(|indices| indices.is_empty());
        let nothing_needed = security.is_empty() || !empty.is_empty();
        named.iter().find_map(combination).or_else(|| nothing_needed.then(Vec::new))
    }

    /// Every secret text, to be kept out of messages.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(Secret::text)
    }
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
