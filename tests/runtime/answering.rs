//! Answers as a whole: their status, their media type and their envelope.

use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::{ApiError, DecodeError, Error, ErrorCode};

use super::answers::{FAILURE, ID, RAY, ZONE, answer, certificate, enveloped, failure, fine, json};
use super::server::{Reply, Server};

/// What comes of an answer.
async fn get(reply: Reply) -> Result<CustomCertificate, Error> {
    let server = Server::start([reply]).await;
    let result = server.client().custom_certificates().get(ZONE, ID).send().await;
    assert_eq!(server.count(), 1);
    result
}

async fn undecodable(reply: Reply) -> DecodeError {
    match get(reply).await {
        Err(Error::Decode(error)) => error,
        other => panic!("no undecodable answer: {other:?}"),
    }
}

async fn refused(reply: Reply) -> ApiError {
    match get(reply).await {
        Err(Error::Api(error)) => error,
        other => panic!("no error answer: {other:?}"),
    }
}

fn html(status: &str, page: &str) -> Reply {
    answer(status, &[("content-type", "text/html; charset=UTF-8"), ("cf-ray", RAY)], page)
}

#[tokio::test]
async fn r29_web_page_with_502_is_an_error_answer_and_retried() {
    let page = format!("<html>\r\n<title>502 Bad Gateway</title>{}</html>", "x".repeat(5000));
    let server = Server::start([html("502 Bad Gateway", &page), fine()]).await;
    let response = server.client().custom_certificates().get(ZONE, ID).send_raw().await.unwrap();
    assert_eq!((response.attempts(), server.count()), (2, 2));

    let server = Server::start(vec![html("502 Bad Gateway", &page); 3]).await;
    let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    assert!(error.is_server_error() && error.is_retryable() && error.attempts() == 3, "{error:?}");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.content_type()), (502, Some("text/html; charset=UTF-8")));
    assert_eq!(error.excerpt(), &page[..1024]);
    let text = error.to_string();
    assert!(text.contains("502 Bad Gateway: text/html") && text.contains("<title>") && text.len() < 400, "{text}");
    assert!(!text.contains(['\r', '\n']), "{text:?}");
}

#[tokio::test]
async fn r30_web_page_with_200_is_never_a_value() {
    for page in ["<!DOCTYPE html><html>Sign in</html>", "", " "] {
        let error = undecodable(html("200 OK", page)).await;
        assert_eq!((error.status().as_u16(), error.content_type()), (200, Some("text/html; charset=UTF-8")));
        assert_eq!((error.request_id(), error.excerpt()), (Some(RAY), page));
        assert!(page.trim().is_empty() || error.to_string().contains("expected JSON, found text/html"), "{error}");
    }
    // Neither is an empty list, or a deletion that did not take place.
    let server = Server::start([html("200 OK", "<html></html>"), html("200 OK", "<html></html>")]).await;
    let certificates = server.client().custom_certificates();
    assert!(matches!(certificates.list(ZONE).send().await, Err(Error::Decode(_))));
    assert!(matches!(certificates.delete(ZONE, ID).send().await, Err(Error::Decode(_))));
}

#[tokio::test]
async fn r31_json_is_read_whatever_it_is_called() {
    let body = enveloped(&certificate(ID));
    for content_type in ["text/plain", "text/json", "application/octet-stream", "nonsense", "", "text/html"] {
        let reply = |body: &str| answer("200 OK", &[("content-type", content_type)], body);
        assert_eq!(get(reply(&body)).await.unwrap().id, ID, "{content_type:?}");
        let error = undecodable(reply("not JSON")).await;
        assert_eq!(error.content_type(), Some(content_type), "{content_type:?}");
    }
    assert_eq!(get(answer("200 OK", &[], &body)).await.unwrap().id, ID);
    undecodable(answer("200 OK", &[], "not JSON")).await;
}

#[tokio::test]
async fn r32_nothing_where_a_value_is_due_is_an_error() {
    for status in ["200 OK", "201 Created", "202 Accepted", "204 No Content", "205 Reset Content"] {
        let reply = match status {
            "204 No Content" => Reply::raw(format!("HTTP/1.1 {status}\r\ncf-ray: {RAY}\r\n\r\n")),
            _ => json(status, ""),
        };
        let error = undecodable(reply).await;
        assert!(status.starts_with(error.status().as_str()) && error.request_id() == Some(RAY), "{error:?}");
        assert!(error.reason().contains("a value is due"), "{error}");
    }
    for body in [r#"{"success":true}"#, r#"{"success":true,"result":null}"#, "{}", "null"] {
        undecodable(json("200 OK", body)).await;
    }
}

#[tokio::test]
async fn r33_success_false_with_200_is_an_error_with_all_that_it_says() {
    for status in ["200 OK", "201 Created", "202 Accepted"] {
        let error = refused(failure(status)).await;
        assert!(status.starts_with(error.status().as_str()) && error.request_id() == Some(RAY), "{error:?}");
        let said: Vec<_> = error.messages().iter().map(|message| (message.code(), message.message())).collect();
        assert_eq!(said.len(), 2);
        assert!(said[0].0.is_some_and(|code| *code == 1003) && said[0].1 == "no", "{said:?}");
        assert!(said[1].0.is_some_and(|code| *code == "e2") && said[1].1 == "nor this", "{said:?}");
        assert!(error.has_code(1003) && error.has_code("e2"), "{error:?}");
    }
    // Even where there is a result, and where nothing else is said.
    for rest in [certificate(ID), "null".to_owned()] {
        let error = refused(json("200 OK", format!(r#"{{"result":{rest},"success":false}}"#))).await;
        assert_eq!(error.messages(), []);
    }
}

#[tokio::test]
async fn r34_without_success_the_status_decides() {
    for body in
        [format!(r#"{{"result":{}}}"#, certificate(ID)), format!(r#"{{"success":null,"result":{}}}"#, certificate(ID))]
    {
        assert_eq!(get(json("200 OK", &body)).await.unwrap().id, ID);
        assert_eq!(refused(json("400 Bad Request", &body)).await.messages(), []);
    }
    let errors = r#"{"errors":[{"code":7003,"message":"no route"}]}"#;
    assert!(refused(json("404 Not Found", errors)).await.has_code(7003));
    // An error status stays one, whatever the body says.
    let error = refused(json("403 Forbidden", enveloped(&certificate(ID)))).await;
    assert_eq!(error.status().as_u16(), 403);
}

#[tokio::test]
async fn r35_error_that_is_not_in_the_envelope_is_kept_as_it_came() {
    for body in
        [&b"{\"error\":\"bad\"}"[..], b"[1]", b"null", b"", b"plain text", b"\xff\xfe\x00", b"{\"success\":", b"\"x\""]
    {
        let error = refused(json("400 Bad Request", body)).await;
        assert_eq!((&error.body()[..], error.status().as_u16(), error.request_id()), (body, 400, Some(RAY)));
        assert_eq!(error.attempts(), 1);
    }
    // Nothing is made up of what is not in the API's own form.
    let error = refused(json("400 Bad Request", r#"{"error":"bad"}"#)).await;
    assert!(error.messages().is_empty() && error.code().is_none(), "{error:?}");
}

#[tokio::test]
async fn r36_entries_of_errors_in_other_forms() {
    let entries = r#"[{"code":1,"message":"a","more":{"x":[1]},"documentation_url":null},null,"text",7,
        {"code":null,"message":null},{"message":"only"},{"code":"2"},[],{}]"#;
    for body in [
        format!(r#"{{"success":false,"errors":{entries}}}"#),
        format!(r#"{{"errors":{entries},"success":false,"x":1}}"#),
    ] {
        let error = refused(json("400 Bad Request", &body)).await;
        let said: Vec<_> =
            error.messages().iter().map(|entry| (entry.code().map(ErrorCode::as_str), entry.message())).collect();
        for entry in [(Some("1"), "a"), (None, "text"), (None, "only"), (Some("2"), "")] {
            assert!(said.contains(&entry), "{entry:?} is not in {said:?}");
        }
    }
    for errors in ["null", "{}", "\"text\"", "7", "[]"] {
        let error = refused(json("400 Bad Request", format!(r#"{{"success":false,"errors":{errors}}}"#))).await;
        assert_eq!(error.status().as_u16(), 400, "{errors}");
    }
    assert!(FAILURE.contains("errors"));
}
