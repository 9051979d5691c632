//! Which credentials are accepted, and which are sent.

use super::api::{API, EMAIL, KEY, OTHER_API, TOKEN, get};
use super::fake::{World, certificate, enveloped, json};
use crate::runtime::{ClientBuilder, Error, Request};

fn refused(builder: ClientBuilder) -> String {
    match builder.build() {
        Err(Error::Configuration(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

fn given(credentials: &[(usize, &str)]) -> ClientBuilder {
    let start = World::default().builder();
    credentials.iter().fold(start, |builder, (index, value)| builder.set_credential(*index, (*value).to_owned()))
}

#[test]
fn r55_r56_a_value_that_cannot_be_a_header_is_refused_and_not_shown() {
    let bad = [
        "",
        " ",
        " secretive",
        "secretive ",
        "secre\r\ntive",
        "secretive\n",
        "secre\0tive",
        "secrétive",
        "secre\ttive",
        "secretive\u{a0}",
    ];
    for value in bad {
        for credentials in [&[(0, value)][..], &[(1, EMAIL), (2, value)], &[(1, value), (2, KEY)]] {
            let message = refused(given(credentials));
            assert!(!message.contains("secr") && !message.contains("tive"), "{message}");
            assert!(message.starts_with("api_"), "{message}");
        }
    }
}

#[test]
fn r56_half_a_pair_is_refused() {
    assert_eq!(refused(given(&[(1, EMAIL)])), "api_email: it is of use only together with api_key");
    assert_eq!(refused(given(&[(2, KEY)])), "api_key: it is of use only together with api_email");
    assert_eq!(refused(given(&[(0, TOKEN), (1, EMAIL)])), "api_email: it is of use only together with api_key");
}

#[test]
fn none_at_all_is_refused_and_says_what_to_set() {
    assert_eq!(
        refused(given(&[])),
        "credentials: none are set; set api_token (with `from_env`: RUNTIME_TESTS_TOKEN), or api_email (with `from_env`: \
         RUNTIME_TESTS_EMAIL) and api_key (with `from_env`: RUNTIME_TESTS_KEY)"
    );
}

/// The headers of one call with these credentials.
fn sent(credentials: &[(usize, &str)]) -> http::HeaderMap {
    let world = World::new([json(200, &enveloped(&certificate("c")))]);
    let start = world.builder();
    let builder =
        credentials.iter().fold(start, |builder, (index, value)| builder.set_credential(*index, (*value).into()));
    world.run(get(&builder.build().unwrap()).send()).unwrap();
    world.seen()[0].headers().clone()
}

#[test]
fn a_token_is_a_bearer_token() {
    let headers = sent(&[(0, TOKEN)]);
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
    assert!(!headers.contains_key("x-auth-email") && !headers.contains_key("x-auth-key"));
}

#[test]
fn a_pair_is_two_headers() {
    let headers = sent(&[(1, EMAIL), (2, KEY)]);
    assert!(headers["x-auth-email"] == EMAIL && headers["x-auth-key"] == KEY);
    assert!(!headers.contains_key("authorization"));
}

#[test]
fn r57_of_both_kinds_the_first_is_sent_alone() {
    let headers = sent(&[(1, EMAIL), (2, KEY), (0, TOKEN)]);
    assert!(headers.contains_key("authorization"));
    assert!(!headers.contains_key("x-auth-email") && !headers.contains_key("x-auth-key"));
}

#[test]
fn credentials_can_stand_in_the_query_or_in_a_cookie() {
    let world = World::new([json(200, "[]"), json(200, "[]"), json(200, "[]")]);
    let builder = || ClientBuilder::new(&OTHER_API).transport(world.clone()).clock(world.clone());
    let call = |builder: ClientBuilder| {
        let client = builder.build().unwrap();
        world.run(Request::<super::api::BareList>::new(&client).with_query("a", "b").send())
    };
    call(builder().set_credential(0, "k&y 1".into())).unwrap();
    call(builder().set_credential(1, "s1".into())).unwrap_err();
    let seen = world.seen();
    assert_eq!(seen[0].uri(), "https://other.example.com/bare/list?a=b&key=k%26y%201");
    assert_eq!(
        seen.len(),
        1,
        "the operation takes the first scheme, or the pair of the second and one that is not there"
    );
    let error = call(builder()).unwrap_err();
    assert_eq!(error.to_string(), "certificates.BareList: not sent: credentials: the client has none that it accepts");
}

/// All of the environment in one test: its variables are the process's.
#[test]
fn the_environment() {
    let run = |variables: &[(&str, &str)]| {
        let read =
            |name: &str| Ok(variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        World::default().builder().from_env().build_with(&read)
    };
    let refused = |variables: &[(&str, &str)]| match run(variables) {
        Err(Error::Configuration(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(run(&[("RUNTIME_TESTS_TOKEN", TOKEN)]).is_ok());
    assert!(run(&[("RUNTIME_TESTS_EMAIL", EMAIL), ("RUNTIME_TESTS_KEY", KEY)]).is_ok());
    // The pair is not looked at where there is a token.
    assert!(run(&[("RUNTIME_TESTS_TOKEN", TOKEN), ("RUNTIME_TESTS_EMAIL", "é")]).is_ok());
    assert_eq!(
        refused(&[]),
        "credentials: none are set; set RUNTIME_TESTS_TOKEN, or RUNTIME_TESTS_EMAIL and RUNTIME_TESTS_KEY"
    );
    assert_eq!(
        refused(&[("RUNTIME_TESTS_EMAIL", EMAIL)]),
        "RUNTIME_TESTS_EMAIL: it is of use only together with RUNTIME_TESTS_KEY"
    );
    assert_eq!(refused(&[("RUNTIME_TESTS_TOKEN", "")]), "RUNTIME_TESTS_TOKEN: it is empty");
    assert_eq!(
        refused(&[("RUNTIME_TESTS_TOKEN", "secret\n")]),
        "RUNTIME_TESTS_TOKEN: it begins or ends with a blank or a line break"
    );
    let token = ("RUNTIME_TESTS_TOKEN", TOKEN);
    let client = run(&[token, ("RUNTIME_TESTS_BASE_URL", "http://127.0.0.1:8080/v4/")]).unwrap();
    assert_eq!(client.base_url(), "http://127.0.0.1:8080/v4");
    assert_eq!(refused(&[token, ("RUNTIME_TESTS_BASE_URL", "")]), "RUNTIME_TESTS_BASE_URL: it is not a URL");
}

#[test]
fn what_is_set_here_counts_before_the_environment() {
    let read = |_: &str| Ok(Some("not a URL, and no credential\n".to_owned()));
    let builder = given(&[(0, TOKEN)]).from_env().base_url(API.base_url);
    assert_eq!(builder.build_with(&read).unwrap().base_url(), API.base_url);
}
