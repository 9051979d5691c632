//! What can go wrong with a call, in one type.

mod api;
mod configuration;
mod context;
mod credential;
mod decode;
mod message;
mod pagination;
mod request;
mod text;
mod transport;
mod usual;

use std::fmt;

use http::StatusCode;

pub use self::api::ApiError;
pub use self::configuration::ConfigurationError;
pub use self::credential::CredentialError;
pub use self::decode::DecodeError;
pub use self::message::{ErrorCode, Message};
pub use self::pagination::PaginationLoopError;
pub use self::request::RequestError;
pub use self::transport::{Phase, TransportError, TransportErrorKind};

pub(crate) use self::api::Answer;
pub(crate) use self::context::Context;
pub(crate) use self::decode::Undecodable;
#[cfg(feature = "mock")]
pub(crate) use self::text::REDACTED;
pub(crate) use self::text::{excerpt, one_line, redact, snippet};
pub(crate) use self::usual::usual;

/// Why a call, or the building of a client, failed.
///
/// `Display` is one line, fit for a log; [`source`](std::error::Error::source) leads to the cause underneath. Neither
/// they nor `Debug` ever show a credential, a request body or a query value.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered, and its answer is an error: a status outside 2xx, or an envelope that says so.
    Api(ApiError),
    /// No complete answer arrived: no connection, a time limit, a connection that broke, a body that is too large.
    Transport(TransportError),
    /// A complete answer arrived, but it is not what the API promises.
    Decode(DecodeError),
    /// The request was refused before anything was sent.
    Request(RequestError),
    /// The client cannot be built from these settings.
    Configuration(ConfigurationError),
    /// A provider could not give a credential, so that nothing was sent.
    Credential(CredentialError),
    /// The pages of a list lead back to where they have been.
    PaginationLoop(PaginationLoopError),
}

impl Error {
    /// Status of the answer, where there was one (RFC 9110, section 15).
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Request(_) | Self::Configuration(_) | Self::Credential(_) | Self::PaginationLoop(_) => None,
        }
    }

    /// What the server calls this request; its operators can find it by that. Of the last attempt.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Request(_) | Self::Configuration(_) | Self::Credential(_) | Self::PaginationLoop(_) => None,
        }
    }

    /// How often the request was sent, or tried to be; 0 when it was refused before.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
            Self::Transport(error) => error.attempts(),
            Self::Credential(error) => error.attempts(),
            Self::Request(_) | Self::Configuration(_) | Self::PaginationLoop(_) => 0,
        }
    }

    /// What the server says went wrong, in its order. Empty unless this is [`Error::Api`].
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        match self {
            Self::Api(error) => error.messages(),
            _ => &[],
        }
    }

    /// A time limit ran out: that of the call, of connecting, of reading, or of a token endpoint.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind() == TransportErrorKind::Timeout,
            Self::Credential(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// No connection came about, so the server has seen nothing of the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// The server wants fewer requests: 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.is_api_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// What the path names does not exist, or not for this caller: 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_api_status(StatusCode::NOT_FOUND)
    }

    /// The credentials are missing or wrong: 401.
    #[must_use]
    pub fn is_authentication(&self) -> bool {
        self.is_api_status(StatusCode::UNAUTHORIZED)
    }

    /// The credentials are known, and do not allow this: 403.
    #[must_use]
    pub fn is_permission_denied(&self) -> bool {
        self.is_api_status(StatusCode::FORBIDDEN)
    }

    /// The request contradicts the state of what it addresses: 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.is_api_status(StatusCode::CONFLICT)
    }

    /// The server redirects elsewhere: 3xx. Redirects are not followed, so that credentials stay where they belong; but see
    /// [`ClientBuilder::follow_redirects`](super::ClientBuilder::follow_redirects).
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        matches!(self, Self::Api(error) if error.status().is_redirection())
    }

    /// The server failed: 5xx.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        matches!(self, Self::Api(error) if error.status().is_server_error())
    }

    /// The same request may succeed later: 408, 429, 500, 502, 503, 504, 520 to 529, no connection, a connection that
    /// broke, a time limit.
    ///
    /// It does not say that repeating is harmless: where the request [may have been
    /// processed](TransportError::may_have_been_processed), what it does may then be done twice.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => error.is_retryable(),
            Self::Transport(error) => error.is_retryable(),
            Self::Credential(error) => error.is_retryable(),
            Self::Decode(_) | Self::Request(_) | Self::Configuration(_) | Self::PaginationLoop(_) => false,
        }
    }

    fn is_api_status(&self, status: StatusCode) -> bool {
        matches!(self, Self::Api(error) if error.status() == status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Configuration(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::PaginationLoop(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    // The variants' own text is this error's text, so the chain goes on below them.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Request(error) => error.source(),
            Self::Configuration(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::PaginationLoop(error) => error.source(),
        }
    }
}

macro_rules! from_variant {
    ($($variant:ident($error:ty)),* $(,)?) => {$(
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        }
    )*};
}

from_variant! {
    Api(ApiError),
    Transport(TransportError),
    Decode(DecodeError),
    Request(RequestError),
    Configuration(ConfigurationError),
    Credential(CredentialError),
    PaginationLoop(PaginationLoopError),
}
