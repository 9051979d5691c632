//! Streams of events whose connections end (WHATWG HTML, section 9.2).

use std::time::Duration;

use bytes::Bytes;

use super::api::{Certificate, Edit, TOKEN, Watch, edit};
use super::fake::{End, Step, World, answer, certificate, chunked};
use crate::runtime::transport::{Clock as _, Events, TransportErrorKind};
use crate::runtime::{Error, Flag, Reply, Request, Response, Streamed, Streaming};

const BROKEN: End = End::Fails(TransportErrorKind::Interrupted);

/// An answer of these pieces.
fn stream(pieces: &[&str], end: End) -> Step {
    chunked(200, pieces.iter().map(|piece| Bytes::copy_from_slice(piece.as_bytes())).collect(), end)
}

/// An event, with or without an identifier.
fn event(id: Option<&str>, certificate_id: &str) -> String {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    format!("{id}data: {}\n\n", certificate(certificate_id))
}

fn watch(world: &World) -> Request<Watch> {
    Request::new(&world.client())
}

/// All events, and the error that ends them if one does.
fn all(world: &World, mut events: Events<Certificate>) -> (String, Option<Error>) {
    let mut ids = String::new();
    let mut failure = None;
    while let Some(event) = world.run(events.next()) {
        match event {
            Ok(event) => ids += &event.data.id,
            Err(error) => failure = Some(error),
        }
    }
    (ids, failure)
}

fn watched(world: &World, request: Request<Watch>) -> (String, Option<Error>) {
    let events = world.run(request.send()).unwrap();
    all(world, events)
}

#[test]
fn a_stream_that_breaks_goes_on_behind_its_last_event() {
    let world = World::new([
        stream(&[&event(Some("7"), "a"), "id: 8\ndata: {\"id\":"], BROKEN),
        stream(&[&format!("\u{feff}{}", event(None, "b")), &event(Some("9"), "c")], BROKEN),
        stream(&["data: [DONE]\n\n"], End::Stalls),
    ]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "abc" && failure.is_none(), "{ids} {failure:?}");
    let seen: Vec<_> = world.seen().iter().map(|request| request.headers().get("last-event-id").cloned()).collect();
    // An event that was cut short is none, and neither is its identifier.
    assert_eq!(seen, [None, Some("7".parse().unwrap()), Some("9".parse().unwrap())]);
    assert_eq!(world.waits(), [Duration::from_millis(250); 2]);
}

#[test]
fn silence_is_a_broken_connection() {
    let world = World::new([
        stream(&[&event(Some("1"), "a"), ": still here\n"], End::Stalls),
        stream(&["data: [DONE]\n\n"], End::Whole),
    ]);
    let (ids, failure) = watched(&world, watch(&world).with_read_timeout(Duration::from_secs(7)));
    assert!(ids == "a" && failure.is_none(), "{failure:?}");
    assert_eq!(world.now(), Duration::from_millis(7250));
}

#[test]
fn without_an_identifier_nobody_knows_where_to_go_on() {
    let world = World::new([stream(&[&event(None, "a")], BROKEN)]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "a" && matches!(failure, Some(Error::Transport(_))) && world.count() == 1);
    // Before the first event, that is the beginning.
    let world = World::new([stream(&[": hello\n\n"], BROKEN), stream(&[&event(None, "a")], End::Whole)]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "a" && failure.is_none() && world.count() == 2);
}

#[test]
fn an_end_is_the_end_unless_the_server_says_when_to_come_back() {
    let world = World::new([stream(&[&event(Some("1"), "a")], End::Whole)]);
    assert_eq!(watched(&world, watch(&world)).0, "a");
    assert_eq!(world.count(), 1);
    let world = World::new([
        stream(&["retry: 1500\n", &event(Some("1"), "a")], End::Whole),
        stream(&[&event(Some("2"), "b")], End::Whole),
        answer(204, &[], ""),
    ]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "ab" && failure.is_none());
    assert_eq!((world.count(), world.waits()), (3, vec![Duration::from_millis(1500); 2]));
    // 204 is an end from the beginning.
    let world = World::new([answer(204, &[], "")]);
    assert!(watched(&world, watch(&world).with_reconnects(3)).1.is_none() && world.count() == 1);
}

#[test]
fn a_stream_is_not_asked_for_without_end() {
    let broken = || stream(&["id: 1\n\n"], BROKEN);
    let world = World::new([stream(&[&event(Some("1"), "a")], BROKEN), broken(), broken()]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "a" && failure.unwrap().to_string().contains("the connection broke"));
    assert_eq!((world.count(), world.waits()), (3, vec![Duration::from_millis(250), Duration::from_millis(500)]));
    // An event in between begins the count anew.
    let world = World::new([
        broken(),
        broken(),
        stream(&[&event(Some("1"), "a")], BROKEN),
        broken(),
        stream(&[&event(Some("1"), "b")], End::Whole),
    ]);
    let (ids, failure) = watched(&world, watch(&world));
    assert!(ids == "ab" && failure.is_none());
    // A server that asks for too long a wait is left alone.
    let world = World::new([stream(&["retry: 61000\n", &event(Some("1"), "a")], BROKEN)]);
    assert!(watched(&world, watch(&world)).1.is_some() && world.count() == 1);
    // And nothing is left of a client's budget where that is none.
    let world = World::new([stream(&[&event(Some("1"), "a")], BROKEN)]);
    let client = world.builder().set_credential(0, TOKEN.into()).retry_budget(0).build().unwrap();
    assert!(watched(&world, Request::new(&client)).1.is_some() && world.count() == 1);
}

#[test]
fn the_caller_has_the_last_word() {
    let world = World::new([stream(&[&event(Some("1"), "a")], BROKEN)]);
    assert!(watched(&world, watch(&world).with_reconnects(0)).1.is_some() && world.count() == 1);
    let world = World::new([
        stream(&[&event(None, "a")], BROKEN),
        stream(&[&event(None, "b")], End::Whole),
        answer(204, &[], ""),
    ]);
    let (ids, failure) = watched(&world, watch(&world).with_reconnects(1));
    assert!(ids == "ab" && failure.is_none() && world.count() == 3);
}

impl Streamed for Edit {
    type Stream = Events<Certificate>;
    const STREAMING: Streaming = Streaming { accept: "text/event-stream", flag: Flag::Field("stream") };
    fn decode_stream(reply: Reply) -> Result<Response<Self::Stream>, Error> {
        reply.events()
    }
}

#[test]
fn other_methods_are_not_repeated_unless_it_is_said() {
    let world = World::new([stream(&[&event(Some("1"), "a")], BROKEN)]);
    let events = world.run(edit(&world.client()).send_stream()).unwrap();
    assert!(all(&world, events).1.is_some() && world.count() == 1);
    let world = World::new([
        stream(&[&event(Some("1"), "a")], BROKEN),
        stream(&[&event(Some("2"), "b")], End::Whole),
        answer(204, &[], ""),
    ]);
    let events = world.run(edit(&world.client()).with_reconnects(1).send_stream()).unwrap();
    assert_eq!(all(&world, events).0, "ab");
    assert_eq!(world.seen()[0].body(), world.seen()[1].body());
}

#[test]
fn another_answer_than_events_ends_the_stream() {
    for (step, is_api) in
        [(answer(404, &[], ""), true), (answer(200, &[("content-type", "application/json")], "{}"), false)]
    {
        let world = World::new([stream(&[&event(Some("1"), "a")], BROKEN), step]);
        let (ids, failure) = watched(&world, watch(&world));
        assert!(ids == "a" && world.count() == 2);
        assert_eq!(matches!(failure, Some(Error::Api(_))), is_api, "{failure:?}");
    }
    // The call by which it is asked for has retries of its own.
    let world = World::new([
        stream(&[&event(Some("1"), "a")], BROKEN),
        answer(503, &[], ""),
        stream(&[&event(Some("2"), "b")], End::Whole),
    ]);
    assert_eq!(watched(&world, watch(&world)).0, "ab");
}

#[test]
fn an_event_has_a_limit_however_many_lines_it_has() {
    let mut line = b"data: ".to_vec();
    line.resize(1 << 20, b'x');
    line.push(b'\n');
    let world = World::new([chunked(200, vec![Bytes::from(line); 18], End::Whole)]);
    let mut events = world.run(watch(&world).send()).unwrap();
    let error = world.run(events.next()).unwrap().unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge), "{error}");
    assert!(world.run(events.next()).is_none() && world.count() == 1);
}
