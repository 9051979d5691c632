//! The writer.

use std::collections::BTreeMap;

use super::{round_trip, write};
use crate::runtime::json::Writer;

#[test]
fn strings_are_escaped_as_json_demands() {
    let text: String = (0..=0x80u8).map(char::from).chain("\u{2028}é😀\u{ffff}".chars()).collect();
    let written = write(&text);
    assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    assert_eq!(written, serde_json::to_string(&text).unwrap());
    assert_eq!(write(&"\"".to_owned()), "\"\\\"\"");
    assert_eq!(write(&String::new()), "\"\"");
}

#[test]
fn commas_stand_between_and_nowhere_else() {
    for document in ["[]", "[[]]", "[[],[]]", "[[1,2],[],[3]]"] {
        round_trip::<Vec<Vec<i64>>>(document);
    }
    for document in ["{}", r#"{"":{}}"#, r#"{"[":{},"{":{"a":"[","{":"{"},"}":{"":"x"}}"#] {
        round_trip::<BTreeMap<String, BTreeMap<String, String>>>(document);
    }
    round_trip::<Vec<Option<bool>>>("[true,null,false]");
}

#[test]
fn a_document_can_be_put_together_by_hand() {
    let mut writer = Writer::new();
    writer.begin_object().unwrap();
    writer.key("a");
    writer.raw(b" {\"x\": 1} ");
    writer.key("b");
    writer.begin_array().unwrap();
    writer.element();
    writer.null();
    writer.element();
    writer.display(&7);
    writer.end_array();
    writer.end_object();
    assert_eq!(writer.into_bytes(), br#"{"a":{"x": 1},"b":[null,7]}"#);
}
