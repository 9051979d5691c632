// Only the server makes certificates: what it answers cannot be made with `new`.

use cloudflare_certificates::models::CustomCertificate;

fn main() {
    let _ = CustomCertificate::new();
}
