// An operation that the crate does not have is added from the outside.

use cloudflare_certificates::{Client, Operation, Request};

enum Verify {}

impl Operation for Verify {
    type Output = bool;
}

fn verify(client: &Client) -> Request<Verify> {
    Request::new(client)
}

fn main() {
    let _ = verify;
}
