// A request that is awaited is sent.

use cloudflare_certificates::{Client, Error};

async fn id(client: &Client, zone: &str, id: &str) -> Result<String, Error> {
    let certificate = client.custom_certificates().get(zone, id).await?;
    Ok(certificate.id)
}

fn main() {}
