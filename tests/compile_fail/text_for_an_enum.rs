// The filter is a text, where the crate has names for what the API knows.

use cloudflare_certificates::{Client, Error};

async fn active(client: &Client, zone: &str) -> Result<usize, Error> {
    Ok(client.custom_certificates().list(zone).status("active").send().await?.len())
}

fn main() {}
