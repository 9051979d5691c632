//! A call with middlewares around it.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::deadline::Deadline;
use super::{receive, timeout};
use crate::runtime::error::{Context, Error, Phase, RequestError};
use crate::runtime::middleware::{Call, End, Next};
use crate::runtime::reply::Reply;
use crate::runtime::request::Prepared;
use crate::runtime::secret::Secret;
use crate::runtime::transport::{Body, BoxFuture};

/// A call that middlewares stand around.
pub(crate) struct Around {
    call: Prepared,
    /// When its time is up, by its clock.
    at: Duration,
    /// What is known of the answer that came last, and that its response does not tell.
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    url: Option<String>,
    secrets: Vec<Arc<Secret>>,
    attempts: u32,
}

/// Sends the request through the middlewares.
pub(super) async fn run(call: Prepared) -> Result<Reply, Error> {
    let at = call.clock().now().saturating_add(call.limits.timeout);
    let mut deadline = Deadline::new(call.clock(), call.limits.timeout);
    let opened = deadline.within(pin!(call.plain())).await;
    let outgoing =
        opened.unwrap_or_else(|_| Err(RequestError::new(call.endpoint.name, "body", "it was not opened in time")))?;
    let outgoing = Call::new(outgoing, call.endpoint, None);
    let stack = Arc::clone(&call.shared().stack.calls);
    let around = Arc::new(Around { call, at, kept: Mutex::default() });
    let next = Next::new(&stack, End::Attempts(Arc::clone(&around)));
    let answer = deadline.within(pin!(next.run(outgoing))).await;
    let kept = std::mem::take(&mut *around.kept.lock().unwrap_or_else(PoisonError::into_inner));
    let context =
        Context { operation: around.call.endpoint.name, attempts: kept.attempts, status: None, request_id: None };
    let answer = answer.unwrap_or_else(|_| Err(timeout(Phase::Response).into()));
    match answer {
        Ok(answer) => {
            let url = kept.url.unwrap_or_else(|| around.call.url.clone());
            receive(&around.call, context, url, kept.secrets, answer, &mut deadline).await
        }
        Err(error) => Err(named(error, context, around.call.repeatable)),
    }
}

impl Around {
    /// Everything that happens inside of the middlewares.
    pub(crate) fn attempts(
        self: Arc<Self>,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let call = self.call.with_request(request)?;
            let mut deadline = Deadline::new(call.clock(), self.at.saturating_sub(call.clock().now()));
            let outcome = super::attempts(&call, &mut deadline).await;
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let reply = match outcome {
                Ok(reply) => reply,
                Err(error) => {
                    *kept = Kept { attempts: error.attempts(), ..Kept::default() };
                    return Err(error);
                }
            };
            *kept = Kept { url: Some(reply.url), secrets: reply.secrets, attempts: reply.context.attempts };
            let body = reply.stream.map_or_else(|| Body::from(reply.body), |(body, _)| body);
            let mut answer = http::Response::new(body);
            *answer.status_mut() = reply.status;
            *answer.headers_mut() = reply.headers;
            Ok(answer)
        })
    }
}

/// An error that a middleware made itself does not know its call.
fn named(error: Error, context: Context, repeatable: bool) -> Error {
    match error {
        Error::Transport(error) if error.operation().is_empty() => error.of_call(context, repeatable).into(),
        Error::Credential(error) if error.operation().is_empty() => error.of_call(context, "").into(),
        error => error,
    }
}
