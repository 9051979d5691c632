//! Compiled in the crate of `odd.yaml`: what odd names and odd paths come to on the wire.

use std::time::{Duration, SystemTime};

use http::{Request, Response};
use names_odd::transport::{Body, BoxFuture, Clock, Transport};
use names_odd::{Client, Error, TransportError, models};

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

fn client() -> Client {
    Client::builder().transport(Nowhere).clock(NoClock).random(|| 0.5).build().unwrap()
}

fn target<B>(request: Result<Request<B>, Error>) -> String {
    let request = request.unwrap();
    assert_eq!(request.uri().host(), Some("names.example"));
    request.uri().path_and_query().unwrap().to_string()
}

#[test]
fn a_path_and_a_query_parameter_of_one_name() {
    let request = client().things().get("path").name2("query").name3("header").into_http();
    let header = request.as_ref().unwrap().headers().get("name").unwrap().clone();
    assert_eq!(header, "header");
    assert_eq!(target(request), "/things/path?name=query");
}

#[test]
fn parameters_that_are_alike() {
    let request = client().things().get("a").filter(models::things::GetFilter::A).filter_a("1").filter_b("2").filter_a2("3");
    let target = target(request.into_http());
    let decoded = target.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(decoded, "/things/a?filter=a&filter.a=1&filter[b]=2&filter[a]=3");
}

#[test]
fn two_parameters_in_one_segment() {
    assert_eq!(target(client().get("1", "2").into_http()), "/12");
    assert_eq!(target(client().files().get("a/b").into_http()), "/files/a%2Fb.json");
    assert_eq!(target(client().things().create("a").into_http()), "/things/a:verb");
    assert_eq!(target(client().twice().get("x").into_http()), "/twice/x/x");
}

#[test]
fn literal_text_of_a_path_is_encoded() {
    // `%41` is encoded already.
    let request = client().a_b2().ufc().n_41().list("x");
    assert_eq!(target(request.into_http()), "/literal/%7Bx%7D/a%20b/%C3%BC/%41");
}

#[test]
fn what_is_not_declared_is_a_string() {
    assert_eq!(target(client().undeclared().get("here").into_http()), "/undeclared/here");
}
