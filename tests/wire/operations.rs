//! Every operation: its method, path and query, all its headers and the bytes of its body; and what its answer becomes.

use std::collections::BTreeSet;

use cloudflare_certificates::models::{
    BundleMethod, CertificateType, Deployment, GeoRestrictions, GeoRestrictionsLabel, Matching, PrioritizeCertificate,
    Status, Tunnel,
};
use cloudflare_certificates::{Client, Error};
use specsmith::diag::Sink;
use specsmith::read::{self, Source};

use super::answers::{ID, KEYLESS, ZONE, certificate, list, one, value};
use super::server::{Server, TOKEN};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIDtTCC\"x\\\n-----END CERTIFICATE-----\n";
const PEM_JSON: &str = r#""-----BEGIN CERTIFICATE-----\nMIIDtTCC\"x\\\n-----END CERTIFICATE-----\n""#;

#[tokio::test]
async fn custom_certificates_prioritize_update() {
    let server = Server::start([list(&["a", "b"]), list(&[])]).await;
    let prioritize = server.client().custom_certificates().prioritize();
    let ordered = [
        PrioritizeCertificate::new().id("5a7805061c76ada191ed06f989cc3dac").priority(2),
        PrioritizeCertificate::new().priority(1.5).id("9a7806061c88ada191ed06f989cc3dac"),
        PrioritizeCertificate::new(),
    ];
    let page = prioritize.update(ZONE, ordered).send().await.unwrap();
    assert_eq!(page.iter().map(|certificate| certificate.id.as_str()).collect::<String>(), "ab");
    assert!(prioritize.update(ZONE, []).send().await.unwrap().is_empty());

    let path = format!("/zones/{ZONE}/custom_certificates/prioritize");
    // A model's members stand in the document's order, whatever the order in which they were set.
    let body = r#"{"certificates":[{"id":"5a7805061c76ada191ed06f989cc3dac","priority":2},{"id":"9a7806061c88ada191ed06f989cc3dac","priority":1.5},{}]}"#;
    let expected =
        [server.expected("PUT", &path, Some(body)), server.expected("PUT", &path, Some(r#"{"certificates":[]}"#))];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn custom_certificates_list() {
    let server = Server::start([list(&["a", "b"]), list(&[])]).await;
    let certificates = server.client().custom_certificates();
    let page = certificates.list(ZONE).send().await.unwrap();
    assert_eq!(page.into_items().iter().map(|certificate| certificate.id.as_str()).collect::<String>(), "ab");
    let filtered =
        certificates.list(ZONE).page(2).per_page(50).matching(Matching::Any).status(Status::Initializing).send().await;
    assert_eq!(filtered.unwrap().len(), 0);

    let path = format!("/zones/{ZONE}/custom_certificates");
    let query = "?page=2&per_page=50&match=any&status=initializing";
    let expected = [server.expected("GET", &path, None), server.expected("GET", &format!("{path}{query}"), None)];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn custom_certificates_create() {
    let server = Server::start([one(ID), one(ID)]).await;
    let certificates = server.client().custom_certificates();
    let created = certificates.create(ZONE, PEM).send().await.unwrap();
    assert_eq!((created.id.as_str(), created.zone_id.as_str()), (ID, ZONE));
    certificates
        .create(ZONE, PEM)
        .bundle_method(BundleMethod::Optimal)
        .custom_csr_id("7b163417-1d2b-4c84-a38a-2fb7a0cd7752")
        .deploy(Deployment::Staging)
        .geo_restrictions(GeoRestrictions::new().label(GeoRestrictionsLabel::HighestSecurity))
        .policy("(country: US) or (region: EU)")
        .private_key("key")
        .r#type(CertificateType::SniCustom)
        .send()
        .await
        .unwrap();

    let path = format!("/zones/{ZONE}/custom_certificates");
    let least = format!(r#"{{"certificate":{PEM_JSON}}}"#);
    let all = format!(
        r#"{{"certificate":{PEM_JSON},"bundle_method":"optimal","custom_csr_id":"7b163417-1d2b-4c84-a38a-2fb7a0cd7752","deploy":"staging","geo_restrictions":{{"label":"highest_security"}},"policy":"(country: US) or (region: EU)","private_key":"key","type":"sni_custom"}}"#
    );
    let expected = [server.expected("POST", &path, Some(&least)), server.expected("POST", &path, Some(&all))];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn custom_certificates_get() {
    let server = Server::start([one(ID)]).await;
    let certificate = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap();
    assert_eq!((certificate.id.as_str(), certificate.status), (ID, None));
    let path = format!("/zones/{ZONE}/custom_certificates/{ID}");
    assert_eq!(server.only(), server.expected("GET", &path, None));
}

#[tokio::test]
async fn custom_certificates_edit() {
    let server = Server::start([one("new"), one(ID)]).await;
    let certificates = server.client().custom_certificates();
    // An `sni_custom` certificate gets another id.
    assert_eq!(certificates.edit(ZONE, ID).send().await.unwrap().id, "new");
    certificates
        .edit(ZONE, ID)
        .bundle_method(BundleMethod::Force)
        .certificate(PEM)
        .custom_csr_id("csr")
        .deploy(Deployment::Production)
        .geo_restrictions(GeoRestrictions::new())
        .policy("country: IN")
        .private_key("key")
        .send()
        .await
        .unwrap();

    let path = format!("/zones/{ZONE}/custom_certificates/{ID}");
    let all = format!(
        r#"{{"bundle_method":"force","certificate":{PEM_JSON},"custom_csr_id":"csr","deploy":"production","geo_restrictions":{{}},"policy":"country: IN","private_key":"key"}}"#
    );
    let expected = [server.expected("PATCH", &path, Some("{}")), server.expected("PATCH", &path, Some(&all))];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn custom_certificates_delete() {
    let server = Server::start([value(&format!(r#"{{"id":"{ID}"}}"#))]).await;
    let deleted = server.client().custom_certificates().delete(ZONE, ID).send().await.unwrap();
    assert_eq!(deleted.id.as_deref(), Some(ID));
    let path = format!("/zones/{ZONE}/custom_certificates/{ID}");
    assert_eq!(server.only(), server.expected("DELETE", &path, None));
}

#[tokio::test]
async fn keyless_certificates_list() {
    let server = Server::start([value(&format!("[{KEYLESS}]"))]).await;
    let page = server.client().keyless_certificates().list(ZONE).send().await.unwrap();
    assert_eq!(page.items().iter().map(|keyless| keyless.port).collect::<Vec<_>>(), [24008]);
    let path = format!("/zones/{ZONE}/keyless_certificates");
    assert_eq!(server.only(), server.expected("GET", &path, None));
}

#[tokio::test]
async fn keyless_certificates_create() {
    let server = Server::start([value(KEYLESS), value(KEYLESS)]).await;
    let keyless = server.client().keyless_certificates();
    let created = keyless.create(ZONE, "keys.example.com", 24008, PEM).send().await.unwrap();
    assert_eq!(created.host, "keys.example.com");
    keyless
        .create(ZONE, "keys.example.com", 65535, PEM)
        .bundle_method(BundleMethod::Ubiquitous)
        .name("Schlüssel 🔑")
        .tunnel(Tunnel::new("10.0.0.1", "7365377a-85a4-4390-9480-531ef7dc7a3c"))
        .send()
        .await
        .unwrap();

    let path = format!("/zones/{ZONE}/keyless_certificates");
    let least = format!(r#"{{"host":"keys.example.com","port":24008,"certificate":{PEM_JSON}}}"#);
    let all = format!(
        r#"{{"host":"keys.example.com","port":65535,"certificate":{PEM_JSON},"bundle_method":"ubiquitous","name":"Schlüssel 🔑","tunnel":{{"private_ip":"10.0.0.1","vnet_id":"7365377a-85a4-4390-9480-531ef7dc7a3c"}}}}"#
    );
    let expected = [server.expected("POST", &path, Some(&least)), server.expected("POST", &path, Some(&all))];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn keyless_certificates_get() {
    let server = Server::start([value(KEYLESS)]).await;
    let keyless = server.client().keyless_certificates().get(ZONE, ID).send().await.unwrap();
    assert_eq!((keyless.name.as_str(), keyless.tunnel), ("Keys", None));
    let path = format!("/zones/{ZONE}/keyless_certificates/{ID}");
    assert_eq!(server.only(), server.expected("GET", &path, None));
}

#[tokio::test]
async fn keyless_certificates_edit() {
    let server = Server::start([value(KEYLESS), value(KEYLESS)]).await;
    let keyless = server.client().keyless_certificates();
    assert!(!keyless.edit(ZONE, ID).send().await.unwrap().enabled);
    #[allow(deprecated, reason = "it is still sent")]
    let edit = keyless.edit(ZONE, ID).enabled(true);
    let edit = edit.host("keys.example.com").name("Keys").port(24009).tunnel(Tunnel::new("10.0.0.1", "vnet"));
    edit.send().await.unwrap();

    let path = format!("/zones/{ZONE}/keyless_certificates/{ID}");
    let all = r#"{"enabled":true,"host":"keys.example.com","name":"Keys","port":24009,"tunnel":{"private_ip":"10.0.0.1","vnet_id":"vnet"}}"#;
    let expected = [server.expected("PATCH", &path, Some("{}")), server.expected("PATCH", &path, Some(all))];
    assert_eq!(server.seen(), expected);
}

#[tokio::test]
async fn keyless_certificates_delete() {
    let server = Server::start([value(&format!(r#"{{"id":"{ID}"}}"#))]).await;
    let deleted = server.client().keyless_certificates().delete(ZONE, ID).send().await.unwrap();
    assert_eq!(deleted.id.as_deref(), Some(ID));
    let path = format!("/zones/{ZONE}/keyless_certificates/{ID}");
    assert_eq!(server.only(), server.expected("DELETE", &path, None));
}

/// Every operation, with what it cannot do without.
fn requests(client: &Client) -> Result<Vec<http::Request<bytes::Bytes>>, Error> {
    let (custom, keyless) = (client.custom_certificates(), client.keyless_certificates());
    Ok(vec![
        custom.prioritize().update(ZONE, []).into_http()?,
        custom.list(ZONE).into_http()?,
        custom.create(ZONE, PEM).into_http()?,
        custom.get(ZONE, ID).into_http()?,
        custom.edit(ZONE, ID).into_http()?,
        custom.delete(ZONE, ID).into_http()?,
        keyless.list(ZONE).into_http()?,
        keyless.create(ZONE, "keys.example.com", 24008, PEM).into_http()?,
        keyless.get(ZONE, ID).into_http()?,
        keyless.edit(ZONE, ID).into_http()?,
        keyless.delete(ZONE, ID).into_http()?,
    ])
}

#[test]
fn no_operation_of_the_document_is_left_out_here() {
    let client = Client::builder().api_token(TOKEN).build().unwrap();
    let tried = requests(&client).unwrap();
    let tried = tried.iter().map(|request| (request.method().to_string(), request.uri().path().to_owned()));

    let mut sink = Sink::new();
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/cloudflare-certificates.yaml");
    let document = read::document(&Source::file(spec), &mut sink).expect("the document can be read");
    let documented = document.paths.iter().flat_map(|item| {
        let path = item.path.replace("{zone_id}", ZONE).replace("{custom_certificate_id}", ID);
        let path = format!("/client/v4{}", path.replace("{keyless_certificate_id}", ID));
        item.operations.iter().map(move |operation| (format!("{:?}", operation.method).to_uppercase(), path.clone()))
    });
    assert_eq!(tried.collect::<BTreeSet<_>>(), documented.collect::<BTreeSet<_>>());
}

#[tokio::test]
async fn a_request_can_be_sent_again_and_from_another_task() {
    let server = Server::start([one("1"), one("2"), value(&format!("[{}]", certificate("3")))]).await;
    let client = server.client();
    let request = client.custom_certificates().get(ZONE, ID);
    assert_eq!(request.clone().send().await.unwrap().id, "1");
    assert_eq!(tokio::spawn(request.send()).await.unwrap().unwrap().id, "2");
    let mut items = client.custom_certificates().list(ZONE).items();
    let next = tokio::spawn(async move { items.next().await });
    assert_eq!(next.await.unwrap().unwrap().unwrap().id, "3");
}
