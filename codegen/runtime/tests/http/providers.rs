//! Credentials that come from a provider.

use std::collections::VecDeque;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::api::{EMAIL, Order, create, get, list};
use super::fake::{Step, World, answer, certificate, enveloped, json, refusal};
use crate::runtime::auth::{Credential, CredentialError, CredentialProvider, CredentialRequest, from_fn};
use crate::runtime::transport::{Body, BoxFuture, Clock, Phase};
use crate::runtime::{Client, Error, Request};

/// Gives one credential after the other, the last one for ever, and remembers which were refused.
#[derive(Clone, Default)]
struct Rotation {
    credentials: Arc<Mutex<VecDeque<Result<Credential, CredentialError>>>>,
    rejected: Arc<Mutex<Vec<String>>>,
}

impl Rotation {
    fn new(credentials: impl IntoIterator<Item = Result<Credential, CredentialError>>) -> Self {
        Self { credentials: Arc::new(Mutex::new(credentials.into_iter().collect())), ..Self::default() }
    }

    fn of(tokens: &[&str]) -> Self {
        Self::new(tokens.iter().map(|token| Ok(Credential::new(*token))))
    }
}

impl CredentialProvider for Rotation {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
        assert!(matches!(request.scheme(), "api_token" | "api_key"));
        Box::pin(async move {
            let mut credentials = self.credentials.lock().unwrap();
            if credentials.len() > 1 { credentials.pop_front().unwrap() } else { credentials[0].clone() }
        })
    }

    fn rejected(&self, credential: &Credential) {
        self.rejected.lock().unwrap().push(credential.text().to_owned());
    }
}

fn client(world: &World, provider: impl CredentialProvider) -> Client {
    world.builder().set_provider(0, provider).build().unwrap()
}

fn fine() -> Step {
    json(200, &enveloped(&certificate("c")))
}

/// The tokens that were sent.
fn sent(world: &World) -> Vec<String> {
    let token = |request: &http::Request<bytes::Bytes>| request.headers()["authorization"].to_str().unwrap().to_owned();
    world.seen().iter().map(|request| token(request).replace("Bearer ", "")).collect()
}

#[test]
fn r77_every_attempt_asks_anew() {
    let world = World::new([answer(503, &[], ""), answer(503, &[], ""), fine()]);
    let client = client(&world, Rotation::of(&["t1", "t2", "t3"]));
    world.run(get(&client).send()).unwrap();
    assert_eq!(sent(&world), ["t1", "t2", "t3"]);
    assert!(world.seen()[0].headers()["authorization"].is_sensitive());
}

#[test]
fn a_function_is_a_provider() {
    let world = World::new([fine()]);
    let client = client(&world, from_fn(|| async { Ok("made-up".into()) }));
    world.run(get(&client).send()).unwrap();
    assert_eq!(sent(&world), ["made-up"]);
}

#[test]
fn a_credential_that_is_refused_is_replaced_once() {
    let denied = || answer(401, &[], "");
    let world = World::new([denied(), fine()]);
    let provider = Rotation::of(&["old", "new"]);
    let response = world.run(create(&client(&world, provider.clone())).with_max_retries(0).send_raw()).unwrap();
    assert_eq!((response.attempts(), sent(&world)), (2, vec!["old".to_owned(), "new".to_owned()]));
    assert_eq!(*provider.rejected.lock().unwrap(), ["old"]);
    assert!(world.waits().is_empty());

    let world = World::new([denied(), denied()]);
    let provider = Rotation::of(&["old", "new", "newer"]);
    let error = world.run(get(&client(&world, provider.clone())).send()).unwrap_err();
    assert!(error.is_authentication() && error.attempts() == 2 && world.count() == 2, "{error}");
    assert_eq!(provider.rejected.lock().unwrap().len(), 1);
}

#[test]
fn r72_where_there_is_no_other_credential_a_401_is_final() {
    let world = World::new([json(401, &refusal(9, "no"))]);
    let error = world.run(get(&client(&world, Rotation::of(&["only"]))).send()).unwrap_err();
    assert!(error.is_authentication() && error.attempts() == 1 && world.count() == 1, "{error}");
    assert_eq!(error.messages()[0].to_string(), "9 no");
    for status in [403, 404] {
        let world = World::new([answer(status, &[], "")]);
        let provider = Rotation::of(&["old", "new"]);
        world.run(get(&client(&world, provider.clone())).send()).unwrap_err();
        assert!(world.count() == 1 && provider.rejected.lock().unwrap().is_empty());
    }
}

#[test]
fn r76_a_stream_is_not_sent_again_but_the_provider_is_told() {
    let world = World::new([answer(401, &[], "")]);
    let provider = Rotation::of(&["old", "new"]);
    let body = Body::from_stream(super::fake::pieces(&["a"]));
    let order = Request::<Order>::new(&client(&world, provider.clone())).set_bytes(body);
    let error = world.run(order.send()).unwrap_err();
    assert!(error.is_authentication() && world.count() == 1, "{error}");
    assert_eq!(*provider.rejected.lock().unwrap(), ["old"]);
}

#[test]
fn a_refused_credential_and_a_failing_server_have_their_own_counts() {
    let world = World::new([answer(503, &[], ""), answer(401, &[], ""), answer(503, &[], ""), fine()]);
    let client = client(&world, Rotation::of(&["a", "b", "c", "d"]));
    let error = world.run(get(&client).with_max_retries(2).send()).unwrap_err();
    assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (3, 503));
}

#[test]
fn without_a_credential_nothing_is_sent() {
    let world = World::default();
    let source = std::io::Error::new(std::io::ErrorKind::NotFound, "/run/token");
    let provider = Rotation::new([Err(CredentialError::from(source))]);
    let error = world.run(get(&client(&world, provider)).send()).unwrap_err();
    assert_eq!(error.to_string(), "certificates.Get: not sent: no credential for api_token: it could not be read");
    assert_eq!(error.source().unwrap().to_string(), "/run/token");
    let Error::Credential(error) = error else { panic!("{error:?}") };
    assert_eq!((error.scheme(), error.operation(), error.is_retryable()), ("api_token", "certificates.Get", false));
    assert!(world.count() == 0 && world.waits().is_empty());
}

#[test]
fn a_provider_says_whether_asking_again_helps() {
    let later = || Err(CredentialError::new("the vault is sealed").retryable());
    let world = World::new([fine()]);
    let provider = Rotation::new([later(), later(), Ok(Credential::new("t"))]);
    assert_eq!(world.run(create(&client(&world, provider)).send_raw()).unwrap().attempts(), 3);
    assert_eq!(world.waits(), [250, 500].map(Duration::from_millis));
    let world = World::new([fine()]);
    let busy = CredentialError::new("busy").retryable_after(Duration::from_secs(9));
    world.run(get(&client(&world, Rotation::new([Err(busy), Ok(Credential::new("t"))]))).send()).unwrap();
    assert_eq!(world.waits(), [Duration::from_secs(9)]);
    let world = World::default();
    let error = world.run(create(&client(&world, Rotation::new([later()]))).send()).unwrap_err();
    assert!(error.is_retryable() && error.attempts() == 3, "{error:?}");
    let shown = "certificates.Create: not sent: no credential for api_token: the vault is sealed (3 attempts)";
    assert_eq!(error.to_string(), shown);
}

#[test]
fn r55_what_cannot_be_sent_is_refused_and_not_shown() {
    for bad in ["", "secret\n", " secret", "sec\r\nret", "secrét", "sec\0ret"] {
        let world = World::default();
        let error = world.run(get(&client(&world, Rotation::of(&[bad]))).send()).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(matches!(error, Error::Credential(_)) && !text.contains("sec"), "{text}");
    }
}

#[test]
fn waiting_for_a_credential_counts_to_the_call() {
    struct Never;
    impl CredentialProvider for Never {
        fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, CredentialError>> {
            assert_eq!(format!("{request:?}"), "CredentialRequest { scheme: \"api_token\", .. }");
            Box::pin(std::future::pending())
        }
    }
    let world = World::default();
    let call = create(&client(&world, Arc::new(Never))).with_timeout(Duration::from_secs(7));
    let error = world.run(call.send()).unwrap_err();
    assert!(error.is_timeout() && !error.is_connect() && world.count() == 0, "{error:?}");
    assert_eq!(error.to_string(), "certificates.Create: time limit exceeded while a credential was being fetched");
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.phase(), error.may_have_been_processed()), (Phase::Credential, false));
    assert_eq!(world.now(), Duration::from_secs(7));
}

#[test]
fn a_provider_is_a_credential_like_any_other() {
    let world = World::new([fine()]);
    let pair = || world.builder().set_credential(1, EMAIL.into());
    world.run(get(&pair().set_provider(2, Rotation::of(&["k"])).build().unwrap()).send()).unwrap();
    let headers = world.seen()[0].headers().clone();
    assert!(headers["x-auth-email"] == EMAIL && headers["x-auth-key"] == "k");
    let half = world.builder().set_provider(2, Rotation::of(&["k"])).build().unwrap_err();
    assert_eq!(half.to_string(), "api_key: it is of use only together with api_email");
    let exposed = world.builder().set_provider(0, Rotation::of(&["k"])).base_url("http://api.example.com").build();
    assert!(exposed.unwrap_err().to_string().contains("unencrypted"));
    // The last value counts.
    let world = World::new([fine()]);
    let builder = world.builder().set_provider(0, Rotation::of(&["k"])).set_credential(0, "fixed".into());
    world.run(get(&builder.build().unwrap()).send()).unwrap();
    assert_eq!(sent(&world), ["fixed"]);
}

#[test]
fn a_bare_request_has_no_time_to_ask() {
    let error = get(&client(&World::default(), Rotation::of(&["k"]))).into_http().unwrap_err();
    assert!(error.to_string().contains("credentials: they come from a provider"), "{error}");
}

#[test]
fn r58_what_a_provider_gives_is_not_shown() {
    const TOKEN: &str = "rotating-secret-token";
    let world = World::default();
    let builder = world.builder().set_provider(0, Rotation::of(&[TOKEN]));
    let mut shown = vec![format!("{builder:?}")];
    let client = builder.build().unwrap();
    shown.push(format!("{client:?} {:?} {:?}", Credential::new(TOKEN), Credential::basic("user", TOKEN)));
    let echo = format!("you sent {TOKEN}");
    for step in [
        json(400, &refusal(1, &echo)),
        answer(502, &[("content-type", "text/html")], &echo),
        answer(200, &[("content-type", "text/plain")], &echo),
        json(200, &format!(r#"{{"success":true,"result":[{{"{TOKEN}":1,"id":"{TOKEN}"}}]}}"#)),
    ] {
        world.script([step]);
        let error = world.run(list(&client).with_max_retries(0).send()).unwrap_err();
        shown.push(format!("{error} {error:?} {:?} {:?}", error.messages(), error.source()));
        match &error {
            Error::Api(error) => shown.push(error.excerpt().to_owned()),
            Error::Decode(error) => shown.push(error.excerpt().to_owned()),
            _ => {}
        }
    }
    let shown = shown.join(" ");
    assert!(!shown.contains("rotating") && shown.contains("[redacted]"), "{shown}");
}
