// What generated code uses is not for others.

use cloudflare_certificates::runtime::Reply;
use cloudflare_certificates::{Client, ClientBuilder};

fn main() {
    let client = Client::from_env().unwrap();
    let _ = client.custom_certificates().list("zone").set_path("zone_id", String::new());
    let _ = ClientBuilder::new(&cloudflare_certificates::client::API);
}
