// A request is made, and forgotten: nothing is deleted.
#![deny(unused_must_use)]

use cloudflare_certificates::Client;

fn delete(client: &Client, zone: &str, id: &str) {
    client.custom_certificates().delete(zone, id);
}

fn main() {
    let _ = delete;
}
