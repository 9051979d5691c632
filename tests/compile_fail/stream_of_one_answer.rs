// One certificate is asked for piece by piece.

use cloudflare_certificates::Client;

async fn read(client: &Client, zone: &str, id: &str) {
    let _ = client.custom_certificates().get(zone, id).send_stream().await;
}

fn main() {
    let _ = read;
}
