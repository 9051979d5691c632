//! What calls give where the document offers more than one thing: streams, empty answers, other media types, errors.

use super::wire::{LIST, OBJECT, TEXT, operation};
use crate::ir::{Flag, Operation, Origin, Output, Owner, Paging, Place, Scalar, Streaming, Type};

/// The operation `POST /a/{p}` with a body of some properties and these responses.
fn post(properties: &str, responses: &str) -> (Operation, Vec<&'static str>) {
    let body = format!(r#"{{"schema":{{"type":"object","properties":{{{properties}}}}}}}"#);
    let members = format!(
        r#""parameters":[{{"name":"p","in":"path","required":true,"schema":{{}}}}],"requestBody":{{"content":{{"application/json":{body}}}}},"responses":{{{responses}}}"#
    );
    let (mut operation, _, codes) = operation("post", &members);
    operation.inputs.retain(|input| input.place != Place::Path);
    (operation, codes)
}

fn get(responses: &str) -> (Operation, Vec<&'static str>) {
    let parameters = r#"[{"name":"p","in":"path","required":true,"schema":{}},{"name":"page","in":"query","schema":{"type":"integer"}}]"#;
    let (operation, _, codes) = operation("get", &format!(r#""parameters":{parameters},"responses":{{{responses}}}"#));
    (operation, codes)
}

/// A response with the status 200 and these media types, each with this schema.
fn ok(content: &[(&str, &str)]) -> String {
    let content: Vec<String> =
        content.iter().map(|(media_type, schema)| format!(r#""{media_type}":{{"schema":{schema}}}"#)).collect();
    format!(r#""200":{{"content":{{{}}}}}"#, content.join(","))
}

const EVENTS: &str = "text/event-stream";
const JSON: &str = "application/json";

#[test]
fn json_and_events_are_both_offered() {
    let flag = |default| {
        let streaming = |output| Some(Streaming { accept: EVENTS.to_owned(), output, flag: default });
        streaming(Output::Events(Some(Type::Scalar(Scalar::I64))))
    };
    let flag_of = |default| Some(Flag { wire: "stream".to_owned(), place: Place::Field, default });
    let cases = [
        (r#""stream":{"type":"boolean"},"a":{"type":"string"}"#, flag(flag_of(false)), 1),
        (r#""stream":{"type":"boolean","nullable":true,"default":true}"#, flag(flag_of(true)), 0),
        (r#""stream":{"type":"string"}"#, flag(None), 1),
        (r#""a":{"type":"string"}"#, flag(None), 1),
    ];
    let responses = ok(&[(JSON, OBJECT), (EVENTS, r#"{"type":"integer"}"#)]);
    for (properties, expected, inputs) in cases {
        let (operation, codes) = post(properties, &responses);
        assert!(matches!(operation.output, Output::Value(Type::Named(_))), "{properties}");
        assert_eq!((operation.streaming, operation.inputs.len()), (expected, inputs), "{properties}");
        assert_eq!(codes, Vec::<&str>::new(), "{properties}");
    }

    let (operation, _) = post("", &ok(&[(EVENTS, TEXT), ("audio/mpeg", TEXT)]));
    assert_eq!((operation.output, operation.accept.as_deref()), (Output::Bytes, Some("audio/mpeg")));
    assert_eq!(operation.streaming.map(|streaming| streaming.output), Some(Output::Events(None)));
    let (operation, _) = post("", &ok(&[(JSON, TEXT), ("application/x-ndjson", r#"{"type":"integer"}"#)]));
    assert_eq!(operation.streaming.map(|streaming| streaming.output), Some(Output::Lines(Type::Scalar(Scalar::I64))));
    let (operation, _) = post("", &ok(&[(EVENTS, TEXT)]));
    assert_eq!((operation.output, operation.streaming), (Output::Events(None), None));
}

#[test]
fn other_media_types_are_said() {
    let (operation, _) = post("", &ok(&[("text/csv", TEXT), (JSON, OBJECT), (EVENTS, TEXT)]));
    assert_eq!(operation.docs.facts, ["The API can also answer with `text/csv`, which is not asked for."]);
    let (operation, _) = post("", &ok(&[(JSON, OBJECT)]));
    assert!(operation.docs.facts.is_empty());
}

#[test]
fn empty_successes_beside_others() {
    let with = |status: &str, content: (&str, &str)| get(&format!(r#"{},"{status}":{{}}"#, ok(&[content])));
    let (operation, codes) = with("204", (JSON, OBJECT));
    assert!(matches!(operation.output, Output::Nullable(Type::Named(_))) && codes.is_empty(), "{codes:?}");
    let (operation, codes) = with("204", (JSON, LIST));
    assert!(matches!(operation.output, Output::Page(_, Paging::By(_))) && codes.is_empty(), "{codes:?}");
    assert!(operation.may_be_empty && !get(&ok(&[(JSON, LIST)])).0.may_be_empty);
    for content in [(JSON, LIST), ("text/plain", TEXT), ("image/png", TEXT), (EVENTS, TEXT)] {
        assert_eq!(with("202", content).1, ["S0609"], "{content:?}");
        assert!(with("204", content).1.is_empty(), "{content:?}");
    }
    let wrapped = r#"{"type":"object","properties":{"success":{"type":"boolean"},"errors":{"type":"array","items":{}},"result":{"type":"string"}}}"#;
    let (operation, _) = with("204", (JSON, wrapped));
    assert_eq!((operation.output, operation.envelope), (Output::Nullable(Type::Scalar(Scalar::String)), Some(0)));
}

#[test]
fn successes_of_other_kinds_go_by_status() {
    let (operation, codes) =
        get(&format!(r#"{},"202":{{"content":{{"text/plain":{{}}}}}},"204":{{}}"#, ok(&[(JSON, OBJECT)])));
    let Output::ByStatus(all) = operation.output else { panic!("{:?}", operation.output) };
    assert_eq!(all.iter().map(|one| (one.status, one.ty.is_some())).collect::<Vec<_>>(), [(200, true), (204, false)]);
    assert_eq!(codes, Vec::<&str>::new());
    let (operation, codes) =
        get(&format!(r#"{},"202":{{"content":{{"{JSON}":{{"schema":{OBJECT}}}}}}}"#, ok(&[("image/png", TEXT)])));
    assert_eq!((operation.output, codes), (Output::Bytes, vec!["S0609"]));
}

#[test]
fn inline_errors_are_models_too() {
    let members = format!(
        r#""responses":{{{},"404":{{"content":{{"{JSON}":{{"schema":{OBJECT}}}}}}},"default":{{"content":{{"{JSON}":{{"schema":{LIST}}}}}}}}}"#,
        ok(&[(JSON, OBJECT)])
    );
    let (operation, api, _) = operation("get", &members);
    let [(status, Type::Named(id))] = operation.errors.as_slice() else { panic!("{:?}", operation.errors) };
    assert_eq!(status, "404");
    let Origin::Inline(sites) = &api.type_def(*id).unwrap().origin else { panic!("it stands in the operation") };
    assert!(matches!(sites.first().unwrap().owner, Owner::Operation(_)));
}
