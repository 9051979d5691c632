//! A list is read with `while let`, for its pages are awaited.

use std::time::Duration;

use cloudflare_certificates::models::Status;
use cloudflare_certificates::{Client, Error};

async fn active(client: &Client, zone: &str) -> Result<Vec<String>, Error> {
    let mut certificates = client
        .custom_certificates()
        .list(zone)
        .status(Status::Active)
        .with_timeout(Duration::from_secs(5))
        .with_max_retries(5)
        .items();
    let mut ids = Vec::new();
    while let Some(certificate) = certificates.next().await {
        ids.push(certificate?.id);
    }
    Ok(ids)
}

/// One page is a collection like any other.
async fn first(client: &Client, zone: &str) -> Result<Option<String>, Error> {
    let page = client.custom_certificates().list(zone).send().await?;
    for certificate in &page {
        assert!(!certificate.id.is_empty());
    }
    assert_eq!(page.iter().count(), page.len());
    Ok(page.items().first().map(|certificate| certificate.id.clone()))
}

#[tokio::test]
async fn ids_of_two_pages() {
    let one = r#"{"success":true,"result":[{"id":"a","zone_id":"z"}],"result_info":{"page":1,"total_pages":2}}"#;
    let two = r#"{"success":true,"result":[{"id":"b","zone_id":"z"}],"result_info":{"page":2,"total_pages":2}}"#;
    let (client, canned) = super::own_transport::client([one, two, one]);
    assert_eq!(active(&client, "zone").await.unwrap(), ["a", "b"]);
    assert_eq!(first(&client, "zone").await.unwrap().as_deref(), Some("a"));
    assert_eq!(canned.asked()[1], "GET /client/v4/zones/zone/custom_certificates?status=active&page=2");
}
