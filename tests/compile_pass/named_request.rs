//! A request has a type that can be named, kept and sent many times.

use cloudflare_certificates::models::CustomCertificate;
use cloudflare_certificates::resources::custom_certificates::{GetRequest, ListRequest};
use cloudflare_certificates::{Client, Error, Paged, Request};

struct Watcher {
    all: ListRequest,
    one: GetRequest,
}

impl Watcher {
    fn new(client: &Client, zone: &str, id: &str) -> Self {
        let certificates = client.custom_certificates();
        Self { all: certificates.list(zone), one: certificates.get(zone, id) }
    }

    async fn look(&self) -> Result<(usize, CustomCertificate), Error> {
        Ok((self.all.clone().send().await?.len(), self.one.clone().send().await?))
    }
}

/// Something that can be done with every list.
async fn last<O: Paged>(list: Request<O>) -> Result<Option<O::Item>, Error> {
    let mut items = list.items();
    let mut last = None;
    while let Some(item) = items.next().await {
        last = Some(item?);
    }
    Ok(last)
}

#[tokio::test]
async fn sent_twice() {
    let all = r#"{"success":true,"result":[{"id":"a","zone_id":"z"}],"result_info":{"page":1,"total_pages":1}}"#;
    let one = r#"{"success":true,"result":{"id":"a","zone_id":"z"}}"#;
    let (client, canned) = super::own_transport::client([all, one, all, one, all]);
    let watcher = Watcher::new(&client, "z", "a");
    for _ in 0..2 {
        let (count, certificate) = watcher.look().await.unwrap();
        assert_eq!((count, certificate.id.as_str()), (1, "a"));
    }
    assert_eq!(last(watcher.all).await.unwrap().unwrap().id, "a");
    assert_eq!(canned.asked().len(), 5);
}
