// The client of another HTTP stack is given as it is.

use cloudflare_certificates::Client;

struct AnotherStack;

fn main() {
    let _ = Client::builder().api_token("token").transport(AnotherStack).build();
}
