//! How a mock behaves.

use std::time::Duration;

/// How a mock behaves beyond what its document says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// How long every answer is held back. Only a [server](super::Server) waits. Default: not at all.
    pub latency: Duration,
    /// Every how manieth request fails: 1 is each, 0 is none. Default: 0.
    pub fail_every: u64,
    /// The status of such failures. Default: 503.
    pub fail_status: u16,
    /// Whether requests with violations are refused (400, 401, 404, 405, 415). If not, they are answered as others are,
    /// and only listed. Default: they are.
    pub refuse: bool,
    /// How many items a list has that comes in pages. Default: 5.
    pub items: usize,
    /// How many items a page has, where the request does not say. Default: 2.
    pub page_size: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { latency: Duration::ZERO, fail_every: 0, fail_status: 503, refuse: true, items: 5, page_size: 2 }
    }
}

impl Settings {
    /// Holds every answer back for this long.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Lets every `every`th request fail with a status; 0 is none.
    #[must_use]
    pub fn failures(mut self, every: u64, status: u16) -> Self {
        self.fail_every = every;
        self.fail_status = status;
        self
    }

    /// Whether requests with violations are refused.
    #[must_use]
    pub fn refuse(mut self, refuse: bool) -> Self {
        self.refuse = refuse;
        self
    }

    /// How many items lists have, and how many a page has where the request does not say.
    #[must_use]
    pub fn pages(mut self, items: usize, page_size: usize) -> Self {
        self.items = items;
        self.page_size = page_size.max(1);
        self
    }
}
