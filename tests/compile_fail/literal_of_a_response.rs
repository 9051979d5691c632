// A response's model is made by hand: a field that the API adds later would break this.

use cloudflare_certificates::models::DeletedCertificate;

fn main() {
    let _ = DeletedCertificate { id: None };
}
