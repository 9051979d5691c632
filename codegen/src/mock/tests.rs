use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::config::Config;
use crate::diag::Sink;
use crate::read::Source;

use super::{Kind, Mock, Settings, VIOLATIONS_HEADER};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: https://pets.example/v1}]
security: [{token: []}, {key: [], mail: []}]
paths:
  /pets:
    get:
      parameters:
        - {name: status, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {age: {type: integer}}}}
        - {name: page, in: query, schema: {type: integer}}
        - {name: per_page, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string, minLength: 3}}
        - {name: sid, in: cookie, schema: {type: integer}}
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {$ref: "#/components/schemas/List"}}}
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses:
        "201":
          description: Made.
          headers: {X-Left: {schema: {type: integer, example: 7}}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
              examples: {tom: {value: {name: Tom}}, broken: {value: {age: -1}}, text: {value: '{"name": "Kim"}'}}
        "404": {description: None., content: {application/json: {schema: {type: object, properties: {error: {type: string}}}}}}
  /pets/{id}:
    get:
      security: []
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"204": {description: Nothing.}}
  /pets/mine:
    get: {security: [], responses: {"200": {description: Mine., content: {text/plain: {schema: {type: string, example: Tom}}}}}}
  /files/{name}.{kind}:
    post:
      security: []
      parameters:
        - {name: name, in: path, required: true, schema: {type: string}}
        - {name: kind, in: path, required: true, schema: {type: string, enum: [txt]}}
      requestBody:
        content:
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}
          multipart/form-data: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {default: {description: Done.}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: query, name: key}
    mail: {type: apiKey, in: header, name: X-Mail}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string, maxLength: 8}
        age: {type: integer, nullable: true, minimum: 0}
        tags: {type: array, items: {type: object, properties: {a: {type: string}}}}
    List:
      type: object
      properties:
        success: {type: boolean}
        errors: {type: array, items: {type: object}}
        result: {type: array, items: {$ref: "#/components/schemas/Pet"}}
        result_info:
          type: object
          properties:
            {count: {type: integer}, page: {type: integer}, per_page: {type: integer}, total_count: {type: integer}, total_pages: {type: integer}}
"##;

fn mock(settings: Settings) -> Mock {
    let mut sink = Sink::new();
    let mock = Mock::read(&Source::text("pets.yaml", DOCUMENT), &Config::default(), settings, &mut sink);
    mock.unwrap_or_else(|| panic!("{}", crate::diag::render(&sink, false)))
}

/// Status, body and violations, as pointer and kind.
struct Answer {
    status: u16,
    body: String,
    violations: Vec<(String, Kind)>,
    response: http::Response<Vec<u8>>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

fn send(mock: &Mock, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let mut request = http::Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    mock.log().clear();
    let response = mock.answer(&request.body(body.as_bytes().to_vec()).expect("a request"));
    let violations = mock.log().violations().into_iter().map(|one| (one.pointer, one.kind)).collect();
    let body = String::from_utf8(response.body().clone()).expect("text");
    Answer { status: response.status().as_u16(), body, violations, response }
}

const TOKEN: (&str, &str) = ("authorization", "Bearer a");
const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn fixed_text_counts_before_parameters() {
    let mock = mock(Settings::default());
    assert_eq!(send(&mock, "GET /pets/mine", &[], "").body, "Tom");
    assert_eq!(send(&mock, "GET /pets/7", &[], "").status, 204);
    assert_eq!(send(&mock, "GET /v1/pets/7", &[], "").status, 204);
    assert_eq!(send(&mock, "POST /files/a.txt", &[], "").status, 200);
    let wrong = send(&mock, "GET /pets/x", &[], "");
    assert_eq!((wrong.status, wrong.violations), (400, vec![("/path/id".to_owned(), Kind::Schema)]));
    assert_eq!(send(&mock, "GET /nothing", &[], "").violations, [(String::new(), Kind::Route)]);
    let method = send(&mock, "DELETE /pets", &[], "");
    assert_eq!((method.status, method.response.headers()["allow"].to_str().ok()), (405, Some("GET, POST")));
}

#[test]
fn parameters_are_read_in_their_styles() {
    let mock = mock(Settings::default());
    let line = "GET /pets?status=a&status=b&ids=1,2&filter[age]=3&page=1";
    let headers = [TOKEN, ("x-trace", "abc"), ("cookie", "a=b; sid=7")];
    assert_eq!(send(&mock, line, &headers, "").violations, []);
    let received = json!({
        "query": {"status": ["a", "b"], "ids": [1, 2], "filter": {"age": 3}, "page": 1},
        "header": {"X-Trace": "abc"},
        "cookie": {"sid": 7},
    });
    assert_eq!(mock.log().entries()[0].received, received);
    let line = "GET /pets?status=c&ids=1,x&filter[age]=old&filter[name]=a&page=one&other=1";
    let found = send(&mock, line, &[TOKEN, ("x-trace", "a"), ("cookie", "sid=x")], "").violations;
    let expected = [
        ("/query/status/0", Kind::Schema),
        ("/query/ids/1", Kind::Schema),
        ("/query/filter/age", Kind::Schema),
        ("/query/page", Kind::Schema),
        ("/header/X-Trace", Kind::Schema),
        ("/cookie/sid", Kind::Schema),
        ("/query/other", Kind::UnknownQuery),
    ];
    assert_eq!(found, expected.map(|(pointer, kind)| (pointer.to_owned(), kind)));
}

#[test]
fn bodies_are_judged_to_the_last_member() {
    let mock = mock(Settings::default());
    let post = |body: &str| send(&mock, "POST /pets", &[TOKEN, JSON], body);
    assert_eq!(post(r#"{"name": "Tom", "age": null}"#).violations, []);
    let wrong = post(r#"{"name": "far too long", "tags": [{"a": 1}]}"#);
    assert_eq!(wrong.status, 400);
    let expected = [("/body/name", Kind::Schema), ("/body/tags/0/a", Kind::Schema)];
    assert_eq!(wrong.violations, expected.map(|(pointer, kind)| (pointer.to_owned(), kind)));
    assert_eq!(wrong.json()["violations"].as_array().map(Vec::len), Some(2));
    let header = wrong.response.headers()[VIOLATIONS_HEADER].to_str().expect("ASCII");
    assert_eq!(serde_json::from_str::<Value>(header).expect("JSON")[0]["pointer"], json!("/body/name"));
    // What is not named is listed, and refuses nothing.
    let extra = post(r#"{"name": "Tom", "tags": [{"b": 1}]}"#);
    assert_eq!((extra.status, extra.violations), (201, vec![("/body/tags/0".to_owned(), Kind::ExtraKey)]));
    assert_eq!(post("{").violations, [("/body".to_owned(), Kind::Malformed)]);
    assert_eq!(send(&mock, "POST /pets", &[TOKEN], "").violations, [("/body".to_owned(), Kind::Missing)]);
    let other = send(&mock, "POST /pets", &[TOKEN, ("content-type", "text/csv")], "a");
    assert_eq!((other.status, other.violations[0].1), (415, Kind::MediaType));
}

#[test]
fn forms_are_read_as_objects() {
    let mock = mock(Settings::default());
    let form = ("content-type", "application/x-www-form-urlencoded");
    assert_eq!(send(&mock, "POST /files/a.txt", &[form], "name=Tom+T&age=3&tags[0][a]=x").violations, []);
    let wrong = send(&mock, "POST /files/a.txt", &[form], "name=Tom&age=-3").violations;
    assert_eq!(wrong, [("/body/age".to_owned(), Kind::Schema)]);
    let parts = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nTom\r\n--b\r\n\
        Content-Disposition: form-data; name=\"age\"\r\n\r\nold\r\n--b--\r\n";
    let multipart = ("content-type", "multipart/form-data; boundary=b");
    assert_eq!(
        send(&mock, "POST /files/a.txt", &[multipart], parts).violations,
        [("/body/age".to_owned(), Kind::Schema)]
    );
}

#[test]
fn credentials_are_asked_for() {
    let mock = mock(Settings::default());
    let none = send(&mock, "GET /pets", &[], "");
    assert_eq!((none.status, none.violations[0].1), (401, Kind::Security));
    assert_eq!(send(&mock, "GET /pets?key=a", &[("x-mail", "a")], "").violations, []);
    assert_eq!(send(&mock, "GET /pets?key=a", &[], "").violations[0].1, Kind::Security);
}

#[test]
fn answers_are_what_the_caller_prefers() {
    let mock = mock(Settings::default());
    let post = |prefer: &str| send(&mock, "POST /pets", &[TOKEN, JSON, ("prefer", prefer)], r#"{"name": "Tom"}"#);
    assert_eq!(post("example=tom").json(), json!({"name": "Tom"}));
    assert_eq!(post("example=broken").json(), json!({"age": -1}));
    assert_eq!(post("example=text").json(), json!({"name": "Kim"}), "as it is written in the body");
    assert_eq!(post("code=404").status, 404);
    assert_eq!(post("code=404").json(), json!({"error": "text"}));
    assert_eq!(post("wait=10, code=\"418\"").status, 418);
    // Without a preference, an example that does not fit is completed.
    let usual = post("");
    assert_eq!(usual.json()["name"], json!("Tom"));
    assert!(usual.json()["id"].is_number());
    assert_eq!(usual.response.headers()["x-left"], "7");
}

#[test]
fn lists_come_in_pages() {
    let mock = mock(Settings::default());
    let page = |query: &str| send(&mock, &format!("GET /pets?{query}"), &[TOKEN], "").json();
    let first = page("");
    assert_eq!(first["result"].as_array().map(Vec::len), Some(2));
    let info = &first["result_info"];
    assert_eq!((&info["page"], &info["total_count"], &info["total_pages"]), (&json!(1), &json!(5), &json!(3)));
    assert_eq!(page("page=3")["result"].as_array().map(Vec::len), Some(1));
    assert_eq!(page("page=2&per_page=4")["result"].as_array().map(Vec::len), Some(1));
    assert_eq!(page("page=9")["result"], json!([]));
}

#[test]
fn failures_come_when_they_are_asked_for() {
    let mock = mock(Settings::default().failures(2, 502));
    let status = || send(&mock, "GET /pets/mine", &[], "").status;
    assert_eq!([status(), status(), status(), status()], [200, 502, 200, 502]);
}

#[test]
fn a_lenient_mock_answers_all_the_same() {
    let mock = mock(Settings::default().refuse(false));
    let answer = send(&mock, "GET /pets?page=x", &[], "");
    assert_eq!((answer.status, answer.violations.len()), (200, 2));
}

#[test]
fn a_server_answers_on_a_socket() {
    let mock = mock(Settings::default());
    let server = mock.serve(0).expect("a server");
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    let request = "GET /pets/mine HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("Tom"), "{answer}");
    let entries = server.log().entries();
    assert_eq!(entries[0].operation.as_deref(), Some("GET /pets/mine"));
}
