// What goes into a request is made with `new` and setters, so that the API can add fields.

use cloudflare_certificates::models::PrioritizeCertificate;

fn main() {
    let _ = PrioritizeCertificate { id: None, priority: Some(2.0) };
}
