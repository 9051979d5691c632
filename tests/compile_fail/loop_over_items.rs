// A stream is looped over as if it were an iterator.

use cloudflare_certificates::{Client, Error};

async fn print(client: &Client, zone: &str) -> Result<(), Error> {
    for certificate in client.custom_certificates().list(zone).items() {
        println!("{}", certificate?.id);
    }
    Ok(())
}

fn main() {}
