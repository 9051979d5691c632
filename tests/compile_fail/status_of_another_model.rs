// A key server's status is compared with a certificate's.

use cloudflare_certificates::models::{KeylessCertificate, Status};

fn is_there(keyless: &KeylessCertificate) -> bool {
    keyless.status == Status::Active
}

fn main() {
    let _ = is_there;
}
