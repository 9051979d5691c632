// The server alone says when a certificate was uploaded: no request has that field.

use cloudflare_certificates::{Client, Error};

async fn backdate(client: &Client, zone: &str, id: &str) -> Result<(), Error> {
    client.custom_certificates().edit(zone, id).uploaded_on("2014-01-01T05:20:00Z").send().await?;
    Ok(())
}

fn main() {}
