//! What an operation requires is given to its method; what it does not, to setters.

use cloudflare_certificates::models::{CustomCertificate, PrioritizeCertificate};
use cloudflare_certificates::{Client, Error, Page};

async fn prioritize(client: &Client) -> Result<Page<CustomCertificate>, Error> {
    client
        .custom_certificates()
        .prioritize()
        .update(
            "023e105f4ecef8ad9ca31a8372d0c353",
            [
                PrioritizeCertificate::new().id("5a7805061c76ada191ed06f989cc3dac").priority(2),
                PrioritizeCertificate::new(),
            ],
        )
        .send()
        .await
}

/// As many as there are: any iterator will do. An index is no `f64` by itself, a `u32` is.
async fn in_this_order(client: &Client, zone: &str, ids: &[String]) -> Result<Page<CustomCertificate>, Error> {
    let ranked = ids.iter().rev().zip(1_u32..).map(|(id, rank)| PrioritizeCertificate::new().id(id).priority(rank));
    client.custom_certificates().prioritize().update(zone, ranked).send().await
}

#[tokio::test]
async fn the_higher_priority_comes_first() {
    let answer = r#"{"success":true,"result":[]}"#;
    let (client, canned) = super::own_transport::client([answer, answer]);
    assert!(prioritize(&client).await.unwrap().is_empty());
    in_this_order(&client, "zone", &["a".to_owned(), "b".to_owned()]).await.unwrap();
    let path = "/client/v4/zones/zone/custom_certificates/prioritize";
    let body = r#"{"certificates":[{"id":"b","priority":1},{"id":"a","priority":2}]}"#;
    assert_eq!(canned.asked()[1], format!("PUT {path} {body}"));
}
