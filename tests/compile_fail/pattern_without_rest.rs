// A pattern names every field that there is today.

use cloudflare_certificates::models::Tunnel;

fn address(tunnel: Tunnel) -> String {
    let Tunnel { private_ip, vnet_id } = tunnel;
    format!("{private_ip} in {vnet_id}")
}

fn main() {
    let _ = address;
}
