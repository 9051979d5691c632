// A client is written as a literal, past the checks that building one makes.

use cloudflare_certificates::Client;

fn main() {
    let _ = Client { api_token: "token" };
}
