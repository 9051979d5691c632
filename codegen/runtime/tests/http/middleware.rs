//! Middlewares: where they stand, what they see, and what they can and cannot do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::AUTHORIZATION;

use super::api::{TOKEN, certificate_ids, create, get, list};
use super::fake::{End, Step, World, certificate, chunked, enveloped, json};
use crate::runtime::middleware::{Call, Middleware, Next, from_fn};
use crate::runtime::transport::{Attempt, Body, BoxFuture, Clock as _, Phase, TransportErrorKind};
use crate::runtime::{ClientBuilder, Error, TransportError};

/// What happened, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Notes what goes in and what comes out.
struct Named(&'static str, Log);

impl Middleware for Named {
    fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let attempt = call.attempt().map(|number| number.to_string()).unwrap_or_default();
            self.1.add(format!("{}{attempt} {}", self.0, call.operation()));
            let answer = next.run(call).await;
            let outcome = answer.as_ref().map_or_else(|_| "error".to_owned(), |answer| answer.status().to_string());
            self.1.add(format!("{}{attempt} {outcome}", self.0));
            answer
        })
    }
}

fn one() -> Step {
    json(200, &enveloped(&certificate("a")))
}

fn with_token(builder: ClientBuilder) -> crate::runtime::Client {
    builder.set_credential(0, TOKEN.into()).build().unwrap()
}

#[test]
fn the_first_is_outermost_and_a_call_has_its_attempts_inside() {
    let world = World::new([json(503, "{}"), one()]);
    let log = Log::default();
    let builder = world.builder().attempt_middleware(Named("c", log.clone())).middleware(Named("a", log.clone()));
    let builder = builder.middleware(Named("b", log.clone())).attempt_middleware(Arc::new(Named("d", log.clone())));
    let response = world.run(get(&with_token(builder)).send_raw()).unwrap();
    assert_eq!((response.value().id.as_str(), response.attempts(), response.request_id()), ("a", 2, Some("ray-1")));
    let (name, busy, ok) = ("certificates.Get", "503 Service Unavailable", "200 OK");
    let expected = [
        format!("a {name}"),
        format!("b {name}"),
        format!("c1 {name}"),
        format!("d1 {name}"),
        format!("d1 {busy}"),
        format!("c1 {busy}"),
        format!("c2 {name}"),
        format!("d2 {name}"),
        format!("d2 {ok}"),
        format!("c2 {ok}"),
        format!("b {ok}"),
        format!("a {ok}"),
    ];
    assert_eq!(log.lines(), expected);
}

#[test]
fn credentials_are_there_around_an_attempt_only() {
    let world = World::new([one()]);
    let seen = Log::default();
    let watch = |name: &'static str| {
        let seen = seen.clone();
        from_fn(move |call, next: Next| {
            let value = call.headers().get(AUTHORIZATION);
            seen.add(format!("{name} {:?} {}", value, call.path_template()));
            seen.add(format!("{call:?}"));
            next.run(call)
        })
    };
    let builder = world.builder().middleware(watch("call")).attempt_middleware(watch("attempt"));
    world.run(get(&with_token(builder)).with_query("q", "query-secret").send()).unwrap();
    let lines = seen.lines();
    assert_eq!(lines[0], "call None /zones/{zone_id}/certificates/{id}");
    assert_eq!(lines[2], "attempt Some(Sensitive) /zones/{zone_id}/certificates/{id}");
    assert!(lines[3].contains("attempt: Some(1)") && lines[3].contains("\"authorization\""), "{}", lines[3]);
    assert!(lines.iter().all(|line| !line.contains(TOKEN) && !line.contains("query-secret")), "{lines:?}");
}

#[test]
fn what_is_changed_around_a_call_is_sent_with_every_attempt() {
    #[derive(Clone, Debug, PartialEq)]
    struct Tenant(&'static str);

    let world = World::new([json(503, "{}"), one()]);
    let change = from_fn(|mut call: Call, next: Next| async move {
        assert_eq!(call.extensions().get::<Tenant>(), Some(&Tenant("blue")));
        call.headers_mut().insert("x-tenant", "blue".parse().unwrap());
        call.headers_mut().insert("idempotency-key", "k".parse().unwrap());
        *call.uri_mut() = format!("{}?added=1", call.uri()).parse().unwrap();
        *call.body_mut() = Body::from("{\"certificate\":\"OTHER\"}");
        call.extensions_mut().insert(7_u8);
        next.run(call).await
    });
    let look = from_fn(|call: Call, next: Next| async move {
        assert_eq!((call.extensions().get::<Tenant>(), call.extensions().get()), (Some(&Tenant("blue")), Some(&7_u8)));
        assert_eq!(call.body().as_bytes().unwrap(), "{\"certificate\":\"OTHER\"}");
        next.run(call).await
    });
    let client = with_token(world.builder().middleware(change).attempt_middleware(look));
    // A POST is repeated here since the middleware gave it a key.
    world.run(create(&client).with_extension(Tenant("blue")).send()).unwrap();
    for (number, request) in (1..).zip(world.seen()) {
        assert_eq!(
            (&request.headers()["x-tenant"], request.uri().query()),
            (&"blue".parse().unwrap(), Some("added=1"))
        );
        assert_eq!(request.headers()[AUTHORIZATION], format!("Bearer {TOKEN}"));
        assert_eq!(request.body(), "{\"certificate\":\"OTHER\"}");
        let attempt = request.extensions().get::<Attempt>().unwrap();
        assert_eq!((attempt.number(), attempt.operation()), (number, "certificates.Create"));
    }
    assert_eq!(world.count(), 2);
}

#[test]
fn a_middleware_can_answer_itself() {
    let world = World::default();
    let canned = from_fn(|_, _| async { Ok(http::Response::new(Body::from(enveloped(&certificate("cached"))))) });
    let response = world.run(get(&with_token(world.builder().middleware(canned))).send_raw()).unwrap();
    assert_eq!((response.value().id.as_str(), response.attempts(), world.count()), ("cached", 0, 0));
    // What it answers is looked at like everything else.
    let failed = from_fn(|_, _| async {
        let mut answer =
            http::Response::new(Body::from_stream(super::fake::pieces(&["{\"errors\":[{\"message\":", "\"no\"}]}"])));
        *answer.status_mut() = http::StatusCode::NOT_FOUND;
        Ok(answer)
    });
    let error = world.run(get(&with_token(world.builder().middleware(failed))).send()).unwrap_err();
    assert!(error.is_not_found() && error.messages()[0].message() == "no", "{error}");
}

#[test]
fn a_call_can_be_run_again() {
    let world = World::new([json(404, "{}"), one()]);
    let twice = from_fn(|call: Call, next: Next| async move {
        let (again, copy) = (next.clone(), call.try_clone().unwrap());
        let answer = next.run(call).await?;
        assert_eq!((answer.status().as_u16(), answer.headers()["cf-ray"].to_str().unwrap()), (404, "ray-1"));
        assert!(format!("{again:?}").contains("middlewares: 0"));
        again.run(copy).await
    });
    let client = with_token(world.builder().middleware(twice));
    assert_eq!(world.run(create(&client).send()).unwrap().id, "a");
    assert_eq!(world.seen()[0].body(), world.seen()[1].body());
}

#[test]
fn errors_of_a_middleware_are_errors_of_the_call() {
    let busy =
        |kind| from_fn(move |_, _| async move { Err(TransportError::new(kind, Phase::Connect, "no permit").into()) });
    // Around an attempt, by its kind it is tried again.
    let world = World::default();
    let client = with_token(world.builder().attempt_middleware(busy(TransportErrorKind::Connect)));
    let error = world.run(create(&client).send()).unwrap_err();
    assert_eq!((error.attempts(), error.is_connect()), (3, true));
    let client = with_token(world.builder().attempt_middleware(busy(TransportErrorKind::Other)));
    assert_eq!(world.run(get(&client).send()).unwrap_err().attempts(), 1);
    // Around a call, nothing is.
    let client = with_token(world.builder().middleware(busy(TransportErrorKind::Connect)));
    let error = world.run(get(&client).send()).unwrap_err();
    assert_eq!(error.to_string(), "certificates.Get: could not connect");
    // An error can become another one, or an answer.
    let world = World::new([Step::Fail(TransportErrorKind::Dns, Phase::Connect)]);
    let stale = from_fn(|call: Call, next: Next| async move {
        match next.run(call).await {
            Err(error) if error.is_connect() => Ok(http::Response::new(Body::from(enveloped(&certificate("stale"))))),
            other => other,
        }
    });
    let client = with_token(world.builder().max_retries(0).middleware(stale));
    let response = world.run(get(&client).send_raw()).unwrap();
    assert_eq!((response.value().id.as_str(), response.attempts()), ("stale", 1));
}

#[test]
fn no_middleware_leads_elsewhere() {
    for elsewhere in ["https://evil.example/x", "http://api.example.com/x", "https://api.example.com:444/x", "/x"] {
        let lead = move || {
            from_fn(move |mut call: Call, next: Next| async move {
                *call.uri_mut() = elsewhere.parse().unwrap();
                next.run(call).await
            })
        };
        let world = World::default();
        for builder in [world.builder().middleware(lead()), world.builder().attempt_middleware(lead())] {
            let error = world.run(get(&with_token(builder)).send()).unwrap_err();
            assert!(matches!(&error, Error::Request(error) if error.parameter() == "address"), "{error}");
        }
        assert_eq!(world.count(), 0);
    }
}

#[test]
fn time_that_middlewares_take_counts() {
    let stall = || from_fn(|_, _| std::future::pending());
    let world = World::default();
    for (minutes, builder) in
        (1..).zip([world.builder().middleware(stall()), world.builder().attempt_middleware(stall())])
    {
        let error = world.run(get(&with_token(builder.max_retries(0))).send()).unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(world.now(), minutes * Duration::from_secs(60));
    }
}

#[test]
fn pages_and_streams_pass_by_too() {
    let world = World::new([
        json(200, &super::fake::enveloped(&format!("[{}]", certificate("a")))),
        json(200, &super::fake::enveloped("[]")),
    ]);
    let log = Log::default();
    let client = with_token(world.builder().middleware(Named("m", log.clone())));
    assert_eq!(world.run(certificate_ids(&mut list(&client).items())), "a");
    assert_eq!(log.lines().len(), 4);
    let world = World::new([chunked(200, vec!["ab".into(), "c".into()], End::Whole)]);
    let client = with_token(world.builder().middleware(Named("m", log.clone())));
    let stream = world.run(crate::runtime::Request::<super::api::Download>::new(&client).send()).unwrap();
    assert_eq!(world.run(stream.collect(3)).unwrap(), "abc");
}
