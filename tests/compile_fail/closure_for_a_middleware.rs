// A closure is given as it is, without `middleware::from_fn`.

use cloudflare_certificates::Client;
use cloudflare_certificates::middleware::{Call, Next};

fn main() {
    let _ = Client::builder().middleware(|call: Call, next: Next| async move { next.run(call).await });
}
