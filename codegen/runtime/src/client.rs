//! The client: what all calls of one user share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::api::Api;
use super::base_url::BaseUrl;
use super::credentials::Credentials;
use super::retry::Waits;
use super::retry::budget::Budget;
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
    pub(crate) credentials: Credentials,
    /// Sent with every request.
    pub(crate) headers: HeaderMap,
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
    /// Decoded bytes of an answer.
    pub(crate) max_body_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            read_timeout: Duration::from_secs(30),
            max_retries: 2,
            max_body_size: 64 << 20,
        }
    }
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// Where requests go, without a slash at the end.
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
