//! What callers give, on its way into a request: numbers, texts, and what cannot be sent.

use cloudflare_certificates::Error;
use cloudflare_certificates::models::{PrioritizeCertificate, Status};
use serde_json::json;

use super::answers::{ID, ZONE, list, one};
use super::server::Server;

/// The body of a request with this priority.
fn body_with_priority(server: &Server, priority: impl Into<f64>) -> Result<String, Error> {
    let ordered = [PrioritizeCertificate::new().priority(priority)];
    let request = server.client().custom_certificates().prioritize().update(ZONE, ordered).into_http()?;
    Ok(String::from_utf8(request.into_body().into()).unwrap())
}

#[tokio::test]
async fn a_whole_number_has_no_fraction() {
    let server = Server::start([]).await;
    let body = |priority: f64| body_with_priority(&server, priority).unwrap();
    for (priority, written) in
        [(1.0, "1"), (1.5, "1.5"), (0.0, "0"), (-3.0, "-3"), (0.1, "0.1"), (1e15, "1000000000000000")]
    {
        assert_eq!(body(priority), format!(r#"{{"certificates":[{{"priority":{written}}}]}}"#));
    }
    // What an `f64` can hold exactly needs no conversion by the caller.
    assert_eq!(body_with_priority(&server, 7_i32).unwrap(), body(7.0));
    assert_eq!(body_with_priority(&server, 7_u32).unwrap(), body(7.0));
    assert_eq!(body_with_priority(&server, 7_u8).unwrap(), body(7.0));
    assert_eq!(body_with_priority(&server, 1.5_f32).unwrap(), body(1.5));
}

#[tokio::test]
async fn what_json_has_no_number_for_is_refused() {
    let server = Server::start([]).await;
    for priority in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let Err(Error::Request(error)) = body_with_priority(&server, priority) else { panic!("{priority} is sent") };
        assert_eq!((error.operation(), error.parameter()), ("custom_certificates.prioritize.update", "certificates"));
        assert!(error.reason().contains("[0].priority"), "{error}");
    }
}

#[tokio::test]
async fn what_is_set_twice_counts_once() {
    let server = Server::start([one(ID), list(&[])]).await;
    let certificates = server.client().custom_certificates();
    certificates.edit(ZONE, ID).policy("a").private_key("k").policy("b").send().await.unwrap();
    certificates.list(ZONE).page(1).status(Status::Active).page(7).send().await.unwrap();
    let [edit, list] = server.seen().try_into().unwrap();
    assert_eq!(edit.body, r#"{"policy":"b","private_key":"k"}"#);
    assert_eq!(list.target, format!("/client/v4/zones/{ZONE}/custom_certificates?page=7&status=active"));
}

#[tokio::test]
async fn a_path_parameter_is_one_segment() {
    let texts = [("a/b", "a%2Fb"), ("a?b#c", "a%3Fb%23c"), ("a b+c", "a%20b%2Bc"), ("50%", "50%25"), ("ü", "%C3%BC")];
    let server = Server::start(texts.map(|_| one(ID))).await;
    let certificates = server.client().custom_certificates();
    for (text, _) in texts {
        certificates.get(ZONE, text).send().await.unwrap();
    }
    let targets = texts.map(|(_, segment)| format!("GET /client/v4/zones/{ZONE}/custom_certificates/{segment}"));
    assert_eq!(server.lines(), targets);
}

#[tokio::test]
async fn a_path_parameter_that_would_be_another_path_is_refused() {
    let server = Server::start([]).await;
    let certificates = server.client().custom_certificates();
    for text in ["", ".", "..", "a\nb"] {
        let error = certificates.delete(ZONE, text).send().await.unwrap_err();
        let Error::Request(refused) = &error else { panic!("{error:?}") };
        assert_eq!(refused.parameter(), "custom_certificate_id");
        assert_eq!((error.attempts(), error.status(), error.is_retryable()), (0, None, false));
        assert!(
            error.to_string().starts_with("custom_certificates.delete: not sent: custom_certificate_id: "),
            "{error}"
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn an_unknown_value_that_was_read_can_be_sent() {
    let server = Server::start([list(&[])]).await;
    let status: Status = serde_json::from_value(json!("being revoked & more")).unwrap();
    server.client().custom_certificates().list(ZONE).status(status).send().await.unwrap();
    assert!(server.only().target.ends_with("?status=being%20revoked%20%26%20more"));
}
