// A page is taken for the one certificate on it.

use cloudflare_certificates::{Client, Error};

async fn first_id(client: &Client, zone: &str) -> Result<String, Error> {
    let certificate = client.custom_certificates().list(zone).per_page(5).send().await?;
    Ok(certificate.id)
}

fn main() {}
