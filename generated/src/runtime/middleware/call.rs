//! What a middleware handles.

use std::fmt;

use http::{Extensions, HeaderMap, HeaderValue, Method, Uri};

use crate::runtime::endpoint::Endpoint;
use crate::runtime::transport::Body;

/// A call, or one attempt of it, on its way to the server.
///
/// `Debug` shows operation, method, template of the path, attempt, and the names of headers: no value of them, no address
/// and no body, which can all hold what nobody else should read.
pub struct Call {
    request: http::Request<Body>,
    endpoint: &'static Endpoint,
    attempt: Option<u32>,
}

impl Call {
    pub(crate) fn new(request: http::Request<Body>, endpoint: &'static Endpoint, attempt: Option<u32>) -> Self {
        Self { request, endpoint, attempt }
    }

    pub(crate) fn into_request(self) -> http::Request<Body> {
        self.request
    }

    /// The same once more, for a middleware that runs the [`Next`](super::Next) twice. `None` where the body is a stream.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        let body = self.request.body().as_bytes()?.clone();
        let mut request = http::Request::new(Body::from(body));
        self.method().clone_into(request.method_mut());
        self.uri().clone_into(request.uri_mut());
        self.headers().clone_into(request.headers_mut());
        self.extensions().clone_into(request.extensions_mut());
        Some(Self { request, ..*self })
    }

    /// Dotted name of the operation, such as `zones.list`. There are as many as the API has operations, so that it can
    /// label a metric.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.endpoint.name
    }

    /// The path below the base URL, with `{name}` where a parameter goes.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.endpoint.path
    }

    /// Which attempt this is, beginning with 1. `None` around a call, which has them all inside.
    #[must_use]
    pub fn attempt(&self) -> Option<u32> {
        self.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The address. Around an attempt, its query holds credentials where the API wants them there.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The address, to be changed: its path and query. A request to another origin is refused.
    pub fn uri_mut(&mut self) -> &mut Uri {
        self.request.uri_mut()
    }

    /// The headers. Around an attempt, credentials are among them, marked as
    /// [sensitive](HeaderValue::is_sensitive).
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The headers, to be changed. Mark a secret as [sensitive](HeaderValue::set_sensitive), so that other code does not
    /// show it. Around a call, credentials come after, and replace what has their names.
    pub fn headers_mut(&mut self) -> &mut HeaderMap<HeaderValue> {
        self.request.headers_mut()
    }

    /// The body. Where it is not a stream, [`Body::as_bytes`] gives all of it.
    #[must_use]
    pub fn body(&self) -> &Body {
        self.request.body()
    }

    /// The body, to be changed. A call whose body is a stream has one attempt.
    pub fn body_mut(&mut self) -> &mut Body {
        self.request.body_mut()
    }

    /// Values of your own that belong to the call: those of
    /// [`Request::with_extension`](crate::runtime::Request::with_extension), and what middlewares further out have put there.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        self.request.extensions()
    }

    /// Values of your own, to be changed. What is put there around a call is there in each of its attempts, and in the
    /// request that the transport gets.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        self.request.extensions_mut()
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers().keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Call")
            .field("operation", &self.endpoint.name)
            .field("method", self.method())
            .field("path", &self.endpoint.path)
            .field("attempt", &self.attempt)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
