//! A clock that makes nobody wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use cloudflare_certificates::transport::{self, BoxFuture};

/// What is at least as long as this is a time limit, and what is shorter a wait between attempts.
const LIMIT: Duration = Duration::from_secs(20);

/// What the clock shows at its beginning: Sun, 06 Nov 1994 08:49:37 GMT.
const START: Duration = Duration::from_secs(784_111_777);

/// Time as the tests have it: a wait is over at once, and the time has then passed; a limit ends when the test lets time
/// [pass](Self::advance).
#[derive(Clone, Default)]
pub(super) struct Clock(Arc<Mutex<Time>>);

#[derive(Default)]
struct Time {
    now: Duration,
    waits: Vec<Duration>,
    limits: usize,
    wakers: Vec<Waker>,
}

impl Clock {
    /// How long the client waited between attempts, in milliseconds.
    pub(super) fn waits(&self) -> Vec<u128> {
        self.0.lock().unwrap().waits.iter().map(Duration::as_millis).collect()
    }

    /// How much time has passed.
    pub(super) fn passed(&self) -> Duration {
        self.0.lock().unwrap().now
    }

    /// Lets time pass.
    pub(super) fn advance(&self, duration: Duration) {
        let mut time = self.0.lock().unwrap();
        time.now += duration;
        time.wakers.drain(..).for_each(Waker::wake);
    }

    /// Waits, for real, until the client has begun to watch so many limits since the clock was made.
    pub(super) async fn limits(&self, count: usize) {
        for _ in 0..10_000 {
            if self.0.lock().unwrap().limits >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("only {} limits of {count}", self.0.lock().unwrap().limits);
    }
}

impl transport::Clock for Clock {
    fn now(&self) -> Duration {
        self.passed()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.passed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.0.lock().unwrap();
        let at = time.now.saturating_add(duration);
        if duration < LIMIT {
            time.waits.push(duration);
            time.now = at;
        }
        Box::pin(Timer { clock: self.clone(), at, counted: duration < LIMIT })
    }
}

struct Timer {
    clock: Clock,
    at: Duration,
    counted: bool,
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let counted = std::mem::replace(&mut self.counted, true);
        let mut time = self.clock.0.lock().unwrap();
        if time.now >= self.at {
            return Poll::Ready(());
        }
        time.limits += usize::from(!counted);
        time.wakers.push(context.waker().clone());
        Poll::Pending
    }
}
