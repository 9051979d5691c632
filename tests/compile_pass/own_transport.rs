//! A client over another HTTP stack, and without tokio: a transport and a clock are all that it needs.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use cloudflare_certificates::Client;
use cloudflare_certificates::transport::{
    Body, BoxFuture, Clock, Phase, Transport, TransportError, TransportErrorKind,
};

/// Answers every request with what is next, and remembers what was asked.
#[derive(Clone, Default)]
pub(super) struct Canned {
    answers: Arc<Mutex<Vec<&'static str>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Canned {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (parts, body) = request.into_parts();
        let body = body.as_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        self.asked.lock().unwrap().push(format!("{} {target} {body}", parts.method).trim_end().to_owned());
        let answer = self.answers.lock().unwrap().pop();
        Box::pin(async move {
            let answer = answer.ok_or_else(|| {
                TransportError::new(TransportErrorKind::Protocol, Phase::Response, "nothing more to say")
            })?;
            Ok(http::Response::new(Body::from(answer)))
        })
    }
}

/// A clock that stands still. Nobody waits here.
struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// A client that gets these answers, one after the other.
pub(super) fn client<const N: usize>(mut answers: [&'static str; N]) -> (Client, Canned) {
    answers.reverse();
    let canned = Canned { answers: Arc::new(Mutex::new(answers.to_vec())), ..Canned::default() };
    let builder = Client::builder().api_token("token").transport(canned.clone()).clock(Still).random(|| 0.0);
    (builder.build().unwrap(), canned)
}

impl Canned {
    /// Method, path, query and body of each request.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[test]
fn a_call_needs_no_runtime() {
    let (client, _) = client([r#"{"success":true,"result":{"id":"a"}}"#]);
    let mut call = Box::pin(client.custom_certificates().delete("zone", "a").send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(deleted) = call.as_mut().poll(&mut context) else { panic!("it waits for something") };
    assert_eq!(deleted.unwrap().id.as_deref(), Some("a"));
}
