//! A clock that never makes anybody wait, and remembers how long they would have.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use cloudflare_certificates::transport::{self, BoxFuture};
use tokio::sync::Notify;

/// Time as the tests have it. A wait between attempts is over at once, and the time has then passed; a time limit ends
/// only when the test [says so](Self::run_out).
///
/// A wait that would last longer than what is left of a call is never begun, so whatever is as long as the shortest
/// limit is a limit.
#[derive(Clone)]
pub(super) struct Clock {
    /// The shortest time limit of a call.
    limit: Duration,
    time: Arc<Mutex<Time>>,
    over: Arc<Notify>,
}

#[derive(Default)]
struct Time {
    now: Duration,
    limits: Vec<Duration>,
    waits: Vec<Duration>,
}

/// What the clock shows at its beginning: Sun, 06 Nov 1994 08:49:37 GMT.
const START: Duration = Duration::from_secs(784_111_777);

impl Clock {
    /// A clock for calls whose time limit is at least this.
    pub(super) fn with_limit(limit: Duration) -> Self {
        Self { limit, time: Arc::default(), over: Arc::default() }
    }

    /// How long the client waited between attempts, in milliseconds.
    pub(super) fn waits(&self) -> Vec<u128> {
        self.time.lock().unwrap().waits.iter().map(Duration::as_millis).collect()
    }

    /// The time limits of the calls.
    pub(super) fn limits(&self) -> Vec<Duration> {
        self.time.lock().unwrap().limits.clone()
    }

    /// Lets the time limit of the call that waits run out.
    pub(super) fn run_out(&self) {
        self.time.lock().unwrap().now += self.limit;
        self.over.notify_one();
    }
}

impl Default for Clock {
    /// For calls with the default limit.
    fn default() -> Self {
        Self::with_limit(Duration::from_secs(60))
    }
}

impl transport::Clock for Clock {
    fn now(&self) -> Duration {
        self.time.lock().unwrap().now
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.time.lock().unwrap();
        if duration >= self.limit {
            time.limits.push(duration);
            let over = Arc::clone(&self.over);
            return Box::pin(async move { over.notified().await });
        }
        time.waits.push(duration);
        time.now += duration;
        Box::pin(std::future::ready(()))
    }
}
