//! Structs and their tables.

use std::collections::BTreeMap;

use super::models::{
    Anything, Empty, KeylessCertificate, KeylessCertificateStatus, Labels, OnlyRest, PrioritizeCertificate, Tunnel,
    shadows,
};
use super::{failure, read, round_trip, write};
use crate::runtime::json::{self, Slot, Table};
use crate::runtime::types::{Json, Nullable};

const CERTIFICATE: &str = r#"{"id":"a","created_on":"2014-01-01T05:20:00.12345Z","enabled":false,"port":24008,"permissions":["x","y"],"status":"active","tunnel":{"private_ip":"10.0.0.1","vnet_id":null}}"#;

#[test]
fn every_field_is_read_and_written_back() {
    let certificate: KeylessCertificate = read(CERTIFICATE).unwrap();
    assert_eq!(certificate.id, "a");
    assert_eq!(certificate.created_on.to_string(), "2014-01-01T05:20:00.12345Z");
    assert_eq!(certificate.permissions, ["x", "y"]);
    assert_eq!(certificate.status, KeylessCertificateStatus::Active);
    assert_eq!(certificate.tunnel, Some(Tunnel { private_ip: "10.0.0.1".to_owned(), vnet_id: None }));
    round_trip::<KeylessCertificate>(CERTIFICATE);
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let value: serde_json::Map<String, Json> = serde_json::from_str(CERTIFICATE).unwrap();
    let backwards: Vec<String> = value.iter().rev().map(|(key, value)| format!("{key:?}: {value}")).collect();
    let document = format!("{{{}}}", backwards.join(", "));
    assert_eq!(read::<KeylessCertificate>(&document).unwrap(), read::<KeylessCertificate>(CERTIFICATE).unwrap());
}

#[test]
fn unknown_fields_are_forgotten_or_kept_as_the_model_says() {
    let certificate = CERTIFICATE.replacen('{', r#"{"new":[{"a":[1]}],"#, 1);
    assert_eq!(write(&read::<KeylessCertificate>(&certificate).unwrap()), CERTIFICATE);
    let labels: Labels = read(r#"{"b":[1,{"c":2.0}],"owner":"me","a":null}"#).unwrap();
    assert_eq!(labels.owner.as_deref(), Some("me"));
    assert_eq!(write(&labels), r#"{"owner":"me","a":null,"b":[1,{"c":2.0}]}"#);
    assert_eq!(read::<OnlyRest>(r#"{"x":1,"y":2}"#).unwrap().extra.len(), 2);
    assert_eq!(failure::<OnlyRest>(r#"{"x":1,"a b":"2"}"#), "[\"a b\"]: expected a number, found a string (byte 13)");
    assert_eq!(write(&read::<Empty>(r#"{"x":1}"#).unwrap()), "{}");
}

#[test]
fn an_extra_entry_cannot_pass_for_a_field() {
    let labels = Labels { owner: None, extra: BTreeMap::from([("owner".to_owned(), Json::from("you"))]) };
    assert_eq!(json::write(&labels).unwrap_err().to_string(), "owner: an extra entry has the name of a field");
}

#[test]
fn null_is_no_value_where_a_field_is_optional() {
    let certificate: PrioritizeCertificate = read(r#"{"id":null,"priority":null}"#).unwrap();
    assert_eq!(certificate, PrioritizeCertificate::default());
}

#[test]
fn null_is_a_value_where_an_optional_field_may_be_any_json() {
    for document in [r#"{"b":null}"#, r#"{"a":null,"b":[null]}"#, "{}"] {
        round_trip::<Anything>(document);
    }
    assert_eq!(read::<Anything>(r#"{"b":null}"#).unwrap(), Anything { a: None, b: Some(Json::Null) });
    // Of equal keys, the last one counts.
    assert_eq!(read::<Anything>(r#"{"b":1,"b":null}"#).unwrap().b, Some(Json::Null));
}

#[test]
fn null_is_an_error_where_a_field_is_required() {
    let document = CERTIFICATE.replace("\"a\"", "null");
    assert_eq!(failure::<KeylessCertificate>(&document), "id: expected a string, found null (byte 6)");
    let document = format!("[{}]", CERTIFICATE.replace("\"y\"", "null"));
    assert_eq!(read::<Vec<KeylessCertificate>>(&document).unwrap_err().path(), "[0].permissions[1]");
}

#[test]
fn a_missing_required_field_is_an_error_with_its_path() {
    let document = format!("{{\"result\":[{CERTIFICATE},{CERTIFICATE},{{}}]}}");
    let error = read::<BTreeMap<String, Vec<KeylessCertificate>>>(&document).unwrap_err();
    assert_eq!((error.path(), error.reason()), ("result[2].id", "a required field is missing"));
    // `null` is among the values of `vnet_id`: nothing is lost by taking a missing one as that.
    assert_eq!(read::<Tunnel>(r#"{"private_ip":"x"}"#).unwrap().vnet_id, None);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    for document in ["{}", r#"{"comment":null}"#, r#"{"comment":"x"}"#] {
        round_trip::<PrioritizeCertificate>(document);
    }
    let comment = |document| read::<PrioritizeCertificate>(document).unwrap().comment;
    assert_eq!(comment("{}"), Nullable::Absent);
    assert_eq!(comment(r#"{"comment":null}"#), Nullable::Null);
    assert_eq!(comment(r#"{"comment":"x"}"#), Nullable::from("x".to_owned()));
    assert_eq!(Nullable::<String>::from(None), Nullable::Null);
    assert_eq!(Nullable::Value(1).as_option(), Some(&1));
    assert_eq!(Nullable::<i32>::default().into_option(), None);
}

#[test]
fn of_equal_keys_the_last_one_counts_in_records_and_maps() {
    assert_eq!(read::<PrioritizeCertificate>(r#"{"id":"a","id":"b"}"#).unwrap().id.as_deref(), Some("b"));
    assert_eq!(read::<PrioritizeCertificate>(r#"{"id":"a","id":null}"#).unwrap().id, None);
    let tunnel = r#""private_ip":"1","vnet_id":"2""#;
    let document = CERTIFICATE.replace(r#""permissions":["x","y"]"#, r#""permissions":["x","y"],"permissions":["z"]"#);
    assert_eq!(read::<KeylessCertificate>(&document).unwrap().permissions, ["z"]);
    // A record is replaced as a whole, too, and not filled up.
    let document = format!("{{\"inner\":{{{tunnel}}},\"inner\":{{\"private_ip\":\"3\"}}}}");
    assert_eq!(read::<Holder>(&document).unwrap().inner.vnet_id, None);
    assert_eq!(read::<BTreeMap<String, i64>>(r#"{"a":1,"b":2,"a":3}"#).unwrap()["a"], 3);
    assert_eq!(read::<Labels>(r#"{"x":1,"x":2}"#).unwrap().extra["x"], 2);
}

struct Holder {
    inner: Tunnel,
}

json::record! { Holder { inner: "inner" } }

/// Names that no key spells as they are.
struct Odd {
    slash: Option<i64>,
    quote: Option<i64>,
    line: Option<i64>,
    x: Option<i64>,
}

json::record! { Odd { slash?~: "back\\bslash", quote?~: "x\":1,\"y", line?~: "two\nlines", x?: "x" } }

#[test]
fn names_with_escapes_are_compared_without_them() {
    let odd: Odd = read(r#"{"back\\bslash":1,"x\":1,\"y":2,"two\u000alines":3,"x":4}"#).unwrap();
    assert_eq!([odd.slash, odd.quote, odd.line, odd.x], [Some(1), Some(2), Some(3), Some(4)]);
    let odd: Odd = read(r#"{"back\bslash":1,"x":1,"y":2}"#).unwrap();
    assert_eq!([odd.slash, odd.quote, odd.line, odd.x], [None, None, None, Some(1)], "`\\b` is a backspace");
    assert!(read::<Odd>("{\"two\nlines\":1}").is_err(), "a control character cannot stand in a key");
}

#[test]
fn an_array_is_not_an_object() {
    assert_eq!(failure::<Tunnel>(r#"["10.0.0.1", null]"#), "expected an object, found an array (byte 0)");
    assert_eq!(failure::<BTreeMap<String, i64>>("[]"), "expected an object, found an array (byte 0)");
    assert_eq!(failure::<Vec<i64>>("{}"), "expected an array, found an object (byte 0)");
}

#[test]
fn keys_in_paths_stay_on_one_line_and_short() {
    type Map = BTreeMap<String, BTreeMap<String, i64>>;
    assert_eq!(read::<Map>(r#"{"a.b":{"c":true}}"#).unwrap_err().path(), r#"["a.b"].c"#);
    assert_eq!(read::<Map>(r#"{"x":{"\n\u001b[31m":true}}"#).unwrap_err().path(), r#"x["\n\u{1b}[31m"]"#);
    let document = format!(r#"{{"{}":{{"c":true}}}}"#, "k".repeat(10_000));
    assert!(read::<Map>(&document).unwrap_err().path().len() < 100);
}

#[test]
fn names_of_the_prelude_can_be_models() {
    round_trip::<shadows::Option>(r#"{"string":{"some":false}}"#);
    round_trip::<shadows::String>(r#"{"some":true}"#);
    round_trip::<shadows::Result>("\"none\"");
    round_trip::<shadows::Box>("\"anything\"");
}

#[test]
#[allow(deprecated)]
fn what_is_deprecated_still_works() {
    round_trip::<super::models::Deprecated>(r#"{"old":"x","y":"z"}"#);
    round_trip::<super::models::Outdated>("\"old\"");
}

#[test]
fn a_model_is_cloned_compared_and_shown_by_its_table() {
    let certificate: KeylessCertificate = read(CERTIFICATE).unwrap();
    assert_eq!(certificate.clone(), certificate);
    assert_eq!(write(&certificate.clone()), CERTIFICATE);
    for (from, to) in [("\"a\"", "\"b\""), ("24008", "24009"), ("active", "new"), ("\"y\"", "\"z\""), ("null", "\"\"")]
    {
        assert_ne!(read::<KeylessCertificate>(&CERTIFICATE.replace(from, to)).unwrap(), certificate, "{from}");
    }
    let labels: Labels = read(r#"{"owner":"me","x":[1]}"#).unwrap();
    assert_eq!(labels.clone(), labels);
    assert_ne!(labels, read(r#"{"owner":"me","x":[2]}"#).unwrap());
    assert_ne!(labels, read(r#"{"owner":"me"}"#).unwrap());
    assert_eq!(format!("{labels:?}"), r#"Labels { owner: Some("me"), extra: {"x": Array [Number(1)]} }"#);
    assert_eq!(format!("{:?}", read::<Empty>("{}").unwrap()), "Empty");
    let shown = format!("{certificate:?}");
    assert!(shown.contains(r#"port: 24008.0, permissions: ["x", "y"], status: Active, type: None"#), "{shown}");
    assert!(shown.ends_with(r#"tunnel: Some(Tunnel { private_ip: "10.0.0.1", vnet_id: None }) }"#), "{shown}");
}

/// As wide as the widest: its fields are in a vector here, and its table is leaked.
#[derive(Clone, Debug, PartialEq)]
struct Wide<T> {
    width: usize,
    marks: &'static [char],
    fields: Vec<T>,
}

impl<T: Slot + Clone + PartialEq> Wide<T> {
    fn new(width: usize, marks: &'static [char]) -> Self {
        Self { width, marks, fields: vec![T::blank(); width] }
    }
}

impl<T: Slot + Clone + PartialEq> Slot for Wide<T> {
    fn blank() -> Self {
        Self::new(0, &[])
    }

    fn table(&self) -> &'static Table {
        let width = self.width;
        let names: Vec<&'static str> = (0..width).map(|i| &*format!("field_{}", i * 7919 % width).leak()).collect();
        Box::leak(Box::new(Table { names: names.leak(), marks: vec![self.marks; width].leak(), idents: "Wide" }))
    }

    fn fields(&self, visit: &mut json::Visit<'_>) {
        let fields: Vec<&json::AnySlot> = self.fields.iter().map(|field| field as &json::AnySlot).collect();
        visit(&fields);
    }

    fn fields_mut(&mut self, visit: &mut json::VisitMut<'_>) {
        let mut fields: Vec<_> = self.fields.iter_mut().map(|field| field as &mut json::AnySlot).collect();
        visit(&mut fields);
    }
}

#[test]
fn wide_records_are_read_in_any_order() {
    for width in [1, 24, 25, 63, 64, 65, 128, 129, 2000] {
        let entries: Vec<String> = (0..width).map(|i| format!("\"field_{i}\":{i}")).collect();
        let document = format!("{{\"unknown\":0,{}}}", entries.join(","));
        let mut wide = Wide::<Option<i64>>::new(width, &['?']);
        json::read_into(&mut wide, document.as_bytes()).unwrap();
        let sum: i64 = wide.fields.iter().flatten().sum();
        assert_eq!(sum, (0..i64::try_from(width).unwrap()).sum::<i64>());
        assert!(wide.fields.iter().enumerate().all(|(i, field)| *field == i64::try_from(i * 7919 % width).ok()));
        assert_eq!(write(&wide).len(), document.len() - "\"unknown\":0,".len());
    }
}

/// A field that is required, not nullable, and misses: at both sides of each word of the set of fields.
#[test]
fn each_missing_field_of_a_wide_record_is_noticed() {
    for missing in [0, 1, 62, 63, 64, 65, 127, 128, 199] {
        let entries: Vec<String> = (0..200).filter(|i| *i != missing).map(|i| format!("\"field_{i}\":{i}")).collect();
        let document = format!("{{{}}}", entries.join(","));
        let error = json::read_into(&mut Wide::<i64>::new(200, &[]), document.as_bytes()).unwrap_err();
        assert_eq!(error.path(), format!("field_{missing}"));
    }
}

#[test]
fn names_are_found_whatever_was_expected() {
    let texts: Vec<&'static str> = (0..500).map(|i| &*format!("{}", i * 37 % 500).leak()).collect();
    for width in [0, 1, 24, 25, 500] {
        let table = Table { names: Vec::from(texts.get(..width).unwrap()).leak(), marks: &[], idents: "" };
        for (position, name) in table.names.iter().enumerate() {
            for expected in [0, position, position.saturating_sub(2), position + 1, 10_000] {
                assert_eq!(table.find(expected, name), Some(position));
            }
        }
        assert_eq!((table.find(0, "500"), table.find(0, "")), (None, None));
    }
}
