//! Which calls are tried again, and how often.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cloudflare_certificates::{Client, Error};

use super::answers::{ID, ZONE, bare, fine, json, unavailable};
use super::client::{REPEATABLE, TOKEN, UNREPEATABLE, answer_for, every, get, patch, post};
use super::clock::Clock;
use super::memory::Always;
use super::server::{Reply, Server};

const TRANSIENT: [u16; 16] = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 528, 529];

fn status(code: u16) -> Reply {
    json(&format!("{code} X"), "{}")
}

#[tokio::test]
async fn r71_transient_status_is_retried_where_that_is_harmless() {
    for code in TRANSIENT {
        for (method, call) in REPEATABLE {
            let server = Server::start([status(code), answer_for(method)]).await;
            assert_eq!(call(&server.client()).await.unwrap(), 2, "{method} {code}");
            assert_eq!(server.clock.waits(), [250], "{method} {code}");
            let seen = server.seen();
            assert_eq!(seen[0], seen[1], "{method} {code}");
        }
        for (method, call) in UNREPEATABLE {
            let server = Server::start([status(code), answer_for(method)]).await;
            let error = call(&server.client()).await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), code, "{method}");
            assert_eq!((error.attempts(), server.count()), (1, 1), "{method} {code}");
        }
    }
}

#[tokio::test]
async fn r71_rejected_post_and_patch_are_retried_where_that_is_wished() {
    for code in TRANSIENT {
        let again = matches!(code, 429 | 503);
        for (method, call) in UNREPEATABLE {
            let server = Server::start([status(code), answer_for(method)]).await;
            let client = server.builder().api_token(TOKEN).retry_rejected(true).build().unwrap();
            assert_eq!(call(&client).await.is_ok(), again, "{method} {code}");
            assert_eq!(server.count(), 1 + usize::from(again), "{method} {code}");
        }
        let server = Server::start([status(code), fine()]).await;
        let call = server.client().custom_certificates().create(ZONE, "pem").with_retry_rejected(true).send().await;
        assert_eq!((call.is_ok(), server.count()), (again, 1 + usize::from(again)), "{code}");
    }
    // A connection that broke says nothing of what the server did.
    let server = Server::start([Reply::nothing().close(), fine()]).await;
    let client = server.builder().api_token(TOKEN).retry_rejected(true).build().unwrap();
    post(&client).await.unwrap_err();
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn r71_post_with_an_idempotency_key_is_retried() {
    for first in TRANSIENT.map(status).into_iter().chain([Reply::nothing().close(), Reply::nothing().reset()]) {
        let server = Server::start([first, fine()]).await;
        let call = server.client().custom_certificates().create(ZONE, "pem").with_idempotency_key("key-1");
        assert_eq!(call.send_raw().await.unwrap().attempts(), 2);
        for seen in server.seen() {
            assert_eq!((seen.header("idempotency-key"), seen.method.as_str()), (vec!["key-1"], "POST"));
        }
    }
}

#[tokio::test]
async fn r72_other_errors_are_final() {
    for code in [400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 422, 425, 451, 501, 505, 519, 530] {
        for (method, call) in every() {
            let server = Server::start([status(code), answer_for(method)]).await;
            let client = server.builder().api_token(TOKEN).retry_rejected(true).build().unwrap();
            let error = call(&client).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), server.count()), (code, 1), "{method}");
            assert!(!error.is_retryable(), "{method} {code}");
        }
    }
}

#[tokio::test]
async fn r73_number_of_attempts_is_kept() {
    for retries in [0, 1, 2, 5] {
        let server = Server::each(|_| unavailable()).await;
        let client = server.builder().api_token(TOKEN).max_retries(retries).build().unwrap();
        let error = get(&client).await.unwrap_err();
        assert_eq!((error.attempts(), server.count()), (retries + 1, retries as usize + 1));
        // A call's own number counts before the client's.
        let error = client.custom_certificates().get(ZONE, ID).with_max_retries(1).send().await.unwrap_err();
        assert_eq!(error.attempts(), 2);
    }
}

#[tokio::test]
async fn r73_wait_that_would_outlast_the_call_is_not_begun() {
    let busy = || bare("503 Service Unavailable", &[("retry-after", "30"), ("cf-ray", "ray")]);
    let server = Server::start([busy(), busy(), busy(), fine()]).await;
    let client = server.builder().api_token(TOKEN).max_retries(9).build().unwrap();
    // The clock jumps over waits below its limits, so these are put together from shorter ones.
    let call = client.custom_certificates().get(ZONE, ID).with_timeout(Duration::from_secs(30)).send();
    let error = call.await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), error.request_id()), (503, 1, Some("ray")));
    assert_eq!((server.clock.waits(), server.count()), (vec![], 1));

    // Two waits fit, and a third does not.
    let busy = || bare("503 Service Unavailable", &[("retry-after", "15")]);
    let server = Server::each(move |_| busy()).await;
    let call = server.client().custom_certificates().get(ZONE, ID).with_max_retries(9);
    let error = call.with_timeout(Duration::from_secs(40)).send().await.unwrap_err();
    assert_eq!((error.attempts(), server.clock.waits()), (3, vec![15_000, 15_000]));
}

/// What a client waits before each attempt whose chance is this.
async fn waits(retries: u32, random: impl Fn() -> f64 + Send + Sync + 'static) -> Vec<u128> {
    let clock = Clock::default();
    let builder = Client::builder().api_token(TOKEN).transport(Always(503)).clock(clock.clone()).random(random);
    let builder = builder.max_retries(retries).retry_budget(u32::MAX).timeout(Duration::MAX);
    get(&builder.build().unwrap()).await.unwrap_err();
    clock.waits()
}

#[tokio::test]
async fn r74_waits_are_a_random_part_of_a_limit_that_doubles() {
    assert_eq!(waits(8, || 1.0).await, [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
    assert_eq!(waits(3, || 0.0).await, [0, 0, 0]);
    // What is no part of anything counts as the nearest that is.
    for (random, due) in [(-1.0, 0), (2.0, 500), (f64::NAN, 500), (f64::INFINITY, 500), (f64::NEG_INFINITY, 500)] {
        assert_eq!(waits(1, move || random).await, [due], "{random}");
    }
    for seed in 0..10_000 {
        let chance = std::sync::Mutex::new(fastrand::Rng::with_seed(seed));
        let waits = waits(6, move || chance.lock().unwrap().f64()).await;
        assert_eq!(waits.len(), 6, "{seed}");
        for (wait, limit) in waits.iter().zip([500, 1000, 2000, 4000, 8000, 8000]) {
            assert!(*wait <= limit, "{seed}: {waits:?}");
        }
    }
}

#[tokio::test]
async fn r74_waits_are_spread_over_their_limit() {
    let chance = std::sync::Mutex::new(fastrand::Rng::with_seed(7));
    let waits = waits(10_004, move || chance.lock().unwrap().f64()).await;
    let mean = waits[4..].iter().sum::<u128>() / 10_000;
    assert!((3800..4200).contains(&mean), "{mean} ms on average, of 8 s");
    let low = waits[4..].iter().filter(|wait| **wait < 800).count();
    assert!((900..1100).contains(&low), "{low} of 10,000 in the first tenth");
}

#[tokio::test]
async fn r74_millionth_attempt_waits_as_long_as_the_others() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let random = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        1.0
    };
    let waits = waits(1_000_000, random).await;
    assert_eq!((waits.len(), waits.last()), (1_000_000, Some(&8000)));
    assert_eq!(calls.load(Ordering::Relaxed), 1_000_000);
}

#[tokio::test]
async fn r75_server_that_fails_gets_a_fifth_more_at_most() {
    let server = Server::each(|_| unavailable()).await;
    let client = server.client();
    for _ in 0..1000 {
        get(&client).await.unwrap_err();
    }
    assert!((1000..=1200).contains(&server.count()), "{} requests for 1000 calls", server.count());
    assert!(server.count() > 1000, "nothing was tried again");

    // In the long run, what fails in part gets a fifth of what succeeds.
    let turn = AtomicUsize::new(0);
    let server =
        Server::each(
            move |_| if turn.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) { unavailable() } else { fine() },
        )
        .await;
    let client = server.builder().api_token(TOKEN).retry_budget(10).build().unwrap();
    for _ in 0..1000 {
        let _ = get(&client).await;
    }
    assert!(server.count() <= 1200, "{} requests for 1000 calls", server.count());
}

#[tokio::test]
async fn r75_without_a_budget_there_are_no_retries() {
    let server = Server::each(|_| unavailable()).await;
    let client = server.builder().api_token(TOKEN).retry_budget(0).build().unwrap();
    for _ in 0..10 {
        assert_eq!(get(&client).await.unwrap_err().attempts(), 1);
    }
}

#[tokio::test]
async fn r78_last_error_says_how_often_and_which_request() {
    let busy = |ray: &str| bare("503 Service Unavailable", &[("cf-ray", ray)]);
    let server = Server::start([busy("ray-1"), busy("ray-2"), busy("ray-3")]).await;
    let error = get(&server.client()).await.unwrap_err();
    assert_eq!((error.attempts(), error.request_id()), (3, Some("ray-3")));
    assert!(error.to_string().ends_with("(request id ray-3, 3 attempts)"), "{error}");
    // The last of several kinds counts.
    let server = Server::start([busy("ray-1"), Reply::nothing().close(), json("404 Not Found", "{}")]).await;
    let error = get(&server.client()).await.unwrap_err();
    assert!(error.is_not_found() && error.attempts() == 3, "{error:?}");
    let server = Server::start([busy("ray-1"), busy("ray-2"), Reply::nothing().close()]).await;
    let Error::Transport(error) = get(&server.client()).await.unwrap_err() else { panic!("an answer") };
    assert_eq!((error.attempts(), error.request_id(), error.status()), (3, None, None));
    assert!(patch(&server.client()).await.is_err());
}
