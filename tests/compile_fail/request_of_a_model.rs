// A request is named after what comes back, and not after its operation.

use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::{Client, Request};

fn request(client: &Client, zone: &str, id: &str) -> Request<CustomCertificate> {
    client.custom_certificates().get(zone, id)
}

fn main() {
    let _ = request;
}
