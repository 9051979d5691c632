// What may be missing is given where something has to be.

use cloudflare_certificates::{Client, Error};

async fn upload(client: &Client, zone: &str, pem: Option<String>) -> Result<(), Error> {
    client.custom_certificates().create(zone, pem).send().await?;
    Ok(())
}

fn main() {}
