// The text inside an unknown value is made by hand.

use cloudflare_certificates::types::UnknownValue;

fn main() {
    let _ = UnknownValue::new("being_revoked");
}
