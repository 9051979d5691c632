//! No credential could be had.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Context, TransportError, TransportErrorKind, one_line};

type Source = Arc<dyn std::error::Error + Send + Sync>;

/// A [`CredentialProvider`](crate::runtime::auth::CredentialProvider) could not give a credential, so that the request was
/// not sent.
#[derive(Clone)]
pub struct CredentialError(Box<Failure>);

#[derive(Clone)]
struct Failure {
    reason: Cow<'static, str>,
    scheme: &'static str,
    retryable: bool,
    retry_after: Option<Duration>,
    context: Context,
    source: Option<Source>,
}

impl CredentialError {
    /// An error of a provider: why there is no credential. The reason must not contain one.
    #[must_use]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Failure {
            reason: reason.into(),
            scheme: "",
            retryable: false,
            retry_after: None,
            context: Context::default(),
            source: None,
        }))
    }

    /// Adds the cause. It must not contain credentials: it is part of the error's chain.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(Source::from(source.into()));
        self
    }

    /// Says that asking again may help: the call is then tried again, as often as its retries allow.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.0.retryable = true;
        self
    }

    /// As [`retryable`](Self::retryable), after this time.
    #[must_use]
    pub fn retryable_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self.retryable()
    }

    /// Adds what the client knows: the call, and which credential it was.
    pub(crate) fn of_call(mut self, context: Context, scheme: &'static str) -> Self {
        self.0.context = context;
        self.0.scheme = scheme;
        self
    }

    /// Why there is no credential.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The security scheme that the credential was for: the name of its setter on the builder.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.0.scheme
    }

    /// Whether asking again may help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How long to wait before asking again, where that is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How often the request was sent, or tried to be.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.context.attempts
    }

    /// Dotted name of the operation. Empty in an error that no client has handled yet.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.context.operation
    }

    pub(crate) fn is_timeout(&self) -> bool {
        let source = self.0.source.as_deref().and_then(|source| source.downcast_ref::<TransportError>());
        source.is_some_and(|error| error.kind() == TransportErrorKind::Timeout)
    }
}

impl From<std::io::Error> for CredentialError {
    fn from(error: std::io::Error) -> Self {
        Self::new("it could not be read").with_source(error)
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation().is_empty() {
            write!(f, "{}: not sent: ", self.operation())?;
        }
        f.write_str("no credential")?;
        if !self.scheme().is_empty() {
            write!(f, " for {}", self.scheme())?;
        }
        write!(f, ": {}", one_line(&self.0.reason))?;
        self.0.context.write_tail(f)
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialError")
            .field("operation", &self.0.context.operation)
            .field("scheme", &self.0.scheme)
            .field("reason", &self.0.reason)
            .field("retryable", &self.0.retryable)
            .field("attempts", &self.0.context.attempts)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
