//! Sending: attempts, the waits between them, and the limits on both. Compiled once, whatever the operation.

mod body;
mod deadline;

use http::StatusCode;

use self::deadline::Deadline;
use super::endpoint::Answer;
use super::error::{Context, Error, Phase, TransportError, TransportErrorKind};
use super::reply::Reply;
use super::request::{Draft, Prepared};
use super::retry;
use super::transport::BoxFuture;

/// Sends the request until it gets an answer that is not worth another attempt.
///
/// The answer can have any status; only its body is complete and within the limit.
pub(crate) fn execute(draft: Draft) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let call = draft.prepare()?;
        let mut deadline = Deadline::new(call.clock(), call.limits.timeout);
        let mut attempts: u32 = 0;
        loop {
            attempts = attempts.saturating_add(1);
            let outcome = attempt(&call, attempts, &mut deadline).await;
            let budget = &call.shared().budget;
            if outcome.as_ref().is_ok_and(|reply| !retry::is_transient(reply.status)) {
                budget.give_back();
            }
            match wait(&call, attempts, &outcome) {
                // A wait that the time limit would cut short is not begun: the answer at hand says more than that.
                Some(wait) if wait < deadline.left() && budget.take() => call.clock().sleep(wait).await,
                _ => return outcome,
            }
        }
    })
}

/// How long to wait before the next attempt; `None` where there is to be none.
fn wait(call: &Prepared, attempts: u32, outcome: &Result<Reply, Error>) -> Option<std::time::Duration> {
    if attempts > call.limits.max_retries || call.once {
        return None;
    }
    let headers = match outcome {
        Ok(reply) if retry::is_transient(reply.status) && call.repeatable => Some(&reply.headers),
        // Without a connection the server has seen nothing, so that even a POST can be sent again.
        Err(Error::Transport(error)) if error.is_retryable() && (call.repeatable || error.is_connect()) => None,
        _ => return None,
    };
    let shared = call.shared();
    shared.waits.before_next(attempts, headers, || shared.clock.time_of_day(), || (shared.random)())
}

/// Sends the request once, and reads the answer to its end.
async fn attempt(call: &Prepared, attempts: u32, deadline: &mut Deadline) -> Result<Reply, Error> {
    let mut context = Context { operation: call.endpoint.name, attempts, status: None, request_id: None };
    let request = call.request()?;
    let sent = deadline.within(call.shared().transport.call(request)).await;
    let answer = sent.unwrap_or_else(|_| Err(timeout(Phase::Response)));
    let (parts, body) = answer.map_err(|error| error.of_call(context.clone(), call.repeatable))?.into_parts();
    context.status = Some(parts.status);
    let request_id = parts.headers.get(call.shared().api.request_id_header);
    context.request_id = request_id.and_then(|id| id.to_str().ok()).map(Into::into);
    let failed = |error: TransportError| error.of_call(context.clone(), call.repeatable);
    if parts.status < StatusCode::OK {
        return Err(failed(TransportError::without_source(TransportErrorKind::Protocol, Phase::Response)).into());
    }
    if let (Answer::Stream(_), true) = (call.endpoint.answer, parts.status.is_success()) {
        let stream = Some((body, call.limits.read_timeout));
        return Ok(Reply {
            client: call.client.clone(),
            endpoint: call.endpoint,
            status: parts.status,
            headers: parts.headers,
            body: bytes::Bytes::new(),
            stream,
            context,
        });
    }
    let read = if parts.status.is_success() {
        body::read(&parts.headers, body, &call.limits, deadline).await.map_err(failed)
    } else {
        Ok(body::read_error(body, &call.limits, deadline).await)
    };
    let reply = |body| Reply {
        client: call.client.clone(),
        endpoint: call.endpoint,
        status: parts.status,
        headers: parts.headers,
        body,
        stream: None,
        context: context.clone(),
    };
    match read {
        Ok(body) => Ok(reply(body)),
        // The bytes arrived, but cannot be understood: that is the answer's fault, and not the connection's.
        Err(error) if error.kind() == TransportErrorKind::Encoding => {
            Err(reply(bytes::Bytes::new()).undecodable("the body's compression is damaged or unknown", error))
        }
        Err(error) => Err(error.into()),
    }
}

fn timeout(phase: Phase) -> TransportError {
    TransportError::without_source(TransportErrorKind::Timeout, phase)
}
