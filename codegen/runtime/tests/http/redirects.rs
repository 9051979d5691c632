//! R51 to R54: where a redirect leads, and whether it is followed.

use super::api::{TOKEN, create, get};
use super::fake::{Step, World, answer, certificate, enveloped, json};
use crate::runtime::origin;
use crate::runtime::transport::{Phase, TransportErrorKind};
use crate::runtime::{ClientBuilder, Error, Request};

fn to(status: u16, location: &str) -> Step {
    answer(status, &[("location", location)], "")
}

fn fine() -> Step {
    json(200, &enveloped(&certificate("c")))
}

fn following(world: &World) -> ClientBuilder {
    world.builder().set_credential(0, TOKEN.into()).follow_redirects(true)
}

/// The addresses that were asked.
fn asked(world: &World) -> Vec<String> {
    world.seen().iter().map(|request| request.uri().to_string()).collect()
}

#[test]
fn r52_nothing_is_followed_unless_asked_for() {
    let world = World::new([to(302, "/client/v4/elsewhere")]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    assert!(error.is_redirect() && world.count() == 1, "{error}");
}

#[test]
fn r52_a_redirect_on_the_same_origin_is_followed_as_it_was_sent() {
    for status in [301, 302, 303, 307, 308] {
        for (location, target) in [
            ("/a?b=c#d", "https://api.example.com/a?b=c"),
            ("https://API.example.com:443/a", "https://api.example.com/a"),
            ("//api.example.com/a", "https://api.example.com/a"),
            ("d", "https://api.example.com/client/v4/zones/z/certificates/d"),
            ("../x/./y", "https://api.example.com/client/v4/zones/z/x/y"),
            ("?page=2", "https://api.example.com/client/v4/zones/z/certificates/c?page=2"),
        ] {
            let world = World::new([to(status, location), fine()]);
            let client = following(&world).build().unwrap();
            let call = get(&client).with_header("x-trace", "1").with_query("a", "b");
            assert_eq!(world.run(call.send_raw()).unwrap().attempts(), 1);
            let seen = world.seen();
            assert_eq!(asked(&world)[1], target, "{status} {location}");
            assert_eq!((seen[1].method(), seen[1].headers()), (seen[0].method(), seen[0].headers()));
        }
    }
}

#[test]
fn r52_three_times_and_no_more() {
    let hop = |target: &str| to(307, target);
    let world = World::new([hop("/1"), hop("/2"), hop("/3"), fine()]);
    let client = following(&world).build().unwrap();
    world.run(get(&client).send()).unwrap();
    let world = World::new([hop("/1"), hop("/2"), hop("/3"), hop("/4")]);
    let client = following(&world).build().unwrap();
    let error = world.run(get(&client).send()).unwrap_err();
    assert!(error.is_redirect() && world.count() == 4, "{error}");
}

#[test]
fn r52_only_what_is_safe_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let world = World::new([to(status, "/a")]);
        let client = following(&world).build().unwrap();
        assert!(world.run(create(&client).send()).unwrap_err().is_redirect());
    }
    for status in [300, 304, 305, 306] {
        let world = World::new([to(status, "/a")]);
        let client = following(&world).build().unwrap();
        assert!(world.run(get(&client).send()).unwrap_err().is_redirect());
    }
}

#[test]
fn r52_a_followed_redirect_is_part_of_its_attempt() {
    // A failure behind it is tried again from the start.
    let world = World::new([to(302, "/a"), answer(503, &[], ""), to(302, "/b"), fine()]);
    let client = following(&world).build().unwrap();
    assert_eq!(world.run(get(&client).send_raw()).unwrap().attempts(), 2);
    let world = World::new([to(302, "/a"), Step::Stall]);
    let client = following(&world).build().unwrap();
    let Error::Transport(error) = world.run(get(&client).send()).unwrap_err() else { panic!() };
    assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Timeout, Phase::Response));
}

#[test]
fn a_key_in_the_query_goes_along_once() {
    let world = World::new([to(302, "/list?key=k&at=2"), json(200, "[]")]);
    let builder = ClientBuilder::new(&super::api::OTHER_API).transport(world.clone()).clock(world.clone());
    let client = builder.set_credential(0, "k".into()).follow_redirects(true).build().unwrap();
    world.run(Request::<super::api::BareList>::new(&client).send()).unwrap();
    assert_eq!(asked(&world)[1], "https://other.example.com/list?at=2&key=k");
}

/// References that do not stay at `https://api.example.com`.
const ELSEWHERE: [&str; 16] = [
    "https://evil.example/list",
    "//evil.example/list",
    "///evil.example",
    "http://api.example.com/client/v4/list",
    "https://api.example.com:8443/list",
    "https://api.example.com.evil.example/",
    "https://api.example.com@evil.example/list",
    "https://user@api.example.com/list",
    "https://user:password@api.example.com/list",
    "/\\\\evil.example",
    "\\\\evil.example",
    "https:\\\\evil.example",
    "https:/evil.example",
    "ftp://api.example.com/",
    "javascript:alert(1)",
    "/a b",
];

#[test]
fn r51_r53_nothing_goes_to_another_origin() {
    for location in ELSEWHERE {
        let world = World::new([to(302, location)]);
        let client = following(&world).build().unwrap();
        let error = world.run(get(&client).send()).unwrap_err();
        assert!(error.is_redirect() && world.count() == 1, "{location}: {error}");
        assert!(!format!("{error} {error:?}").contains("password"));
    }
    let world = World::new([to(302, "/a"), to(302, "https://evil.example/")]);
    let client = following(&world).build().unwrap();
    assert!(world.run(get(&client).send()).unwrap_err().is_redirect());
    assert_eq!(world.count(), 2);
}

#[test]
fn references_are_made_absolute() {
    // RFC 3986, section 5.4, as far as it stays on the origin.
    let base = "http://a/b/c/d;p?q";
    for (reference, target) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//a", "http://a/"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q"),
        ("g#s", "http://a/b/c/g"),
        (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("a?at=b:c", "http://a/b/c/a?at=b:c"),
        ("http://a:80/x?y#z", "http://a/x?y"),
        ("HTTP://A", "http://a/"),
    ] {
        assert_eq!(origin::resolve(base, reference).as_deref(), Some(target), "{reference}");
    }
    for reference in ["g:h", "//g", "http://b/", "https://a/", "http://a:81/", "http://u@a/"] {
        assert_eq!(origin::resolve(base, reference), None, "{reference}");
    }
}
