//! A stack of [`Middleware`]s around the [transport](super::transport): for headers, signatures, metrics, caches, and
//! whatever else concerns every call.
//!
//! There are two places for one:
//!
//! - [`ClientBuilder::middleware`](super::ClientBuilder::middleware) puts it around each *call*: once, however often the
//!   call is tried, and before credentials are added. A cache belongs there, and a metric of what callers wait for.
//! - [`ClientBuilder::attempt_middleware`](super::ClientBuilder::attempt_middleware) puts it around each *attempt*: what it
//!   sees is what is sent, with credentials, once for each attempt and for each redirect that is followed. A signature
//!   belongs there, and a count of what the server gets.
//!
//! In each place, what is added first is outermost: it sees a request before all others, and its answer after all others.
//! Each page of a list is a call of its own. Requests for tokens, which credential providers make, do not come by, nor
//! does what [`Request::into_http`](super::Request::into_http) gives.
//!
//! A middleware is a type that implements the trait, or a function, by [`from_fn`]. What stands before
//! [`Next::run`] happens before the request, what stands behind it after the answer; one that does not run it gives an
//! answer of its own.
//!
//! # Limits
//!
//! A call's time limit holds for its middlewares too. None can lead a request to another origin (scheme, host and port):
//! it is then refused with [`Error::Request`], since credentials belong to where they were meant
//! for. What a middleware around attempts gives is retried like what the transport gives: a
//! [`TransportError`](super::TransportError) by its kind, an answer by its status; any other error ends the call.

mod call;
mod next;

use std::sync::Arc;

use super::error::Error;
use super::transport::{Body, BoxFuture};

pub use self::call::Call;
pub use self::next::Next;

pub(crate) use self::next::{End, Stack};

/// Stands around every call, or every attempt, of a client; see [the module](self).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a middleware",
    note = "implement `middleware::Middleware` for a type of your own, or make one of a function with `middleware::from_fn`",
    note = "it is shared between threads, so what it changes is in an atomic, a `Mutex` or the like"
)]
pub trait Middleware: Send + Sync + 'static {
    /// Handles one call, or one attempt: [`Next::run`] is everything further in, and gives the answer.
    ///
    /// The answer can have any status. Around a call, its body is complete, unless the operation answers with a stream;
    /// around an attempt, its body is still to come.
    ///
    /// # Errors
    ///
    /// What comes from further in, or an error of its own: a [`TransportError`](super::TransportError) or a
    /// [`CredentialError`](super::CredentialError), which other code can make.
    fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>>;
}

impl<M: Middleware + ?Sized> Middleware for Arc<M> {
    fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        (**self).handle(call, next)
    }
}

/// A middleware that calls this function for every call, or every attempt. It takes the [`Call`] and the [`Next`], and
/// gives a future of the answer: `|mut call, next| async move { …; next.run(call).await }`.
pub fn from_fn<F, R>(function: F) -> impl Middleware
where
    F: Fn(Call, Next) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<Body>, Error>> + Send + 'static,
{
    struct FromFn<F>(F);
    impl<F, R> Middleware for FromFn<F>
    where
        F: Fn(Call, Next) -> R + Send + Sync + 'static,
        R: Future<Output = Result<http::Response<Body>, Error>> + Send + 'static,
    {
        fn handle(&self, call: Call, next: Next) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
            Box::pin((self.0)(call, next))
        }
    }
    FromFn(function)
}
