//! What may be missing is set where it is there.

use cloudflare_certificates::models::Status;
use cloudflare_certificates::{Client, Error};

async fn count(client: &Client, zone: &str, status: Option<Status>, size: Option<u16>) -> Result<usize, Error> {
    let mut request = client.custom_certificates().list(zone);
    if let Some(status) = status {
        request = request.status(status);
    }
    if let Some(size) = size {
        request = request.per_page(size);
    }
    Ok(request.send().await?.len())
}

#[tokio::test]
async fn with_and_without() {
    let answer = r#"{"success":true,"result":[]}"#;
    let (client, canned) = super::own_transport::client([answer, answer]);
    assert_eq!(count(&client, "z", None, None).await.unwrap(), 0);
    assert_eq!(count(&client, "z", Some(Status::Expired), Some(50)).await.unwrap(), 0);
    let path = "GET /client/v4/zones/z/custom_certificates";
    assert_eq!(canned.asked(), [path.to_owned(), format!("{path}?status=expired&per_page=50")]);
}
