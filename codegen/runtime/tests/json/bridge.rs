//! `Serialize` and `Deserialize`, for callers' own formats and structs.

use std::collections::BTreeMap;

use serde_json::json;

use super::models::{KeylessCertificate, KeylessCertificateStatus, Labels, PrioritizeCertificate};
use crate::runtime::types::{Base64, Date, Nullable, Timestamp};

fn certificate() -> serde_json::Value {
    json!({
        "id": "a", "created_on": "2014-01-01T05:20:00Z", "enabled": true, "port": 1.5, "permissions": [], "status": "new",
        "tunnel": {"private_ip": "x", "vnet_id": null},
    })
}

#[test]
fn a_model_goes_through_serde_and_back() {
    let model: KeylessCertificate = serde_json::from_value(certificate()).unwrap();
    assert_eq!(model.status.as_str(), "new");
    assert_eq!(serde_json::to_value(&model).unwrap(), certificate());
    let text = serde_json::to_string(&model).unwrap();
    assert!(text.starts_with(r#"{"id":"a","created_on":"2014-01-01T05:20:00Z","enabled":true,"port":1.5,"#));
    assert_eq!(serde_json::from_str::<KeylessCertificate>(&text).unwrap(), model);
    let list: BTreeMap<String, Vec<KeylessCertificateStatus>> =
        serde_json::from_str(r#"{"a":["active","x"]}"#).unwrap();
    assert_eq!(serde_json::to_string(&list).unwrap(), r#"{"a":["active","x"]}"#);
}

#[test]
fn numbers_keep_every_digit() {
    let labels: Labels =
        serde_json::from_str(r#"{"a":18446744073709551615,"b":-9223372036854775808,"c":0.1}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&labels).unwrap(),
        r#"{"a":18446744073709551615,"b":-9223372036854775808,"c":0.1}"#
    );
    let priority = PrioritizeCertificate { priority: Some(2.225_073_858_507_201_4e-308), ..Default::default() };
    let value = serde_json::to_value(priority).unwrap();
    assert_eq!(value["priority"].as_f64().unwrap().to_bits(), 2.225_073_858_507_201_4e-308f64.to_bits());
}

#[test]
fn errors_keep_their_path() {
    let mut value = certificate();
    value["tunnel"]["private_ip"] = json!(7);
    let error = serde_json::from_value::<KeylessCertificate>(value).unwrap_err().to_string();
    assert!(error.starts_with("tunnel.private_ip: expected a string, found a number"), "{error}");
    let unwritable = PrioritizeCertificate { priority: Some(f64::NAN), ..Default::default() };
    let error = serde_json::to_string(&unwritable).unwrap_err().to_string();
    assert_eq!(error, "priority: a number that is not finite has no JSON form");
}

#[test]
fn values_go_through_serde() {
    type Values = (Timestamp, Date, Base64, Nullable<i64>, Nullable<i64>);
    let text = r#"["2014-01-01T05:20:00+02:00","2014-01-31","AAEC",null,7]"#;
    let values: Values = serde_json::from_str(text).unwrap();
    assert_eq!(values.3, Nullable::Null);
    assert_eq!(serde_json::to_string(&values).unwrap(), text);
    assert!(serde_json::from_str::<Date>("\"2014-02-30\"").is_err());
}

#[test]
fn a_three_state_value_is_changed_in_its_place() {
    assert_eq!(Nullable::<u8>::Absent.map(u16::from), Nullable::Absent);
    assert_eq!(Nullable::<u8>::Null.map(u16::from), Nullable::Null);
    assert_eq!(Nullable::Value(1_u8).map(Box::new), Nullable::Value(Box::new(1)));
}
