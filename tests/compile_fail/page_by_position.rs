// A page is no slice, though its items are.

use cloudflare_certificates::{Client, Error};

async fn first_id(client: &Client, zone: &str) -> Result<String, Error> {
    let page = client.custom_certificates().list(zone).send().await?;
    Ok(page[0].id.clone())
}

fn main() {}
