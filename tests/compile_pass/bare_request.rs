//! A request for somebody else's client.

use bytes::Bytes;
use cloudflare_certificates::{Client, Error};

fn upload(client: &Client, zone: &str, pem: &str) -> Result<http::Request<Bytes>, Error> {
    client.custom_certificates().create(zone, pem).with_header("x-trace", "1").into_http()
}

#[test]
fn with_everything_in_it() {
    let (client, canned) = super::own_transport::client([]);
    let request = upload(&client, "z", "pem").unwrap();
    assert_eq!(request.uri(), "https://api.cloudflare.com/client/v4/zones/z/custom_certificates");
    assert_eq!((request.method(), &request.body()[..]), (&http::Method::POST, &b"{\"certificate\":\"pem\"}"[..]));
    assert_eq!(request.headers()["x-trace"], "1");
    assert_eq!(request.headers()["authorization"], "Bearer token");
    assert!(canned.asked().is_empty());
}
