//! Time, as the client sees it.

use std::time::{Duration, SystemTime};

use super::BoxFuture;

/// What the client knows of time. Replace it to test waits without waiting, or where there is no tokio.
pub trait Clock: Send + Sync + 'static {
    /// Time since a fixed moment of the clock's choice. It never goes back.
    fn now(&self) -> Duration;

    /// The time of day, for a `Retry-After` header that names a date.
    fn time_of_day(&self) -> SystemTime;

    /// Ends once `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends once a client that waits between two attempts has waited for `duration`. By default that is
    /// [`sleep`](Self::sleep); a clock for tests can let waits be over at once, and keep time limits apart from them.
    fn wait(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The clock of the tokio runtime. It stands still where tokio's time is paused.
///
/// Sleeping panics outside a tokio runtime, or in one without time enabled: so does any call of a client with this clock.
#[cfg(feature = "reqwest")]
#[derive(Clone, Copy, Debug)]
pub struct TokioClock {
    start: tokio::time::Instant,
}

#[cfg(feature = "reqwest")]
impl TokioClock {
    /// A clock that starts at zero now.
    #[must_use]
    pub fn new() -> Self {
        Self { start: tokio::time::Instant::now() }
    }
}

#[cfg(feature = "reqwest")]
impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "reqwest")]
impl Clock for TokioClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
