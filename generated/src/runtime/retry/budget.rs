//! How much a client may add to the load of a server that fails.

use std::sync::atomic::{AtomicU64, Ordering};

/// Retries in reserve, at the start and at most.
pub(crate) const RESERVE: u32 = 100;

/// What a retry costs. An answer that is no transient failure gives back one: five of them pay for a retry.
const COST: u64 = 5;

/// A token bucket that all calls of a client share (as in "Retry throttling" of the AWS SDKs and of gRPC).
///
/// While a server fails altogether nothing flows back, so that a client's retries end with its reserve. While it fails
/// in part, there is at most one retry for five answers, which is a fifth more load.
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU64,
    capacity: u64,
}

impl Budget {
    /// A full bucket. `u32::MAX` retries are no bound.
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = if retries == u32::MAX { u64::MAX } else { u64::from(retries) * COST };
        Self { tokens: AtomicU64::new(capacity), capacity }
    }

    /// Pays for a retry, if that can be paid for.
    pub(crate) fn take(&self) -> bool {
        self.change(|tokens| tokens.checked_sub(COST))
    }

    /// The server answered, and not that it failed.
    pub(crate) fn give_back(&self) {
        self.change(|tokens| (tokens < self.capacity).then_some(tokens + 1));
    }

    fn change(&self, change: impl Fn(u64) -> Option<u64>) -> bool {
        let unbounded = self.capacity == u64::MAX;
        unbounded || self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}
