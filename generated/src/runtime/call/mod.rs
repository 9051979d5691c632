//! Sending: attempts, the waits between them, and the limits on both. Compiled once, whatever the operation.

mod around;
pub(crate) mod body;
mod credentials;
mod deadline;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use http::header::LOCATION;

pub(crate) use self::deadline::Deadline;
use super::endpoint::Answer;
use super::error::{Context, Error, Phase, RequestError, TransportError, TransportErrorKind};
use super::middleware::{Call, End, Next};
use super::origin;
use super::reply::Reply;
use super::request::{Again, Draft, Prepared};
use super::retry;
use super::secret::Secret;
use super::spans::{self, AttemptSpan, CallSpan};
use super::transport::{Attempt, Body, BoxFuture};

pub(crate) use self::around::Around;

/// How many redirects in a row are followed.
const MOST_REDIRECTS: u32 = 3;

/// What a transport, or a middleware before it, gives.
type Exchanged = Result<http::Response<Body>, Error>;

/// Sends the request until it gets an answer that is not worth another attempt.
///
/// The answer can have any status; only its body is complete and within the limit.
pub(crate) fn execute(draft: Draft) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let again = Again::of(&draft);
        let call = draft.prepare()?;
        let span = CallSpan::new(&call);
        let outcome = span.cover(async move {
            if call.shared().stack.calls.is_empty() {
                let mut deadline = Deadline::new(call.clock(), call.limits.timeout);
                return attempts(&call, &mut deadline).await;
            }
            // Not on every call's way, and large.
            Box::pin(around::run(call)).await
        });
        let mut reply = outcome.await?;
        reply.span = span;
        reply.again = again.filter(|_| reply.status != StatusCode::NO_CONTENT);
        Ok(reply)
    })
}

/// Attempts, and waits between them.
async fn attempts(call: &Prepared, deadline: &mut Deadline) -> Result<Reply, Error> {
    let mut attempts: u32 = 0;
    let mut refused = Refused::default();
    loop {
        attempts = attempts.saturating_add(1);
        let span = AttemptSpan::new(call, attempts);
        let mut outcome = span.cover(attempt(call, attempts, &mut refused, deadline)).await;
        if let Ok(reply) = outcome {
            if refused.is_first(&reply) && credentials::reject(call, &reply) && !call.once {
                refused.reply = Some(reply);
                continue;
            }
            outcome = Ok(reply);
        }
        let budget = &call.shared().budget;
        if outcome.as_ref().is_ok_and(|reply| !retry::is_transient(reply.status)) {
            budget.give_back();
        }
        match wait(call, attempts, &outcome) {
            // A wait that the time limit would cut short is not begun: the answer at hand says more than that.
            Some(wait) if wait < deadline.left() && budget.take() => {
                spans::waits(wait);
                call.clock().wait(wait).await;
            }
            _ => return outcome,
        }
    }
}

/// An answer that refuses the credentials, while it is found out whether there are others. Once in a call.
#[derive(Default)]
struct Refused {
    reply: Option<Reply>,
    before: bool,
}

impl Refused {
    fn is_first(&mut self, reply: &Reply) -> bool {
        reply.status == StatusCode::UNAUTHORIZED && !std::mem::replace(&mut self.before, true)
    }
}

/// How long to wait before the next attempt; `None` where there is to be none.
fn wait(call: &Prepared, attempts: u32, outcome: &Result<Reply, Error>) -> Option<Duration> {
    if attempts > call.limits.max_retries || call.once {
        return None;
    }
    let shared = call.shared();
    let asked = match outcome {
        Ok(reply)
            if retry::is_transient(reply.status)
                && (call.repeatable || call.limits.retry_rejected && retry::is_rejection(reply.status)) =>
        {
            retry::after::stated(&reply.headers, Some(&shared.clock.time_of_day()))
        }
        // Servers that go away refuse what comes too late: another connection most likely takes it.
        Err(Error::Transport(error)) if error.kind() == TransportErrorKind::Refused && attempts == 1 => {
            return Some(Duration::ZERO);
        }
        // Where the server has seen nothing, even a POST can be sent again.
        Err(Error::Transport(error))
            if error.is_retryable() && (call.repeatable || !error.may_have_been_processed()) =>
        {
            None
        }
        Err(Error::Credential(error)) if error.is_retryable() => error.retry_after(),
        _ => return None,
    };
    shared.waits.before_next(attempts, asked, || (shared.random)())
}

/// Sends the request once, with credentials that are asked for anew, and reads the answer to its end.
///
/// Where those are the ones that have just been refused, the request is not sent: there is an answer already.
async fn attempt(
    call: &Prepared,
    attempts: u32,
    refused: &mut Refused,
    deadline: &mut Deadline,
) -> Result<Reply, Error> {
    let context = Context { operation: call.endpoint.name, attempts, status: None, request_id: None };
    let secrets = credentials::gather(call, &context, deadline).await?;
    match refused.reply.take() {
        Some(reply) if reply.secrets == secrets => Ok(reply),
        _ => send(call, context, secrets, deadline).await,
    }
}

/// Sends the request once, and reads the answer to its end.
async fn send(
    call: &Prepared,
    context: Context,
    secrets: Vec<Arc<Secret>>,
    deadline: &mut Deadline,
) -> Result<Reply, Error> {
    let (url, answer) = exchange(call, context.attempts, &secrets, deadline).await?;
    let answer = answer.map_err(|error| match error {
        Error::Transport(error) => error.at(&url).of_call(context.clone(), call.repeatable).into(),
        other => other,
    });
    receive(call, context, url, secrets, answer?, deadline).await
}

/// Reads an answer to its end, unless it is to be handed over while it comes.
async fn receive(
    call: &Prepared,
    mut context: Context,
    url: String,
    secrets: Vec<Arc<Secret>>,
    answer: http::Response<Body>,
    deadline: &mut Deadline,
) -> Result<Reply, Error> {
    let (parts, body) = answer.into_parts();
    context.status = Some(parts.status);
    let request_id = parts.headers.get(call.shared().api.request_id_header);
    context.request_id = request_id.and_then(|id| id.to_str().ok()).map(Into::into);
    if parts.status < StatusCode::OK {
        let error = TransportError::without_source(TransportErrorKind::Protocol, Phase::Response);
        return Err(error.at(&url).of_call(context, call.repeatable).into());
    }
    let mut reply = Reply {
        client: call.client.clone(),
        endpoint: call.endpoint,
        url,
        secrets,
        status: parts.status,
        headers: parts.headers,
        body: bytes::Bytes::new(),
        stream: None,
        context,
        again: None,
        span: CallSpan::default(),
    };
    if !reply.status.is_success() {
        reply.body = body::read_error(body, &call.limits, deadline).await;
    } else if let Answer::Stream(_) = call.answer {
        reply.stream = Some((body, call.limits.read_timeout));
    } else {
        match body::read(&reply.headers, body, &call.limits, deadline).await {
            Ok(body) => reply.body = body,
            Err(error) => {
                let error = error.at(&reply.url).of_call(reply.context.clone(), call.repeatable);
                return Err(match error.kind() {
                    // The bytes arrived, but cannot be understood: that is the answer's fault, and not the connection's.
                    TransportErrorKind::Encoding => {
                        reply.undecodable("the body's compression is damaged or unknown", error)
                    }
                    _ => error.into(),
                });
            }
        }
    }
    Ok(reply)
}

/// Sends the request, and follows where it is redirected to, as far as that is allowed. With the last address.
async fn exchange(
    call: &Prepared,
    attempt: u32,
    secrets: &[Arc<Secret>],
    deadline: &mut Deadline,
) -> Result<(String, Exchanged), RequestError> {
    let mut url = call.url.clone();
    let mut redirects = 0;
    loop {
        let opened = deadline.within(pin!(call.request(&url, secrets))).await;
        let sent = match opened {
            Ok(request) => deadline.within(pin!(hand_over(call, attempt, request?))).await,
            Err(elapsed) => Err(elapsed),
        };
        let answer = sent.unwrap_or_else(|_| Err(timeout(Phase::Response).into()));
        match answer.as_ref().ok().and_then(|answer| redirect(call, &url, answer)) {
            Some(target) if redirects < MOST_REDIRECTS => url = target,
            _ => return Ok((url, answer)),
        }
        redirects += 1;
    }
}

/// Gives the request to the transport, through the middlewares.
async fn hand_over(call: &Prepared, number: u32, mut request: http::Request<Body>) -> Exchanged {
    let shared = call.shared();
    let attempt = Attempt { api: shared.api, endpoint: call.endpoint, number };
    shared.shown.request(&request);
    if shared.stack.attempts.is_empty() {
        request.extensions_mut().insert(attempt);
        return Ok(shared.transport.call(request).await?);
    }
    let end = End::Transport(Arc::clone(&shared.transport), attempt, request.uri().clone());
    Box::pin(Next::new(&shared.stack.attempts, end).run(Call::new(request, call.endpoint, Some(number)))).await
}

/// Where the answer redirects to, if that is followed.
fn redirect(call: &Prepared, url: &str, answer: &http::Response<Body>) -> Option<String> {
    let safe = matches!(call.endpoint.method, "GET" | "HEAD") && !call.once;
    // With these statuses, a GET stays a GET (RFC 9110, section 15.4).
    let redirects = matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    if !(call.shared().follow_redirects && safe && redirects) {
        return None;
    }
    origin::resolve(url, answer.headers().get(LOCATION)?.to_str().ok()?)
}

/// The time is up.
pub(crate) fn timeout(phase: Phase) -> TransportError {
    TransportError::without_source(TransportErrorKind::Timeout, phase)
}
