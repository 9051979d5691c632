//! What is JSON and what is not (RFC 8259).

use super::models::{KeylessCertificate, Labels};
use super::{failure, read, write};
use crate::runtime::json::{self, Reader, Slot};
use crate::runtime::types::Json;

#[test]
fn a_byte_order_mark_is_skipped_and_counted() {
    assert!(read::<bool>("\u{feff}true").unwrap());
    assert_eq!(failure::<bool>("\u{feff} 1"), "expected a boolean, found a number (byte 4)");
    assert_eq!(failure::<bool>("\u{feff}\u{feff}true"), "expected a JSON value (byte 3)");
}

#[test]
fn nothing_may_follow_the_document() {
    assert!(read::<bool>(" true \n").unwrap());
    assert_eq!(failure::<bool>("true false"), "something follows the document (byte 5)");
    assert_eq!(failure::<Json>("{} }"), "something follows the document (byte 3)");
}

#[test]
fn an_empty_or_cut_document_is_an_error() {
    for document in
        ["", " ", "{", "{\"owner\"", "{\"owner\":", "{\"owner\":\"a", "{\"owner\":\"a\"", "{\"x\":[1,", "tru"]
    {
        assert!(failure::<Labels>(document).contains("the document ends too early") || document == "tru", "{document}");
    }
    assert!(read::<bool>("tru").is_err());
}

#[test]
fn numbers_that_json_lacks_are_errors() {
    for document in ["NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "1e", "0x10", "-", "1_000"] {
        assert!(read::<f64>(document).is_err(), "{document}");
        assert!(read::<f32>(document).is_err(), "{document}");
        assert!(read::<i64>(document).is_err(), "{document}");
        assert!(read::<Json>(document).is_err(), "{document}");
        assert!(
            Reader::new(document.as_bytes()).and_then(|mut r| r.skip().and_then(|()| r.finish())).is_err(),
            "{document}"
        );
    }
}

#[test]
fn invalid_utf8_is_an_error_even_where_it_is_skipped() {
    let error = json::read::<String>(b"\"a\xff\"").unwrap_err();
    assert_eq!((error.reason(), error.offset()), ("not valid UTF-8", 2));
    assert!(json::read::<Labels>(b"{\"x\": \"\xc3\x28\"}").is_err());
    let error = json::read::<KeylessCertificate>(b"{\"unknown\": [\"\xed\xa0\x80\"]}").unwrap_err();
    assert_eq!((error.reason(), error.offset()), ("not valid UTF-8", 14));
    assert!(json::read::<KeylessCertificate>(b"{\"\xff\": 1}").is_err());
    assert!(json::read::<Labels>(b"{\"x\": {\"\xff\": 1}}").is_err());
    assert!(json::read::<bool>(b"true\xff").is_err());
    let error = json::read::<bool>(b"\xff\xfet\0r\0u\0e\0").unwrap_err();
    assert_eq!(error.reason(), "encoded as UTF-16 or UTF-32, and not as UTF-8");
}

#[test]
fn lone_surrogates_are_errors_even_where_they_are_skipped() {
    for document in [r#""\ud800""#, r#""\udc00""#, r#""\ud800x""#, r#""\ud800\ud800""#] {
        assert!(read::<String>(document).is_err(), "{document}");
        assert!(Reader::new(document.as_bytes()).unwrap().skip().is_err(), "{document}");
    }
    assert_eq!(read::<String>(r#""\ud83d\ude00""#).unwrap(), "😀");
}

#[test]
fn a_null_character_and_all_escapes_are_kept() {
    assert_eq!(read::<String>(r#""a\u0000b""#).unwrap(), "a\0b");
    assert_eq!(read::<String>(r#""\"\\\/\b\f\n\r\t\u00e9""#).unwrap(), "\"\\/\u{8}\u{c}\n\r\té");
    assert!(read::<String>(r#""\x""#).is_err());
    assert!(read::<String>("\"\n\"").is_err());
}

#[test]
fn commas_and_quotes_are_not_optional() {
    for document in
        ["[1,]", "[1 2]", "[,1]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{'a':1}", "{\"a\":1 \"b\":2}", "/**/1"]
    {
        assert!(read::<Json>(document).is_err(), "{document}");
        assert!(Reader::new(document.as_bytes()).unwrap().skip().is_err(), "{document}");
    }
}

#[test]
fn an_attempt_leaves_the_value_behind_either_way() {
    let mut reader = Reader::new(b"[{\"id\": [1, 2]}, 7]").unwrap();
    let mut elements = reader.array().unwrap();
    assert!(elements.next(&mut reader).unwrap());
    let mut number = 0i64;
    let failed = reader.attempt(|reader| number.read(reader)).unwrap();
    assert_eq!(failed.unwrap_err().reason(), "expected a number, found an object");
    assert!(elements.next(&mut reader).unwrap());
    reader.attempt(|reader| number.read(reader)).unwrap().unwrap();
    assert!(!elements.next(&mut reader).unwrap());
    reader.finish().unwrap();
    assert_eq!(number, 7);
    assert!(Reader::new(b"[1").unwrap().attempt(|reader| number.read(reader)).is_err());
}

#[test]
fn unknown_shapes_keep_everything() {
    let document =
        r#"{"a":[1,-1,1.0,1.5,18446744073709551615,9007199254740993,-0.0],"b":{"c":null,"d":"x\ny"},"e":true}"#;
    assert_eq!(write(&read::<Json>(document).unwrap()), document);
    assert_eq!(write(&read::<Json>("-0").unwrap()), "-0.0");
    assert_eq!(failure::<Json>("[0, 1e999]"), "[1]: a number beyond the range of 64-bit floats (byte 4)");
    assert_eq!(write(&read::<Json>(r#"{"a":1,"a":2}"#).unwrap()), r#"{"a":2}"#);
}
