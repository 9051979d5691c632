//! What stands around calls and attempts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use cloudflare_certificates::middleware::{self, Call, Middleware, Next};
use cloudflare_certificates::transport::{Body, BoxFuture, Phase, TransportError, TransportErrorKind};
use cloudflare_certificates::{Error, models::PrioritizeCertificate};

use super::answers::{ID, ZONE, list, one, page, unavailable};
use super::server::{Server, TOKEN};

/// A sum over what is sent, as a signature that anybody can check.
fn sum(method: &str, target: &str, body: &[u8]) -> String {
    let all = method.bytes().chain(target.bytes()).chain(body.iter().copied());
    format!("v1={}", all.map(u64::from).sum::<u64>())
}

#[tokio::test]
async fn every_attempt_is_signed() {
    let sign = middleware::from_fn(|mut call, next| async move {
        let target = call.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        let body = call.body().as_bytes().cloned().unwrap_or_default();
        let signature = format!("{}; attempt={}", sum(call.method().as_str(), &target, &body), call.attempt().unwrap());
        call.headers_mut().insert("x-signature", signature.parse().expect("it is ASCII"));
        next.run(call).await
    });
    let server = Server::start([unavailable(), list(&[ID])]).await;
    let client = server.builder().api_token(TOKEN).attempt_middleware(sign).build().unwrap();
    let certificates = [PrioritizeCertificate::new().id(ID).priority(1)];
    client.custom_certificates().prioritize().update(ZONE, certificates).send().await.unwrap();
    for (attempt, seen) in (1..).zip(server.seen()) {
        let expected = format!("{}; attempt={attempt}", sum("PUT", &seen.target, seen.body.as_bytes()));
        assert_eq!(seen.header("x-signature"), [expected]);
        assert_eq!(seen.header("authorization"), [format!("Bearer {TOKEN}")]);
    }
    assert_eq!(server.count(), 2);
}

/// Counts, by operation: calls, attempts, and attempts that failed.
#[derive(Clone, Default)]
struct Metrics(Arc<Mutex<HashMap<&'static str, [u32; 3]>>>);

impl Metrics {
    fn count(&self, operation: &'static str, index: usize) {
        self.0.lock().unwrap().entry(operation).or_default()[index] += 1;
    }
}

impl Middleware for Metrics {
    fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let operation = call.operation();
            let Some(_) = call.attempt() else {
                self.count(operation, 0);
                return next.run(call).await;
            };
            self.count(operation, 1);
            let answer = next.run(call).await;
            if answer.as_ref().map_or(true, |answer| answer.status().is_server_error()) {
                self.count(operation, 2);
            }
            answer
        })
    }
}

#[tokio::test]
async fn calls_and_attempts_are_counted() {
    let server = Server::start([unavailable(), one(ID), page(&[ID, "b"], 1, 2), page(&["c"], 2, 2)]).await;
    let metrics = Metrics::default();
    let builder = server.builder().middleware(metrics.clone()).attempt_middleware(metrics.clone());
    let client = builder.api_token(TOKEN).build().unwrap();
    client.custom_certificates().get(ZONE, ID).send().await.unwrap();
    let mut items = client.custom_certificates().list(ZONE).items();
    while items.next().await.transpose().unwrap().is_some() {}
    let counts = metrics.0.lock().unwrap();
    assert_eq!(counts["custom_certificates.get"], [1, 2, 1]);
    assert_eq!(counts["custom_certificates.list"], [2, 2, 0]);
}

/// Keeps answers of reads by their address.
#[derive(Default)]
struct Cache(Mutex<HashMap<String, bytes::Bytes>>);

impl Middleware for Cache {
    fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let key = call.uri().to_string();
            if call.method() != http::Method::GET {
                return next.run(call).await;
            }
            if let Some(body) = self.0.lock().unwrap().get(&key) {
                return Ok(http::Response::new(Body::from(body.clone())));
            }
            let answer = next.run(call).await?;
            if let Some(body) = answer.body().as_bytes().filter(|_| answer.status().is_success()) {
                self.0.lock().unwrap().insert(key, body.clone());
            }
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn a_cache_spares_the_server() {
    let server = Server::start([one(ID), one("other")]).await;
    let client = server.builder().api_token(TOKEN).middleware(Cache::default()).build().unwrap();
    for id in [ID, ID, "other", ID, "other"] {
        let certificate = client.custom_certificates().get(ZONE, id).send().await.unwrap();
        assert_eq!(certificate.id, id);
    }
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn errors_are_given_another_kind() {
    // One status of a proxy stands for "come again".
    let map = middleware::from_fn(|call, next| async move {
        let answer = next.run(call).await?;
        if answer.status() == http::StatusCode::IM_A_TEAPOT {
            return Err(
                TransportError::new(TransportErrorKind::Connect, Phase::Connect, "the proxy was not ready").into()
            );
        }
        Ok(answer)
    });
    // The script is empty, so that the server answers 418.
    let server = Server::start([]).await;
    let client = server.builder().api_token(TOKEN).attempt_middleware(map).build().unwrap();
    let error = client.custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    assert!(error.is_connect() && error.attempts() == 3 && server.count() == 3, "{error}");
}
