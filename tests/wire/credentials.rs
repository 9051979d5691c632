//! Who the client says it is: one kind of credential, in its place, and nowhere else.

use cloudflare_certificates::{ClientBuilder, Error};

use super::answers::{ID, ZONE, one};
use super::server::{Seen, Server, TOKEN};

const EMAIL: &str = "user@example.com";
const KEY: &str = "144c9defac04969c7bfad8efaa8ea194";

/// The credentials of a request: bearer, email and key.
pub(super) fn credentials(seen: &Seen) -> [Vec<&str>; 3] {
    ["authorization", "x-auth-email", "x-auth-key"].map(|name| seen.header(name))
}

async fn sent(set: impl Fn(ClientBuilder) -> ClientBuilder) -> Seen {
    let server = Server::start([one(ID)]).await;
    let client = set(server.builder()).build().unwrap();
    client.custom_certificates().get(ZONE, ID).send().await.unwrap();
    server.only()
}

#[tokio::test]
async fn a_token_alone() {
    let seen = sent(|builder| builder.api_token(TOKEN)).await;
    assert_eq!(credentials(&seen), [vec![format!("Bearer {TOKEN}").as_str()], vec![], vec![]]);
}

#[tokio::test]
async fn email_and_key_together() {
    let seen = sent(|builder| builder.api_key(KEY).api_email(EMAIL)).await;
    assert_eq!(credentials(&seen), [vec![], vec![EMAIL], vec![KEY]]);
}

#[tokio::test]
async fn of_both_kinds_one_is_sent() {
    let seen = sent(|builder| builder.api_email(EMAIL).api_key(KEY).api_token(TOKEN)).await;
    assert_eq!(credentials(&seen), [vec![format!("Bearer {TOKEN}").as_str()], vec![], vec![]]);
}

#[tokio::test]
async fn what_cannot_be_a_credential_is_refused_when_the_client_is_built() {
    let server = Server::start([]).await;
    let refused = |builder: ClientBuilder, setting: &str, reason: &str| {
        let error = builder.build().unwrap_err();
        let Error::Configuration(configuration) = &error else { panic!("{error:?}") };
        assert_eq!(configuration.setting(), setting, "{error}");
        assert!(configuration.reason().contains(reason), "{error}");
    };
    let builder = || server.builder();
    refused(builder(), "credentials", "none are set; set api_token");
    refused(builder().api_email(EMAIL), "api_email", "api_key");
    refused(builder().api_key(KEY), "api_key", "api_email");
    refused(builder().api_token(TOKEN).api_key(KEY), "api_key", "api_email");
    refused(builder().api_token(""), "api_token", "empty");
    refused(builder().api_token(format!("{TOKEN}\n")), "api_token", "line break");
    refused(builder().api_email(EMAIL).api_key("k\u{e9}y"), "api_key", "visible ASCII");
}

#[tokio::test]
async fn a_credential_is_not_sent_in_the_clear_to_another_machine() {
    let server = Server::start([]).await;
    let builder = || server.builder().api_token(TOKEN).base_url("http://api.example.com");
    let error = builder().build().unwrap_err();
    assert!(error.to_string().contains("unencrypted"), "{error}");
    assert_eq!(builder().allow_http(true).build().unwrap().base_url(), "http://api.example.com");
}

#[tokio::test]
async fn nothing_that_is_printed_shows_a_credential() {
    let server = Server::start([one(ID)]).await;
    let builder = server.builder().api_email(EMAIL).api_key(KEY);
    let settings = format!("{builder:?}");
    let client = builder.build().unwrap();
    let request = client.custom_certificates().get(ZONE, ID);
    let bare = request.clone().into_http().unwrap();
    let response = request.clone().send_raw().await.unwrap();
    let printed = format!("{settings} {client:?} {request:?} {bare:?} {response:?}");
    assert!(printed.contains("custom_certificates.get"), "{printed}");
    assert!(!printed.contains(KEY) && !printed.contains(EMAIL), "{printed}");
}
