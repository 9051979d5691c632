//! The built-in transport: HTTP/1.1 and HTTP/2 by `reqwest`.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::{Body, BoxFuture, Phase, ReqwestTransportBuilder, Transport, TransportError, TransportErrorKind, tls};
use crate::runtime::error::ConfigurationError;

/// The built-in transport: HTTP/1.1 and HTTP/2 over pooled connections, by `reqwest`, with rustls.
///
/// It asks for gzip and decodes it, follows no redirect, sends no `Referer`, and keeps no cookies. Proxies are those of
/// the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) or the system, for `https` only: an `http` request would show
/// its credentials to the proxy, and is sent directly. Clones share their connections.
#[derive(Clone)]
pub struct ReqwestTransport {
    direct: reqwest::Client,
    secure: reqwest::Client,
    untrusting: Option<rustls::Error>,
}

impl ReqwestTransport {
    /// A transport that gives up connecting, TLS handshake included, after `connect_timeout`.
    ///
    /// # Errors
    ///
    /// Where no TLS provider is there: neither feature `rustls-ring` nor `rustls-aws-lc-rs` is on, and the process has
    /// installed none.
    pub fn new(connect_timeout: Duration) -> Result<Self, crate::runtime::Error> {
        Self::builder().connect_timeout(connect_timeout).build()
    }

    /// Settings of a transport, all at their defaults.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::new()
    }

    pub(super) fn with(connect_timeout: Duration, tls: tls::Tls) -> Result<Self, ConfigurationError> {
        let builder = |config| {
            reqwest::Client::builder()
                .tls_backend_preconfigured(config)
                .connect_timeout(connect_timeout)
                .redirect(reqwest::redirect::Policy::none())
                // What the server refuses is sent again by the client, which counts, waits and has a budget.
                .retry(reqwest::retry::never())
                .referer(false)
        };
        let unusable = |error| ConfigurationError::new("transport", "reqwest does not start").with_source(error);
        let direct = builder(tls.config.clone()).no_proxy().build().map_err(unusable)?;
        let secure = builder(tls.config).https_only(true).build().map_err(unusable)?;
        Ok(Self { direct, secure, untrusting: tls.untrusting })
    }

    async fn exchange(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let secure = request.uri().scheme() == Some(&http::uri::Scheme::HTTPS);
        if let (true, Some(error)) = (secure, &self.untrusting) {
            return Err(TransportError::new(TransportErrorKind::Tls, Phase::Connect, error.clone()));
        }
        let client = if secure { &self.secure } else { &self.direct };
        let request = reqwest::Request::try_from(request.map(into_reqwest))
            .map_err(|error| TransportError::new(TransportErrorKind::Other, Phase::Connect, error.without_url()))?;
        // Lets the runtime see which idle connections the server has closed meanwhile, so that the request does not go out
        // on one of them. What the stack finds closed before it writes, it replaces by itself, whatever the method.
        tokio::task::yield_now().await;
        let mut response = client.execute(request).await.map_err(|error| classify(error, Phase::Response))?;
        let mut answer = http::Response::new(Body::empty());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        *answer.body_mut() = Body::from_chunks(Chunks(response.bytes_stream()));
        Ok(answer)
    }
}

impl Transport for ReqwestTransport {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for ReqwestTransport {
    // The stack's own form shows its proxies, whose addresses can hold passwords.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// Bytes at hand stay bytes, so that the stack can send them again on a fresh connection.
fn into_reqwest(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap_stream(body),
    }
}

/// The chunks of an answer, with the stack's errors told apart.
struct Chunks<S>(S);

impl<S: Stream<Item = reqwest::Result<Bytes>> + Unpin> Stream for Chunks<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = Pin::new(&mut self.0).poll_next(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map_err(|error| classify(error, Phase::Body))))
    }
}

/// What the stack's error means for the call. The URL is taken out: its query may hold a secret.
fn classify(error: reqwest::Error, phase: Phase) -> TransportError {
    let error = error.without_url();
    let connecting = error.is_connect() || error.is_dns();
    let kind = if error.is_dns() {
        TransportErrorKind::Dns
    } else if in_chain::<rustls::Error>(&error).is_some() {
        TransportErrorKind::Tls
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if connecting {
        TransportErrorKind::Connect
    } else if in_chain::<h2::Error>(&error).is_some_and(is_refusal) {
        TransportErrorKind::Refused
    } else if in_chain::<h2::Error>(&error).is_some_and(h2::Error::is_library) {
        // It is this side that finds fault with what came.
        TransportErrorKind::Protocol
    } else if let Some(error) = in_chain::<hyper::Error>(&error) {
        kind_of_exchange(error)
    } else if phase == Phase::Body {
        // The connection did its part; what is left is the decoder.
        TransportErrorKind::Encoding
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, if connecting { Phase::Connect } else { phase }, error)
}

/// Whether the server says that it has not looked at the request (RFC 9113, section 8.7).
fn is_refusal(error: &h2::Error) -> bool {
    let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    let gone = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    error.is_remote() && (refused || gone)
}

fn kind_of_exchange(error: &hyper::Error) -> TransportErrorKind {
    if error.is_parse() {
        TransportErrorKind::Protocol
    } else if error.is_user() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Interrupted
    }
}

/// The first error of this type in the chain. `io::Error` hides the error that it wraps from `source`.
fn in_chain<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
