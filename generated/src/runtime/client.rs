//! The client: what all calls of one user share.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::api::Api;
use super::base_url::BaseUrl;
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::middleware::Stack;
use super::retry::Waits;
use super::retry::budget::Budget;
use super::spans::Shown;
use super::transport::{Clock, Transport};

/// Talks to the API.
///
/// A clone shares connections, credentials and settings with its original, and costs as much as counting to one. A
/// client can be used from any number of threads and tasks at once.
#[derive(Clone)]
pub struct Client {
    // A field and not a method, so that a resource can have this name.
    pub(crate) shared: Arc<Shared>,
}

/// Gives a number from 0 up to, and without, 1.
pub(crate) type Random = Arc<dyn Fn() -> f64 + Send + Sync>;

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    /// Whether the base URL was given, and is not the API's own: then every operation goes there.
    pub(crate) is_base_url_given: bool,
    /// Whether credentials may be sent unencrypted to other machines.
    pub(crate) allow_http: bool,
    pub(crate) credentials: Credentials,
    /// Sent with every request.
    pub(crate) headers: HeaderMap,
    /// What stands around calls and attempts.
    pub(crate) stack: Stack,
    /// The headers that spans show.
    #[allow(dead_code, reason = "only the feature `tracing` reads them")]
    pub(crate) shown: Shown,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Random,
    pub(crate) waits: Waits,
    pub(crate) budget: Budget,
    /// Whether a redirect on the same origin is followed.
    pub(crate) follow_redirects: bool,
    pub(crate) limits: Limits,
}

/// Limits of one call. The client has them, and a request can have its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// From sending to the last byte of the answer, with all attempts and the waits between them.
    pub(crate) timeout: Duration,
    /// From one piece of an answer's body to the next.
    pub(crate) read_timeout: Duration,
    /// Attempts after the first.
    pub(crate) max_retries: u32,
    /// Whether what is not idempotent is tried again where the server says that it has not begun.
    pub(crate) retry_rejected: bool,
    /// Decoded bytes of an answer.
    pub(crate) max_body_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            read_timeout: Duration::from_secs(30),
            max_retries: 2,
            retry_rejected: false,
            max_body_size: 64 << 20,
        }
    }
}

impl Shared {
    /// Where an operation is called; `None` where its own address cannot be one.
    pub(crate) fn address(&self, endpoint: &Endpoint) -> Option<Cow<'_, BaseUrl>> {
        match endpoint.server {
            Some(server) if !self.is_base_url_given => BaseUrl::new("base_url", server).ok().map(Cow::Owned),
            _ => Some(Cow::Borrowed(&self.base_url)),
        }
    }
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// Where requests go, without a slash at the end. An operation that the API has at another address goes to that one,
    /// unless this one was set when the client was made.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.shared.base_url.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("credentials", &self.shared.credentials)
            .field("limits", &self.shared.limits)
            .field("waits", &self.shared.waits)
            .field("budget", &self.shared.budget)
            .finish_non_exhaustive()
    }
}
