//! Answers that are text or come as streams.

use std::time::Duration;

use bytes::Bytes;

use super::api::{Download, Maybe, Rows, Text, Watch};
use super::fake::{End, World, answer, certificate, chunked, dripping};
use crate::runtime::transport::{Clock, TransportErrorKind};
use crate::runtime::{Error, Request};

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
