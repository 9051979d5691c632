//! What stands between a client and the network: the [`Transport`] that exchanges one request for one answer, the bodies
//! that are not JSON ([`Body`], [`FilePart`]) or come as streams ([`ByteStream`], [`Lines`], [`Events`]), and the
//! [`Clock`] by which the client keeps time.
//!
//! With the feature `reqwest`, which is on by default, both are built in. Without it this crate contains no HTTP stack,
//! no async runtime, no clock and no source of randomness: give the builder a transport and a clock of your own.

mod attempt;
mod body;
mod clock;
#[cfg(feature = "reqwest")]
mod file;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod settings;
#[cfg(feature = "reqwest")]
mod tls;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use self::attempt::Attempt;
pub use self::body::Body;
pub(crate) use self::body::Source;
pub use self::clock::Clock;
#[cfg(feature = "reqwest")]
pub use self::clock::TokioClock;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "reqwest")]
pub use self::settings::ReqwestTransportBuilder;
#[cfg(feature = "blocking")]
pub use super::blocking::{Blocking, ByteReader};
pub use super::error::{Phase, TransportError, TransportErrorKind};
pub use super::request::FilePart;
pub use super::stream::{ByteStream, Event, Events, Lines};

/// A future on the heap that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Exchanges one HTTP request for one answer.
///
/// The client does everything else: credentials, retries, time limits, size limits, envelopes. So a transport
///
/// - sends the request once, and repeats it only where the server provably has not seen it;
/// - follows no redirect, and adds no credential;
/// - gives the body as decoded bytes: where the answer was compressed, without `Content-Encoding`;
/// - fails when the body ends before it is complete.
///
/// The client drops the future, or the body, when a time limit runs out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a transport",
    note = "implement `transport::Transport` for a type of your own that holds it; without one, the built-in transport is used"
)]
pub trait Transport: Send + Sync + 'static {
    /// Sends the request; gives status, headers and body as soon as the headers have come.
    ///
    /// # Errors
    ///
    /// What kept the headers of an answer from coming. Its [kind](TransportErrorKind) and [phase](Phase) decide whether
    /// the request is repeated. A status is never an error here.
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).call(request)
    }
}
