// A 64-bit integer, of which not every value has an `f64`.

use cloudflare_certificates::models::PrioritizeCertificate;

fn ranked(ids: &[&str]) -> Vec<PrioritizeCertificate> {
    ids.iter().enumerate().map(|(rank, id)| PrioritizeCertificate::new().id(*id).priority(rank)).collect()
}

fn main() {
    let _ = ranked(&[]);
}
