//! Overlays.

use super::super::{Source, document};
use crate::diag::{Sink, entries};

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\ntags: [{name: a}, {name: b}]\npaths:\n  /a: {get: {tags: [a], operationId: a, responses: {}}, put: {tags: [b], responses: {}}}\n  /b: {get: {tags: [b], responses: {}}}\n";

#[test]
fn actions() {
    let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - {target: $.info, update: {title: New, description: D}}\n  - {target: '$.tags', update: {name: c}}\n  - {target: \"$.tags[?(@.name == 'a')]\", remove: true}\n  - {target: $.paths.*.get, update: {tags: [x], deprecated: true}}\n  - {target: \"$.paths['/a']['put']\", remove: true}\n  - {target: $..nothing, remove: true}\n  - {target: 'a b', remove: true}\n";
    let mut sink = Sink::new();
    let source = Source::text("a.yaml", DOCUMENT).with_overlays([Source::text("o.yaml", overlay)]);
    let document = document(&source, &mut sink).unwrap();
    let found: Vec<_> =
        entries(&sink).into_iter().map(|one| format!("{} {} {}", one.code, one.file, one.line)).collect();
    assert_eq!(found, ["S0806 o.yaml 9", "S0807 o.yaml 10"]);
    assert_eq!((document.info.title.as_str(), document.info.description.as_deref()), ("New", Some("D")));
    let tags: Vec<_> = document.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["b", "c"]);
    let operations: Vec<_> = document.paths.iter().flat_map(|path| &path.operations).collect();
    assert_eq!((operations.len(), operations[0].operation_id.as_deref()), (2, Some("a")));
    assert!(operations.iter().all(|one| one.deprecated && one.tags.last().unwrap() == "x"));
    let place = sink.sources.position(document.info.loc);
    assert_eq!((place.file, place.line), ("a.yaml", 2));
}
