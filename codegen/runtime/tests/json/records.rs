//! Structs and their tables.

use std::collections::BTreeMap;

use super::models::{
    Empty, KeylessCertificate, KeylessCertificateStatus, Labels, OnlyRest, PrioritizeCertificate, Tunnel, shadows,
};
use super::{failure, read, round_trip, write};
use crate::runtime::json::{self, Blank, Entries, Field, Names, Record, Slot, Table, read_record, write_record};
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

#[derive(Debug)]
struct Holder {
    inner: Tunnel,
}

json::record! { Holder { 0 inner: "inner" } }

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
fn a_position_outside_the_table_is_no_field() {
    let mut tunnel = Tunnel::blank();
    assert!(tunnel.slot(2).is_none() && tunnel.get(usize::MAX).is_none());
    assert!(tunnel.slot(1).is_some() && tunnel.get(0).is_some());
}

/// As wide as the widest: its fields are in a vector here, and its table is leaked.
struct Wide {
    table: &'static Table,
    fields: Vec<Option<i64>>,
    rest: Option<BTreeMap<String, i64>>,
}

impl Wide {
    fn new(width: usize, required: bool) -> Self {
        let names: Vec<&'static str> = (0..width).map(|i| &*format!("field_{}", i * 7919 % width).leak()).collect();
        let field = if required { Field::Required } else { Field::Optional };
        let table = Box::leak(Box::new(Table::new(names.leak(), vec![field; width].leak())));
        Self { table, fields: vec![None; width], rest: None }
    }
}

impl Record for Wide {
    fn table(&self) -> &'static Table {
        self.table
    }

    fn slot(&mut self, position: usize) -> Option<&mut dyn Slot> {
        self.fields.get_mut(position).map(|slot| slot as &mut dyn Slot)
    }

    fn get(&self, position: usize) -> Option<&dyn Slot> {
        self.fields.get(position).map(|slot| slot as &dyn Slot)
    }

    fn rest_mut(&mut self) -> Option<&mut dyn Entries> {
        self.rest.as_mut().map(|rest| rest as &mut dyn Entries)
    }
}

#[test]
fn wide_records_are_read_in_any_order() {
    for width in [1, 24, 25, 63, 64, 65, 128, 129, 2000] {
        let entries: Vec<String> = (0..width).map(|i| format!("\"field_{i}\":{i}")).collect();
        let document = format!("{{\"unknown\":0,{}}}", entries.join(","));
        let mut wide = Wide::new(width, false);
        read_record(&mut wide, &mut json::Reader::new(document.as_bytes()).unwrap()).unwrap();
        let sum: i64 = wide.fields.iter().flatten().sum();
        assert_eq!(sum, (0..i64::try_from(width).unwrap()).sum::<i64>());
        assert!(wide.fields.iter().enumerate().all(|(i, field)| *field == i64::try_from(i * 7919 % width).ok()));
        let mut writer = json::Writer::new();
        write_record(&wide, &mut writer).unwrap();
        assert_eq!(writer.into_bytes().len(), document.len() - "\"unknown\":0,".len());
    }
}

/// A field that is required, not nullable, and misses: at both sides of each word of the set of fields.
#[test]
fn each_missing_field_of_a_wide_record_is_noticed() {
    struct Strict(Wide, i64);

    impl Record for Strict {
        fn table(&self) -> &'static Table {
            self.0.table()
        }

        fn slot(&mut self, _: usize) -> Option<&mut dyn Slot> {
            Some(&mut self.1)
        }

        fn get(&self, _: usize) -> Option<&dyn Slot> {
            Some(&self.1)
        }
    }

    for missing in [0, 1, 62, 63, 64, 65, 127, 128, 199] {
        let entries: Vec<String> = (0..200).filter(|i| *i != missing).map(|i| format!("\"field_{i}\":{i}")).collect();
        let document = format!("{{{}}}", entries.join(","));
        let mut strict = Strict(Wide::new(200, true), 0);
        let error = read_record(&mut strict, &mut json::Reader::new(document.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(error.path(), format!("field_{missing}"));
    }
}

#[test]
fn names_are_found_in_lists_of_any_length() {
    let texts: Vec<&'static str> = (0..500).map(|i| &*format!("{}", i * 37 % 500).leak()).collect();
    for width in [0, 1, 24, 25, 500] {
        let names = Names::new(Vec::from(texts.get(..width).unwrap()).leak());
        for (position, name) in names.as_slice().iter().enumerate() {
            assert_eq!(names.find(name), Some(position));
            for expected in [0, position, position.saturating_sub(2), position + 1, 10_000] {
                assert_eq!(names.find_from(expected, name), Some(position));
            }
        }
        assert_eq!((names.find("500"), names.find("")), (None, None));
    }
    let empty = Names::new(&[""]);
    assert_eq!((empty.find(""), empty.find("x")), (Some(0), None));
}
