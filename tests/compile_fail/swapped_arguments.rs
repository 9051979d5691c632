// The port and the certificate were swapped.

use cloudflare_certificates::{Client, Error};

async fn add_key_server(client: &Client, zone: &str, pem: String) -> Result<(), Error> {
    client.keyless_certificates().create(zone, "keys.example.com", pem, 24008).send().await?;
    Ok(())
}

fn main() {}
