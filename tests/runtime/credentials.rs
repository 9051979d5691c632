//! Credentials: what they may be, where they go, and where they do not show.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cloudflare_certificates::auth::{Credential, CredentialProvider, CredentialRequest};
use cloudflare_certificates::transport::BoxFuture;
use cloudflare_certificates::{Client, ClientBuilder, CredentialError, Error};

use super::answers::{fine, unavailable};
use super::client::{TOKEN, chain, get};
use super::server::Server;

/// The error of a client that cannot be built.
#[track_caller]
fn unbuildable(builder: ClientBuilder) -> Error {
    let error = builder.build().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    error
}

#[test]
fn r55_credential_that_no_header_can_hold_is_refused_unseen() {
    for token in [
        "Sn3lZ\rJTBX",
        "Sn3lZ\nJTBX",
        "Sn3lZ\0JTBX",
        "Sn3lZéJTBX",
        " Sn3lZJTBX",
        "Sn3lZJTBX ",
        "Sn3lZJTBX\n",
        "\tSn3lZJTBX",
        "Sn3lZ\u{7f}JTBX",
    ] {
        for builder in [
            Client::builder().api_token(token),
            Client::builder().api_email(token).api_key("key"),
            Client::builder().api_email("a@example.com").api_key(token),
        ] {
            let text = chain(&unbuildable(builder));
            assert!(!text.contains("Sn3lZ") && !text.contains("JTBX"), "{text}");
        }
    }
}

#[test]
fn r56_empty_credential_and_half_a_pair_are_refused() {
    for (builder, setting) in [
        (Client::builder().api_token(""), "api_token"),
        (Client::builder().api_email("a@example.com"), "api_email"),
        (Client::builder().api_key("key"), "api_key"),
        (Client::builder().api_email("").api_key("key"), "api_email"),
        (Client::builder().api_email("a@example.com").api_key(""), "api_key"),
        (Client::builder().api_token(TOKEN).api_email("a@example.com"), "api_email"),
        (Client::builder(), "credentials"),
    ] {
        let Error::Configuration(error) = unbuildable(builder) else { panic!("no error of configuration") };
        assert_eq!(error.setting(), setting, "{error}");
    }
}

#[tokio::test]
async fn r57_of_two_ways_to_authenticate_the_documents_first_is_taken() {
    let server = Server::start([fine(), fine()]).await;
    let both = || server.builder().api_email("a@example.com").api_key("key");
    get(&both().api_token(TOKEN).build().unwrap()).await.unwrap();
    get(&both().build().unwrap()).await.unwrap();
    let [token, key] = server.seen().try_into().unwrap();
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!((token.header("authorization"), token.header("x-auth-email")), (vec![bearer.as_str()], vec![]));
    assert_eq!(token.header("x-auth-key"), Vec::<&str>::new());
    assert_eq!((key.header("authorization"), key.header("x-auth-email")), (vec![], vec!["a@example.com"]));
    assert_eq!(key.header("x-auth-key"), ["key"]);
}

#[test]
fn r59_credentials_go_over_plain_http_to_this_machine_only() {
    let build = |url: &str, allow| Client::builder().api_token(TOKEN).base_url(url).allow_http(allow).build();
    for host in ["127.0.0.1", "127.255.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"] {
        build(&format!("http://{host}/v4"), false).unwrap_or_else(|error| panic!("{host}: {error}"));
    }
    for host in [
        "api.cloudflare.com",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "128.0.0.1",
        "[::2]",
        "0.0.0.0",
        "10.0.0.1",
    ] {
        let error = build(&format!("http://{host}/v4"), false).unwrap_err();
        assert!(matches!(&error, Error::Configuration(error) if error.setting() == "base_url"), "{host}: {error}");
        assert!(error.to_string().contains("allow_http"), "{host}: {error}");
        build(&format!("http://{host}/v4"), true).unwrap_or_else(|error| panic!("{host}: {error}"));
    }
}

#[test]
fn r59_address_that_could_be_read_as_another_is_refused() {
    for url in [
        "https://api.cloudflare.com@evil.example",
        "https://api.cloudflare.com:443@evil.example/v4",
        "https://user:S3cret@api.cloudflare.com",
        "https://:S3cret@api.cloudflare.com",
        "https://@evil.example",
        "https://evil.example\\@api.cloudflare.com",
        "https://evil.example#@api.cloudflare.com",
        "https://evil.example?@api.cloudflare.com",
        "https:evil.example",
        "https:///evil.example",
        "//evil.example",
        "evil.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
    ] {
        for allow in [false, true] {
            let text = chain(&unbuildable(Client::builder().api_token(TOKEN).base_url(url).allow_http(allow)));
            assert!(!text.contains("S3cret"), "{text}");
        }
    }
}

/// Gives another token each time.
#[derive(Clone, Default)]
struct Rotating(Arc<AtomicUsize>);

impl CredentialProvider for Rotating {
    fn credential(&self, _: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
        let turn = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(Credential::new(format!("token-{turn}"))) })
    }
}

#[tokio::test]
async fn r77_each_attempt_asks_for_the_credential_again() {
    let server = Server::start([unavailable(), unavailable(), fine(), fine()]).await;
    let provider = Rotating::default();
    let client = server.builder().api_token_provider(provider.clone()).build().unwrap();
    assert_eq!(get(&client).await.unwrap(), 3);
    assert_eq!(get(&client).await.unwrap(), 1);
    let seen = server.seen();
    let sent: Vec<&str> = seen.iter().flat_map(|seen| seen.header("authorization")).collect();
    assert_eq!(sent, ["Bearer token-0", "Bearer token-1", "Bearer token-2", "Bearer token-3"]);
}
