//! What is sent again, and what is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::api::{Ask, Purge, create, delete, edit, get, update};
use super::fake::{End, Step, World, answer, certificate, chunked, enveloped, json};
use crate::runtime::transport::{Body, BoxFuture, Phase, Transport, TransportError, TransportErrorKind};
use crate::runtime::{ClientBuilder, Request};

fn fine() -> Step {
    json(200, &enveloped(&certificate("c")))
}

fn fail(kind: TransportErrorKind, phase: Phase) -> Step {
    Step::Fail(kind, phase)
}

#[test]
fn r01_r02_nothing_was_sent_so_every_method_is_tried_again() {
    for kind in [TransportErrorKind::Connect, TransportErrorKind::Dns, TransportErrorKind::Timeout] {
        let world = World::new([0, 1, 2].map(|_| fail(kind, Phase::Connect)));
        let error = world.run(create(&world.client()).send()).unwrap_err();
        assert!(error.is_connect() && error.is_retryable(), "{error}");
        assert_eq!((error.attempts(), world.count()), (3, 3));
        assert!(!error.to_string().contains("may have been processed"), "{error}");
    }
}

#[test]
fn r03_a_certificate_that_is_wrong_is_not_tried_again() {
    let world = World::new([fail(TransportErrorKind::Tls, Phase::Connect)]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[test]
fn r05_r07_a_broken_connection_is_tried_again_only_where_that_is_harmless() {
    let broken = || fail(TransportErrorKind::Interrupted, Phase::Response);
    let world = World::new([broken(), fine()]);
    assert_eq!(world.run(get(&world.client()).send_raw()).unwrap().attempts(), 2);

    let world = World::new([broken()]);
    let error = world.run(create(&world.client()).send()).unwrap_err();
    assert_eq!(world.count(), 1);
    assert!(error.to_string().contains("may have been processed"), "{error}");

    let world = World::new([broken()]);
    world.run(edit(&world.client()).send()).unwrap_err();
    assert_eq!(world.count(), 1);
}

#[test]
fn of_methods_beyond_http_query_alone_is_tried_again() {
    let busy = || answer(503, &[], "");
    let world = World::new([busy(), answer(204, &[], "")]);
    let ask = Request::<Ask>::new(&world.client()).set_body("red".to_owned());
    assert_eq!(world.run(ask.send_raw()).unwrap().attempts(), 2);
    assert_eq!((world.seen()[0].method().as_str(), &world.seen()[1].body()[..]), ("QUERY", &b"\"red\""[..]));

    let world = World::new([busy()]);
    assert_eq!(world.run(Request::<Purge>::new(&world.client()).send()).unwrap_err().attempts(), 1);
    assert_eq!(world.seen()[0].method().as_str(), "PURGE");
}

#[test]
fn r10_r11_r12_r13_a_body_that_is_cut_is_a_transport_error_and_tried_again() {
    let cut = || chunked(200, vec!["{\"suc".into()], End::Fails(TransportErrorKind::Interrupted));
    let world = World::new([cut(), fine()]);
    assert_eq!(world.run(get(&world.client()).send_raw()).unwrap().attempts(), 2);

    let world = World::new([cut()]);
    let error = world.run(create(&world.client()).send()).unwrap_err();
    let crate::runtime::Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Interrupted, Phase::Body));
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("ray-1")));
}

#[test]
fn r15_what_is_not_http_is_not_tried_again() {
    let world = World::new([fail(TransportErrorKind::Protocol, Phase::Response)]);
    assert_eq!(world.run(get(&world.client()).send()).unwrap_err().attempts(), 1);
    let world = World::new([answer(101, &[], "")]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert!(
        matches!(error, crate::runtime::Error::Transport(ref error) if error.kind() == TransportErrorKind::Protocol)
    );
}

#[test]
fn r71_these_statuses_are_tried_again_with_methods_that_can_be() {
    for status in [408, 429, 500, 502, 503, 504, 520, 522, 529] {
        let world = World::new([answer(status, &[], ""), fine()]);
        assert_eq!(world.run(get(&world.client()).send_raw()).unwrap().attempts(), 2, "{status}");
        let world = World::new([answer(status, &[], ""), json(200, &enveloped("null"))]);
        world.run(delete(&world.client()).send()).unwrap();
        let world = World::new([answer(status, &[], ""), json(200, &enveloped("[]"))]);
        world.run(update(&world.client()).send()).unwrap();

        let world = World::new([answer(status, &[("retry-after", "0")], "")]);
        let error = world.run(create(&world.client()).send()).unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), world.count()), (status, 1));
        let world = World::new([answer(status, &[], "")]);
        world.run(edit(&world.client()).send()).unwrap_err();
        assert_eq!(world.count(), 1);
    }
}

#[test]
fn r71_an_idempotency_key_makes_a_post_like_a_put() {
    let world = World::new([answer(503, &[], ""), fine()]);
    world.run(create(&world.client()).with_idempotency_key("once-only").send()).unwrap();
    let seen = world.seen();
    assert!(seen.len() == 2 && seen.iter().all(|request| request.headers()["idempotency-key"] == "once-only"));
    assert_eq!(seen[0].body(), seen[1].body());
}

#[test]
fn r72_these_statuses_are_final() {
    for status in [400, 401, 403, 404, 409, 410, 422, 501, 505, 530] {
        let world = World::new([answer(status, &[], "")]);
        let error = world.run(get(&world.client()).send()).unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), world.count()), (status, 1));
        assert!(!error.is_retryable() && world.waits().is_empty());
    }
}

#[test]
fn waits_are_random_parts_of_a_doubling_limit() {
    let world = World::new([0; 8].map(|_| answer(500, &[], "")));
    let error = world.run(get(&world.client()).with_max_retries(7).send()).unwrap_err();
    assert_eq!(error.attempts(), 8);
    let milliseconds: Vec<u128> = world.waits().iter().map(Duration::as_millis).collect();
    assert_eq!(milliseconds, [250, 500, 1000, 2000, 4000, 4000, 4000]);
}

#[test]
fn r73_no_retries_means_none() {
    let world = World::new([answer(500, &[], "")]);
    world.run(get(&world.client()).with_max_retries(0).send()).unwrap_err();
    let world = World::new([answer(500, &[], "")]);
    let client = world.builder().set_credential(0, super::api::TOKEN.into()).max_retries(0).build().unwrap();
    world.run(get(&client).send()).unwrap_err();
}

#[test]
fn r74_waits_stay_within_bounds_for_any_chance() {
    for seed in 0..10_000_u32 {
        let world = World::new([0; 6].map(|_| answer(500, &[], "")));
        let client = world.builder().set_credential(0, super::api::TOKEN.into()).random(move || f64::from(seed) / 1e4);
        world.run(get(&client.build().unwrap()).with_max_retries(5).send()).unwrap_err();
        for (wait, limit) in world.waits().iter().zip([500, 1000, 2000, 4000, 8000]) {
            assert!(*wait < Duration::from_millis(limit), "{wait:?}");
        }
    }
}

#[test]
fn r74_a_million_attempts_and_odd_chances_do_no_harm() {
    #[derive(Clone, Default)]
    struct Nobody(std::sync::Arc<std::sync::atomic::AtomicU32>);
    impl Transport for Nobody {
        fn call(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, Phase::Connect, "nobody is there")) })
        }
    }
    let (world, nobody) = (World::default(), Nobody::default());
    let client = world.builder().transport(nobody.clone()).set_credential(0, super::api::TOKEN.into()).random(|| 0.0);
    let call =
        get(&client.retry_budget(u32::MAX).build().unwrap()).with_max_retries(1_000_000).with_timeout(Duration::MAX);
    assert_eq!(world.run(call.send()).unwrap_err().attempts(), 1_000_001);

    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 2.0] {
        let world = World::new([answer(500, &[], ""), fine()]);
        let client = world.builder().set_credential(0, super::api::TOKEN.into()).random(move || odd);
        let client = client.retry_base(Duration::from_secs(1)).retry_cap(Duration::MAX).build().unwrap();
        world.run(get(&client).send()).unwrap();
        assert!(world.waits().iter().all(|wait| *wait <= Duration::from_secs(1)));
    }
}

/// How many requests the server sees of 1,000 calls, `failing` of ten of which it answers with 503.
fn load(builder: impl FnOnce(ClientBuilder) -> ClientBuilder, failing: usize) -> usize {
    #[derive(Clone, Default)]
    struct Struggling(Arc<AtomicUsize>, usize);
    impl Transport for Struggling {
        fn call(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            let turn = self.0.fetch_add(1, Ordering::Relaxed);
            let step = if turn % 10 < self.1 { answer(503, &[], "") } else { fine() };
            Box::pin(async move {
                let Step::Answer(answer) = step else { unreachable!() };
                Ok(answer)
            })
        }
    }
    let (world, server) = (World::default(), Struggling(Arc::default(), failing));
    let start = world.builder().transport(server.clone()).set_credential(0, super::api::TOKEN.into());
    let client = builder(start).build().unwrap();
    for _ in 0..1000 {
        let _ = world.run(get(&client).send());
    }
    server.0.load(Ordering::Relaxed)
}

#[test]
fn r75_a_server_that_fails_gets_at_most_a_fifth_more() {
    assert_eq!(load(|builder| builder, 10), 1100);
    for failing in 1..10 {
        let load = load(|builder| builder, failing);
        assert!(load <= 1000 + 100 + 200, "{failing}: {load}");
    }
    // A failure now and then is always tried again: of ten requests the first fails, so that 1,000 calls need 1,112.
    assert_eq!(load(|builder| builder, 1), 1112);
}

#[test]
fn r75_the_reserve_can_be_chosen() {
    assert_eq!(load(|builder| builder.retry_budget(0), 10), 1000);
    assert_eq!(load(|builder| builder.retry_budget(7), 10), 1007);
    assert_eq!(load(|builder| builder.retry_budget(u32::MAX), 10), 3000);
    let debug = format!("{:?}", World::default().builder().retry_budget(7));
    assert!(debug.contains("retry_budget: 7"), "{debug}");
}

#[test]
fn r75_a_reserve_that_is_used_up_comes_back() {
    let world = World::default();
    let client = world.builder().set_credential(0, super::api::TOKEN.into()).retry_budget(1).build().unwrap();
    let attempts = |step: Step| {
        world.script([step]);
        match world.run(get(&client).send_raw()) {
            Ok(response) => response.attempts(),
            Err(error) => error.attempts(),
        }
    };
    world.script([answer(503, &[], "")]);
    assert_eq!(attempts(answer(503, &[], "")), 2);
    assert_eq!(attempts(answer(503, &[], "")), 1, "the reserve is used up");
    // What is no transient failure counts, errors too.
    for step in [fine(), answer(404, &[], ""), fine(), fine()] {
        assert_eq!(attempts(step), 1);
    }
    assert_eq!(attempts(answer(503, &[], "")), 1, "four answers do not pay for a retry");
    assert_eq!(attempts(fine()), 1);
    world.script([answer(503, &[], "")]);
    assert_eq!(attempts(fine()), 2);
}

#[test]
fn r78_the_last_error_says_how_often_and_which() {
    let world = World::new([
        answer(503, &[("cf-ray", "first")], ""),
        answer(503, &[("cf-ray", "second")], ""),
        answer(502, &[("cf-ray", "third")], "<html>"),
    ]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert_eq!((error.attempts(), error.request_id()), (3, Some("third")));
    assert_eq!(
        error.to_string(),
        "certificates.Get: the server answered 502 Bad Gateway (request id third, 3 attempts)"
    );
}
