//! Lists over the pages of a server that is made of the document alone, and judges each request.

use cloudflare_certificates::Client;
use specsmith::mock::{Mock, Server};
use specsmith_tests::project;

use super::answers::ZONE;
use super::server::TOKEN;

/// The mock of the flagship's document, and a client of it.
fn judged() -> (Server, Client) {
    let spec = project::root().join("spec");
    let mock = Mock::open(&spec.join("cloudflare-certificates.yaml"), Some(&spec.join("specsmith.toml")), None);
    let server = mock.and_then(|mock| mock.serve(0).map_err(|error| error.to_string())).unwrap();
    let client = Client::builder().api_token(TOKEN).base_url(server.url()).max_retries(0).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn a_list_is_read_over_all_its_pages() {
    let (server, client) = judged();
    let mut pages = client.custom_certificates().list(ZONE).pages();
    let mut ids = Vec::new();
    let mut counts = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        counts.push(page.items().len());
        ids.extend(page.into_items().into_iter().map(|certificate| certificate.id));
    }
    assert_eq!(counts, [2, 2, 1]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5, "each item comes once");
    assert_eq!(server.log().violations(), []);
    let targets: Vec<String> = server.log().entries().into_iter().map(|entry| entry.target).collect();
    assert!(targets.len() == 3 && targets[2].ends_with("page=3"), "{targets:?}");
}
