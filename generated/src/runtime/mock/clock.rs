//! A clock for tests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::runtime::transport::{BoxFuture, Clock};

/// A clock by which waits between attempts are over at once, and have then passed; and by which no time limit runs out.
///
/// It begins at zero, and at the first second of 1970. Clones are one clock.
#[derive(Clone, Debug, Default)]
pub struct MockClock(Arc<Mutex<Vec<Duration>>>);

impl MockClock {
    /// The waits so far, in order.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Clock for MockClock {
    fn now(&self) -> Duration {
        self.waits().iter().sum()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn wait(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let waits = Arc::clone(&self.0);
        Box::pin(async move { waits.lock().unwrap_or_else(PoisonError::into_inner).push(duration) })
    }
}
