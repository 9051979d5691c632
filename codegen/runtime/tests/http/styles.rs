//! Parameters in every place and style: the table "Style Values" of OpenAPI 3.0, and its neighbours.

use std::collections::BTreeMap;

use super::api::Styled;
use super::fake::World;
use crate::runtime::{Error, Request, Style, types::Json};

fn list() -> Vec<String> {
    vec!["blue".into(), "black".into(), "brown".into()]
}

fn object() -> BTreeMap<String, i64> {
    [("B", 150), ("G", 200), ("R", 100)].map(|(name, value)| (name.to_owned(), value)).into()
}

fn request() -> Request<Styled> {
    Request::new(&World::default().client())
}

fn path(style: Style, value: impl crate::runtime::json::Slot) -> String {
    let request = request().set_as(style, "p", value).into_http().unwrap();
    let path = request.uri().path().strip_prefix("/client/v4/a/").unwrap();
    path.strip_suffix("/b").unwrap().to_owned()
}

fn rest(request: Request<Styled>) -> http::Request<bytes::Bytes> {
    request.set_path("p", "x".to_owned()).into_http().unwrap()
}

#[test]
fn s64_path_styles() {
    assert_eq!(path(Style::PathExploded, object()), "B=150,G=200,R=100");
    assert_eq!(path(Style::PathLabel(false), "blue".to_owned()), ".blue");
    assert_eq!(path(Style::PathLabel(false), list()), ".blue,black,brown");
    assert_eq!(path(Style::PathLabel(true), list()), ".blue.black.brown");
    assert_eq!(path(Style::PathLabel(false), object()), ".B,150,G,200,R,100");
    assert_eq!(path(Style::PathLabel(true), object()), ".B=150.G=200.R=100");
    assert_eq!(path(Style::PathMatrix(false), "blue".to_owned()), ";p=blue");
    assert_eq!(path(Style::PathMatrix(false), list()), ";p=blue,black,brown");
    assert_eq!(path(Style::PathMatrix(true), list()), ";p=blue;p=black;p=brown");
    assert_eq!(path(Style::PathMatrix(false), object()), ";p=B,150,G,200,R,100");
    assert_eq!(path(Style::PathMatrix(true), object()), ";B=150;G=200;R=100");
    assert_eq!(path(Style::PathJson, list()), "%5B%22blue%22%2C%22black%22%2C%22brown%22%5D");
}

#[test]
fn s64_a_label_is_never_another_path() {
    for text in ["", "."] {
        let request = request().set_as(Style::PathLabel(false), "p", text.to_owned());
        assert!(matches!(request.into_http(), Err(Error::Request(_))), "{text:?}");
    }
}

#[test]
fn s64_deep_queries_of_any_depth() {
    let value: Json = serde_json::from_str(r#"{"a":{"b":[1,{"c":true}]},"n":null}"#).unwrap();
    let request = rest(request().set_as(Style::QueryDeep, "q", value));
    assert_eq!(request.uri().query().unwrap(), "q%5Ba%5D%5Bb%5D%5B0%5D=1&q%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=true");
}

#[test]
fn s64_content_is_json_text() {
    let request = rest(request().set_as(Style::QueryJson, "q", object()).set_as(Style::HeaderJson, "x-h", list()));
    assert_eq!(request.uri().query().unwrap(), "q=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D");
    assert_eq!(request.headers()["x-h"], r#"["blue","black","brown"]"#);
}

#[test]
fn s64_headers_and_cookies() {
    let request = request()
        .set_as(Style::HeaderExploded, "x-h", object())
        .set_as(Style::Cookie(true), "c", list())
        .set_as(Style::Cookie(false), "d", list())
        .set_as(Style::Cookie(true), "e", "a;b=c".to_owned())
        .set_as(Style::Cookie(true), "gone", None::<String>);
    let request = rest(request);
    assert_eq!(request.headers()["x-h"], "B=150,G=200,R=100");
    let cookies: Vec<&str> =
        request.headers().get_all("cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert_eq!(cookies, ["c=blue", "c=black", "c=brown", "d=blue,black,brown", "e=a%3Bb%3Dc"]);
}

#[test]
fn signs_of_addresses_stand_as_they_are_where_they_may() {
    let sent = |style, value: Vec<String>| rest(request().set_as(style, "q", value)).uri().query().unwrap().to_owned();
    let all = ":/?@!$'()*,;=".to_owned();
    assert_eq!(
        sent(Style::QueryReserved(None), vec![all.clone(), "#[]&+% é".into()]),
        format!("q={all}&q=%23%5B%5D%26%2B%25%20%C3%A9")
    );
    assert_eq!(sent(Style::QueryReserved(Some(',')), vec!["a,/b".into(), "c".into()]), "q=a%2C/b,c");
}
