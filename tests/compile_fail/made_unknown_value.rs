// A value that the crate does not know is made from its text. A later version may know it by name.

use cloudflare_certificates::models::Status;

fn main() {
    let _ = Status::Unknown("being_revoked".into());
}
