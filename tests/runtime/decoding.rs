//! Values in answers that are not quite what the document says.

use cloudflare_certificates::models::{
    BundleMethod, CustomCertificate, KeylessCertificate, PrioritizeCertificate, Status,
};
use cloudflare_certificates::{DecodeError, Error};
use serde_json::{Value, json};

use super::answers::{ID, KEYLESS, RAY, ZONE, certificate, certificates, enveloped, json as answer, value};
use super::server::Server;

/// What comes of an answer with this body.
async fn get(body: impl AsRef<[u8]>) -> Result<CustomCertificate, Error> {
    let server = Server::start([answer("200 OK", body)]).await;
    server.client().custom_certificates().get(ZONE, ID).send().await
}

/// A certificate with these members beside those that it must have.
async fn with(members: &str) -> Result<CustomCertificate, Error> {
    get(enveloped(&format!(r#"{{"id":"{ID}","zone_id":"{ZONE}",{members}}}"#))).await
}

/// The error of a Keyless SSL configuration with this member.
async fn keyless(name: &str, member: &str) -> Result<KeylessCertificate, Error> {
    let mut keyless: serde_json::Map<String, Value> = serde_json::from_str(KEYLESS).unwrap();
    keyless.remove(name);
    let rest = serde_json::to_string(&keyless).unwrap();
    let body = format!(r#"{{"{name}":{member},{}"#, &rest[1..]);
    let server = Server::start([answer("200 OK", enveloped(&body))]).await;
    server.client().keyless_certificates().get(ZONE, ID).send().await
}

#[track_caller]
fn undecodable<T: std::fmt::Debug>(result: Result<T, Error>) -> DecodeError {
    match result {
        Err(Error::Decode(error)) => error,
        other => panic!("no undecodable answer: {other:?}"),
    }
}

#[tokio::test]
async fn r37_unknown_value_of_an_enum_is_kept() {
    let certificate = with(r#""status":"being_revoked","bundle_method":"Ubiquitous""#).await.unwrap();
    let status = certificate.status.clone().unwrap();
    assert!(matches!(status, Status::Unknown { .. }) && !Status::KNOWN.contains(&status));
    assert_eq!(status.as_str(), "being_revoked");
    assert!(matches!(certificate.bundle_method, Some(BundleMethod::Unknown { .. })));
    let written = serde_json::to_value(&certificate).unwrap();
    assert_eq!((&written["status"], &written["bundle_method"]), (&json!("being_revoked"), &json!("Ubiquitous")));
}

#[tokio::test]
async fn r38_unknown_field_is_passed_over() {
    let certificate = with(r#""wrapped_by":{"deep":[{"er":null}]},"":0,"priority":3,"é":"\u00e9""#).await.unwrap();
    assert_eq!((certificate.id.as_str(), certificate.priority), (ID, Some(3.0)));
}

#[tokio::test]
async fn r39_null_for_an_optional_field_is_none() {
    let members = r#""status":null,"hosts":null,"priority":null,"expires_on":null,"keyless_server":null,"issuer":null"#;
    let certificate = with(members).await.unwrap();
    assert_eq!((certificate.status, certificate.hosts, certificate.priority), (None, None, None));
    assert_eq!((certificate.expires_on, certificate.keyless_server, certificate.issuer), (None, None, None));
}

#[tokio::test]
async fn r40_null_for_a_required_field_is_an_error_with_its_place() {
    for (name, expected) in [
        ("id", "a string"),
        ("port", "a number"),
        ("enabled", "a boolean"),
        ("permissions", "an array"),
        ("created_on", "an RFC 3339 date-time"),
        ("status", "a string"),
    ] {
        let error = undecodable(keyless(name, "null").await);
        assert_eq!(error.path(), format!("result.{name}"));
        assert_eq!(error.reason(), format!("expected {expected}, found null"));
        assert_eq!((error.request_id(), error.status().as_u16()), (Some(RAY), 200));
    }
}

#[tokio::test]
async fn r41_missing_field_is_named_by_its_path() {
    let mut list: Vec<String> = ["a", "b", "c"].map(certificate).to_vec();
    list.push(format!(r#"{{"zone_id":"{ZONE}"}}"#));
    let server = Server::start([value(&format!("[{}]", list.join(",")))]).await;
    let error = undecodable(server.client().custom_certificates().list(ZONE).send().await);
    assert_eq!((error.path(), error.reason()), ("result[3].id", "a required field is missing"));
    assert!(error.to_string().contains("result[3].id: a required field is missing"), "{error}");
    let error = undecodable(with(r#""keyless_server":{"id":"k"}"#).await);
    assert_eq!(error.path(), "result.keyless_server.created_on");
}

#[tokio::test]
async fn r42_text_is_no_number_and_a_number_no_text() {
    for (name, member, reason) in [
        ("port", "\"443\"", "expected a number, found a string"),
        ("name", "443", "expected a string, found a number"),
        ("id", "1", "expected a string, found a number"),
        ("enabled", "\"true\"", "expected a boolean, found a string"),
        ("enabled", "1", "expected a boolean, found a number"),
        ("status", "1", "expected a string, found a number"),
    ] {
        let error = undecodable(keyless(name, member).await);
        assert_eq!((error.path(), error.reason()), (format!("result.{name}").as_str(), reason), "{name} {member}");
        assert!(error.offset().is_some());
    }
    let error = undecodable(with(r#""priority":"1""#).await);
    assert_eq!(error.path(), "result.priority");
}

#[tokio::test]
async fn r43_integers_in_their_other_forms() {
    for (form, port) in [("443.0", 443), ("1e3", 1000), ("1E+3", 1000), ("44300e-2", 443), ("-0", 0), ("65535", 65535)]
    {
        assert_eq!(keyless("port", form).await.unwrap().port, port, "{form}");
    }
    for form in ["65536", "-1", "9223372036854775808", "1e400", "443.5", "1e-1"] {
        let error = undecodable(keyless("port", form).await);
        assert_eq!(error.path(), "result.port", "{form}");
        assert!(error.offset().is_some(), "{form}");
    }
}

#[tokio::test]
async fn r44_large_integers_keep_their_digits() {
    let total = 9_007_199_254_740_993_u64;
    let info = format!(r#"{{"page":1,"total_pages":1,"total_count":{total}}}"#);
    let body = format!(r#"{{"success":true,"result":{},"result_info":{info}}}"#, certificates(&["a"]));
    let server = Server::start([answer("200 OK", body)]).await;
    let page = server.client().custom_certificates().list(ZONE).send().await.unwrap();
    assert_eq!(page.info().unwrap().total_count(), Some(total));
    let body = format!(r#"{{"success":false,"errors":[{{"code":{total},"message":""}}]}}"#);
    let Error::Api(error) = get(body).await.unwrap_err() else { panic!("no error answer") };
    assert!(error.has_code(i64::try_from(total).unwrap()), "{error:?}");
}

#[tokio::test]
async fn r45_what_is_no_number_is_neither_read_nor_sent() {
    for number in ["NaN", "Infinity", "-Infinity", "1e999", "01", "+1", ".5", "1."] {
        let error = undecodable(with(&format!(r#""priority":{number}"#)).await);
        assert!(error.offset().is_some(), "{number}: {error:?}");
    }
    let server = Server::start([]).await;
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let certificates = [PrioritizeCertificate::new().priority(number)];
        let call = server.client().custom_certificates().prioritize().update(ZONE, certificates).send();
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        assert!(error.to_string().contains("certificates") && error.to_string().contains("finite"), "{error}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn r46_text_that_is_none() {
    let body = |issuer: &[u8]| {
        [
            format!(r#"{{"success":true,"result":{{"id":"{ID}","zone_id":"{ZONE}","issuer":""#).as_bytes(),
            issuer,
            b"\"}}",
        ]
        .concat()
    };
    for issuer in
        [&b"\xff"[..], b"\xc3(", b"\xed\xa0\x80", b"\xc0\x80", br"\ud800", br"\udc00", br"\ud800\u0041", br"\x", b"\n"]
    {
        undecodable(get(body(issuer)).await);
        let unknown = String::from_utf8_lossy(&body(issuer)).contains('\u{fffd}');
        let skipped = body(issuer).windows(6).position(|window| window == b"issuer").unwrap();
        let mut other = body(issuer);
        other[skipped] = b'I';
        undecodable(get(other).await);
        assert!(unknown || issuer.is_ascii());
    }
    for (issuer, text) in
        [(&br"a\u0000b"[..], "a\0b"), (br"\ud83d\udc4d", "👍"), ("👍é".as_bytes(), "👍é"), (br"\/", "/")]
    {
        assert_eq!(get(body(issuer)).await.unwrap().issuer.as_deref(), Some(text));
    }
}

#[tokio::test]
async fn r47_byte_order_mark_is_passed_over() {
    let body = enveloped(&certificate(ID));
    assert_eq!(get(format!("\u{feff}{body}")).await.unwrap().id, ID);
    assert_eq!(get(format!("\u{feff} \r\n\t{body}\n")).await.unwrap().id, ID);
    undecodable(get(format!("\u{feff}\u{feff}{body}")).await);
    undecodable(get([b"\xff\xfe".to_vec(), body.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()).await);
}

#[tokio::test]
async fn r48_bytes_behind_the_document_are_an_error() {
    let body = enveloped(&certificate(ID));
    for behind in ["x", "{}", ",", "]", "\0", &body] {
        let error = undecodable(get(format!("{body}{behind}")).await);
        assert_eq!((error.offset(), error.reason()), (Some(body.len()), "something follows the document"), "{behind}");
    }
}

#[tokio::test]
async fn r49_of_equal_keys_the_last_one_counts() {
    let certificate = with(r#""issuer":"first","hosts":["a"],"issuer":"last","hosts":["b","c"],"id":"other""#).await;
    let certificate = certificate.unwrap();
    assert_eq!((certificate.issuer.as_deref(), certificate.id.as_str()), (Some("last"), "other"));
    assert_eq!(certificate.hosts.unwrap(), ["b", "c"]);
    assert_eq!(with(r#""issuer":"first","issuer":null"#).await.unwrap().issuer, None);
    // In the envelope, and in an object that is kept as it is.
    let result = |id: &str| certificates(&[id]);
    let body = format!(
        r#"{{"success":false,"result":{},"result":{},"success":true,"result_info":{{"page":9,"page":1,"total_pages":1}}}}"#,
        result("first"),
        result("last")
    );
    let server = Server::start([answer("200 OK", body)]).await;
    let page = server.client().custom_certificates().list(ZONE).send().await.unwrap();
    assert_eq!((page[0].id.as_str(), page.len(), page.info().unwrap().page()), ("last", 1, Some(1)));
}

#[tokio::test]
async fn r50_array_is_no_object_and_an_object_no_array() {
    for result in [format!(r#"["{ID}","{ZONE}"]"#), "[]".to_owned(), format!("[{}]", certificate(ID))] {
        let error = undecodable(get(enveloped(&result)).await);
        assert_eq!((error.path(), error.reason()), ("result", "expected an object, found an array"));
    }
    let error = undecodable(with(r#""geo_restrictions":["us"]"#).await);
    assert_eq!(error.path(), "result.geo_restrictions");
    undecodable(get(r"[true,[],[],{}]").await);
    let server = Server::start([value(&certificate(ID))]).await;
    let error = undecodable(server.client().custom_certificates().list(ZONE).send().await);
    assert_eq!((error.path(), error.reason()), ("result", "expected an array, found an object"));
}
