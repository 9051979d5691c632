//! Middlewares are functions or types, are shared or kept in a box, and hold what they need.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cloudflare_certificates::middleware::{self, Call, Middleware, Next};
use cloudflare_certificates::transport::Body;
use cloudflare_certificates::{Client, Error};

async fn plain(call: Call, next: Next) -> Result<http::Response<Body>, Error> {
    next.run(call).await
}

fn counting(count: &Arc<AtomicU32>) -> impl Middleware + use<> {
    let count = Arc::clone(count);
    middleware::from_fn(move |call, next| {
        let count = Arc::clone(&count);
        async move {
            count.fetch_add(1, Ordering::Relaxed);
            next.run(call).await
        }
    })
}

#[tokio::test]
async fn any_of_them_can_be_added() {
    let count = Arc::new(AtomicU32::new(0));
    let shared: Arc<dyn Middleware> = Arc::new(counting(&count));
    let answer = middleware::from_fn(|_, _| async {
        Ok(http::Response::new(Body::from(r#"{"success":true,"result":{"id":"a"}}"#)))
    });
    let builder = Client::builder().api_token("token").middleware(middleware::from_fn(plain));
    let builder = builder.middleware(counting(&count)).middleware(Arc::clone(&shared)).middleware(shared);
    let client = builder.middleware(answer).build().unwrap();
    let deleted = client.custom_certificates().delete("zone", "a").with_extension("seen by all").send().await.unwrap();
    assert_eq!((deleted.id.as_deref(), count.load(Ordering::Relaxed)), (Some("a"), 3));
}
