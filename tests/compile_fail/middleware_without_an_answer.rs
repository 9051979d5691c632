// A middleware that hands the call on and forgets to give the answer back.

use cloudflare_certificates::Client;
use cloudflare_certificates::middleware::from_fn;

fn main() {
    let _ = Client::builder().middleware(from_fn(|call, next| async move {
        next.run(call).await?;
    }));
}
