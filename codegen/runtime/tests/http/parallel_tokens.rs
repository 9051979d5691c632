//! Tokens that many calls need at the same time, on several threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Semaphore;

use super::api::get;
use super::client_credentials::API;
use super::fake::{certificate, enveloped};
use crate::runtime::transport::{Body, BoxFuture, Clock, Transport, TransportError};
use crate::runtime::{Client, ClientBuilder};

/// How many steps the endpoint takes, so that a fetch is driven on more than once.
const STEPS: usize = 5;

/// A token endpoint that takes a step when it is let, and an API that answers at once.
#[derive(Clone)]
struct Servers {
    steps: Arc<Semaphore>,
    /// How many tokens were asked for, and how many of these requests were given up.
    fetches: Arc<AtomicUsize>,
    dropped: Arc<AtomicUsize>,
    /// Whether the endpoint panics in place of answering.
    panics: bool,
}

impl Servers {
    fn new() -> Self {
        Self { steps: Arc::new(Semaphore::new(0)), fetches: Arc::default(), dropped: Arc::default(), panics: false }
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    /// Waits until so many fetches have begun.
    async fn begun(&self, fetches: usize) {
        while self.fetches() < fetches {
            tokio::task::yield_now().await;
        }
    }
}

/// Counts an exchange that ends before its answer.
struct Exchange(Option<Arc<AtomicUsize>>);

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(dropped) = self.0.take() {
            dropped.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Transport for Servers {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if request.uri().host() == Some("api.example.com") {
                let sent = request.headers()["authorization"].to_str().unwrap().to_owned();
                assert!(sent.starts_with("Bearer token-"));
                return Ok(http::Response::new(Body::from(enveloped(&certificate("c")))));
            }
            let number = self.fetches.fetch_add(1, Ordering::SeqCst) + 1;
            let mut exchange = Exchange(Some(Arc::clone(&self.dropped)));
            for _ in 0..STEPS {
                self.steps.acquire().await.unwrap().forget();
            }
            assert!(!self.panics, "scripted");
            exchange.0 = None;
            let token = format!(r#"{{"access_token":"token-{number}","token_type":"bearer","expires_in":3600}}"#);
            Ok(http::Response::new(Body::from(token)))
        })
    }
}

struct RealClock(Instant);

impl Clock for RealClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn client(servers: &Servers) -> Client {
    let builder = ClientBuilder::new(&API).transport(servers.clone()).clock(RealClock(Instant::now()));
    builder.set_client_credentials(0, "me".into(), "secret".into()).build().unwrap()
}

/// What comes of the calls, in time.
async fn ended<T>(call: tokio::task::JoinHandle<T>) -> Result<T, tokio::task::JoinError> {
    tokio::time::timeout(Duration::from_secs(20), call).await.expect("nobody is left behind")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_calls_fetch_one_token() {
    let servers = Servers::new();
    let client = client(&servers);
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(get(&client).send())).collect();
    for _ in 0..STEPS {
        servers.begun(1).await;
        servers.steps.add_permits(1);
    }
    for call in calls {
        ended(call).await.unwrap().unwrap();
    }
    assert_eq!(servers.fetches(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_began_the_fetch_may_give_up() {
    for early in 0..STEPS * 4 {
        let servers = Servers::new();
        let client = client(&servers);
        let first = tokio::spawn(get(&client).send());
        servers.begun(1).await;
        let others: Vec<_> = (0..20).map(|_| tokio::spawn(get(&client).send())).collect();
        // All but the last step, or fewer: so the first is woken to drive the fetch on, and is gone.
        let early = early % STEPS;
        servers.steps.add_permits(early);
        first.abort();
        assert!(ended(first).await.unwrap_err().is_cancelled());
        servers.steps.add_permits(STEPS);
        for call in others {
            ended(call).await.unwrap().unwrap();
        }
        // The others may have come too late to see the first fetch, which then ended with its only call.
        assert!(servers.fetches() == 1 || servers.dropped.load(Ordering::SeqCst) == 1);
    }
}

#[tokio::test]
async fn a_fetch_that_nobody_waits_for_ends() {
    let servers = Servers::new();
    let client = client(&servers);
    let calls: Vec<_> = (0..3).map(|_| tokio::spawn(get(&client).send())).collect();
    servers.begun(1).await;
    tokio::task::yield_now().await;
    assert_eq!((servers.fetches(), servers.dropped.load(Ordering::SeqCst)), (1, 0));
    for call in calls {
        call.abort();
        assert!(ended(call).await.unwrap_err().is_cancelled());
    }
    assert_eq!(servers.dropped.load(Ordering::SeqCst), 1);
    // The next call begins another one.
    let call = tokio::spawn(get(&client).send());
    servers.begun(2).await;
    call.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_transport_that_panics_leaves_nobody_waiting() {
    let servers = Servers { panics: true, ..Servers::new() };
    let client = client(&servers);
    let calls: Vec<_> = (0..8).map(|_| tokio::spawn(get(&client).send())).collect();
    servers.begun(1).await;
    // As often as there are calls: one that comes late begins a fetch of its own.
    servers.steps.add_permits(STEPS * calls.len());
    for call in calls {
        match ended(call).await {
            Ok(result) => {
                let error = result.unwrap_err();
                assert!(error.to_string().ends_with("fetching the token was broken off"), "{error}");
            }
            Err(panicked) => assert!(panicked.is_panic()),
        }
    }
}
