//! Answers that are text or come as streams.

use std::time::Duration;

use bytes::Bytes;

use super::api::{Certificate, Create, Download, List, Maybe, Rows, Text, Upload, Watch, create, list};
use super::fake::{End, World, answer, certificate, chunked, dripping};
use crate::runtime::transport::{Clock, Events, TransportErrorKind};
use crate::runtime::{Error, Flag, Reply, Request, Response, Streamed, Streaming};

fn chunks(chunks: &[&str], end: End) -> World {
    World::new([chunked(200, chunks.iter().map(|chunk| Bytes::copy_from_slice(chunk.as_bytes())).collect(), end)])
}

#[test]
fn text_is_taken_as_it_is() {
    let world = World::new([answer(200, &[], "a\nb")]);
    assert_eq!(world.run(Request::<Text>::new(&world.client()).send()).unwrap(), "a\nb");
    assert_eq!(world.seen()[0].headers()["accept"], "text/plain");
}

#[test]
fn bytes_come_in_chunks() {
    let world = chunks(&["ab", "c"], End::Whole);
    let stream = world.run(Request::<Download>::new(&world.client()).send()).unwrap();
    assert_eq!(world.run(stream.collect(3)).unwrap(), "abc");
    let world = chunks(&["ab", "c"], End::Whole);
    let stream = world.run(Request::<Download>::new(&world.client()).send()).unwrap();
    assert!(matches!(world.run(stream.collect(2)), Err(Error::Transport(_))));
}

#[test]
fn a_broken_stream_is_an_error_and_then_ends() {
    for (end, timeout) in [(End::Fails(TransportErrorKind::Interrupted), false), (End::Stalls, true)] {
        let world = chunks(&["ab"], end);
        let mut stream = world.run(Request::<Download>::new(&world.client()).send()).unwrap();
        assert_eq!(world.run(stream.next()).unwrap().unwrap(), "ab");
        assert_eq!(world.run(stream.next()).unwrap().unwrap_err().is_timeout(), timeout);
        assert!(world.run(stream.next()).is_none());
    }
}

#[test]
fn a_stream_may_take_its_time_but_not_stop() {
    let second = Duration::from_secs(1);
    let world = World::default();
    world.script([dripping(&world, second), dripping(&world, second)]);
    let client = world.client();
    let mut stream = world.run(Request::<Download>::new(&client).with_timeout(second).send()).unwrap();
    for _ in 0..100 {
        world.run(stream.next()).unwrap().unwrap();
    }
    assert_eq!(world.now(), 99 * second);
    let short = Request::<Download>::new(&client).with_read_timeout(second / 2);
    let mut stream = world.run(short.send()).unwrap();
    assert!(world.run(stream.next()).unwrap().is_ok());
    assert!(world.run(stream.next()).unwrap().unwrap_err().is_timeout());
    assert!(world.run(stream.next()).is_none());
}

#[test]
fn an_error_status_is_no_stream() {
    let world = World::new([answer(404, &[], r#"{"message":"no such file","code":7}"#)]);
    let error = world.run(Request::<Download>::new(&world.client()).send()).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.messages()[0].to_string(), "7 no such file");
}

#[test]
fn lines_are_values_whatever_the_chunks() {
    let (a, b) = (certificate("a"), certificate("b"));
    let text = format!("{a}\r\n\n{b}\nnope\n{a}");
    let pieces: Vec<String> = text.chars().map(String::from).collect();
    let world = chunks(&pieces.iter().map(String::as_str).collect::<Vec<_>>(), End::Whole);
    let mut lines = world.run(Request::<Rows>::new(&world.client()).send()).unwrap();
    assert_eq!(world.run(lines.next()).unwrap().unwrap().id, "a");
    assert_eq!(world.run(lines.next()).unwrap().unwrap().id, "b");
    assert!(matches!(world.run(lines.next()), Some(Err(Error::Decode(_)))));
    assert_eq!(world.run(lines.next()).unwrap().unwrap().id, "a");
    assert!(world.run(lines.next()).is_none());
}

#[test]
fn events_follow_the_standard() {
    let (a, b) = (certificate("a"), certificate("b"));
    let half = a.split_at(1);
    let text = format!(
        "\u{feff}: hello\r\nevent: made\rid: 7\ndata: {}\ndata:{}\nretry: 250\n\nid\n\ndata: {b}\n\ndata: [DONE]\n\ndata: {a}\n\n",
        half.0, half.1
    );
    let world = chunks(&[&text], End::Whole);
    let mut events = world.run(Request::<Watch>::new(&world.client()).send()).unwrap();
    let first = world.run(events.next()).unwrap().unwrap();
    assert_eq!((first.kind.as_str(), first.id.as_str(), first.data.id.as_str()), ("made", "7", "a"));
    assert_eq!(events.retry().unwrap().as_millis(), 250);
    let second = world.run(events.next()).unwrap().unwrap();
    assert_eq!((second.kind.as_str(), second.id.as_str(), second.data.id.as_str()), ("message", "", "b"));
    assert!(world.run(events.next()).is_none());
    assert_eq!(world.seen()[0].headers()["accept"], "text/event-stream");
}

#[test]
fn an_event_that_is_cut_short_is_none() {
    let text = format!("data: {}\n", certificate("a"));
    let world = chunks(&[&text], End::Whole);
    let mut events = world.run(Request::<Watch>::new(&world.client()).send()).unwrap();
    assert!(world.run(events.next()).is_none());
}

#[test]
fn s62_no_content_beside_a_value_is_none() {
    let world = World::new([answer(204, &[], ""), answer(200, &[], "")]);
    let client = world.client();
    assert_eq!(world.run(Request::<Maybe>::new(&client).send()).unwrap(), None);
    assert!(matches!(world.run(Request::<Maybe>::new(&client).send()), Err(Error::Decode(_))));
}

macro_rules! streamed {
    ($marker:ident, $flag:expr) => {
        impl Streamed for $marker {
            type Stream = Events<Certificate>;
            const STREAMING: Streaming = Streaming { accept: "text/event-stream", flag: $flag };
            fn decode_stream(reply: Reply) -> Result<Response<Self::Stream>, Error> {
                reply.events()
            }
        }
    };
}

streamed!(Create, Flag::Field("stream"));
streamed!(List, Flag::Query("stream"));
streamed!(Upload, Flag::Part("stream"));
streamed!(Maybe, Flag::None);

#[test]
fn what_answers_at_once_can_be_asked_to_answer_piece_by_piece() {
    let text = format!("data: {}\n\n", certificate("a"));
    let events = || answer(200, &[("content-type", "text/event-stream")], &text);
    let world = World::new([events(), events(), events(), events()]);
    let client = world.client();
    let mut stream = world.run(create(&client).send_stream()).unwrap();
    assert_eq!(world.run(stream.next()).unwrap().unwrap().data.id, "a");
    assert!(world.run(stream.next()).is_none());
    let _ = world.run(list(&client).send_stream()).unwrap();
    let _ = world.run(Request::<Upload>::new(&client).set_part("a", 1_i64).send_stream()).unwrap();
    let _ = world.run(Request::<Maybe>::new(&client).send_stream()).unwrap();
    let seen = world.seen();
    assert!(seen.iter().all(|request| request.headers()["accept"] == "text/event-stream"));
    assert_eq!(seen[0].body(), r#"{"certificate":"PEM","stream":true}"#);
    assert_eq!(seen[1].uri().query(), Some("stream=true"));
    assert!(String::from_utf8_lossy(seen[2].body()).contains("name=\"stream\"\r\n\r\ntrue\r\n"));
    assert!(seen[3].uri().query().is_none() && seen[3].body().is_empty());
}

#[test]
fn an_answer_at_once_is_no_stream_of_events() {
    for content_type in ["application/json; charset=utf-8", "text/html"] {
        let world = World::new([answer(200, &[("content-type", content_type)], "{}")]);
        let error = world.run(create(&world.client()).send_stream()).unwrap_err();
        assert!(matches!(error, Error::Decode(_)) && error.to_string().contains("expected events"), "{error}");
    }
    let world = World::new([answer(429, &[("content-type", "application/json")], "{}")]);
    assert!(matches!(world.run(create(&world.client()).with_max_retries(0).send_stream()), Err(Error::Api(_))));
}
