//! The same calls from code that is not async: only their last word is another one.

use cloudflare_certificates::transport::Blocking;
use cloudflare_certificates::{Client, Error, Items, Response, models};

/// As the crate's README has it.
fn as_the_readme_has_it() -> Result<(), Error> {
    let client = Client::from_env()?;
    let page = client
        .custom_certificates()
        .list("023e105f4ecef8ad9ca31a8372d0c353")
        .status(models::Status::Active)
        .send_blocking()?;
    for custom_certificate in page {
        println!("{custom_certificate:?}");
    }
    Ok(())
}

fn first(client: &Client) -> Result<Option<models::CustomCertificate>, Error> {
    client.custom_certificates().list("zone").items().max_items(1).blocking().next().transpose()
}

/// An iterator can be named, kept, and sent to another thread.
struct Certificates {
    left: Blocking<Items<models::CustomCertificate>>,
}

fn whole(client: &Client) -> Result<Response<cloudflare_certificates::Page<models::CustomCertificate>>, Error> {
    client.custom_certificates().list("zone").with_max_retries(0).send_raw_blocking()
}

#[test]
fn calls_without_async_code() {
    fn is_send<T: Send>(_: &T) {}
    let one = r#"{"success":true,"result":[{"id":"a","zone_id":"zone"}]}"#;
    let (client, canned) = super::own_transport::client([one, one, one]);
    assert_eq!(first(&client).unwrap().unwrap().id, "a");
    let certificates = Certificates { left: client.custom_certificates().list("zone").items().max_pages(1).blocking() };
    is_send(&certificates);
    assert_eq!(certificates.left.map(|one| one.unwrap().id).collect::<Vec<_>>(), ["a"]);
    assert_eq!(whole(&client).unwrap().status().as_u16(), 200);
    assert_eq!(canned.asked().len(), 3);
}

#[test]
fn the_readme_shows_what_compiles() {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>().join("\n");
    let readme = include_str!("../../generated/README.md");
    let shown = readme.split("## Without async code").nth(1).unwrap().split("```rust\n").nth(1).unwrap();
    let shown = lines(shown.split("\n```").next().unwrap());
    assert!(lines(include_str!("blocking.rs")).contains(&shown), "{shown}");
    // Never called: it would ask the API itself.
    let _: fn() -> Result<(), Error> = as_the_readme_has_it;
}
