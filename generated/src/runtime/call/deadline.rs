//! The time that is left for a call.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use crate::runtime::transport::{BoxFuture, Clock};

/// The moment at which a call gives up. One timer serves the whole call.
pub(crate) struct Deadline {
    clock: Arc<dyn Clock>,
    at: Duration,
    timer: BoxFuture<'static, ()>,
}

/// The time is up.
pub(crate) struct Elapsed;

impl Deadline {
    pub(crate) fn new(clock: Arc<dyn Clock>, timeout: Duration) -> Self {
        let at = clock.now().saturating_add(timeout);
        let timer = clock.sleep(timeout);
        Self { clock, at, timer }
    }

    pub(crate) fn left(&self) -> Duration {
        self.at.saturating_sub(self.clock.now())
    }

    /// As [`within`](Self::within), and for no longer than `longest`.
    pub(crate) async fn within_both<F: Future>(
        &mut self,
        longest: Duration,
        mut future: Pin<&mut F>,
    ) -> Result<F::Output, Elapsed> {
        // Most pieces are there when they are asked for, and need no timer.
        let mut timer: Option<BoxFuture<'static, ()>> = None;
        let clock = Arc::clone(&self.clock);
        let either = poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            timer.get_or_insert_with(|| clock.sleep(longest)).as_mut().poll(context).map(|()| Err(Elapsed))
        });
        self.within(pin!(either)).await.and_then(|output| output)
    }

    /// Drives the future until it is done or the time is up. What is done in time counts, even at the last moment.
    ///
    /// The future is lent: one that is handed over takes its room twice, and all of it is moved with each call.
    pub(crate) async fn within<F: Future>(&mut self, mut future: Pin<&mut F>) -> Result<F::Output, Elapsed> {
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            self.timer.as_mut().poll(context).map(|()| Err(Elapsed))
        })
        .await
    }
}
