//! Answers that are not quite what the document says.

use cloudflare_certificates::Error;
use cloudflare_certificates::models::{BundleMethod, CustomCertificate, KeylessCertificate, Status};
use serde_json::{Value, json};

use super::answers::{ID, KEYLESS, ZONE, enveloped, value};
use super::server::{Reply, Server, answer, json as json_answer};

/// What comes of an answer.
async fn get(reply: Reply) -> Result<CustomCertificate, Error> {
    let server = Server::start([reply]).await;
    let result = server.client().custom_certificates().get(ZONE, ID).send().await;
    assert_eq!(server.count(), 1);
    result
}

/// A certificate with these members beside those that it must have.
async fn get_with(members: &str) -> Result<CustomCertificate, Error> {
    get(value(&format!(r#"{{"id":"{ID}","zone_id":"{ZONE}",{members}}}"#))).await
}

async fn keyless_with(name: &str, member: Value) -> Result<KeylessCertificate, Error> {
    let mut keyless: Value = serde_json::from_str(KEYLESS).unwrap();
    keyless[name] = member;
    let server = Server::start([value(&keyless.to_string())]).await;
    server.client().keyless_certificates().get(ZONE, ID).send().await
}

#[tokio::test]
async fn a_value_that_the_document_does_not_know_is_kept() {
    let certificate = get_with(r#""status":"being_revoked","bundle_method":"Ubiquitous""#).await.unwrap();
    let status = certificate.status.clone().unwrap();
    assert!(matches!(status, Status::Unknown { .. }));
    assert_eq!((status.as_str(), status.to_string()), ("being_revoked", "being_revoked".to_owned()));
    assert!(!Status::KNOWN.contains(&status));
    // Case matters: the API's values have one form.
    assert_ne!(certificate.bundle_method, Some(BundleMethod::Ubiquitous));
    let written = serde_json::to_value(&certificate).unwrap();
    assert_eq!((&written["status"], &written["bundle_method"]), (&json!("being_revoked"), &json!("Ubiquitous")));
}

#[tokio::test]
async fn a_field_that_the_document_does_not_know_is_no_error() {
    let certificate = get_with(r#""priority":3,"wrapped_by":{"deep":[{"er":null}]},"":0"#).await.unwrap();
    assert_eq!(certificate.priority, Some(3.0));
    let written = serde_json::to_value(&certificate).unwrap();
    assert_eq!(written, json!({"id": ID, "zone_id": ZONE, "priority": 3}));
}

#[tokio::test]
async fn null_is_no_value() {
    let certificate = get_with(r#""status":null,"hosts":null,"priority":null,"expires_on":null,"keyless_server":null"#)
        .await
        .unwrap();
    assert_eq!((certificate.status, certificate.hosts, certificate.priority), (None, None, None));
    assert_eq!((certificate.expires_on, certificate.keyless_server), (None, None));
}

#[tokio::test]
async fn numbers_and_dates_in_their_other_forms() {
    let certificate = get_with(r#""priority":1e0,"expires_on":"2016-01-01T06:20:00.50+01:00""#).await.unwrap();
    assert_eq!(certificate.priority, Some(1.0));
    let expires_on = certificate.expires_on.unwrap();
    assert_eq!(expires_on.to_string(), "2016-01-01T05:20:00.5Z");
    let written = serde_json::to_value(&certificate).unwrap();
    assert_eq!((&written["priority"], &written["expires_on"]), (&json!(1), &json!("2016-01-01T06:20:00.50+01:00")));
    assert_eq!(keyless_with("port", json!(443.0)).await.unwrap().port, 443);
}

#[tokio::test]
async fn what_does_not_fit_is_an_error_with_its_place() {
    for (name, member, path, reason) in [
        ("port", json!(65536), "result.port", "a number beyond the range of u16"),
        ("port", json!("443"), "result.port", "expected a number, found a string"),
        ("name", json!(443), "result.name", "expected a string, found a number"),
        ("enabled", json!("true"), "result.enabled", "expected a boolean, found a string"),
        ("permissions", json!(["#ssl:read", 1]), "result.permissions[1]", "expected a string, found a number"),
        ("created_on", json!("yesterday"), "result.created_on", "a string that is not an RFC 3339 date-time"),
        ("status", json!(1), "result.status", "expected a string, found a number"),
        ("tunnel", json!({"private_ip": "10.0.0.1"}), "result.tunnel.vnet_id", "a required field is missing"),
        ("host", Value::Null, "result.host", "expected a string, found null"),
    ] {
        let error = keyless_with(name, member.clone()).await.unwrap_err();
        let Error::Decode(decode) = &error else { panic!("{name} {member}: {error:?}") };
        assert_eq!((decode.path(), decode.reason()), (path, reason), "{name} {member}");
        assert!(decode.offset().is_some() && decode.excerpt().starts_with("{\"success\":true"), "{decode:?}");
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("8d0c353a-FRA")));
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_certificate_in_a_list_is_named_by_its_position() {
    let good = format!(r#"{{"id":"{ID}","zone_id":"{ZONE}"}}"#);
    let server = Server::start([value(&format!(r#"[{good},{good},{{"id":"{ID}"}}]"#))]).await;
    let error = server.client().custom_certificates().list(ZONE).send().await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("custom_certificates.list: unexpected answer with status 200 OK: result[2]"), "{text}");
    assert!(text.contains("zone_id") && text.ends_with("(request id 8d0c353a-FRA)"), "{text}");
}

#[tokio::test]
async fn a_web_page_is_not_an_answer() {
    let page = "<!DOCTYPE html><html><body>Sign in to the network</body></html>";
    let error = get(answer("200 OK", &[("content-type", "text/html; charset=utf-8")], page)).await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!((decode.content_type(), decode.excerpt()), (Some("text/html; charset=utf-8"), page));
    assert!(decode.to_string().contains("expected JSON, found text/html"), "{decode}");
}

#[tokio::test]
async fn a_value_that_is_due_and_missing() {
    for body in ["", r#"{"success":true,"errors":[],"messages":[]}"#, r#"{"success":true,"result":null}"#] {
        let error = get(json_answer("200 OK", body)).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
    }
    for body in ["{\"success\":true,", "[]", "null", "{\"success\":true}{}"] {
        let error = get(json_answer("200 OK", body)).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn members_of_the_envelope_come_in_any_order_and_type() {
    let body = format!(r#"{{"result_info":[],"result":{{"zone_id":"{ZONE}","id":"{ID}"}},"errors":null,"more":1}}"#);
    // Neither the media type nor `success` is there: the status says that it went well.
    let certificate = get(answer("201 Created", &[], &body)).await.unwrap();
    assert_eq!(certificate.id, ID);
}

#[tokio::test]
async fn an_empty_list_in_its_forms() {
    for result in ["[]", "null"] {
        let server = Server::start([json_answer("200 OK", &enveloped(result))]).await;
        let page = server.client().keyless_certificates().list(ZONE).send().await.unwrap();
        assert!(page.is_empty() && page.info().is_none(), "{result}");
    }
}
