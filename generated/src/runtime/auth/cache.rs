//! A token that is kept, and fetched once for all who wait for it.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::{Credential, CredentialRequest};
use crate::runtime::error::CredentialError;
use crate::runtime::transport::{BoxFuture, Clock};

/// A token, and how long it is good for.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) credential: Credential,
    /// Whose time it is. Another client may have another clock.
    pub(super) clock: Arc<dyn Clock>,
    /// When it is not used any more; `None`: when it is refused.
    pub(super) until: Option<Duration>,
}

impl Held {
    fn is_good(&self) -> bool {
        self.until.is_none_or(|until| self.clock.now() < until)
    }
}

type Fetched = Result<Held, CredentialError>;

/// The token that is kept, and the fetch that is under way.
#[derive(Default)]
pub(super) struct Cache(Mutex<State>);

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// It belongs to those who wait for it, and ends with the last of them.
    flight: Weak<Flight>,
}

impl Cache {
    /// The token at hand, or what comes of the one fetch that is under way or begun here.
    pub(super) fn get(
        &self,
        request: CredentialRequest,
        fetch: impl FnOnce(&CredentialRequest) -> BoxFuture<'static, Fetched>,
    ) -> BoxFuture<'_, Result<Credential, CredentialError>> {
        let mut state = locked(&self.0);
        if let Some(held) = state.held.as_ref().filter(|held| held.is_good()) {
            let credential = held.credential.clone();
            return Box::pin(std::future::ready(Ok(credential)));
        }
        // A fetch through another client may belong to a runtime that is not running.
        let joined =
            state.flight.upgrade().filter(|flight| flight.request.is_of(&request) && flight.result().is_none());
        let flight = joined.unwrap_or_else(|| Arc::new(Flight::new(fetch(&request), request)));
        state.flight = Arc::downgrade(&flight);
        drop(state);
        let seat = Seat { number: flight.waiting.number(), flight };
        Box::pin(async move { poll_fn(|context| seat.poll(self, context)).await.map(|held| held.credential) })
    }

    /// Lets a token go that has been refused. One that has come since is kept.
    pub(super) fn let_go(&self, credential: &Credential) {
        let mut state = locked(&self.0);
        if state.held.as_ref().is_some_and(|held| held.credential == *credential) {
            state.held = None;
        }
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("held", &locked(&self.0).held.is_some()).finish_non_exhaustive()
    }
}

/// A fetch that several calls wait for. Whichever of them is polled drives it, so that none depends on another.
struct Flight {
    request: CredentialRequest,
    future: Mutex<Option<BoxFuture<'static, Fetched>>>,
    result: Mutex<Option<Fetched>>,
    waiting: Arc<Waiting>,
}

impl Flight {
    fn new(future: BoxFuture<'static, Fetched>, request: CredentialRequest) -> Self {
        Self {
            request,
            future: Mutex::new(Some(future)),
            result: Mutex::new(None),
            waiting: Arc::new(Waiting::default()),
        }
    }

    fn result(&self) -> Option<Fetched> {
        locked(&self.result).clone()
    }
}

/// A call's place in a flight.
struct Seat {
    flight: Arc<Flight>,
    number: u64,
}

impl Seat {
    fn poll(&self, cache: &Cache, context: &mut Context<'_>) -> Poll<Fetched> {
        let flight = &self.flight;
        // In this order: whoever puts the result there wakes those who have registered by then.
        flight.waiting.register(self.number, context.waker());
        if let Some(result) = flight.result() {
            return Poll::Ready(result);
        }
        // Whoever holds it drives it, and wakes the others.
        let mut slot = match flight.future.try_lock() {
            Ok(slot) => slot,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        // Taken out, so that nobody polls it again where it panics.
        let Some(mut future) = slot.take() else {
            let lost = || Err(CredentialError::new("fetching the token was broken off"));
            return Poll::Ready(locked(&flight.result).get_or_insert_with(lost).clone());
        };
        let waker = Waker::from(Arc::clone(&flight.waiting));
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => {
                *slot = Some(future);
                Poll::Pending
            }
            Poll::Ready(result) => {
                if let Ok(held) = &result {
                    locked(&cache.0).held = Some(held.clone());
                }
                *locked(&flight.result) = Some(result.clone());
                flight.waiting.wake_by_ref();
                Poll::Ready(result)
            }
        }
    }
}

impl Drop for Seat {
    // A call that is given up may be the one that was woken to drive the fetch on.
    fn drop(&mut self) {
        self.flight.waiting.leave(self.number);
        if self.flight.result().is_none() {
            self.flight.waiting.wake_by_ref();
        }
    }
}

/// Those who wait: all of them are woken when the fetch can go on.
#[derive(Default)]
struct Waiting(Mutex<Registered>);

#[derive(Default)]
struct Registered {
    next: u64,
    wakers: Vec<(u64, Waker)>,
}

impl Waiting {
    fn number(&self) -> u64 {
        let mut registered = locked(&self.0);
        registered.next = registered.next.wrapping_add(1);
        registered.next
    }

    fn register(&self, number: u64, waker: &Waker) {
        let mut registered = locked(&self.0);
        match registered.wakers.iter_mut().find(|(known, _)| *known == number) {
            Some((_, known)) => known.clone_from(waker),
            None => registered.wakers.push((number, waker.clone())),
        }
    }

    fn leave(&self, number: u64) {
        locked(&self.0).wakers.retain(|(known, _)| *known != number);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let wakers = std::mem::take(&mut locked(&self.0).wakers);
        for (_, waker) in wakers {
            waker.wake();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
