// The call is not awaited.

use cloudflare_certificates::{Client, Error};

async fn id(client: &Client, zone: &str, id: &str) -> Result<String, Error> {
    Ok(client.custom_certificates().get(zone, id).send()?.id)
}

fn main() {}
