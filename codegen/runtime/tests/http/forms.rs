//! Bodies that are not one JSON value: forms, files, bytes, lines, and other JSON types.

use bytes::Bytes;

use super::api::{MaySubmit, MayUpload, Patch, Put, Styled, Submit, Upload};

const FORM: &str = "application/x-www-form-urlencoded";
use super::fake::{World, answer};
use crate::runtime::transport::{Body, FilePart, Phase, TransportError, TransportErrorKind};
use crate::runtime::{Error, Request, types::Json};

fn new<O: crate::runtime::Operation>() -> Request<O> {
    Request::new(&World::default().client())
}

fn text(request: &http::Request<Bytes>) -> String {
    String::from_utf8(request.body().to_vec()).unwrap()
}

#[test]
fn forms_are_pairs() {
    let nested: Json = serde_json::from_str(r#"{"city":"A & B","lines":["x"]}"#).unwrap();
    let request = new::<Submit>()
        .set_form("name", "é =".to_owned())
        .set_form("tags", vec!["a".to_owned(), "b".to_owned()])
        .set_form_deep("address", nested)
        .set_form("gone", None::<String>)
        .into_http()
        .unwrap();
    assert_eq!(request.headers()["content-type"], FORM);
    let expected = "name=%C3%A9%20%3D&tags=a&tags=b&address%5Bcity%5D=A%20%26%20B&address%5Blines%5D%5B0%5D=x";
    assert_eq!(text(&request), expected);
}

#[test]
fn a_form_of_nothing_is_sent_where_the_api_requires_one() {
    let form = new::<Submit>().into_http().unwrap();
    assert_eq!((form.headers()["content-type"].to_str().unwrap(), text(&form)), (FORM, String::new()));
    let parts = new::<Upload>().into_http().unwrap();
    let media_type = parts.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(text(&parts), format!("--{boundary}--\r\n"));
    for nothing in [new::<MaySubmit>().into_http().unwrap(), new::<MayUpload>().into_http().unwrap()] {
        assert_eq!((nothing.headers().get("content-type"), text(&nothing)), (None, String::new()));
    }
}

#[test]
fn r67_parts_are_escaped_and_can_be_built_again() {
    let file = FilePart::new("PEM").with_file_name("a\"\r\nb.pem").with_media_type("text/plain\r\nx: y");
    let request = new::<Upload>()
        .set_part("kind", "one".to_owned())
        .set_part("meta", serde_json::from_str::<Json>(r#"{"a":1}"#).unwrap())
        .set_file("file\n", file);
    let (first, second) = (request.clone().into_http().unwrap(), request.into_http().unwrap());
    let media_type = first.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = [
        "Content-Disposition: form-data; name=\"kind\"\r\n\r\none",
        "Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
        "Content-Disposition: form-data; name=\"file%0A\"; filename=\"a%22%0D%0Ab.pem\"\r\nContent-Type: text/plainx: y\r\n\r\nPEM",
    ]
    .map(|part| format!("--{boundary}\r\n{part}\r\n"));
    assert_eq!(text(&first), format!("{}--{boundary}--\r\n", expected.concat()));
    assert_eq!(first.body(), second.body());
}

#[test]
fn parts_have_the_media_types_and_headers_that_they_ought_to() {
    let file = |bytes: &str| FilePart::new(bytes.to_owned()).with_file_name("f");
    let request = new::<Upload>()
        .set_part_as("application/vnd.a+json", "json", "é".to_owned())
        .set_part_as("text/csv", "csv", vec!["a".to_owned(), "b".to_owned()])
        .set_part_joined(',', "joined", vec![1_i64, 2])
        .set_part_joined('|', "gone", None::<Vec<String>>)
        .set_file_as("image/png", "png", file("1"))
        .set_files_as("image/png", "webp", vec![file("2").with_media_type("image/webp").with_header("X-A", "b c")])
        .with_text_part("more", "text")
        .into_http()
        .unwrap();
    let media_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = [
        "name=\"json\"\r\nContent-Type: application/vnd.a+json\r\n\r\n\"é\"",
        "name=\"csv\"\r\nContent-Type: text/csv\r\n\r\na",
        "name=\"csv\"\r\nContent-Type: text/csv\r\n\r\nb",
        "name=\"joined\"\r\n\r\n1,2",
        "name=\"png\"; filename=\"f\"\r\nContent-Type: image/png\r\n\r\n1",
        "name=\"webp\"; filename=\"f\"\r\nContent-Type: image/webp\r\nX-A: b c\r\n\r\n2",
        "name=\"more\"\r\n\r\ntext",
    ]
    .map(|part| format!("--{boundary}\r\nContent-Disposition: form-data; {part}\r\n"));
    assert_eq!(text(&request), format!("{}--{boundary}--\r\n", expected.concat()));

    for (name, value) in [("a b", "c"), ("a", "b\r\nc: d"), ("Content-Disposition", "x"), ("content-type", "a/b")] {
        let refused = new::<Upload>().set_file("f", file("1").with_header(name, value)).into_http();
        assert!(matches!(refused, Err(Error::Request(_))), "{name}");
    }
}

#[test]
fn lists_in_forms_can_be_joined() {
    let list = || vec!["a,b".to_owned(), "c".to_owned()];
    let request = new::<Submit>().set_form_joined(',', "l", list()).set_form_joined('|', "m", list()).into_http();
    assert_eq!(text(&request.unwrap()), "l=a%2Cb,c&m=a%2Cb%7Cc");
}

#[test]
fn r67_a_boundary_stands_in_no_part() {
    let plain = new::<Upload>().set_part("a", "b".to_owned()).into_http().unwrap();
    let taken = plain.headers()["content-type"].to_str().unwrap().split_once('=').unwrap().1.to_owned();
    let request = new::<Upload>().set_part("a", taken.clone()).into_http().unwrap();
    assert!(!request.headers()["content-type"].to_str().unwrap().ends_with(&format!("={taken}")));
}

/// Chunks that are there at once.
struct Chunks(Vec<&'static str>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop().map(|chunk| Ok(Bytes::from(chunk))))
    }
}

#[test]
fn r76_a_stream_is_sent_once() {
    let world = World::new([answer(503, &[], "")]);
    let request = Request::<Put>::new(&world.client()).set_bytes(Body::from_stream(Chunks(vec!["b", "a"])));
    let again = request.clone();
    assert_eq!(world.run(request.send()).unwrap_err().status().unwrap(), 503);
    assert_eq!(world.count(), 1);
    assert_eq!(text(&world.seen()[0]), "ab");
    assert!(matches!(world.run(again.send()), Err(Error::Request(_))));
}

#[test]
fn r76_a_stream_in_a_form_is_sent_once() {
    let world = World::new([super::fake::Step::Fail(TransportErrorKind::Connect, Phase::Connect)]);
    let file = Body::from_stream(Chunks(vec!["b", "a"]));
    let request = Request::<Upload>::new(&world.client()).set_file("f", file.into());
    assert!(matches!(request.clone().into_http(), Err(Error::Request(_))));
    assert!(world.run(request.send()).unwrap_err().is_connect());
    assert_eq!(world.count(), 1);
    assert!(text(&world.seen()[0]).contains("\r\n\r\nab\r\n--"));
}

#[test]
fn bytes_can_be_sent_again() {
    let world = World::new([answer(503, &[], ""), answer(200, &[], "")]);
    let request = Request::<Put>::new(&world.client()).set_bytes(Body::from("png"));
    world.run(request.send()).unwrap();
    assert_eq!(world.seen().iter().map(text).collect::<Vec<_>>(), ["png", "png"]);
    assert_eq!(world.seen()[0].headers()["content-type"], "image/png");
}

#[test]
fn media_types_are_the_documents_own_or_the_callers() {
    let request = new::<Patch>().set_field("a", 1_i64).into_http().unwrap();
    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
    let request = new::<Put>().set_bytes(Body::from("x")).with_media_type("image/webp").into_http().unwrap();
    assert_eq!(request.headers()["content-type"], "image/webp");
    let refused = new::<Put>().with_media_type("a\r\nb");
    assert!(matches!(refused.into_http(), Err(Error::Request(_))));
}

#[test]
fn lines_are_values() {
    let request = new::<Put>().set_lines([1_i64, 2]).into_http().unwrap();
    assert_eq!(text(&request), "1\n2\n");
}

#[test]
fn r68_a_get_has_no_body() {
    let request = new::<Styled>().set_path("p", "x".to_owned()).with_part("a", "b").into_http().unwrap();
    assert!(request.body().is_empty() && request.headers().get("content-type").is_none());
}
