// The certificates were forgotten: what an operation requires, its method asks for.

use cloudflare_certificates::{Client, Error};

async fn prioritize(client: &Client) -> Result<(), Error> {
    client.custom_certificates().prioritize().update("023e105f4ecef8ad9ca31a8372d0c353").send().await?;
    Ok(())
}

fn main() {}
