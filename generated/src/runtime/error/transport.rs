//! No complete answer arrived.

use std::fmt;

use http::StatusCode;

use super::Context;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// No complete answer arrived: no connection, a time limit, a connection that broke, a body that is too large.
///
/// A [`Transport`](crate::runtime::transport::Transport) makes it with [`new`](Self::new); the client adds what it
/// knows of the call.
pub struct TransportError(Box<Failure>);

struct Failure {
    kind: TransportErrorKind,
    phase: Phase,
    repeatable: bool,
    /// Host and port.
    host: Option<Box<str>>,
    context: Context,
    source: Option<Source>,
}

/// What kept an answer from arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: refused, unreachable, a proxy that says no.
    Connect,
    /// The host's name could not be resolved.
    Dns,
    /// No trust: a certificate that is wrong, expired or for another host. Never retried.
    Tls,
    /// A time limit ran out; [`TransportError::phase`] says which.
    Timeout,
    /// The connection broke before the answer was complete.
    Interrupted,
    /// The server says that it has not looked at the request (HTTP/2: `REFUSED_STREAM`, or `GOAWAY` before it). Retried
    /// whatever the method, the first time at once.
    Refused,
    /// The other side does not speak HTTP as it should.
    Protocol,
    /// The body is larger than the client accepts. Decoded bytes count.
    TooLarge,
    /// The body's compression is damaged, or one that the client does not know.
    Encoding,
    /// Something else.
    Other,
}

/// How far a request had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Phase {
    /// A credential was being fetched. Nothing of the request has left.
    Credential,
    /// A connection was being made. Nothing of the request has left.
    Connect,
    /// The request was sent, or being sent, and no status had come.
    Response,
    /// The status had come, and the body was being read.
    Body,
}

impl TransportError {
    /// An error of a transport: what went wrong, how far the request had come, and the cause.
    ///
    /// The cause must not contain credentials: it is part of the error's chain.
    #[must_use]
    pub fn new(kind: TransportErrorKind, phase: Phase, source: impl Into<Source>) -> Self {
        Self::without_source(kind, phase).with_source(source)
    }

    pub(crate) fn without_source(kind: TransportErrorKind, phase: Phase) -> Self {
        let failure = Failure { kind, phase, repeatable: false, host: None, context: Context::default(), source: None };
        Self(Box::new(failure))
    }

    fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Adds what the client knows: the call, and whether repeating its request is harmless.
    pub(crate) fn of_call(mut self, context: Context, repeatable: bool) -> Self {
        self.0.context = context;
        self.0.repeatable = repeatable;
        self
    }

    /// Adds which host it was about, as the address without a credential has it.
    pub(crate) fn at(mut self, address: &str) -> Self {
        let host = address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next());
        self.0.host = host.map(Into::into);
        self
    }

    /// What kept the answer from arriving.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }

    /// How far the request had come.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// The host that was to answer, with its port where that is not the scheme's own. `None` in an error that no client
    /// has handled yet, and where a credential could not be fetched.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// Status, where the headers of the answer had come.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.context.status
    }

    /// What the server calls this request, where the headers of the answer had come.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.context.request_id.as_deref()
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

    /// Whether the server may have done what was asked although no answer came. `false` only where no connection came
    /// about, or no credential, or the server says so.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        self.0.phase > Phase::Connect && self.0.kind != TransportErrorKind::Refused
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.0.phase == Phase::Connect
    }

    pub(crate) fn is_retryable(&self) -> bool {
        use TransportErrorKind::{
            Connect, Dns, Encoding, Interrupted, Other, Protocol, Refused, Timeout, Tls, TooLarge,
        };
        match self.0.kind {
            Connect | Dns | Timeout | Interrupted | Refused => true,
            Tls | Protocol | TooLarge | Encoding | Other => false,
        }
    }

    fn what(&self) -> &'static str {
        use TransportErrorKind::{
            Connect, Dns, Encoding, Interrupted, Other, Protocol, Refused, Timeout, Tls, TooLarge,
        };
        match (self.0.kind, self.0.phase) {
            (Connect, _) => "could not connect",
            (Dns, _) => "could not resolve the host's name",
            (Tls, _) => "no trusted connection",
            (Timeout, Phase::Credential) => "time limit exceeded while a credential was being fetched",
            (Timeout, Phase::Connect) => "time limit for connecting exceeded",
            (Timeout, Phase::Response) => "time limit exceeded before an answer came",
            (Timeout, Phase::Body) => "time limit exceeded while the body was being read",
            (Interrupted, Phase::Body) => "the connection broke before the body was complete",
            (Interrupted, _) => "the connection broke before an answer came",
            (Refused, _) => "the server did not take the request",
            (Protocol, _) => "the server does not follow HTTP",
            (TooLarge, _) => "the body is larger than the limit",
            (Encoding, _) => "the body's compression is damaged or unknown",
            (Other, _) => "the transport failed",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation().is_empty() {
            write!(f, "{}: ", self.operation())?;
        }
        f.write_str(self.what())?;
        if let (true, Some(host)) = (self.is_connect(), self.host()) {
            write!(f, ": {host}")?;
        }
        if let Some(status) = self.status() {
            write!(f, ", after status {status}")?;
        }
        if self.may_have_been_processed() && !self.0.repeatable {
            f.write_str("; the request may have been processed")?;
        }
        self.0.context.write_tail(f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.0.kind)
            .field("phase", &self.0.phase)
            .field("host", &self.0.host)
            .field("context", &self.0.context)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
