//! Time is bounded.

use std::time::Duration;

use super::api::{create, get};
use super::fake::{End, Step, World, answer, certificate, chunked, dripping, enveloped, json};
use crate::runtime::Error;
use crate::runtime::transport::{Clock, Phase, TransportErrorKind};

fn timeout(error: Error) -> Phase {
    assert!(error.is_timeout(), "{error:?}");
    let Error::Transport(error) = error else { panic!("{error:?}") };
    error.phase()
}

#[test]
fn no_answer_ends_the_call_after_its_time() {
    let world = World::new([Step::Stall]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert!(error.to_string().contains("time limit exceeded before an answer came"), "{error}");
    assert_eq!(timeout(error), Phase::Response);
    assert_eq!(world.now(), Duration::from_secs(60));
}

#[test]
fn r08_the_limit_covers_the_body() {
    let world = World::new([chunked(200, vec!["{".into()], End::Stalls)]);
    let error = world.run(get(&world.client()).with_timeout(Duration::from_secs(5)).send()).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(timeout(error), Phase::Body);
    assert_eq!(world.now(), Duration::from_secs(5));
}

#[test]
fn r08_a_body_that_stalls_is_given_up_before_the_call_is() {
    let stalls = || chunked(200, vec!["{".into()], End::Stalls);
    let world = World::new([stalls()]);
    let error = world.run(create(&world.client()).send()).unwrap_err();
    assert_eq!((error.attempts(), timeout(error)), (1, Phase::Body));
    assert_eq!(world.now(), Duration::from_secs(30));
    // What can be repeated is, while there is time.
    let world = World::new([stalls(), json(200, &enveloped(&certificate("c")))]);
    let call = get(&world.client()).with_read_timeout(Duration::from_secs(2));
    assert_eq!(world.run(call.send_raw()).unwrap().attempts(), 2);
    assert_eq!(world.waits(), [Duration::from_secs(2), Duration::from_millis(250)]);
    let world = World::new([stalls(), stalls(), stalls()]);
    let client = world.builder().set_credential(0, super::api::TOKEN.into()).read_timeout(Duration::from_secs(1));
    assert_eq!(world.run(get(&client.build().unwrap()).send()).unwrap_err().attempts(), 3);
}

#[test]
fn r09_a_drop_each_second_ends_with_the_call() {
    let world = World::default();
    world.script([dripping(&world, Duration::from_secs(1))]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert_eq!((error.attempts(), timeout(error)), (1, Phase::Body));
    assert_eq!(world.now(), Duration::from_secs(60));
}

#[test]
fn an_error_whose_body_stalls_is_still_that_error() {
    let world = World::new([chunked(404, vec!["not".into()], End::Stalls)]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(world.now(), Duration::from_secs(30));
}

#[test]
fn r73_attempts_and_waits_share_one_limit() {
    let world = World::new([answer(503, &[("retry-after", "3")], ""), answer(503, &[("retry-after", "3")], "")]);
    let error = world.run(get(&world.client()).with_timeout(Duration::from_secs(5)).send()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 2));
    assert_eq!(world.waits(), [Duration::from_secs(3)]);
}

#[test]
fn r73_a_wait_longer_than_what_is_left_fails_now() {
    let world = World::new([answer(503, &[("retry-after", "6")], "")]);
    let error = world.run(get(&world.client()).with_timeout(Duration::from_secs(5)).send()).unwrap_err();
    assert_eq!((error.attempts(), world.waits().len()), (1, 0));
}

#[test]
fn the_total_limit_is_not_tried_again() {
    let world = World::new([Step::Fail(TransportErrorKind::Connect, Phase::Connect), Step::Stall]);
    let error = world.run(create(&world.client()).with_timeout(Duration::from_secs(2)).send()).unwrap_err();
    assert_eq!((error.attempts(), timeout(error)), (2, Phase::Response));
}

#[test]
fn no_limit_and_no_time_at_all() {
    let world = World::new([json(200, &enveloped(&certificate("c")))]);
    world.run(get(&world.client()).with_timeout(Duration::MAX).send()).unwrap();
    let world = World::new([Step::Stall]);
    let error = world.run(get(&world.client()).with_timeout(Duration::ZERO).send()).unwrap_err();
    assert!(error.is_timeout());
}
