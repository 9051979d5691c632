//! What an answer means.

use super::api::{Bare, BareList, Find, MaybeList, Status, delete, get, list, update};
use super::fake::{Step, World, answer, certificate, enveloped, json, refusal};
use crate::runtime::{ApiError, DecodeError, Error, ErrorCode, Request};

fn get_error(step: Step) -> Error {
    let world = World::new([step]);
    world.run(get(&world.client()).with_max_retries(0).send()).unwrap_err()
}

fn api(error: Error) -> ApiError {
    match error {
        Error::Api(error) => error,
        other => panic!("{other:?}"),
    }
}

fn undecodable(error: Error) -> DecodeError {
    match error {
        Error::Decode(error) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_envelope_is_opened_and_nothing_of_it_lost() {
    let body = r#"{"errors":[],"messages":[{"code":9,"message":"hello"}],"result_info":{"count":1.0,"page":"2","extra":[1]},
        "result":[{"id":"a","status":"paused","new":{}}],"success":true,"more":0}"#;
    let world = World::new([json(200, body)]);
    let response = world.run(list(&world.client()).send_raw()).unwrap();
    assert_eq!((response.status().as_u16(), response.request_id(), response.attempts()), (200, Some("ray-1"), 1));
    assert_eq!(
        (&response.body()[..], &response.headers()["content-type"]),
        (body.as_bytes(), &"application/json".parse().unwrap())
    );
    assert_eq!(response.messages()[0].to_string(), "9 hello");
    let info = response.info().unwrap();
    assert_eq!((info.count(), info.page(), info.per_page(), info.total_pages()), (Some(1), Some(2), None, None));
    assert_eq!(info.as_json()["extra"][0], 1);
    let page = response.into_value();
    assert_eq!((page.len(), page.is_empty(), page.items()[0].id.as_str()), (1, false, "a"));
    assert_eq!(page.items()[0].status.to_string(), "paused");
    assert_eq!((page.info().unwrap().page(), page.messages().len()), (Some(2), 1));
    assert_eq!((&page).into_iter().count() + page.iter().count() + page.into_items().len(), 3);
}

#[test]
fn r33_success_false_is_an_error_whatever_the_status() {
    let body = r#"{"success":false,"errors":[
        {"code":1003,"message":"Invalid\nzone","documentation_url":"https://d","source":{"pointer":"/zone_id"}},
        {"code":"slow_down","message":"x"}],"messages":[],"result":{}}"#;
    let error = api(get_error(json(200, body)));
    assert_eq!((error.status().as_u16(), error.messages().len(), &error.body()[..]), (200, 2, body.as_bytes()));
    let first = &error.messages()[0];
    assert_eq!(
        (first.message(), first.documentation_url(), first.pointer()),
        ("Invalid\nzone", Some("https://d"), Some("/zone_id"))
    );
    assert!(error.has_code(1003) && error.has_code("slow_down") && !error.has_code(1004));
    assert_eq!(error.code().and_then(ErrorCode::as_i64), Some(1003));
    assert_eq!(*error.code().unwrap(), "1003");
    assert_eq!(
        error.to_string(),
        "certificates.Get: the server answered 200 OK: 1003 Invalid zone (and 1 more) (request id ray-1)"
    );
}

#[test]
fn r33_success_false_counts_for_answers_without_a_value_and_for_pages() {
    let world = World::new([json(200, &refusal(1, "no")), json(200, &refusal(1, "no"))]);
    let client = world.client();
    assert!(matches!(world.run(delete(&client).send()), Err(Error::Api(_))));
    assert!(matches!(world.run(list(&client).send()), Err(Error::Api(_))));
}

#[test]
fn r34_without_success_the_status_decides() {
    let world = World::new([json(200, &format!(r#"{{"result":{}}}"#, certificate("c")))]);
    assert_eq!(world.run(get(&world.client()).send()).unwrap().id, "c");
    let error = api(get_error(json(400, r#"{"result":null,"errors":[{"code":1}]}"#)));
    assert!(error.has_code(1));
    let error = api(get_error(json(403, &enveloped(&certificate("c")))));
    assert_eq!(error.status().as_u16(), 403);
}

#[test]
fn r29_r35_an_error_that_is_no_envelope_keeps_its_bytes() {
    let page = format!("<html>{}</html>", "x".repeat(3000));
    let error = api(get_error(answer(502, &[("content-type", "text/html")], &page)));
    assert_eq!((error.status().as_u16(), error.content_type(), error.messages().len()), (502, Some("text/html"), 0));
    assert_eq!((&error.body()[..], error.excerpt()), (page.as_bytes(), &page[..1024]));
    let shown = format!("certificates.Get: the server answered 502 Bad Gateway: text/html: {}…", &page[..200]);
    assert_eq!(error.to_string(), shown);
    let error = get_error(json(404, r#"{"error":"gone"}"#));
    assert!(error.is_not_found() && error.messages().is_empty());
}

#[test]
fn r29_only_text_for_people_is_shown() {
    let shown = |content_type: &str, body: &str| {
        api(get_error(answer(502, &[("content-type", content_type)], body))).to_string()
    };
    let bare = "certificates.Get: the server answered 502 Bad Gateway";
    assert_eq!(shown("text/plain", "bad\n\t gateway\u{1}!"), format!("{bare}: text/plain: bad gateway !"));
    for (content_type, body) in [("application/json", "{\"a\":1}"), ("image/png", "x"), ("text/html", " \n")] {
        assert_eq!(shown(content_type, body), bare);
    }
}

#[test]
fn errors_beside_a_value_are_not_lost() {
    let body = r#"{"success":true,"errors":[{"code":7,"message":"nearly"}],"messages":[{"message":"m"}],"result":[]}"#;
    let world = World::new([json(200, body), json(200, body)]);
    let client = world.client();
    let response = world.run(list(&client).send_raw()).unwrap();
    assert_eq!((response.errors()[0].to_string().as_str(), response.messages().len()), ("7 nearly", 1));
    let page = world.run(list(&client).send()).unwrap();
    assert_eq!((page.errors()[0].message(), page.messages()[0].message()), ("nearly", "m"));
}

#[test]
fn a_page_is_a_slice_of_its_items() {
    let body = enveloped(&format!("[{},{}]", certificate("a"), certificate("b")));
    let world = World::new([json(200, &body)]);
    let page = world.run(list(&world.client()).send()).unwrap();
    assert_eq!((page[1].id.as_str(), page.first().unwrap().id.as_str(), page.len()), ("b", "a", 2));
    assert!(page.get(2).is_none() && page.last() == Some(&page[1]));
    let ids: Vec<String> = page.into_iter().map(|certificate| certificate.id).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn a_request_can_be_awaited_itself() {
    let world = World::new([json(200, &enveloped(&certificate("c")))]);
    let client = world.client();
    assert_eq!(world.run(async { get(&client).await }).unwrap().id, "c");
}

#[test]
fn r36_errors_of_any_shape_are_read() {
    let body =
        r#"{"success":false,"errors":[null,"bare",{"code":null,"message":null,"error_chain":[{}]},{"message":"m"},7]}"#;
    let error = api(get_error(json(400, body)));
    let texts: Vec<String> = error.messages().iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["bare", "", "m", ""]);
    for odd in ["null", "{}", "7", "\"text\""] {
        let error = api(get_error(json(400, &format!(r#"{{"success":false,"errors":{odd}}}"#))));
        assert!(error.messages().is_empty());
    }
}

#[test]
fn r30_a_page_for_people_is_no_value() {
    let error =
        undecodable(get_error(answer(200, &[("content-type", "text/html"), ("cf-ray", "r")], "<html>log in</html>")));
    assert_eq!(
        (error.status().as_u16(), error.content_type(), error.excerpt()),
        (200, Some("text/html"), "<html>log in</html>")
    );
    assert_eq!(
        error.to_string(),
        "certificates.Get: unexpected answer with status 200 OK: expected JSON, found text/html: expected a JSON value: \
         <html>log in</html> (request id r)"
    );
    let error = undecodable(get_error(answer(200, &[], &"é".repeat(3000))));
    assert_eq!(error.excerpt(), "é".repeat(512));
    let world = World::new([answer(200, &[("content-type", "text/html")], "<html>")]);
    assert!(matches!(world.run(delete(&world.client()).send()), Err(Error::Decode(_))));
}

#[test]
fn r31_json_is_json_whatever_its_type() {
    for headers in [&[][..], &[("content-type", "text/plain")], &[("content-type", "text/html")]] {
        let world = World::new([answer(200, headers, &enveloped(&certificate("c")))]);
        world.run(get(&world.client()).send()).unwrap();
    }
}

#[test]
fn r32_an_empty_body_is_no_value() {
    for status in [200, 204, 205] {
        let error = undecodable(get_error(answer(status, &[], "")));
        assert_eq!(error.reason(), "a value is due, and the body is empty");
        let world = World::new([answer(status, &[], "")]);
        world.run(delete(&world.client()).send()).unwrap();
        let world = World::new([answer(status, &[], "")]);
        assert!(matches!(world.run(list(&world.client()).send()), Err(Error::Decode(_))));
    }
}

#[test]
fn no_content_can_be_an_empty_list_where_the_api_says_so() {
    for (status, is_page) in [(204, true), (205, true), (200, false), (202, false)] {
        let world = World::new([answer(status, &[], "")]);
        let page = world.run(Request::<MaybeList>::new(&world.client()).send());
        assert_eq!(page.is_ok_and(|page| page.is_empty()), is_page, "{status}");
    }
}

#[test]
fn a_value_that_is_null_or_missing_is_an_error_and_a_list_is_empty() {
    let error = undecodable(get_error(json(200, &enveloped("null"))));
    assert_eq!((error.path(), error.reason()), ("result", "expected an object, found null"));
    let error = undecodable(get_error(json(200, r#"{"success":true}"#)));
    assert_eq!((error.path(), error.reason()), ("result", "a value is due, and missing"));
    for body in [enveloped("null"), r#"{"success":true}"#.to_owned()] {
        let world = World::new([json(200, &body), json(200, &body)]);
        assert!(world.run(list(&world.client()).send()).unwrap().is_empty());
        let find = Request::<Find>::new(&world.client()).set_path("zone_id", 1_i64);
        assert_eq!(world.run(find.send()).unwrap(), None);
    }
}

#[test]
fn r14_r40_r41_r42_what_cannot_be_read_is_located() {
    let item = |value: &str| format!(r#"{{"success":true,"result":[{},{value}]}}"#, certificate("a"));
    for (value, path, reason) in [
        (r#"{"status":"active"}"#, "result[1].id", "a required field is missing"),
        (r#"{"id":7,"status":"active"}"#, "result[1].id", "expected a string, found a number"),
        (r#"{"id":null,"status":"active"}"#, "result[1].id", "expected a string, found null"),
        (r#"{"id":"b","status":"active","priority":"1"}"#, "result[1].priority", "expected a number, found a string"),
        ("[1]", "result[1]", "expected an object, found an array"),
    ] {
        let world = World::new([json(200, &item(value))]);
        let error = undecodable(world.run(list(&world.client()).send()).unwrap_err());
        assert_eq!((error.path(), error.reason()), (path, reason));
        assert!(error.offset().is_some() && error.request_id() == Some("ray-1"));
    }
    let error = undecodable(get_error(json(200, r#"{"success":true,"result":{"id":"#)));
    assert_eq!((error.reason(), error.offset()), ("the document ends too early", Some(31)));
}

#[test]
fn an_unreadable_value_does_not_hide_that_the_call_failed() {
    let error = api(get_error(json(200, r#"{"result":{"id":7},"success":false,"errors":[{"code":5,"message":"m"}]}"#)));
    assert!(error.has_code(5));
}

#[test]
fn r46_r47_r48_r49_the_document_as_a_whole() {
    let body = enveloped(&certificate("c"));
    let world = World::new([json(200, &format!("\u{feff}{body}\n"))]);
    world.run(get(&world.client()).send()).unwrap();
    undecodable(get_error(json(200, &format!("{body}x"))));
    undecodable(get_error(json(200, &format!("{body}{body}"))));
    let twice =
        r#"{"result":{"id":"a","status":"active","priority":1},"result":{"id":"b","status":"active"},"success":true}"#;
    let world = World::new([json(200, twice)]);
    let value = world.run(get(&world.client()).send()).unwrap();
    assert_eq!((value.id.as_str(), value.status, value.priority), ("b", Status::Active, None));
    undecodable(get_error(json(200, &enveloped(&"[".repeat(200)))));
}

#[test]
fn without_an_envelope_the_body_is_the_value() {
    let world =
        World::new([json(200, &certificate("c")), json(200, &format!("[{}]", certificate("d"))), json(200, "null")]);
    let client = world.client();
    assert_eq!(world.run(Request::<Bare>::new(&client).send()).unwrap().id, "c");
    assert_eq!(world.run(Request::<BareList>::new(&client).send()).unwrap().items()[0].id, "d");
    assert_eq!(undecodable(world.run(Request::<Bare>::new(&client).send()).unwrap_err()).path(), "");
}

#[test]
fn r51_r54_redirects_are_errors_that_say_where_to() {
    let error = api(get_error(answer(302, &[("location", "https://evil.example/p?token=hunter2#f")], "")));
    assert_eq!(error.location(), Some("https://evil.example/p"));
    assert_eq!(
        error.to_string(),
        "certificates.Get: the server answered 302 Found: not followed to https://evil.example/p"
    );
    let error = api(get_error(answer(307, &[("location", "https://user:hunter2@evil.example/")], "")));
    assert!(!format!("{error} {error:?} {:?}", error.location()).contains("hunter2"));
    for status in [300, 302, 304] {
        let error = get_error(answer(status, &[], ""));
        assert!(error.is_redirect() && error.status().unwrap().as_u16() == status);
    }
}

#[test]
fn the_single_page_of_a_put_keeps_its_numbers() {
    let body = r#"{"success":true,"result":[],"result_info":{"count":0,"page":1,"per_page":20,"total_count":0,"total_pages":0}}"#;
    let world = World::new([json(200, body)]);
    let page = world.run(update(&world.client()).send()).unwrap();
    assert_eq!(page.info().and_then(crate::runtime::PageInfo::per_page), Some(20));
}

#[test]
fn the_predicates_tell_statuses_apart() {
    let error = |status| get_error(answer(status, &[], ""));
    assert!(error(401).is_authentication() && error(403).is_permission_denied() && error(404).is_not_found());
    assert!(error(409).is_conflict() && error(429).is_rate_limited() && error(500).is_server_error());
    assert!(error(503).is_retryable() && !error(501).is_retryable() && !error(400).is_retryable());
}
