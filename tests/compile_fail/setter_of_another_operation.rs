// A filter of the list is set where a certificate is made.

use cloudflare_certificates::models::Status;
use cloudflare_certificates::{Client, Error};

async fn upload(client: &Client, zone: &str, pem: &str) -> Result<(), Error> {
    client.custom_certificates().create(zone, pem).status(Status::Active).send().await?;
    Ok(())
}

fn main() {}
