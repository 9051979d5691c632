//! R58: nothing that is printed holds a secret.

use std::error::Error as _;
use std::fmt::{Debug, Display, Write};

use super::api::{EMAIL, KEY, TOKEN, create, list};
use super::fake::{World, answer, json};
use crate::runtime::Error;

const SECRETS: [&str; 6] = [TOKEN, EMAIL, KEY, "PRIVATE-KEY", "query-secret", "header-secret"];

fn check(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// Everything that an error prints, down its chain.
fn chain(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(error) = next {
        write!(text, " {error} {error:?}").unwrap();
        next = error.source();
    }
    text
}

fn shown(value: &(impl Debug + ?Sized)) -> String {
    format!("{value:?} {value:#?}")
}

#[test]
fn r58_builders_clients_and_requests() {
    let builder = |world: &World| {
        world.builder().set_credential(0, TOKEN.into()).set_credential(1, EMAIL.into()).set_credential(2, KEY.into())
    };
    let world = World::default();
    check(&shown(&builder(&world).default_header("x-own", "header-secret")));
    let client = builder(&world).default_header("x-own", "header-secret").build().unwrap();
    check(&shown(&client));
    let request = || {
        create(&client)
            .set_field("private_key", "PRIVATE-KEY".to_owned())
            .with_query("q", "query-secret")
            .with_header("x-a", "header-secret")
    };
    check(&shown(&request()));
    check(&shown(&list(&client).with_query("q", "query-secret").pages()));
    check(&shown(&list(&client).with_query("q", "query-secret").items()));
}

#[test]
fn r58_errors_even_where_the_server_repeats_what_it_was_sent() {
    let echo = format!("You sent {TOKEN} and {EMAIL} with {KEY}");
    let steps = [
        answer(400, &[("content-type", "text/plain"), ("x-echo", TOKEN)], &echo),
        json(400, &format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{echo}"}}]}}"#)),
        answer(200, &[("content-type", "text/html")], &echo),
        json(200, &format!(r#"{{"success":true,"result":{{"{TOKEN}":1,"id":"{KEY}"}}}}"#)),
        answer(302, &[("location", &format!("https://evil.example/?t={TOKEN}"))], &echo),
        answer(302, &[("location", &format!("https://{TOKEN}@evil.example/"))], &echo),
    ];
    for step in steps {
        let world = World::new([step]);
        let builder = world.builder().set_credential(0, TOKEN.into()).set_credential(1, EMAIL.into());
        let client = builder.set_credential(2, KEY.into()).build().unwrap();
        let request =
            create(&client).set_field("private_key", "PRIVATE-KEY".to_owned()).with_query("q", "query-secret");
        let error = world.run(request.send()).unwrap_err();
        check(&chain(&error));
        if let Error::Decode(error) = &error {
            check(error.excerpt());
        }
        for message in error.messages() {
            check(message.message());
        }
    }
}

#[test]
fn an_error_is_one_line() {
    fn one_line(value: &impl Display) {
        assert_eq!(value.to_string().lines().count(), 1, "{value}");
    }
    let long = format!(r#"{{"success":false,"errors":[{{"code":"a\nb","message":"{}\nsecond"}}]}}"#, "m".repeat(5000));
    let world = World::new([json(400, &long)]);
    let error = world.run(create(&world.client()).send()).unwrap_err();
    one_line(&error);
    assert!(error.to_string().len() < 1000);
    let world = World::default();
    one_line(&world.run(create(&world.client()).with_header("a\nb", "c").send()).unwrap_err());
}
