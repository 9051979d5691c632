// Settings are used as if they were a client.

use cloudflare_certificates::Client;

fn main() {
    let client = Client::builder().api_token("token");
    let _ = client.custom_certificates();
}
