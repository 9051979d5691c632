// Struct update syntax is a literal, too.

use cloudflare_certificates::models::CustomCertificate;

fn promoted(certificate: CustomCertificate) -> CustomCertificate {
    CustomCertificate { priority: Some(2.0), ..certificate }
}

fn main() {
    let _ = promoted;
}
