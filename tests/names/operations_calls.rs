//! Compiled in the crate of `operations.yaml`: what operations come to on the wire.

use std::time::{Duration, SystemTime};

use http::{Request, Response};
use names_operations::transport::{Body, BoxFuture, Clock, Transport};
use names_operations::{Client, ClientBuilder, Error, Streamed, TransportError, models, webhooks};

/// Sends nothing: these requests are only looked at.
struct Nowhere;

impl Transport for Nowhere {
    fn call(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

struct NoClock;

impl Clock for NoClock {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn builder() -> ClientBuilder {
    Client::builder().transport(Nowhere).clock(NoClock).random(|| 0.5)
}

fn client() -> Client {
    builder().build().unwrap()
}

#[test]
fn methods() {
    let client = client();
    let request = client.pets().query("red").into_http().unwrap();
    assert_eq!((request.method().as_str(), &request.body()[..]), ("QUERY", &b"\"red\""[..]));
    let request = client.pets().purge().into_http().unwrap();
    assert_eq!((request.method().as_str(), request.uri().path()), ("PURGE", "/v1/pets"));
}

#[test]
fn addresses() {
    let client = client();
    let address = |request: Result<Request<bytes::Bytes>, Error>| request.unwrap().uri().to_string();
    assert_eq!(address(client.files().list().into_http()), "https://files.names.example/files");
    assert_eq!(address(client.files().update().into_http()), "https://names.example/v2/files");
    let client = builder().base_url("http://localhost:1").build().unwrap();
    assert_eq!(address(client.files().list().into_http()), "http://localhost:1/files");
}

#[test]
fn what_the_api_sends() {
    let pet: webhooks::NewPet = serde_json::from_str(r#"{"name":"Tom"}"#).unwrap();
    assert_eq!(pet.name.as_deref(), Some("Tom"));
    let done: webhooks::Done = vec![pet];
    assert_eq!(done.len(), 1);
    let event: webhooks::OptionEvent = serde_json::from_str(r#"{"kind":"a"}"#).unwrap();
    assert_eq!(event.kind, Some(models::webhooks::OptionEventKind::A));
    let counts: webhooks::Counts = serde_json::from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(counts["a"], 1);
    let called: webhooks::NewPetWatch = serde_json::from_str(r#"{"name":"Tom"}"#).unwrap();
    assert_eq!(called.name.as_deref(), Some("Tom"));
}

fn body(request: Result<Request<bytes::Bytes>, Error>) -> String {
    String::from_utf8(request.unwrap().into_body().to_vec()).unwrap()
}

#[test]
fn signs_that_stand_as_they_are() {
    let request = client().searched().list().from_("https://a.example/?b").among(["a/b", "c"]).into_http();
    assert_eq!(request.unwrap().uri().query(), Some("from=https://a.example/?b&among=a/b,c"));
}

#[test]
fn forms_and_parts() {
    let tom = models::Pet::new().name("Tom");
    let request = client().form().create().tags(["a", "b"]).pet(tom.clone()).into_http();
    assert_eq!(body(request), "tags=a,b&pet=%7B%22name%22%3A%22Tom%22%7D");
    let request = client().parts().create().picture("png").pictures(["gif"]).rows("1,2").pet(tom).tags(["a", "b"]);
    let body = body(request.into_http());
    let parts = [
        "name=\"picture\"; filename=\"picture\"\r\nContent-Type: image/png\r\n\r\npng\r\n",
        "name=\"pictures\"; filename=\"pictures\"\r\nContent-Type: image/gif\r\n\r\ngif\r\n",
        "name=\"rows\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n",
        "name=\"pet\"\r\nContent-Type: application/vnd.pet+json\r\n\r\n{\"name\":\"Tom\"}\r\n",
        "name=\"tags\"\r\n\r\na,b\r\n",
    ];
    for part in parts {
        assert!(body.contains(part), "{part} in {body}");
    }
}

/// The type of what a stream gives.
fn stream_of<O: Streamed>(_: &names_operations::Request<O>) -> &'static str {
    std::any::type_name::<O::Stream>()
}

#[test]
fn answers_at_once_or_piece_by_piece() {
    let request = client().chat().create("hello");
    assert!(stream_of(&request).contains("Events<") && stream_of(&request).ends_with("Pet>"));
    // The server streams unless it is told not to.
    assert_eq!(body(request.into_http()), r#"{"text":"hello","stream":false}"#);
    let error: models::chat::CreateError404 = serde_json::from_str(r#"{"who":"Tom"}"#).unwrap();
    assert_eq!(error.who.as_deref(), Some("Tom"));
    let rows = client().rows().list();
    assert!(stream_of(&rows).ends_with("Lines<alloc::vec::Vec<i64>>"), "{}", stream_of(&rows));
}
