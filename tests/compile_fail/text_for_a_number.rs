// The priority is a text.

use cloudflare_certificates::models::PrioritizeCertificate;

fn main() {
    let _ = PrioritizeCertificate::new().priority("2");
}
