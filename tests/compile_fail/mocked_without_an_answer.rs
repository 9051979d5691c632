// It is said what is expected, and not what is answered.
#![deny(unused_must_use)]

use cloudflare_certificates::mock::MockTransport;
use cloudflare_certificates::resources::custom_certificates::List;

fn main() {
    MockTransport::new().on::<List>().query("page", 2);
}
