//! Compiled in the crate of `operations.yaml`: what operations come to on the wire.

use std::time::{Duration, SystemTime};

use http::{Request, Response};
use names_operations::transport::{Body, BoxFuture, Clock, Transport};
use names_operations::{Client, ClientBuilder, Error, TransportError};

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
