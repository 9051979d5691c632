//! Where credentials come from.

use std::fmt;
use std::sync::Arc;

use super::Credential;
use crate::runtime::api::SecurityScheme;
use crate::runtime::client::Client;
use crate::runtime::error::CredentialError;
use crate::runtime::transport::{BoxFuture, Clock, Transport};

/// Gives a credential whenever one is needed: from a file that is rotated, a vault, a token endpoint.
///
/// It is asked before every attempt of every call, also of calls at the same time, and so keeps what is dear. Waiting for it
/// counts to the call's time. [`from_fn`] makes one of a function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not provide credentials",
    note = "implement `auth::CredentialProvider` for a type of your own, or make one of a function with `auth::from_fn`"
)]
pub trait CredentialProvider: Send + Sync + 'static {
    /// Gives the credential for one attempt.
    ///
    /// # Errors
    ///
    /// Why there is none. The call ends with it, or, where the error is
    /// [retryable](CredentialError::retryable), is tried again like one whose connection failed.
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>>;

    /// Takes notice that the server refused this credential with 401. Who keeps it should let it go.
    ///
    /// The provider is then asked once more, and the call repeated if the credential is another one: a server that
    /// answers 401 has not done what was asked. By default, nothing is taken notice of.
    fn rejected(&self, credential: &Credential) {
        let _ = credential;
    }
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
        (**self).credential(request)
    }

    fn rejected(&self, credential: &Credential) {
        (**self).rejected(credential);
    }
}

/// What a [`CredentialProvider`] is told of the client that asks.
#[derive(Clone)]
pub struct CredentialRequest {
    pub(crate) scheme: &'static SecurityScheme,
    pub(crate) client: Client,
}

impl CredentialRequest {
    pub(crate) fn new(scheme: &'static SecurityScheme, client: &Client) -> Self {
        Self { scheme, client: client.clone() }
    }

    /// Whether it comes from the same client, or a clone of it.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.client.shared, &other.client.shared)
    }

    /// The security scheme that the credential is for: the name of its setter on the builder.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// Where the API's document says that tokens for the scheme are fetched, for clients that act on their own behalf
    /// (RFC 6749, section 4.4). As it is written there: a relative reference counts from the client's base URL.
    #[must_use]
    pub fn token_url(&self) -> Option<&'static str> {
        self.scheme.token_endpoint.map(|endpoint| endpoint.url)
    }

    /// The client's own transport, by which a token can be fetched.
    #[must_use]
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.client.shared.transport
    }

    /// The client's own clock, by which a token expires.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.client.shared.clock
    }
}

impl fmt::Debug for CredentialRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialRequest").field("scheme", &self.scheme.name).finish_non_exhaustive()
    }
}

/// A provider that calls this function whenever a credential is needed.
pub fn from_fn<F, R>(function: F) -> impl CredentialProvider
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Credential, CredentialError>> + Send + 'static,
{
    struct FromFn<F>(F);
    impl<F, R> CredentialProvider for FromFn<F>
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Credential, CredentialError>> + Send + 'static,
    {
        fn credential(&self, _: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
            Box::pin((self.0)())
        }
    }
    FromFn(function)
}
