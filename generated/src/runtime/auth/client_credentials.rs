//! OAuth 2.0 client credentials (RFC 6749, section 4.4).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::cache::{Cache, Held};
use super::token;
use super::{Credential, CredentialProvider, CredentialRequest};
use crate::runtime::error::CredentialError;
use crate::runtime::transport::BoxFuture;

/// Access tokens for a client that acts on its own behalf: OAuth 2.0 client credentials (RFC 6749, section 4.4).
///
/// The token is fetched through the client's own transport when it is first needed, and kept until shortly before it
/// expires: for all but the last minute of its life, or the last tenth where that is less. Without `expires_in` it is kept
/// until the API refuses it. Calls at the same time wait for one fetch, which goes on as long as one of them waits. A token
/// that the API refuses with 401 is let go, and the call repeated once with a new one.
///
/// A fetch that fails fails the calls that wait for it, with [`CredentialError`]. It is tried again, as often as the
/// call's retries allow, where the endpoint could not be reached, took too long, or answered 408, 429, 500, 502, 503 or
/// 504. Redirects are not followed, and of an answer at most 1 MiB is read. Neither the secret nor a token is ever
/// shown.
///
/// The endpoint is the one that the API's document names for the scheme, unless [`token_url`](Self::token_url) says
/// otherwise. It has to be `https`; plain `http` is for this machine only, unless
/// [`ClientBuilder::allow_http`](crate::runtime::ClientBuilder::allow_http) is set.
#[derive(Debug)]
pub struct ClientCredentials {
    grant: Arc<Grant>,
    cache: Cache,
}

/// What is sent to the token endpoint.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) token_url: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
    /// Whether identifier and secret are parameters, and not a header.
    pub(super) in_body: bool,
    pub(super) timeout: Duration,
}

impl ClientCredentials {
    /// Tokens for the client with this identifier and secret.
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        let grant = Grant {
            id: id.into(),
            secret: secret.into(),
            token_url: None,
            scope: None,
            parameters: Vec::new(),
            in_body: false,
            timeout: Duration::from_secs(30),
        };
        Self { grant: Arc::new(grant), cache: Cache::default() }
    }

    /// Where tokens are fetched. A relative reference counts from the client's base URL. Default: what the API's document
    /// says of the scheme.
    #[must_use]
    pub fn token_url(self, url: impl Into<String>) -> Self {
        self.with(|grant| grant.token_url = Some(url.into()))
    }

    /// The scopes to ask for (RFC 6749, section 3.3). Default: none are named, and the server decides.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        let mut scope = String::new();
        for one in scopes {
            if !scope.is_empty() {
                scope.push(' ');
            }
            scope.push_str(one.as_ref());
        }
        self.with(|grant| grant.scope = (!scope.is_empty()).then_some(scope))
    }

    /// Adds a parameter to the request for a token, such as `audience` or `resource` (RFC 8707).
    #[must_use]
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|grant| grant.parameters.push((name.into(), value.into())))
    }

    /// Sends identifier and secret as parameters `client_id` and `client_secret`, and not in the header `Authorization`:
    /// `client_secret_post` in place of `client_secret_basic` (RFC 6749, section 2.3.1). For servers that know no other
    /// way.
    #[must_use]
    pub fn secret_in_body(self) -> Self {
        self.with(|grant| grant.in_body = true)
    }

    /// Longest time that fetching a token may take. Default: 30 seconds. A call waits for no longer than its own limit
    /// allows; the fetch goes on for others that wait.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|grant| grant.timeout = timeout)
    }

    fn with(mut self, change: impl FnOnce(&mut Grant)) -> Self {
        change(Arc::make_mut(&mut self.grant));
        self
    }

    /// Why these can be nobody's, if so.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.grant.id.is_empty() {
            Some("the client's identifier is empty")
        } else if self.grant.secret.is_empty() {
            Some("the client's secret is empty")
        } else {
            None
        }
    }
}

impl CredentialProvider for ClientCredentials {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
        let fetch = |request: &CredentialRequest| -> BoxFuture<'static, Result<Held, CredentialError>> {
            Box::pin(token::fetch(Arc::clone(&self.grant), request.clone()))
        };
        match self.fault() {
            Some(fault) => Box::pin(std::future::ready(Err(CredentialError::new(fault)))),
            None => self.cache.get(request, fetch),
        }
    }

    fn rejected(&self, credential: &Credential) {
        self.cache.let_go(credential);
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("scope", &self.scope).field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
