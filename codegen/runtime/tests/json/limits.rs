//! Depth and size.

use std::collections::BTreeMap;

use super::models::{Empty, KeylessCertificate, Node};
use super::{failure, read};
use crate::runtime::json::{self, Reader};
use crate::runtime::types::Json;

fn nested(depth: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn depth_ends_at_128() {
    let fits = [nested(128, "[", "", "]"), nested(128, "{\"a\":", "1", "}"), nested(64, "[{\"a\":", "1", "}]")];
    for document in &fits {
        assert!(read::<Json>(document).is_ok());
        assert!(Reader::new(document.as_bytes()).unwrap().skip().is_ok());
    }
    for depth in [129, 200, 100_000] {
        for document in [nested(depth, "[", "", "]"), nested(depth, "{\"a\":", "1", "}"), "[".repeat(depth)] {
            let error = read::<Json>(&document).unwrap_err();
            assert_eq!(error.reason(), "nested deeper than 128 levels");
            assert_eq!(Reader::new(document.as_bytes()).unwrap().skip().unwrap_err().offset(), error.offset());
        }
    }
}

#[test]
fn depth_counts_from_the_document_and_not_from_where_skipping_begins() {
    let document = format!("{{\"unknown\": {}}}", nested(128, "[", "", "]"));
    assert!(failure::<Empty>(&document).starts_with("nested deeper than 128 levels"));
    let document = format!("{{\"unknown\": {}}}", nested(127, "[", "", "]"));
    assert!(read::<Empty>(&document).is_ok());
}

/// A test's thread has a stack of 2 MiB, as a runtime's worker has.
#[test]
fn deep_models_are_read_and_dropped_on_a_small_stack() {
    let read_all = || {
        let chain = |depth| nested(depth, "{\"value\":1,\"next\":", "null", "}");
        assert!(read::<Node>(&chain(128)).is_ok());
        let error = read::<Node>(&chain(200)).unwrap_err();
        assert_eq!(error.reason(), "nested deeper than 128 levels");
        assert!(error.path().starts_with("next.next.next."));
        drop(read::<Json>(&nested(128, "[", "", "]")));
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(read_all).unwrap().join().unwrap();
    std::thread::Builder::new().stack_size(8 << 20).spawn(read_all).unwrap().join().unwrap();
}

#[test]
fn deep_values_are_not_written() {
    let mut node = Node { value: 0, next: None };
    for value in 1..500 {
        node = Node { value, next: Some(Box::new(node)) };
    }
    assert_eq!(json::write(&node).unwrap_err().reason(), "nested deeper than 128 levels");
}

#[test]
fn a_million_elements_and_keys_take_linear_time() {
    let numbers = format!("[{}0]", "1,".repeat(1_000_000));
    let array = |count: usize| numbers.get(..2 * count).map(|start| format!("{start}0]")).unwrap();
    let object = |count: usize| {
        let entries: Vec<String> = (0..count).map(|key| format!("\"{key:07}\":0")).collect();
        format!("{{{}}}", entries.join(","))
    };
    let cost = |documents: [String; 2]| {
        documents.map(|document| {
            let start = std::time::Instant::now();
            assert!(read::<Json>(&document).is_ok());
            assert!(read::<BTreeMap<String, i64>>(&document).is_ok() || document.starts_with('['));
            assert!(read::<Vec<i64>>(&document).is_ok() || document.starts_with('{'));
            assert!(read::<Empty>(&document).is_ok() || document.starts_with('['));
            start.elapsed().as_secs_f64()
        })
    };
    for [small, large] in [cost([array(100_000), array(1_000_000)]), cost([object(100_000), object(1_000_000)])] {
        // Ten times as much may take fifty times as long on a busy machine; squared, it would be a hundred.
        assert!(large < small.max(0.001) * 50.0, "{small} {large}");
    }
}

#[test]
fn duplicate_keys_by_the_million_keep_one_value() {
    let document = format!("{{{}\"id\":\"b\"}}", "\"id\":\"a\",".repeat(1_000_000));
    assert!(failure::<KeylessCertificate>(&document).starts_with("created_on: a required field is missing"));
}
