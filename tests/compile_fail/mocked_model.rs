// An expectation names what comes back, and not the operation.

use cloudflare_certificates::mock::MockTransport;
use cloudflare_certificates::models::CustomCertificate;

fn main() {
    MockTransport::new().on::<CustomCertificate>().respond_status(404);
}
