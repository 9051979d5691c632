// A middleware that counts in a variable of its closure, which several threads would write at once.

use std::cell::Cell;
use std::rc::Rc;

use cloudflare_certificates::Client;
use cloudflare_certificates::middleware::from_fn;

fn main() {
    let count = Rc::new(Cell::new(0));
    let _ = Client::builder().middleware(from_fn(move |call, next| {
        count.set(count.get() + 1);
        next.run(call)
    }));
}
