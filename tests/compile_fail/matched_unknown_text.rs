// A value that the crate does not know is matched by its text. A later version would know it by name, and never match.

use cloudflare_certificates::models::Status;

fn is_revoked(status: &Status) -> bool {
    matches!(status, Status::Unknown(text) if text.as_str() == "being_revoked")
}

fn main() {
    let _ = is_revoked(&Status::Active);
}
