//! What a client can be told when it is built, and what it can be built from.

use std::sync::{Arc, Mutex};

use cloudflare_certificates::transport::{Body, BoxFuture, Transport, TransportError};
use cloudflare_certificates::{Client, Error};

use super::answers::{ID, ZONE, certificate, enveloped, one};
use super::clock::Clock;
use super::server::{Server, TOKEN, user_agent};

#[tokio::test]
async fn headers_of_every_request() {
    let server = Server::start([one(ID), one(ID)]).await;
    let builder = server.builder().api_token(TOKEN).user_agent("my-app/1.2").default_header("X-Team", "certificates");
    let certificates = builder.build().unwrap().custom_certificates();
    certificates.get(ZONE, ID).send().await.unwrap();
    certificates.get(ZONE, ID).with_header("x-team", "another").send().await.unwrap();
    let [first, second] = server.seen().try_into().unwrap();
    assert_eq!(first.header("user-agent"), [format!("{} my-app/1.2", user_agent())]);
    assert_eq!((first.header("x-team"), second.header("x-team")), (vec!["certificates"], vec!["another"]));
}

#[tokio::test]
async fn an_address_with_and_without_a_slash() {
    let server = Server::start([one(ID)]).await;
    let builder = server.builder().api_token(TOKEN).base_url(format!("http://{}/a/b/", server.address()));
    let client = builder.build().unwrap();
    assert_eq!(client.base_url(), format!("http://{}/a/b", server.address()));
    client.custom_certificates().get(ZONE, ID).send().await.unwrap();
    assert_eq!(server.only().target, format!("/a/b/zones/{ZONE}/custom_certificates/{ID}"));
    let default = Client::builder().api_token(TOKEN).build().unwrap();
    assert_eq!(default.base_url(), "https://api.cloudflare.com/client/v4");
}

#[test]
fn what_cannot_be_a_setting_is_refused() {
    let refused = |base_url: &str| {
        let error = Client::builder().api_token(TOKEN).base_url(base_url).build().unwrap_err();
        matches!(&error, Error::Configuration(error) if error.setting() == "base_url")
    };
    for base_url in
        ["", "api.cloudflare.com", "ftp://a", "https://user:pw@a/", "https://a/?b", "https://a/#b", "https://a/../b"]
    {
        assert!(refused(base_url), "{base_url}");
    }
    let error = Client::builder().api_token(TOKEN).default_header("Authorization", "x").build().unwrap_err();
    assert!(
        matches!(&error, Error::Configuration(error) if error.setting() == "header \"Authorization\""),
        "{error:?}"
    );
}

/// A transport of somebody's own: it answers everything itself.
#[derive(Clone, Default)]
struct Canned {
    seen: Arc<Mutex<Vec<String>>>,
}

impl Transport for Canned {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.seen.lock().unwrap().push(format!("{} {}", request.method(), request.uri()));
        let answer = http::Response::builder().status(200).body(Body::from(enveloped(&certificate("canned"))));
        Box::pin(async move { Ok(answer.unwrap()) })
    }
}

#[tokio::test]
async fn a_transport_and_a_clock_of_ones_own() {
    let transport = Canned::default();
    let builder = Client::builder().api_token(TOKEN).transport(transport.clone()).clock(Clock::default());
    let client = builder.build().unwrap();
    assert_eq!(client.custom_certificates().get(ZONE, ID).send().await.unwrap().id, "canned");
    let line = format!("GET https://api.cloudflare.com/client/v4/zones/{ZONE}/custom_certificates/{ID}");
    assert_eq!(*transport.seen.lock().unwrap(), [line]);
}
