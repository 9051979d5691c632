//! Whether a request is sent again, and how long the client waits before.

pub(crate) mod after;
pub(crate) mod budget;

use std::time::Duration;

use http::{Method, StatusCode};

/// How long the client waits between attempts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    /// Longest wait before the second attempt; it doubles with each further one.
    pub(crate) base: Duration,
    /// Longest wait that the client chooses itself.
    pub(crate) cap: Duration,
    /// Longest wait that the client lets a server choose. A longer one is not waited for at all.
    pub(crate) longest_asked: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self { base: Duration::from_millis(500), cap: Duration::from_secs(8), longest_asked: Duration::from_secs(60) }
    }
}

/// A server that says "at once" is not taken at its word, so that a retry is never a busy loop.
pub(crate) const SHORTEST_ASKED: Duration = Duration::from_millis(100);

impl Waits {
    /// The wait before attempt `attempts + 1`: what the server asks for, else a random part of a doubling limit ("full
    /// jitter": waits of many clients then spread evenly). `None`: the server asks for more than the client waits.
    pub(crate) fn before_next(
        &self,
        attempts: u32,
        asked: Option<Duration>,
        random: impl FnOnce() -> f64,
    ) -> Option<Duration> {
        match asked {
            Some(asked) if asked > self.longest_asked => None,
            Some(asked) => Some(asked.max(SHORTEST_ASKED)),
            None => Some(self.own(attempts, random())),
        }
    }

    /// `random` of the limit after `attempts` attempts. A `random` outside 0 to 1 counts as the nearer end.
    fn own(&self, attempts: u32, random: f64) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let limit = self.base.saturating_mul(1 << doublings).min(self.cap);
        let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 1.0 };
        Duration::try_from_secs_f64(limit.as_secs_f64() * random).map_or(limit, |wait| wait.min(limit))
    }
}

/// Whether the server says that it has not begun: 429 and 503.
pub(crate) fn is_rejection(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}

/// Whether the same request can be sent again without doing twice what it does: by the methods of RFC 9110 (section
/// 9.2.2) and QUERY. Of any other method that is not known.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent()
}

/// Whether a later attempt may find the server in another state: 408, 429, 500, 502, 503, 504, and 520 to 529, by which
/// proxies say that they cannot reach the server.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 520..=529)
}
