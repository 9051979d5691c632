// Settings are made, and never become a client.
#![deny(unused_must_use)]

use cloudflare_certificates::Client;

fn main() {
    Client::builder().api_token("token");
}
