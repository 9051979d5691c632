// A transport that cannot be used from several threads at once.

use std::cell::Cell;

use cloudflare_certificates::Client;
use cloudflare_certificates::transport::{Body, BoxFuture, Transport, TransportError};

struct Counting(Cell<u32>);

impl Transport for Counting {
    fn call(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.set(self.0.get() + 1);
        Box::pin(std::future::pending())
    }
}

fn main() {
    let _ = Client::builder().transport(Counting(Cell::new(0)));
}
