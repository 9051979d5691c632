// One certificate is read as a list.

use cloudflare_certificates::Client;

fn read(client: &Client, zone: &str, id: &str) {
    let _ = client.custom_certificates().get(zone, id).items();
}

fn main() {
    let _ = read;
}
