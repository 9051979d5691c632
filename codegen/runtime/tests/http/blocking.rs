//! Streams as iterators and readers, for code that is not async.

use std::io::{BufRead, Read};

use bytes::Bytes;

use super::api::{Download, Rows, Watch, get, list};
use super::fake::{End, World, certificate, chunked, enveloped, json};
use crate::runtime::transport::TransportErrorKind;
use crate::runtime::{Client, ClientBuilder, Error, Request};

fn client(world: &World) -> Client {
    ClientBuilder::new(&super::api::OTHER_API).transport(world.clone()).clock(world.clone()).build().unwrap()
}

fn chunks(texts: &[&'static str]) -> Vec<Bytes> {
    texts.iter().map(|text| Bytes::from_static(text.as_bytes())).collect()
}

#[test]
fn calls_and_lists() {
    let world = World::new([
        json(200, &enveloped(&certificate("c"))),
        json(200, &enveloped(&format!("[{}]", certificate("a")))),
    ]);
    assert_eq!(get(&world.client()).send_blocking().unwrap().id, "c");
    let items = list(&world.client()).items().max_items(1).blocking();
    assert_eq!(items.map(|item| item.unwrap().id).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn bytes_are_chunks_or_a_reader() {
    let world = World::new([chunked(200, chunks(&["ab", "cde"]), End::Whole)]);
    let stream = Request::<Download>::new(&client(&world)).send_blocking().unwrap();
    let read: Vec<Bytes> = stream.blocking().map(Result::unwrap).collect();
    assert_eq!(read, chunks(&["ab", "cde"]));
    let world = World::new([chunked(200, chunks(&["ab", "", "cd\ne"]), End::Whole)]);
    let mut reader = Request::<Download>::new(&client(&world)).send_blocking().unwrap().reader();
    let mut three = [0; 3];
    reader.read_exact(&mut three).unwrap();
    assert_eq!(&three, b"abc");
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    reader.read_to_string(&mut line).unwrap();
    assert_eq!((line.as_str(), reader.read(&mut three).unwrap()), ("d\ne", 0));
    let broken = chunked(200, chunks(&["ab"]), End::Fails(TransportErrorKind::Interrupted));
    let world = World::new([broken]);
    let mut reader = Request::<Download>::new(&client(&world)).send_blocking().unwrap().reader();
    let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
    let inner = error.get_ref().unwrap().downcast_ref::<Error>().unwrap();
    assert!(matches!(inner, Error::Transport(_)), "{inner}");
}

#[test]
fn lines_and_events_are_iterators() {
    let row = "{\"id\":\"a\",\"status\":\"active\"}\n";
    let world = World::new([chunked(200, chunks(&[row, row]), End::Whole)]);
    let rows = Request::<Rows>::new(&client(&world)).send_blocking().unwrap().blocking();
    assert_eq!(rows.map(|row| row.unwrap().id).collect::<String>(), "aa");
    let event = "id: 7\ndata: {\"id\":\"b\",\"status\":\"active\"}\n\n";
    let world = World::new([chunked(200, chunks(&[event, ": and\n\ndata: nonsense\n\n"]), End::Whole)]);
    let mut events = Request::<Watch>::new(&client(&world)).send_blocking().unwrap().blocking();
    assert_eq!(events.next().unwrap().unwrap().data.id, "b");
    assert_eq!(events.get_ref().last_event_id(), "7");
    // Behind what cannot be read, the stream goes on.
    assert!(matches!(events.next(), Some(Err(Error::Decode(_)))));
    assert!(events.next().is_none());
}
