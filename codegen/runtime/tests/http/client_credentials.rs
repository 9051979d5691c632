//! Tokens of OAuth 2.0 that the client fetches itself.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use super::api::{create, get};
use super::fake::{End, Step, World, answer, certificate, chunked, enveloped, json};
use crate::runtime::auth::ClientCredentials;
use crate::runtime::transport::{Clock, Phase, TransportErrorKind};
use crate::runtime::{Api, Client, ClientBuilder, ConfigurationError, Error, Place, SecurityScheme, TokenEndpoint};

const SECRET: &str = "s3cret/with+signs";

pub(super) static API: Api = Api {
    user_agent: "certificates/1.2.3",
    base_url: "https://api.example.com/client/v4",
    base_url_env: None,
    request_id_header: "cf-ray",
    schemes: &[
        SecurityScheme {
            name: "oauth2",
            env: Some("TESTS_TOKEN"),
            place: Place::Bearer,
            token_endpoint: Some(&TokenEndpoint {
                url: "https://auth.example.com/token/?tenant=a",
                setter: "oauth2_client_credentials",
                env: Some(("TESTS_ID", "TESTS_SECRET")),
                url_env: Some("TESTS_TOKEN_URL"),
            }),
        },
        SecurityScheme {
            name: "api_email",
            env: Some("TESTS_EMAIL"),
            place: Place::Header("x-auth-email"),
            token_endpoint: None,
        },
        SecurityScheme {
            name: "api_key",
            env: Some("TESTS_KEY"),
            place: Place::Header("x-auth-key"),
            token_endpoint: None,
        },
    ],
    security: &[&[0], &[1, 2]],
    anonymous: false,
};

fn builder(world: &World) -> ClientBuilder {
    ClientBuilder::new(&API).transport(world.clone()).clock(world.clone()).random(|| 0.5)
}

fn client(world: &World) -> Client {
    builder(world).set_client_credentials(0, "me".into(), SECRET.into()).build().unwrap()
}

fn provided(world: &World, credentials: ClientCredentials) -> Client {
    builder(world).set_provider(0, credentials).build().unwrap()
}

pub(super) fn token(token: &str, expires_in: &str) -> Step {
    json(200, &format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{expires_in}}}"#))
}

fn fine() -> Step {
    json(200, &enveloped(&certificate("c")))
}

/// What was asked of whom: the host, and the token where one was sent.
fn asked(world: &World) -> Vec<String> {
    let shown = |request: &http::Request<bytes::Bytes>| {
        let authorization = request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
        match request.uri().host().unwrap() {
            "api.example.com" => authorization.unwrap().replace("Bearer ", ""),
            host => host.to_owned(),
        }
    };
    world.seen().iter().map(shown).collect()
}

#[test]
fn a_token_is_fetched_once_and_sent() {
    let world = World::new([token("t1", "3600"), fine(), fine()]);
    let client = client(&world);
    world.run(get(&client).send()).unwrap();
    world.run(get(&client.clone()).send()).unwrap();
    assert_eq!(asked(&world), ["auth.example.com", "t1", "t1"]);
    let fetch = &world.seen()[0];
    assert_eq!(
        (fetch.method().as_str(), fetch.uri().to_string().as_str()),
        ("POST", "https://auth.example.com/token/?tenant=a")
    );
    assert_eq!(fetch.body(), "grant_type=client_credentials");
    let header = |name: &str| fetch.headers()[name].to_str().unwrap().to_owned();
    // `me:s3cret%2Fwith%2Bsigns`
    assert_eq!(header("authorization"), "Basic bWU6czNjcmV0JTJGd2l0aCUyQnNpZ25z");
    assert!(fetch.headers()["authorization"].is_sensitive());
    assert_eq!(header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!((header("accept").as_str(), header("user-agent").as_str()), ("application/json", "certificates/1.2.3"));
}

#[test]
fn what_is_asked_for_can_be_said() {
    let world = World::new([token("t1", "3600"), fine()]);
    let credentials = ClientCredentials::new("m&e", "a b")
        .token_url("https://login.example.com/t")
        .scopes(["read", "write:all"])
        .parameter("audience", "https://api.example.com/")
        .secret_in_body();
    world.run(get(&provided(&world, credentials)).send()).unwrap();
    let fetch = &world.seen()[0];
    assert_eq!(fetch.uri(), "https://login.example.com/t");
    assert!(!fetch.headers().contains_key("authorization"));
    let form = "grant_type=client_credentials&scope=read%20write%3Aall&audience=https%3A%2F%2Fapi.example.com%2F\
                &client_id=m%26e&client_secret=a%20b";
    assert_eq!(fetch.body(), form);
}

#[test]
fn a_relative_address_counts_from_the_base_url() {
    let world = World::new([token("t1", "3600"), fine()]);
    let credentials = ClientCredentials::new("me", SECRET).token_url("/oauth/token");
    world.run(get(&provided(&world, credentials)).send()).unwrap();
    assert_eq!(world.seen()[0].uri(), "https://api.example.com/oauth/token");
    let credentials = ClientCredentials::new("me", SECRET).token_url("//evil.example.com/token");
    let error = world.run(get(&provided(&world, credentials)).send()).unwrap_err();
    assert!(
        error.to_string().ends_with("no credential for oauth2: the address of the token endpoint is not one"),
        "{error}"
    );
}

#[test]
fn a_token_is_replaced_before_it_expires() {
    // Of an hour, the last minute is left; of a minute, the last tenth.
    for (lifetime, used) in [("3600", 3539), ("\"3600\"", 3539), ("60", 53), ("1e2", 89)] {
        let world = World::new([token("t1", lifetime), fine(), fine(), token("t2", lifetime), fine()]);
        let client = client(&world);
        world.run(get(&client).send()).unwrap();
        world.run(world.sleep(Duration::from_secs(used)));
        world.run(get(&client).send()).unwrap();
        assert_eq!(asked(&world), ["auth.example.com", "t1", "t1"], "{lifetime}");
        world.run(world.sleep(Duration::from_secs(1)));
        world.run(get(&client).send()).unwrap();
        assert_eq!(asked(&world)[3..], ["auth.example.com", "t2"], "{lifetime}");
    }
}

#[test]
fn a_token_without_an_end_is_kept_until_it_is_refused() {
    let endless = json(200, r#"{"access_token":"t1","token_type":"bearer"}"#);
    let world = World::new([endless, fine(), fine(), answer(401, &[], ""), token("t2", "60"), fine()]);
    let client = client(&world);
    world.run(get(&client).send()).unwrap();
    world.run(world.sleep(Duration::from_secs(1_000_000)));
    world.run(get(&client).send()).unwrap();
    let response = world.run(create(&client).with_max_retries(0).send_raw()).unwrap();
    assert_eq!(asked(&world), ["auth.example.com", "t1", "t1", "t1", "auth.example.com", "t2"]);
    assert_eq!(response.attempts(), 2);
}

#[test]
fn a_token_that_is_refused_is_replaced_once() {
    let denied = || answer(401, &[], "");
    let world = World::new([token("t1", "60"), denied(), token("t2", "60"), denied()]);
    let client = client(&world);
    let error = world.run(get(&client).send()).unwrap_err();
    assert!(error.is_authentication() && error.attempts() == 2 && world.count() == 4, "{error}");
    // The endpoint gives the same token again: the API has answered that already.
    let world = World::new([token("t1", "60"), denied(), token("t1", "60")]);
    let error = world.run(get(&self::client(&world)).send()).unwrap_err();
    assert!(error.is_authentication() && world.count() == 3, "{error}");
}

#[test]
fn what_the_endpoint_says_is_in_the_error() {
    let said = r#"{"error":"invalid_client","error_description":"who is that?"}"#;
    let world = World::new([json(401, said)]);
    let error = world.run(get(&client(&world)).send()).unwrap_err();
    let shown = "certificates.Get: not sent: no credential for oauth2: the token endpoint https://auth.example.com/token/ \
                 answered 401 Unauthorized: invalid_client who is that?";
    assert_eq!(error.to_string(), shown);
    assert!(!error.is_retryable() && error.attempts() == 1 && world.count() == 1);
    for (body, reason) in [
        ("<html>", "answered with something else than JSON"),
        ("{}", "answered without an access token"),
        (r#"{"access_token":"t","token_type":"mac"}"#, "answered with a token that is no bearer token"),
    ] {
        let world = World::new([json(200, body)]);
        let error = world.run(get(&client(&world)).send()).unwrap_err();
        assert!(error.to_string().ends_with(&format!("/token/ {reason}")) && world.count() == 1, "{error}");
    }
    // Whatever else is wrong with it is what is wrong with any credential.
    let world = World::new([json(200, r#"{"access_token":"a\nb","token_type":"BearerToken"}"#)]);
    let error = world.run(get(&client(&world)).send()).unwrap_err();
    assert!(error.to_string().ends_with("it contains characters other than visible ASCII"), "{error}");
    let world = World::new([answer(302, &[("location", "https://evil.example.com/")], "")]);
    let error = world.run(get(&client(&world)).send()).unwrap_err();
    assert!(error.to_string().ends_with("answered 302 Found") && world.count() == 1, "{error}");
}

#[test]
fn a_fetch_that_may_succeed_later_is_tried_again() {
    let busy = answer(429, &[("retry-after", "7")], "");
    let broken = Step::Fail(TransportErrorKind::Interrupted, Phase::Response);
    let world = World::new([busy, broken, token("t1", "60"), fine()]);
    // Not even a POST that may not be repeated has left by then.
    assert_eq!(world.run(create(&client(&world)).send_raw()).unwrap().attempts(), 3);
    assert_eq!(world.waits(), [Duration::from_secs(7), Duration::from_millis(500)]);
    let world = World::new([Step::Fail(TransportErrorKind::Tls, Phase::Connect)]);
    let error = world.run(get(&client(&world)).send()).unwrap_err();
    assert!(error.to_string().ends_with("gave no answer") && !error.is_retryable() && world.count() == 1, "{error}");
    assert_eq!(error.source().unwrap().to_string(), "no trusted connection");
}

#[test]
fn a_fetch_has_its_own_limits() {
    let world = World::new([Step::Stall]);
    let credentials = ClientCredentials::new("me", SECRET).timeout(Duration::from_secs(3));
    let call = get(&provided(&world, credentials)).with_max_retries(0);
    let error = world.run(call.send()).unwrap_err();
    assert!(matches!(error, Error::Credential(_)) && error.is_timeout(), "{error:?}");
    assert_eq!(world.now(), Duration::from_secs(3));
    let piece = bytes::Bytes::from(vec![b' '; 1 << 19]);
    let world = World::new([chunked(200, vec![piece.clone(), piece.clone(), piece], End::Stalls)]);
    let error = world.run(get(&client(&world)).send()).unwrap_err();
    assert_eq!(
        error.source().unwrap().to_string(),
        "the body is larger than the limit; the request may have been processed"
    );
}

#[test]
fn the_secret_goes_over_https_or_to_this_machine() {
    for (url, fine) in [
        ("http://auth.example.com/t", false),
        ("http://localhost:1/t", true),
        ("http://[::1]:1/t", true),
        ("https://auth.example.com/t", true),
        ("ftp://auth.example.com/t", false),
        ("https://user:pass@auth.example.com/t", false),
    ] {
        let world = World::new([token("t1", "60"), self::fine()]);
        let result = world.run(get(&provided(&world, ClientCredentials::new("me", SECRET).token_url(url))).send());
        assert_eq!((result.is_ok(), world.count()), (fine, if fine { 2 } else { 0 }), "{url}");
    }
    let world = World::new([token("t1", "60"), self::fine()]);
    let credentials = ClientCredentials::new("me", SECRET).token_url("http://auth.example.com/t");
    world.run(get(&builder(&world).allow_http(true).set_provider(0, credentials).build().unwrap()).send()).unwrap();
}

#[test]
fn without_an_endpoint_there_is_no_token() {
    let world = World::default();
    let credentials = ClientCredentials::new("me", SECRET);
    let client = world.builder().set_provider(0, credentials).build().unwrap();
    let error = world.run(get(&client).send()).unwrap_err();
    assert!(error.to_string().ends_with("set one with `ClientCredentials::token_url`"), "{error}");
}

fn from_env(variables: &[(&str, &str)]) -> Result<Client, Error> {
    let read = |name: &str| -> Result<Option<String>, ConfigurationError> {
        Ok(variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    };
    builder(&World::default()).from_env().build_with(&read)
}

#[test]
fn identifier_and_secret_come_from_the_environment() {
    let reason = |variables: &[(&str, &str)]| from_env(variables).unwrap_err().to_string();
    assert_eq!(reason(&[("TESTS_ID", "me")]), "TESTS_ID: it is of use only together with TESTS_SECRET");
    assert_eq!(reason(&[("TESTS_SECRET", "x")]), "TESTS_SECRET: it is of use only together with TESTS_ID");
    assert_eq!(reason(&[("TESTS_ID", "me"), ("TESTS_SECRET", "")]), "TESTS_SECRET: it is empty");
    let none = "credentials: none are set; set TESTS_TOKEN or TESTS_ID and TESTS_SECRET, or TESTS_EMAIL and TESTS_KEY";
    assert_eq!(reason(&[]), none);
    assert!(from_env(&[("TESTS_ID", "me"), ("TESTS_SECRET", "x")]).is_ok());
    // A complete way counts before half of another.
    assert!(from_env(&[("TESTS_ID", "me"), ("TESTS_EMAIL", "a"), ("TESTS_KEY", "b")]).is_ok());
    let world = World::new([token("t1", "60"), fine()]);
    let variables = |name: &str| -> Result<Option<String>, ConfigurationError> {
        let url = "https://login.example.com/t".to_owned();
        Ok([("TESTS_ID", "me".to_owned()), ("TESTS_SECRET", "x".to_owned()), ("TESTS_TOKEN_URL", url)]
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value))
    };
    let client = builder(&world).from_env().build_with(&variables).unwrap();
    world.run(get(&client).send()).unwrap();
    assert_eq!(asked(&world), ["login.example.com", "t1"]);
}

#[test]
fn an_empty_identifier_is_refused_where_it_is_given() {
    let error = builder(&World::default()).set_client_credentials(0, String::new(), "x".into()).build().unwrap_err();
    assert_eq!(error.to_string(), "oauth2_client_credentials: the client's identifier is empty");
    let world = World::default();
    let error = world.run(get(&provided(&world, ClientCredentials::new("me", ""))).send()).unwrap_err();
    assert!(error.to_string().ends_with("no credential for oauth2: the client's secret is empty"), "{error}");
}

#[test]
fn r58_neither_secret_nor_token_is_shown() {
    let world = World::default();
    let credentials =
        Arc::new(ClientCredentials::new("me", SECRET).token_url("https://auth.example.com/t?key=hidden-key"));
    let mut shown = vec![format!("{credentials:?}")];
    let builder = builder(&world).set_provider(0, Arc::clone(&credentials));
    shown.push(format!("{builder:?}"));
    let client = builder.build().unwrap();
    let echo = format!(r#"{{"error":"no","error_description":"you sent {SECRET} and s3cret%2Fwith%2Bsigns"}}"#);
    for steps in [
        vec![json(400, &echo)],
        vec![Step::Fail(TransportErrorKind::Connect, Phase::Connect)],
        vec![token("hidden-token-1", "60"), answer(400, &[("content-type", "text/plain")], "you sent hidden-token-1")],
    ] {
        world.script(steps);
        let error = world.run(get(&client).with_max_retries(0).send()).unwrap_err();
        shown.push(format!("{error} {error:?} {:?}", error.source()));
        shown.push(format!("{client:?} {credentials:?}"));
    }
    let shown = shown.join(" ");
    assert!(!shown.contains("s3cret") && !shown.contains("hidden"), "{shown}");
    assert!(shown.contains("[redacted]"), "{shown}");
}
