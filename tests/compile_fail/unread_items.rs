// A stream is made, and forgotten: no page is asked for.
#![deny(unused_must_use)]

use cloudflare_certificates::Client;

fn warm_up(client: &Client, zone: &str) {
    client.custom_certificates().list(zone).items();
}

fn main() {
    let _ = warm_up;
}
