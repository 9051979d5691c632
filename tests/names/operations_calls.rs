//! Compiled in the crate of `operations.yaml`: what operations come to on the wire.

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
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

/// A server that knows one client, and writes down who asks for what.
#[derive(Clone, Default)]
struct Machines(Arc<Mutex<Vec<String>>>);

impl Transport for Machines {
    fn call(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        self.0.lock().unwrap().push(format!("{} {} {authorization}", request.method(), request.uri()));
        let token = r#"{"access_token":"t","token_type":"bearer","expires_in":60}"#;
        let answer = match request.method().as_str() {
            "POST" => Response::new(Body::from(token)),
            _ => Response::builder().status(204).body(Body::empty()).unwrap(),
        };
        Box::pin(std::future::ready(Ok(answer)))
    }
}

/// The result of a future that never has to wait.
fn at_once<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn machines_fetch_their_tokens() {
    let machines = Machines::default();
    let client = builder().transport(machines.clone()).machine_client_credentials("me", "secret").build().unwrap();
    at_once(client.machines().list().send()).unwrap();
    let seen = ["POST https://names.example/oauth/token Basic bWU6c2VjcmV0", "GET https://names.example/v1/machines Bearer t"];
    assert_eq!(*machines.0.lock().unwrap(), seen);
    // A scheme that is called so itself takes a token by that name.
    let builder = builder().transport(machines.clone());
    let client = builder.client_credentials_grant("me", "secret").build().unwrap();
    at_once(client.machines().update().send()).unwrap();
    assert_eq!(machines.0.lock().unwrap()[2], "POST https://auth.example/token Basic bWU6c2VjcmV0");
    // For scopes, there is the provider.
    let credentials = names_operations::auth::ClientCredentials::new("me", "secret").scopes(["read"]);
    let client = self::builder().transport(machines.clone()).machine_provider(credentials).build().unwrap();
    at_once(client.machines().list().send()).unwrap();
    assert_eq!(machines.0.lock().unwrap().len(), 6);
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
