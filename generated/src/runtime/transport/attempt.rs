//! What a transport can know of a request.

use std::fmt;

use crate::runtime::api::Api;
use crate::runtime::endpoint::Endpoint;

/// Which call a request belongs to. It is among the request's extensions:
/// `request.extensions().get::<transport::Attempt>()`.
#[derive(Clone)]
pub struct Attempt {
    #[allow(dead_code, reason = "only the features `mock` and `tracing` need it")]
    pub(crate) api: &'static Api,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) number: u32,
}

impl Attempt {
    /// Dotted name of the operation, such as `zones.list`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.endpoint.name
    }

    /// The path below the base URL, with `{name}` where a parameter goes.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.endpoint.path
    }

    /// Which attempt of its call this is, beginning with 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.endpoint.name)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
