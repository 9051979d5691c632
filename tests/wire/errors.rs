//! Answers that are errors, and calls that get no answer.

use std::time::Duration;

use cloudflare_certificates::transport::{Phase, TransportErrorKind};
use cloudflare_certificates::{Error, Message};

use super::answers::{ID, ZONE, unavailable};
use super::clock::Clock;
use super::server::{Reply, Server, TOKEN, answer, json};

const REFUSED: &str = r#"{"success":false,"errors":[
    {"code":1228,"message":"The certificate has already been submitted.","documentation_url":"https://developers.cloudflare.com/ssl/","source":{"pointer":"/certificate"}},
    {"code":"invalid_zone","message":"two\nlines","source":{}}
],"messages":[],"result":null}"#;

/// The error of a creation that is answered so, after this many requests.
async fn create(reply: Reply) -> Error {
    let server = Server::start([reply]).await;
    let error = server.client().custom_certificates().create(ZONE, "pem").send().await.unwrap_err();
    assert_eq!(server.count(), 1);
    error
}

#[tokio::test]
async fn all_that_an_error_says_is_there() {
    let error = create(json("400 Bad Request", REFUSED)).await;
    let Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!((api.status().as_u16(), api.request_id(), api.attempts()), (400, Some("8d0c353a-FRA"), 1));
    assert_eq!(api.operation(), "custom_certificates.create");
    assert_eq!(*api.code().unwrap(), 1228);
    assert!(api.has_code(1228) && api.has_code("invalid_zone") && !api.has_code(1000));
    let [first, second] = api.messages() else { panic!("{api:?}") };
    assert_eq!(first.message(), "The certificate has already been submitted.");
    assert_eq!(first.documentation_url(), Some("https://developers.cloudflare.com/ssl/"));
    assert_eq!(first.pointer(), Some("/certificate"));
    assert_eq!(second.code().unwrap().as_str(), "invalid_zone");
    assert_eq!((second.documentation_url(), second.pointer()), (None, None));
    assert_eq!(api.content_type(), Some("application/json"));
    assert_eq!(api.body(), REFUSED.as_bytes());
    assert_eq!(api.headers()["cf-ray"], "8d0c353a-FRA");
    assert_eq!(
        error.to_string(),
        "custom_certificates.create: the server answered 400 Bad Request: \
         1228 The certificate has already been submitted. (and 1 more) (request id 8d0c353a-FRA)"
    );
}

#[tokio::test]
async fn success_false_is_an_error_whatever_the_status() {
    for status in ["200 OK", "201 Created"] {
        let error = create(json(status, REFUSED)).await;
        let Error::Api(api) = &error else { panic!("{error:?}") };
        assert!(api.status().is_success() && api.has_code(1228));
        assert_eq!(error.messages().iter().map(Message::message).collect::<Vec<_>>()[1], "two\nlines");
        assert!(!error.is_retryable() && !error.is_server_error());
    }
    // A value beside it does not help.
    let body = format!(r#"{{"result":{{"id":"{ID}","zone_id":"{ZONE}"}},"success":false,"errors":[]}}"#);
    let error = create(json("200 OK", &body)).await;
    assert!(matches!(&error, Error::Api(api) if api.messages().is_empty() && api.code().is_none()), "{error:?}");
}

#[tokio::test]
async fn each_kind_of_status_has_its_question() {
    type Question = fn(&Error) -> bool;
    let questions: [(&str, Question); 6] = [
        ("401 Unauthorized", Error::is_authentication),
        ("403 Forbidden", Error::is_permission_denied),
        ("404 Not Found", Error::is_not_found),
        ("409 Conflict", Error::is_conflict),
        ("429 Too Many Requests", Error::is_rate_limited),
        ("500 Internal Server Error", Error::is_server_error),
    ];
    for (asked, (status, _)) in questions.iter().enumerate() {
        let error = create(json(status, REFUSED)).await;
        let yes: Vec<usize> = (0..questions.len()).filter(|other| questions[*other].1(&error)).collect();
        assert_eq!(yes, [asked], "{status}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
    }
}

#[tokio::test]
async fn a_gateways_web_page_is_tried_again_and_then_kept() {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";
    let gateway = || answer("502 Bad Gateway", &[("content-type", "text/html"), ("cf-ray", "last")], page);
    let server = Server::start([gateway(), gateway(), gateway()]).await;
    let error = server.client().keyless_certificates().list(ZONE).send().await.unwrap_err();
    let Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!((server.count(), api.attempts(), api.status().as_u16()), (3, 3, 502));
    assert_eq!((api.content_type(), &api.body()[..], api.messages().len()), (Some("text/html"), page.as_bytes(), 0));
    assert!(error.is_retryable() && error.is_server_error());
    let text = "keyless_certificates.list: the server answered 502 Bad Gateway: text/html: <html> <head><title>502 Bad \
                Gateway</title></head> </html> (request id last, 3 attempts)";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn an_error_never_shows_the_credential() {
    let body = format!(r#"{{"success":false,"errors":[{{"code":6003,"message":"bad token {TOKEN}"}}]}}"#);
    let error = create(json("400 Bad Request", &body)).await;
    assert_eq!(error.messages()[0].message(), "bad token [redacted]");
    assert!(!format!("{error} {error:?}").contains(TOKEN));
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::start([]).await;
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let client = server.builder().base_url(format!("http://{nobody}")).api_token(TOKEN).build().unwrap();
    // Nothing was sent, so even a creation is tried again.
    let error = client.custom_certificates().create(ZONE, "pem").send().await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!((transport.kind(), transport.phase()), (TransportErrorKind::Connect, Phase::Connect));
    assert!(error.is_connect() && !transport.may_have_been_processed());
    assert_eq!((error.attempts(), server.clock.waits()), (3, vec![250, 500]));
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_connection_that_breaks() {
    let server = Server::start([Reply::Close, Reply::Close]).await;
    let client = server.client();
    let error = client.custom_certificates().create(ZONE, "pem").send().await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!((transport.kind(), error.attempts()), (TransportErrorKind::Interrupted, 1));
    assert!(transport.may_have_been_processed() && error.is_retryable());
    assert!(error.to_string().contains("the request may have been processed"), "{error}");
    let error = client.custom_certificates().get(ZONE, ID).with_max_retries(0).send().await.unwrap_err();
    assert!(!error.to_string().contains("processed"), "reading twice does no harm: {error}");
}

#[tokio::test]
async fn a_server_that_never_answers() {
    let server = Server::start([Reply::Stall]).await;
    let clock = Clock::with_limit(Duration::from_secs(5));
    let client = server.builder().api_token(TOKEN).clock(clock.clone()).build().unwrap();
    let call = client.custom_certificates().get(ZONE, ID).with_timeout(Duration::from_secs(5)).send();
    let call = tokio::spawn(call);
    server.arrival().await;
    clock.run_out();
    let error = call.await.unwrap().unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!((transport.kind(), transport.phase()), (TransportErrorKind::Timeout, Phase::Response));
    // Its time is up, so there is no second attempt.
    assert_eq!((error.is_timeout(), error.attempts(), server.count()), (true, 1, 1));
    assert_eq!(clock.limits(), [Duration::from_secs(5)]);
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let server = Server::start([unavailable(), json("200 OK", &format!("\"{}\"", "x".repeat(1000)))]).await;
    let request = server.client().custom_certificates().get(ZONE, ID).with_max_body_size(999);
    let error = request.send().await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!((transport.kind(), error.attempts()), (TransportErrorKind::TooLarge, 2));
    assert_eq!(error.status().unwrap().as_u16(), 200);
}
