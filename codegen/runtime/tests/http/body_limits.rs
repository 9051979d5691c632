//! Memory is bounded.

use bytes::Bytes;

use super::api::get;
use super::fake::{End, Step, World, answer, certificate, chunked, enveloped};
use crate::runtime::Error;
use crate::runtime::transport::{Body, TransportErrorKind};

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn r21_r22_a_body_that_is_too_large_is_not_read_to_its_end() {
    let chunks: Vec<Bytes> = (0..100).map(|_| Bytes::from(vec![b' '; 1000])).collect();
    let world = World::new([chunked(200, chunks, End::Stalls)]);
    let error = world.run(get(&world.client()).with_max_body_size(99_999).send()).unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    assert!(!error.is_retryable() && world.waits().is_empty() && world.count() == 1);
}

#[test]
fn a_body_of_exactly_the_limit_is_read() {
    let body = enveloped(&certificate("c"));
    let size = body.len() as u64;
    let chunks: Vec<Bytes> = body.as_bytes().chunks(7).map(Bytes::copy_from_slice).collect();
    let world = World::new([chunked(200, chunks.clone(), End::Whole), chunked(200, chunks, End::Whole)]);
    let client = world.client();
    let response = world.run(get(&client).with_max_body_size(size).send_raw()).unwrap();
    assert_eq!(&response.body()[..], body.as_bytes());
    world.run(get(&client).with_max_body_size(size - 1).send()).unwrap_err();
}

#[test]
fn r25_an_announced_size_is_believed_only_where_it_is_too_large() {
    let world = World::new([answer(200, &[("content-length", "18446744073709551615")], "{}")]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    let world = World::new([answer(200, &[("content-length", "67108864")], &enveloped(&certificate("c")))]);
    world.run(get(&world.client()).send()).unwrap();
}

#[test]
fn r28_of_an_error_at_most_64_kib_are_kept() {
    let chunks: Vec<Bytes> = (0..200).map(|_| Bytes::from(vec![b'x'; 1000])).collect();
    let world = World::new([chunked(400, chunks, End::Stalls)]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.body().len(), 64 << 10);
    assert!(world.waits().is_empty(), "the rest was not waited for");

    let failure = format!(r#"{{"success":false,"result":"{}"}}"#, "x".repeat(100_000));
    let world = World::new([answer(200, &[], &failure)]);
    let Error::Api(error) = world.run(get(&world.client()).send()).unwrap_err() else { panic!() };
    assert_eq!(error.body().len(), 64 << 10);
}

#[test]
fn an_error_whose_body_breaks_is_still_that_error() {
    let world = World::new([chunked(404, vec!["no".into()], End::Fails(TransportErrorKind::Interrupted))]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), &error.body()[..]), (404, &b"no"[..]));
}

#[test]
fn r23_r24_compression_that_is_unknown_or_damaged_is_a_decode_error() {
    for encoding in ["br", "gzip, gzip", "x"] {
        let world = World::new([answer(200, &[("content-encoding", encoding), ("cf-ray", "r")], "...")]);
        let error = world.run(get(&world.client()).send()).unwrap_err();
        assert!(matches!(error, Error::Decode(_)) && error.request_id() == Some("r"), "{error:?}");
    }
    let world = World::new([answer(200, &[("content-encoding", "identity")], &enveloped(&certificate("c")))]);
    world.run(get(&world.client()).send()).unwrap();
    let world = World::new([chunked(200, vec!["{".into()], End::Fails(TransportErrorKind::Encoding))]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn bodies_show_their_size_and_no_more() {
    assert_eq!(format!("{:?}", Body::from("secret")), "Body(6 bytes)");
    let Step::Answer(answer) = chunked(200, vec!["secret".into()], End::Whole) else { panic!() };
    assert_eq!(format!("{:?}", answer.body()), "Body(stream)");
}
