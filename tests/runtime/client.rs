//! Calls as a user of the crate makes them, one for each method of HTTP.

use std::fmt::Write as _;

use cloudflare_certificates::models::PrioritizeCertificate;
use cloudflare_certificates::transport::{BoxFuture, Phase, TransportErrorKind};
use cloudflare_certificates::{Client, Error, TransportError};

use super::answers::{ID, ZONE};

/// The token of clients.
pub(super) const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

/// How often a call was sent, or why it failed.
pub(super) type Outcome = Result<u32, Error>;

/// A call with this method.
pub(super) type Call = fn(&Client) -> BoxFuture<'static, Outcome>;

/// A call with the method GET.
pub(super) fn get(client: &Client) -> BoxFuture<'static, Outcome> {
    let call = client.custom_certificates().get(ZONE, ID).send_raw();
    Box::pin(async { Ok(call.await?.attempts()) })
}

/// A call with the method PUT.
pub(super) fn put(client: &Client) -> BoxFuture<'static, Outcome> {
    let prioritize = client.custom_certificates().prioritize();
    let call = prioritize.update(ZONE, [PrioritizeCertificate::new().id(ID)]).send_raw();
    Box::pin(async { Ok(call.await?.attempts()) })
}

/// A call with the method DELETE.
pub(super) fn delete(client: &Client) -> BoxFuture<'static, Outcome> {
    let call = client.custom_certificates().delete(ZONE, ID).send_raw();
    Box::pin(async { Ok(call.await?.attempts()) })
}

/// A call with the method POST.
pub(super) fn post(client: &Client) -> BoxFuture<'static, Outcome> {
    let call = client.custom_certificates().create(ZONE, "pem").send_raw();
    Box::pin(async { Ok(call.await?.attempts()) })
}

/// A call with the method PATCH.
pub(super) fn patch(client: &Client) -> BoxFuture<'static, Outcome> {
    let call = client.custom_certificates().edit(ZONE, ID).certificate("pem").send_raw();
    Box::pin(async { Ok(call.await?.attempts()) })
}

/// Calls that may be sent twice.
pub(super) const REPEATABLE: [(&str, Call); 3] = [("GET", get), ("PUT", put), ("DELETE", delete)];

/// Calls that may not.
pub(super) const UNREPEATABLE: [(&str, Call); 2] = [("POST", post), ("PATCH", patch)];

/// Calls of every method.
pub(super) fn every() -> impl Iterator<Item = (&'static str, Call)> {
    REPEATABLE.into_iter().chain(UNREPEATABLE)
}

/// An answer that all of [`every`] understand.
pub(super) fn answer_for(method: &str) -> super::server::Reply {
    match method {
        "PUT" => super::answers::list(&[ID]),
        _ => super::answers::fine(),
    }
}

/// The error of a call that got no complete answer.
#[track_caller]
pub(super) fn transport<T: std::fmt::Debug>(outcome: Result<T, Error>) -> TransportError {
    match outcome {
        Err(Error::Transport(error)) => error,
        other => panic!("no error of the transport: {other:?}"),
    }
}

/// What kept the answer from arriving, and when.
#[track_caller]
pub(super) fn fault<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (TransportErrorKind, Phase) {
    let error = transport(outcome);
    (error.kind(), error.phase())
}

/// An error with everything underneath, as a log would have it.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = format!("{error}\n{error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        let _ = write!(text, "\n{error}\n{error:?}");
        source = error.source();
    }
    text
}
