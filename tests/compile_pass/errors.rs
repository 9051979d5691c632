//! What went wrong is told by kind, by question, or by the server's own code.

use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::{Client, Error};

async fn find(client: &Client, zone: &str, id: &str) -> Result<Option<CustomCertificate>, Error> {
    match client.custom_certificates().get(zone, id).send().await {
        Ok(certificate) => Ok(Some(certificate)),
        Err(Error::Api(error)) if error.has_code(1003) => Ok(None),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

fn advice(error: &Error) -> &'static str {
    match error {
        Error::Api(_) => "ask the server's operators",
        Error::Transport(_) => "look at the network",
        Error::Decode(_) => "update this crate",
        _ => "look at your own code",
    }
}

/// An error goes wherever errors go.
async fn main(client: &Client) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    find(client, "..", "a").await?;
    Ok(())
}

#[tokio::test]
async fn told_apart() {
    let not_found = r#"{"success":false,"errors":[{"code":1003,"message":"no such certificate"}]}"#;
    let refused = r#"{"success":false,"errors":[{"code":1000,"message":"no"}]}"#;
    let (client, _) = super::own_transport::client([not_found, refused, "<html>"]);
    assert_eq!(find(&client, "z", "a").await.unwrap(), None);
    let mut told = Vec::new();
    for _ in 0..3 {
        told.push(advice(&find(&client, "z", "a").await.unwrap_err()));
    }
    assert_eq!(told, ["ask the server's operators", "update this crate", "look at the network"]);
    let error = main(&client).await.unwrap_err();
    assert_eq!(advice(error.downcast_ref().unwrap()), "look at your own code");
}
