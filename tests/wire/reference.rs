//! The answer that the vendor's reference shows: read into every field, and written back as it was.

use std::io::Write;
use std::path::Path;

use cloudflare_certificates::models::{
    BundleMethod, CustomCertificate, GeoRestrictionsLabel, KeylessCertificate, KeylessCertificateStatus,
    PrioritizeCertificate, Status,
};
use cloudflare_certificates::{Message, Page, PageInfo};
use serde_json::Value;

use super::answers::ZONE;
use super::server::{Server, json};

/// The example that comes with the generated crate.
const EXAMPLE: &str = include_str!("../../generated/examples/responses/custom_certificates.prioritize.update.json");

/// The page that the crate makes of this answer.
async fn read(answer: &str) -> Page<CustomCertificate> {
    let server = Server::start([json("200 OK", answer)]).await;
    let ordered = [PrioritizeCertificate::new(), PrioritizeCertificate::new()];
    let page = server.client().custom_certificates().prioritize().update(ZONE, ordered).send().await.unwrap();
    assert_eq!(server.only().body, r#"{"certificates":[{},{}]}"#);
    page
}

fn only<T: std::fmt::Debug>(items: impl IntoIterator<Item = T>) -> T {
    let [item] = items.into_iter().collect::<Vec<_>>().try_into().expect("one item");
    item
}

#[tokio::test]
async fn every_field_of_the_certificate_is_read() {
    let certificate = only(read(EXAMPLE).await);
    assert_eq!(certificate.id, "023e105f4ecef8ad9ca31a8372d0c353");
    assert_eq!(certificate.zone_id, "023e105f4ecef8ad9ca31a8372d0c353");
    assert_eq!(certificate.bundle_method, Some(BundleMethod::Ubiquitous));
    assert_eq!(certificate.custom_csr_id.as_deref(), Some("7b163417-1d2b-4c84-a38a-2fb7a0cd7752"));
    assert_eq!(certificate.expires_on, Some("2016-01-01T05:20:00Z".parse().unwrap()));
    assert_eq!(certificate.geo_restrictions.unwrap().label, Some(GeoRestrictionsLabel::Us));
    assert_eq!(certificate.hosts, Some(vec!["example.com".to_owned()]));
    assert_eq!(certificate.issuer.as_deref(), Some("GlobalSign"));
    assert!(certificate.keyless_server.is_some());
    assert_eq!(certificate.modified_on, Some("2014-01-01T05:20:00Z".parse().unwrap()));
    assert_eq!(certificate.policy_restrictions.as_deref(), Some("(country: US) or (region: EU)"));
    assert_eq!(certificate.priority, Some(1.0));
    assert_eq!(certificate.signature.as_deref(), Some("SHA256WithRSA"));
    assert_eq!(certificate.status, Some(Status::Active));
    assert_eq!(certificate.uploaded_on.unwrap().unix_seconds(), 1_388_553_600);
}

#[tokio::test]
async fn every_field_of_its_keyless_server_is_read() {
    let keyless: KeylessCertificate = only(read(EXAMPLE).await).keyless_server.unwrap();
    assert_eq!(keyless.id, "4d2844d2ce78891c34d0b6c0535a291e");
    assert_eq!(keyless.created_on.to_string(), "2014-01-01T05:20:00Z");
    assert!(!keyless.enabled);
    assert_eq!(keyless.host, "example.com");
    assert_eq!(keyless.modified_on, "2014-01-01T05:20:00Z".parse().unwrap());
    assert_eq!(keyless.name, "example.com Keyless SSL");
    assert_eq!(keyless.permissions, ["#ssl:read", "#ssl:edit"]);
    assert_eq!(keyless.port, 24008);
    assert_eq!(keyless.status, KeylessCertificateStatus::Active);
    let tunnel = keyless.tunnel.unwrap();
    assert_eq!(tunnel.private_ip, "10.0.0.1");
    assert_eq!(tunnel.vnet_id, "7365377a-85a4-4390-9480-531ef7dc7a3c");
}

#[tokio::test]
async fn nothing_of_the_envelope_is_lost() {
    let page = read(EXAMPLE).await;
    let info = page.info().unwrap();
    let numbers: [fn(&PageInfo) -> Option<u64>; 5] =
        [PageInfo::count, PageInfo::page, PageInfo::per_page, PageInfo::total_count, PageInfo::total_pages];
    assert_eq!(numbers.map(|number| number(info)), [Some(1), Some(1), Some(20), Some(2000), Some(100)]);
    let message: &Message = only(page.messages());
    assert_eq!(*message.code().unwrap(), 1000);
    assert_eq!(message.message(), "message");
    assert_eq!(message.documentation_url(), Some("documentation_url"));
    assert_eq!(message.pointer(), Some("pointer"));
}

#[tokio::test]
async fn what_was_read_is_written_back_as_the_same_json() {
    let input: Value = serde_json::from_str(EXAMPLE).unwrap();
    let input = &input["result"][0];
    let certificate = only(read(EXAMPLE).await);
    // A `Value` tells `1` from `1.0`.
    assert_eq!(serde_json::to_value(&certificate).unwrap(), *input);
    assert_eq!(serde_json::from_value::<CustomCertificate>(input.clone()).unwrap(), certificate);
    let text = serde_json::to_string_pretty(&certificate).unwrap();
    let indented = text.replace('\n', "\n    ");
    assert!(EXAMPLE.contains(&indented), "the same members, in the same order:\n{text}");
}

/// The JSON texts on the vendor's page, which begin and end with a brace on a line of its own.
fn json_texts(page: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line == "{" {
            texts.push(String::new());
            inside = true;
        }
        if let Some(text) = texts.last_mut().filter(|_| inside) {
            text.push_str(line);
            text.push('\n');
        }
        inside &= line != "}";
    }
    texts
}

#[tokio::test]
async fn the_vendors_page_shows_the_same_answer() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/prioritize-endpoint.txt");
    let Ok(page) = std::fs::read_to_string(&path) else {
        // Past the test harness, which would keep it to itself.
        let note =
            "skipped: the vendor's page is not there (shared/reference/prioritize-endpoint.txt beside the workspace)";
        writeln!(std::io::stderr(), "{note}").unwrap();
        return;
    };
    let texts = json_texts(&page);
    assert_eq!(texts.len(), 2, "the page shows its answer twice");
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    for text in texts {
        let shown: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(shown, example);
        assert_eq!(serde_json::to_value(only(read(&text).await)).unwrap(), shown["result"][0]);
    }
}
