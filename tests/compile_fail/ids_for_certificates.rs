// The certificates are given by their identifiers alone, where each comes with a priority.

use cloudflare_certificates::{Client, Error};

async fn prioritize(client: &Client, zone: &str) -> Result<(), Error> {
    let order = ["5a7805061c76ada191ed06f989cc3dac", "9a7806061c88ada191ed06f989cc3dac"];
    client.custom_certificates().prioritize().update(zone, order).send().await?;
    Ok(())
}

fn main() {}
