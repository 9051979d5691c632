//! Clients whose credentials come from the environment.
//!
//! A process has one environment, and changing it is not safe while others read it. So each case runs this test binary
//! again, in an environment of its own, with the one test that makes a call there.

use std::process::Command;

use cloudflare_certificates::Client;

use super::answers::{ID, ZONE, one};
use super::credentials::credentials;
use super::server::Server;

const VARIABLES: [&str; 4] = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY", "CLOUDFLARE_BASE_URL"];

#[test]
#[ignore = "the other tests of this file run it, each in an environment of its own"]
fn call_from_here() {
    // Whoever runs it by hand, with credentials of their own, is not to call the API.
    assert!(std::env::var("CLOUDFLARE_BASE_URL").is_ok_and(|url| url.starts_with("http://127.0.0.1:")));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match Client::from_env() {
            Ok(client) => match client.custom_certificates().get(ZONE, ID).send().await {
                Ok(certificate) => println!("got {}", certificate.id),
                Err(error) => println!("failed: {error}"),
            },
            Err(error) => println!("not built: {error}"),
        }
    });
}

/// What a call in this environment prints.
async fn call(server: &Server, variables: &[(&'static str, &'static str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "wire::environment::call_from_here", "--ignored", "--nocapture", "--test-threads=1"]);
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.env("CLOUDFLARE_BASE_URL", server.base_url()).envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let said = printed.lines().find(|line| ["got ", "failed: ", "not built: "].iter().any(|said| line.contains(said)));
    said.unwrap_or_else(|| panic!("it says nothing: {printed}")).to_owned()
}

#[tokio::test]
async fn a_token() {
    let server = Server::start([one(ID)]).await;
    let said = call(&server, &[("CLOUDFLARE_API_TOKEN", "token")]).await;
    assert!(said.ends_with(&format!("got {ID}")), "{said}");
    assert_eq!(credentials(&server.only()), [vec!["Bearer token"], vec![], vec![]]);
}

#[tokio::test]
async fn an_email_and_a_key() {
    let server = Server::start([one(ID)]).await;
    let said = call(&server, &[("CLOUDFLARE_EMAIL", "user@example.com"), ("CLOUDFLARE_API_KEY", "key1")]).await;
    assert!(said.ends_with(&format!("got {ID}")), "{said}");
    assert_eq!(credentials(&server.only()), [vec![], vec!["user@example.com"], vec!["key1"]]);
}

#[tokio::test]
async fn of_both_the_token() {
    let server = Server::start([one(ID)]).await;
    let both =
        [("CLOUDFLARE_EMAIL", "user@example.com"), ("CLOUDFLARE_API_KEY", "key1"), ("CLOUDFLARE_API_TOKEN", "token")];
    call(&server, &both).await;
    assert_eq!(credentials(&server.only()), [vec!["Bearer token"], vec![], vec![]]);
}

#[tokio::test]
async fn half_of_a_pair_and_nothing_at_all() {
    let server = Server::start([]).await;
    let said = call(&server, &[("CLOUDFLARE_EMAIL", "user@example.com")]).await;
    assert!(said.contains("not built: ") && said.contains("CLOUDFLARE_API_KEY"), "{said}");
    assert!(!said.contains("user@example.com"), "{said}");
    let said = call(&server, &[]).await;
    for name in &VARIABLES[..3] {
        assert!(said.contains("not built: ") && said.contains(name), "{said}");
    }
    let said = call(&server, &[("CLOUDFLARE_API_TOKEN", "")]).await;
    assert!(said.contains("CLOUDFLARE_API_TOKEN") && said.contains("empty"), "{said}");
    assert_eq!(server.count(), 0);
}
