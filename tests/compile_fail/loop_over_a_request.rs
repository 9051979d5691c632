// A request is looped over before it was sent.

use cloudflare_certificates::Client;

fn print(client: &Client, zone: &str) {
    for certificate in client.custom_certificates().list(zone) {
        println!("{}", certificate.id);
    }
}

fn main() {
    let _ = print;
}
