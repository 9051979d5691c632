// The answer to a list is given as the page that the call would give, and not as its items.

use cloudflare_certificates::Page;
use cloudflare_certificates::mock::MockTransport;
use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::resources::custom_certificates::List;

fn answer(mock: &MockTransport, page: Page<CustomCertificate>) {
    mock.on::<List>().respond(page);
}

fn main() {}
