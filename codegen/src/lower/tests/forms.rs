//! Forms: how their properties and parts are written.

use super::wire::{LIST, OBJECT, TEXT, body};
use crate::ir::{Body, Input, Place, Style};

/// The inputs of a form of these properties with these encodings.
fn form(media_type: &str, properties: &str, encoding: &str) -> (Vec<Input>, Vec<&'static str>) {
    let schema = format!(r#"{{"type":"object","properties":{{{properties}}}}}"#);
    let (operation, codes) = body(&format!(r#""{media_type}":{{"schema":{schema},"encoding":{{{encoding}}}}}"#));
    (operation.inputs, codes)
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

#[test]
fn encodings_of_forms() {
    let nested = r#"{"type":"object","properties":{"o":{"type":"object","properties":{"a":{"type":"string"}}}}}"#;
    let cases = [
        (LIST, r#""explode":false"#, Style::Joined(','), true),
        (LIST, r#""style":"pipeDelimited","explode":false"#, Style::Joined('|'), true),
        (LIST, r#""style":"deepObject""#, Style::Deep, true),
        (nested, r#""style":"deepObject","explode":true"#, Style::Deep, true),
        (nested, r#""contentType":"application/json""#, Style::Json, true),
        // With a style, the media type does not count.
        (LIST, r#""style":"form","contentType":"application/json""#, Style::Usual, true),
        (LIST, r#""contentType":"text/plain""#, Style::Usual, true),
        (LIST, r#""contentType":"application/xml""#, Style::Usual, false),
        (LIST, r#""style":"matrix""#, Style::Usual, false),
        (nested, r#""explode":false"#, Style::Deep, false),
    ];
    for (schema, encoding, style, is_fine) in cases {
        let (inputs, codes) = form(FORM, &format!(r#""p":{schema}"#), &format!(r#""p":{{{encoding}}}"#));
        assert_eq!(inputs.iter().map(|input| input.style).collect::<Vec<_>>(), [style], "{encoding}");
        assert_eq!(codes, if is_fine { vec![] } else { vec!["S0622"] }, "{encoding}");
    }
    assert_eq!(form(FORM, r#""p":{}"#, r#""q":{"style":"form"}"#).1, ["S0622"]);
}

#[test]
fn encodings_of_parts() {
    let bytes = r#"{"type":"string","format":"binary"}"#;
    let png = Some("image/png");
    let cases = [
        (OBJECT, r#""contentType":"application/json""#, Place::Part, None, true),
        (OBJECT, r#""contentType":"application/vnd.a+json""#, Place::Part, Some("application/vnd.a+json"), true),
        (OBJECT, r#""contentType":"application/xml, application/json""#, Place::Part, None, true),
        (OBJECT, r#""contentType":"application/xml""#, Place::Part, None, false),
        (TEXT, r#""contentType":"text/csv""#, Place::Part, Some("text/csv"), true),
        (TEXT, r#""contentType":"application/json""#, Place::Part, Some("application/json"), true),
        (TEXT, r#""headers":{"X-A":{}}"#, Place::Part, None, false),
        (TEXT, r#""contentType":"image/png""#, Place::File, png, true),
        ("{}", r#""contentType":"application/octet-stream""#, Place::File, Some("application/octet-stream"), true),
        (LIST, r#""contentType":"image/png""#, Place::Files, png, true),
        (bytes, r#""contentType":"image/png","headers":{"X-A":{}}"#, Place::File, png, true),
        (bytes, r#""contentType":"image/*""#, Place::File, None, true),
        (LIST, r#""style":"form","explode":true"#, Place::Part, None, true),
        (LIST, r#""style":"form","explode":false"#, Place::Part, None, false),
    ];
    for (schema, encoding, place, media_type, is_fine) in cases {
        let (inputs, codes) = form(MULTIPART, &format!(r#""p":{schema}"#), &format!(r#""p":{{{encoding}}}"#));
        let [input] = inputs.as_slice() else { panic!("{inputs:?}") };
        assert_eq!((input.place, input.media_type.as_deref()), (place, media_type), "{schema} {encoding}");
        assert_eq!(codes, if is_fine { vec![] } else { vec!["S0622"] }, "{schema} {encoding}");
    }
    let (inputs, _) = form(
        MULTIPART,
        &format!(r#""p":{bytes}"#),
        r#""p":{"contentType":"image/png, image/gif","headers":{"X-A":{}}}"#,
    );
    assert_eq!(
        inputs[0].docs.facts,
        ["Media types: `image/png`, `image/gif`.", "May have the headers `X-A`, see `FilePart::with_header`."]
    );
}

#[test]
fn forms_without_properties_are_said() {
    let union = format!(r#"{{"oneOf":[{OBJECT},{TEXT}]}}"#);
    let map = r#"{"type":"object","additionalProperties":{"type":"string"}}"#;
    for schema in [LIST, &union, map] {
        let (operation, codes) = body(&format!(r#""{FORM}":{{"schema":{schema}}}"#));
        assert_eq!(operation.inputs.iter().map(|input| input.place).collect::<Vec<_>>(), [Place::Bytes], "{schema}");
        assert_eq!((operation.body, codes), (Body::Whole(FORM.to_owned()), vec!["S0623"]), "{schema}");
    }
    for content in [format!(r#"{{"schema":{map}}}"#), format!(r#"{{"schema":{LIST}}}"#), "{}".to_owned()] {
        let (operation, codes) = body(&format!(r#""{MULTIPART}":{content}"#));
        assert!(operation.inputs.is_empty(), "{content}");
        assert_eq!((operation.body, codes), (Body::Multipart { required: true }, vec!["S0623"]), "{content}");
    }
    let open = r#"{"type":"object","additionalProperties":true,"properties":{"a":{"type":"string"}}}"#;
    let (operation, codes) = body(&format!(r#""{FORM}":{{"schema":{open}}}"#));
    assert_eq!((operation.body, codes), (Body::Form { required: true }, vec!["S0623"]));
    let nullable = r#"{"type":"object","nullable":true,"properties":{"a":{"type":"string"}}}"#;
    let (operation, codes) = body(&format!(r#""{FORM}":{{"schema":{nullable}}}"#));
    assert_eq!((operation.body, codes), (Body::Form { required: true }, vec![]));
}
