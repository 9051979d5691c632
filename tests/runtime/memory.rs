//! A transport without a network, for what takes very many calls.

use cloudflare_certificates::TransportError;
use cloudflare_certificates::transport::{Body, BoxFuture, Transport};

/// Answers every request with this status and nothing else.
pub(super) struct Always(pub(super) u16);

impl Transport for Always {
    fn call(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut answer = http::Response::new(Body::empty());
        *answer.status_mut() = http::StatusCode::from_u16(self.0).unwrap();
        Box::pin(std::future::ready(Ok(answer)))
    }
}
