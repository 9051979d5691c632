//! The fields of what came back are there to be read, taken apart with `..`, and changed.

use cloudflare_certificates::models::{CustomCertificate, Tunnel};

fn summary(certificate: CustomCertificate) -> String {
    let CustomCertificate { id, hosts, priority, .. } = certificate;
    format!("{id} for {} at {}", hosts.unwrap_or_default().join(", "), priority.unwrap_or(0.0))
}

fn promoted(mut certificate: CustomCertificate) -> CustomCertificate {
    certificate.priority = Some(certificate.priority.unwrap_or(0.0) + 1.0);
    certificate
}

fn address(Tunnel { private_ip, vnet_id, .. }: &Tunnel) -> String {
    format!("{private_ip} in {vnet_id}")
}

#[test]
fn taken_apart() {
    let certificate = r#"{"id":"a","zone_id":"z","hosts":["example.com","www.example.com"]}"#;
    let certificate: CustomCertificate = serde_json::from_str(certificate).unwrap();
    assert_eq!(summary(promoted(certificate)), "a for example.com, www.example.com at 1");
    assert_eq!(address(&Tunnel::new("10.0.0.1", "vnet")), "10.0.0.1 in vnet");
}
