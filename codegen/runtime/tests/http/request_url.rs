//! What a request looks like: path, query, headers and body.

use super::api::{Create, Get, List, Order, Status, TOKEN, Touch, create, get, list};
use super::fake::{World, answer};
use crate::runtime::types::{Nullable, UnknownValue};
use crate::runtime::{Error, Request, Style};

const BASE: &str = "https://api.example.com/client/v4";

fn zone(value: &str) -> Request<List> {
    Request::new(&World::default().client()).set_path("zone_id", value.to_owned())
}

fn refusal<O: crate::runtime::Operation>(request: Request<O>) -> (String, String) {
    match request.into_http() {
        Err(Error::Request(error)) => (error.parameter().to_owned(), error.reason().to_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn r62_r64_path_values_that_would_be_another_path_are_refused() {
    for bad in ["", ".", "..", "a\tb", "a\rb", "a\nb", "a\0b", "\u{7f}", "\u{85}"] {
        assert_eq!(refusal(zone(bad)).0, "zone_id", "{bad:?}");
    }
}

#[test]
fn r62_r63_path_values_are_one_segment() {
    for (value, segment) in [
        ("a/b", "a%2Fb"),
        ("?", "%3F"),
        ("#", "%23"),
        ("%", "%25"),
        ("%2e%2e", "%252e%252e"),
        ("%2f", "%252f"),
        ("\\", "%5C"),
        (";", "%3B"),
        (" ", "%20"),
        ("é", "%C3%A9"),
        ("👍", "%F0%9F%91%8D"),
        ("\u{202e}", "%E2%80%AE"),
        ("...", "..."),
        ("a.b-c_d~e", "a.b-c_d~e"),
        ("{id}", "%7Bid%7D"),
    ] {
        let uri = zone(value).into_http().unwrap().uri().to_string();
        assert_eq!(uri, format!("{BASE}/zones/{segment}/certificates"));
    }
}

#[test]
fn a_path_value_can_be_anything_that_has_a_text() {
    let client = World::default().client();
    let path = |request: Request<Get>| request.into_http().unwrap().uri().path().to_owned();
    let request = || Request::<Get>::new(&client).set_path("zone_id", 7_u16);
    assert_eq!(path(request().set_path("id", Status::Active)), "/client/v4/zones/7/certificates/active");
    assert_eq!(path(request().set_path("id", true)), "/client/v4/zones/7/certificates/true");
    assert_eq!(path(request().set_path("id", 2.0)), "/client/v4/zones/7/certificates/2");
    assert_eq!(
        path(request().set_path("id", vec!["a,b".to_owned(), "c".to_owned()])),
        "/client/v4/zones/7/certificates/a%2Cb,c"
    );
    assert_eq!(refusal(request()), ("id".to_owned(), "it is not set".to_owned()));
    assert_eq!(refusal(request().set_path("id", None::<String>)).0, "id");
}

fn query(request: Request<List>) -> String {
    request.into_http().unwrap().uri().query().unwrap_or("(none)").to_owned()
}

#[test]
fn r65_query_values_keep_every_character() {
    let text = |value: &str| query(zone("z").set_query("q", value.to_owned()));
    assert_eq!(text("&=+#é[]\"/? %"), "q=%26%3D%2B%23%C3%A9%5B%5D%22%2F%3F%20%25");
    assert_eq!(text(""), "q=");
    assert_eq!(text("a\nb"), "q=a%0Ab");
    assert_eq!(query(zone("z").with_query("a b[]", "1")), "a%20b%5B%5D=1");
}

#[test]
fn r65_query_values_of_every_type() {
    assert_eq!(query(zone("z").set_query("page", 1.0)), "page=1");
    assert_eq!(query(zone("z").set_query("page", 0.5)), "page=0.5");
    assert_eq!(query(zone("z").set_query("n", 9_007_199_254_740_993_i64)), "n=9007199254740993");
    assert_eq!(query(zone("z").set_query("on", false)), "on=false");
    assert_eq!(query(zone("z").set_query("status", Status::Unknown(UnknownValue::new("new")))), "status=new");
    assert_eq!(query(zone("z").set_query("hosts", vec!["a".to_owned(), "b c".to_owned()])), "hosts=a&hosts=b%20c");
    assert_eq!(query(zone("z").set_query("hosts", Vec::<String>::new())), "(none)");
    assert_eq!(query(zone("z").set_query("q", None::<String>)), "(none)");
    assert_eq!(query(zone("z").set_query("q", Nullable::<f64>::Null)), "(none)");
    assert_eq!(query(zone("z").set_query("q", Nullable::Value(3_i64))), "q=3");
    let (parameter, reason) = refusal(zone("z").set_query("page", f64::NAN));
    assert_eq!((parameter.as_str(), reason.as_str()), ("page", "a number that is not finite has no JSON form"));
    assert_eq!(refusal(zone("z").set_query("q", vec![vec![1_i64]])).0, "q");
}

#[test]
fn r65_query_values_in_every_style() {
    let list = || vec!["a".to_owned(), "b,c".to_owned()];
    let map =
        || std::collections::BTreeMap::from([("x".to_owned(), "1".to_owned()), ("y z".to_owned(), "&".to_owned())]);
    assert_eq!(query(zone("z").set_as(Style::QueryJoined(','), "q", list())), "q=a,b%2Cc");
    assert_eq!(query(zone("z").set_as(Style::QueryJoined('|'), "q", list())), "q=a%7Cb%2Cc");
    assert_eq!(query(zone("z").set_as(Style::QueryJoined(' '), "q", list())), "q=a%20b%2Cc");
    assert_eq!(query(zone("z").set_as(Style::QueryJoined(','), "q", map())), "q=x,1,y%20z,%26");
    assert_eq!(query(zone("z").set_as(Style::QueryDeep, "q", map())), "q%5Bx%5D=1&q%5By%20z%5D=%26");
    assert_eq!(query(zone("z").set_query("q", map())), "x=1&y%20z=%26");
}

#[test]
fn the_last_value_counts_at_the_place_of_the_first() {
    let request =
        zone("x").set_query("a", 1_i64).set_query("b", 2_i64).set_query("a", 3_i64).set_path("zone_id", 9_i64);
    assert_eq!(request.into_http().unwrap().uri().to_string(), format!("{BASE}/zones/9/certificates?a=3&b=2"));
    assert_eq!(query(zone("z").set_query("a", 1_i64).set_query("a", None::<i64>)), "(none)");
    assert_eq!(query(zone("z").set_query("a", 1_i64).with_query("a", "x")), "a=x");
}

fn body(request: Request<Create>) -> String {
    String::from_utf8(request.into_http().unwrap().into_body().to_vec()).unwrap()
}

#[test]
fn bodies_are_written_member_by_member() {
    let client = World::default().client();
    assert_eq!(body(create(&client)), r#"{"certificate":"PEM"}"#);
    let request = create(&client).set_field("priority", 1.0).set_field("tunnel", Nullable::<String>::Null);
    assert_eq!(body(request), r#"{"certificate":"PEM","priority":1,"tunnel":null}"#);
    let request =
        create(&client).set_field("n\"", vec![Some(1_i64), None]).set_field("certificate", "a\u{1}\"é".to_owned());
    assert_eq!(body(request), r#"{"certificate":"a\u0001\"é","n\"":[1,null]}"#);
    let request = create(&client).set_field("certificate", None::<String>);
    assert_eq!(body(request), "{}");
    let request = create(&client).set_field_or_null("certificate", None::<String>).set_field_or_null("n", Some(1_i64));
    assert_eq!(body(request), r#"{"certificate":null,"n":1}"#);
}

#[test]
fn an_optional_body_is_left_out_when_nothing_is_in_it() {
    let client = World::default().client();
    let request = Request::<Touch>::new(&client).into_http().unwrap();
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
    let request = Request::<Touch>::new(&client).set_field("a", 1_i64).into_http().unwrap();
    assert_eq!(&request.body()[..], br#"{"a":1}"#);
}

#[test]
fn what_goes_along_with_an_optional_body_makes_none() {
    let client = World::default().client();
    let new = || Request::<Touch>::new(&client).join_field("kind", "x".to_owned());
    assert!(new().into_http().unwrap().body().is_empty());
    let request = new().set_field("a", 1_i64).into_http().unwrap();
    assert_eq!(&request.body()[..], br#"{"kind":"x","a":1}"#);
}

#[test]
fn r45_a_number_that_json_cannot_say_is_refused_by_its_name() {
    let request = create(&World::default().client()).set_field("priorities", vec![1.0, f64::INFINITY]);
    let (parameter, reason) = refusal(request);
    assert_eq!(parameter, "priorities");
    assert_eq!(reason, "[1]: a number that is not finite has no JSON form");
}

#[test]
fn a_refused_input_is_reported_when_sent_and_nothing_leaves() {
    let world = World::default();
    let request = create(&world.client()).set_field("priority", f64::NAN).set_path("zone_id", String::new());
    let error = world.run(request.send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "certificates.Create: not sent: priority: a number that is not finite has no JSON form"
    );
    assert_eq!((error.attempts(), world.count()), (0, 0));
}

#[test]
fn r68_only_a_body_has_a_content_type() {
    let client = World::default().client();
    let request = create(&client).into_http().unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.method(), "POST");
    let request = get(&client).into_http().unwrap();
    assert!(!request.headers().contains_key("content-type") && request.body().is_empty());
    let request = Request::<Order>::new(&client).into_http().unwrap();
    assert!(!request.headers().contains_key("content-type") && request.body().is_empty());
    let request = Request::<Order>::new(&client).set_body(vec![1_i64, 2]).into_http().unwrap();
    assert_eq!(
        (&request.headers()["content-type"], &request.body()[..]),
        (&"application/json".parse().unwrap(), &b"[1,2]"[..])
    );
}

#[test]
fn header_parameters_are_set_and_taken_away() {
    let client = World::default().client();
    let request = get(&client).set_header("x-count", 3.0).set_header("x-list", vec!["a".to_owned(), "b".to_owned()]);
    let request = request.set_header("x-gone", 1_i64).set_header("x-gone", None::<i64>).into_http().unwrap();
    assert_eq!(
        (&request.headers()["x-count"], &request.headers()["x-list"]),
        (&"3".parse().unwrap(), &"a,b".parse().unwrap())
    );
    assert!(!request.headers().contains_key("x-gone"));
    assert_eq!(refusal(get(&client).set_header("x-a", "a\r\nb: c".to_owned())).0, "x-a");
}

#[test]
fn into_http_is_the_whole_request() {
    let request = list(&World::default().client()).set_query("page", 2.0).into_http().unwrap();
    assert_eq!(request.uri().to_string(), format!("{BASE}/zones/z/certificates?page=2"));
    assert_eq!(request.headers()["authorization"], format!("Bearer {TOKEN}"));
    assert!(!format!("{request:?}").contains(TOKEN));
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let world = World::new([answer(200, &[], "")]);
    let request = list(&world.client()).set_query("q", "x".repeat(70_000));
    assert!(matches!(world.run(request.send()), Err(Error::Request(_))));
}
