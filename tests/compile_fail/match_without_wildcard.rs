// The match names all statuses that there are today.

use cloudflare_certificates::models::Status;

fn is_usable(status: &Status) -> bool {
    match status {
        Status::Active => true,
        Status::Expired | Status::Deleted | Status::Pending | Status::Initializing => false,
    }
}

fn main() {
    let _ = is_usable(&Status::Active);
}
