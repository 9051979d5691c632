//! Tests as users of the crate write them: without a server, by the feature `mock`.

use std::time::Duration;

use cloudflare_certificates::mock::{MockTransport, Recorder};
use cloudflare_certificates::models::{CustomCertificate, PrioritizeCertificate};
use cloudflare_certificates::resources::custom_certificates::prioritize::Update;
use cloudflare_certificates::resources::custom_certificates::{Create, Delete, Get, List};
use cloudflare_certificates::transport::{Phase, ReqwestTransport, TransportErrorKind};
use cloudflare_certificates::{Client, Error};
use serde_json::json;

use super::answers::{ID, ZONE, list, unavailable};
use super::server::{Server, TOKEN};

fn client(mock: &MockTransport) -> Client {
    Client::builder().mock(mock).build().unwrap()
}

#[tokio::test]
async fn a_test_reads_like_this() {
    let mock = MockTransport::new();
    mock.on::<Update>()
        .path("zone_id", ZONE)
        .body_json(json!({ "certificates": [{ "id": ID, "priority": 2 }] }))
        .respond_json(json!([{ "id": ID, "zone_id": ZONE, "priority": 2 }]));

    let certificates = [PrioritizeCertificate::new().id(ID).priority(2)];
    let page = client(&mock).custom_certificates().prioritize().update(ZONE, certificates).send().await.unwrap();

    assert_eq!(page[0].id, ID);
    mock.assert_all_called();
    let [call] = mock.calls_of::<Update>().try_into().unwrap();
    assert_eq!(call.path(), format!("/client/v4/zones/{ZONE}/custom_certificates/prioritize"));
    assert_eq!(call.json()["certificates"][0]["priority"], 2);
}

#[tokio::test]
async fn models_are_answered_as_they_are() {
    let certificate: CustomCertificate = serde_json::from_value(json!({ "id": ID, "zone_id": ZONE })).unwrap();
    let mock = MockTransport::new();
    mock.on::<Get>().respond(certificate.clone());
    mock.on::<List>().respond_items([certificate.clone(), certificate.clone()]);
    let certificates = client(&mock).custom_certificates();
    assert_eq!(certificates.get(ZONE, ID).send().await.unwrap(), certificate);
    assert_eq!(certificates.list(ZONE).send().await.unwrap().into_items(), [certificate.clone(), certificate]);
}

#[tokio::test]
async fn a_list_has_pages() {
    let mock = MockTransport::new();
    let item = |id: &str| json!({ "id": id, "zone_id": ZONE });
    mock.on::<List>().query("per_page", 2).respond_pages([vec![item("a"), item("b")], vec![item("c")]]);
    let mut items = client(&mock).custom_certificates().list(ZONE).per_page(2).items();
    let mut ids = String::new();
    while let Some(item) = items.next().await {
        ids += &item.unwrap().id;
    }
    assert_eq!(ids, "abc");
    let pages: Vec<_> = mock.calls().iter().map(|call| call.query_parameter("page").map(str::to_owned)).collect();
    assert_eq!(pages, [None, Some("2".to_owned())]);
    mock.assert_all_called();
}

#[tokio::test]
async fn failures_come_before_answers_and_nobody_waits() {
    let mock = MockTransport::new();
    mock.on::<Get>().refuse_connection();
    mock.on::<Get>().response_header("retry-after", "30").respond_status(503);
    mock.on::<Get>().respond_json(json!({ "id": ID, "zone_id": ZONE }));
    let response = client(&mock).custom_certificates().get(ZONE, ID).send_raw().await.unwrap();
    assert_eq!((response.attempts(), response.request_id()), (3, Some("mock")));
    assert_eq!(mock.clock().waits(), [Duration::ZERO, Duration::from_secs(30)]);
    let attempts: Vec<u32> = mock.calls().iter().map(cloudflare_certificates::mock::RecordedCall::attempt).collect();
    assert_eq!(attempts, [1, 2, 3]);
}

#[tokio::test]
async fn every_way_to_fail() {
    let mock = MockTransport::new();
    mock.on::<Create>().time_out();
    mock.on::<Create>().break_connection();
    mock.on::<Create>().break_after("{\"success\":true,");
    mock.on::<Create>().fail(TransportErrorKind::Tls, Phase::Connect);
    mock.on::<Create>().respond_error(409, 1406, "it exists");
    mock.on::<Create>().respond_json(json!({ "zone_id": ZONE }));
    mock.on::<Create>().respond_http(http::Response::new("<html>"));
    mock.on::<Create>().respond_with(|call| {
        http::Response::builder().status(422).body(format!("{}", call.json()["certificate"])).unwrap()
    });
    let client = client(&mock);
    let mut errors = Vec::new();
    for _ in 0..8 {
        errors.push(client.custom_certificates().create(ZONE, "PEM").send().await.unwrap_err());
    }
    assert!(errors[0].is_timeout());
    assert!(matches!(&errors[1], Error::Transport(error) if error.may_have_been_processed()));
    assert!(matches!(&errors[2], Error::Transport(error) if error.phase() == Phase::Body));
    assert!(errors[3].is_connect());
    assert!(errors[4].is_conflict() && errors[4].messages()[0].to_string() == "1406 it exists", "{}", errors[4]);
    assert!(matches!(&errors[5], Error::Decode(error) if error.path() == "result.id"), "{}", errors[5]);
    assert!(matches!(errors[6], Error::Decode(_)));
    assert!(matches!(&errors[7], Error::Api(error) if &**error.body() == b"\"PEM\""));
    mock.assert_all_called();
}

#[tokio::test]
async fn what_is_not_expected_says_what_was() {
    let mock = MockTransport::new();
    mock.on::<Get>().path("custom_certificate_id", "other").respond_status(204);
    mock.on::<Delete>().respond_json(json!({ "id": ID }));
    let error = client(&mock).custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    let text = format!("{error:?}");
    let expected = format!(
        "custom_certificates.get was not expected (GET /client/v4/zones/{ZONE}/custom_certificates/{ID}); expected was\n\
         - custom_certificates.get: `custom_certificate_id` is \"{ID}\", and not \"other\"\n\
         - custom_certificates.delete: another operation"
    );
    assert!(text.contains(&expected), "{text}");
    let unmet = mock.verify().unwrap_err().to_string();
    let lines: Vec<&str> = unmet.lines().collect();
    assert_eq!(
        lines[..2],
        ["custom_certificates.get was called 0 of 1 times", "custom_certificates.delete was called 0 of 1 times"]
    );
    assert!(lines[2].starts_with("custom_certificates.get (GET ") && lines[2].ends_with(" was not expected"));
    let panic = std::panic::catch_unwind(|| mock.assert_all_called()).unwrap_err();
    assert_eq!(panic.downcast_ref::<String>(), Some(&unmet));
}

#[tokio::test]
async fn the_order_counts_where_it_is_to() {
    let expect = |mock: &MockTransport| {
        mock.on::<Get>().respond_json(json!({ "id": "a", "zone_id": ZONE }));
        mock.on::<Delete>().respond_json(json!({ "id": "a" }));
    };
    let mock = MockTransport::new();
    expect(&mock);
    client(&mock).custom_certificates().delete(ZONE, "a").send().await.unwrap();
    client(&mock).custom_certificates().get(ZONE, "a").send().await.unwrap();
    mock.assert_all_called();
    let mock = MockTransport::new();
    expect(mock.in_order());
    client(&mock).custom_certificates().delete(ZONE, "a").send().await.unwrap_err();
    client(&mock).custom_certificates().get(ZONE, "a").send().await.unwrap();
    client(&mock).custom_certificates().delete(ZONE, "a").send().await.unwrap();
}

#[tokio::test]
async fn expectations_hold_as_often_as_they_say() {
    let mock = MockTransport::new();
    mock.on::<Get>().times(2).respond_json(json!({ "id": "a", "zone_id": ZONE }));
    mock.on::<Get>()
        .any_times()
        .matching(|call| call.header("x-b").is_some())
        .respond_json(json!({ "id": "b", "zone_id": ZONE }));
    let get = || client(&mock).custom_certificates().get(ZONE, ID).with_header("x-b", "1").send();
    let ids = [get().await.unwrap().id, get().await.unwrap().id, get().await.unwrap().id, get().await.unwrap().id];
    assert_eq!(ids, ["a", "a", "b", "b"]);
    mock.on::<List>().without_query("status").header("x-c", "2").any_times().respond_items([]);
    let lists = client(&mock).custom_certificates();
    lists.list(ZONE).with_header("x-c", "2").send().await.unwrap();
    lists.list(ZONE).send().await.unwrap_err();
    lists.list(ZONE).with_query("status", "active").with_header("x-c", "2").send().await.unwrap_err();
}

#[tokio::test]
async fn credentials_are_not_recorded() {
    let mock = MockTransport::new();
    mock.on::<Get>().any_times().respond_json(json!({ "id": ID, "zone_id": ZONE }));
    let builders =
        [Client::builder().api_token(TOKEN), Client::builder().api_email("user@example.com").api_key("key-secret")];
    for builder in builders {
        builder.mock(&mock).build().unwrap().custom_certificates().get(ZONE, ID).send().await.unwrap();
    }
    let text = format!("{:?} {mock:?}", mock.calls());
    assert!(text.contains("user-agent"), "{text}");
    for secret in [TOKEN, "user@example.com", "key-secret"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn what_was_recorded_is_played_again_without_its_secrets() {
    let echo = format!(
        r#"{{"success":true,"messages":[{{"code":1,"message":"hello {TOKEN}"}}],"result":{{"id":"{ID}","zone_id":"{ZONE}"}}}}"#
    );
    let echo = super::server::answer(
        "200 OK",
        &[("content-type", "application/json"), ("set-cookie", "a=cookie-secret")],
        &echo,
    );
    let server = Server::start([list(&[ID, "b"]), unavailable(), echo]).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificates.jsonl");
    let transport = ReqwestTransport::new(Duration::from_secs(5)).unwrap();
    let recorder =
        Recorder::new(transport, &path).unwrap().redact_field("private_key").redact_query("q").redact_header("x-own");
    let calls = |client: Client, secret: &'static str| async move {
        let certificates = client.custom_certificates();
        let ids: Vec<String> =
            certificates.list(ZONE).with_query("q", secret).send().await?.into_iter().map(|one| one.id).collect();
        let create = certificates.create(ZONE, "PEM").private_key(secret).with_header("x-own", secret);
        Ok::<_, Error>((ids, create.with_idempotency_key("k").send_raw().await?.attempts()))
    };
    let builder = server.builder().api_token(TOKEN);
    let live = calls(builder.transport(recorder).build().unwrap(), "very-secret").await.unwrap();
    assert_eq!(live, (vec![ID.to_owned(), "b".to_owned()], 2));

    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 3);
    for secret in [TOKEN, "very-secret", "cookie-secret"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("\"private_key\":\"[redacted]\"") && text.contains("hello [redacted]"), "{text}");

    let mock = MockTransport::replay(&path).unwrap();
    let client = Client::builder().base_url(server.base_url()).mock(&mock).build().unwrap();
    // What was removed can be anything.
    assert_eq!(calls(client.clone(), "another-secret").await.unwrap(), live);
    mock.assert_all_called();
    let certificates = client.custom_certificates();
    certificates.create(ZONE, "ANOTHER").send().await.unwrap_err();

    std::fs::write(&path, "{}\n").unwrap();
    assert_eq!(MockTransport::replay(&path).unwrap_err().to_string(), "line 1 is no recorded exchange");
    assert_eq!(server.count(), 3);
}
