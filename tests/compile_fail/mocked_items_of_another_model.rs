// A list of custom certificates is answered with keyless ones.

use cloudflare_certificates::mock::MockTransport;
use cloudflare_certificates::models::KeylessCertificate;
use cloudflare_certificates::resources::custom_certificates::List;

fn answer(mock: &MockTransport, keyless: KeylessCertificate) {
    mock.on::<List>().respond_items([keyless]);
}

fn main() {}
