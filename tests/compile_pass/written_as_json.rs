//! Models are read and written by serde wherever a program wants them: in a file, a cache, a message.

use std::collections::BTreeMap;

use cloudflare_certificates::models::{CustomCertificate, PrioritizeCertificate};

type Cache = BTreeMap<String, CustomCertificate>;

fn remember(cache: &mut Cache, certificate: CustomCertificate) {
    cache.insert(certificate.id.clone(), certificate);
}

#[test]
fn there_and_back() {
    let json = r#"{"id":"a","zone_id":"z","priority":2,"status":"some_day","uploaded_on":"2014-01-01T05:20:00.000Z"}"#;
    let mut cache = Cache::new();
    remember(&mut cache, serde_json::from_str(json).unwrap());
    let file = serde_json::to_string(&cache).unwrap();
    assert_eq!(file, format!("{{\"a\":{json}}}"));
    assert_eq!(serde_json::from_str::<Cache>(&file).unwrap(), cache);
    // What is sent is a model like any other.
    let sent: PrioritizeCertificate = serde_json::from_str(r#"{"id":"a","priority":2.0}"#).unwrap();
    assert_eq!(sent, PrioritizeCertificate::new().id("a").priority(2));
}
