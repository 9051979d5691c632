//! Spans, by the crate `tracing`.

use std::borrow::Cow;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderName, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::runtime::ClientBuilder;
use crate::runtime::error::{Error, Phase, TransportError, TransportErrorKind};
use crate::runtime::reply::Reply;
use crate::runtime::request::Prepared;
use crate::runtime::transport::Body;

/// The headers that spans show, by their names.
#[derive(Clone, Default)]
pub(crate) struct Shown(Arc<Vec<HeaderName>>);

impl ClientBuilder {
    /// Shows these headers in the spans of attempts, of requests and of answers, with the feature `tracing`. Default: none;
    /// the server's name for a request is shown as `api.request_id` in any case.
    ///
    /// Headers with credentials and cookies are not shown, whatever is said here, nor are names that no header can have.
    pub fn traced_headers<N: AsRef<str>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().filter_map(|name| HeaderName::try_from(name.as_ref()).ok());
        self.shown = Shown(Arc::new(names.collect()));
        self
    }
}

impl Shown {
    /// Notes the headers of a request that is sent.
    pub(crate) fn request(&self, request: &http::Request<Body>) {
        if let Some(text) = self.of(request.headers()) {
            Span::current().record("http.request.headers", text);
        }
    }

    fn of(&self, headers: &HeaderMap) -> Option<String> {
        let shown = self.0.iter().filter(|name| **name != COOKIE && **name != SET_COOKIE);
        let pairs = shown.flat_map(|name| headers.get_all(name).iter().map(move |value| (name, value)));
        let open = pairs.filter(|(_, value)| !value.is_sensitive());
        let lines: Vec<String> =
            open.filter_map(|(name, value)| Some(format!("{name}: {}", value.to_str().ok()?))).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }
}

/// The span of a call: of all its attempts, the waits between them, and the reading of what came.
#[derive(Clone)]
pub(crate) struct CallSpan(Span);

impl Default for CallSpan {
    fn default() -> Self {
        Self(Span::none())
    }
}

impl CallSpan {
    pub(crate) fn new(call: &Prepared) -> Self {
        let (method, original) = method(call.endpoint.method);
        Self(tracing::info_span!(
            "call",
            otel.name = call.endpoint.name,
            otel.kind = "internal",
            otel.status_code = Empty,
            api.operation = call.endpoint.name,
            api.request_id = Empty,
            url.template = call.endpoint.path,
            http.request.method = method,
            http.request.method_original = original,
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = host(&call.url),
            server.port = port(&call.url),
            "error.type" = Empty,
        ))
    }

    /// Lets it all happen in the span.
    pub(crate) fn cover(
        &self,
        future: impl Future<Output = Result<Reply, Error>> + Send + 'static,
    ) -> impl Future<Output = Result<Reply, Error>> + Send + 'static {
        let span = self.0.clone();
        // In a box, since a future that holds another one is more than twice as large.
        let future = Box::pin(future.instrument(span.clone()));
        async move {
            let outcome = future.await;
            let sent = match &outcome {
                Ok(reply) => reply.context.attempts,
                Err(error) => error.attempts(),
            };
            if sent > 1 {
                span.record("http.request.resend_count", sent - 1);
            }
            end(&span, &outcome);
            outcome
        }
    }

    /// The answer turned out to be an error when it was read.
    pub(crate) fn failed(&self, kind: &str) {
        self.0.record("error.type", kind);
        self.0.record("otel.status_code", "ERROR");
    }
}

/// The span of an attempt, with its credentials and the reading of the answer.
pub(crate) struct AttemptSpan(Span);

impl AttemptSpan {
    pub(crate) fn new(call: &Prepared, number: u32) -> Self {
        let (method, original) = method(call.endpoint.method);
        let span = tracing::info_span!(
            "attempt",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            api.operation = call.endpoint.name,
            api.request_id = Empty,
            url.template = call.endpoint.path,
            url.full = Empty,
            http.request.method = method,
            http.request.method_original = original,
            http.request.resend_count = number.checked_sub(1).filter(|count| *count > 0),
            http.request.headers = Empty,
            http.response.status_code = Empty,
            http.response.headers = Empty,
            server.address = host(&call.url),
            server.port = port(&call.url),
            "error.type" = Empty,
        );
        // What has to be put together is, where somebody looks at it.
        if !span.is_disabled() {
            span.record("otel.name", format!("{method} {}", call.endpoint.path));
            span.record("url.full", without_values(&call.url).as_ref());
        }
        Self(span)
    }

    /// Lets it all happen in the span.
    pub(crate) fn cover<'a>(
        self,
        future: impl Future<Output = Result<Reply, Error>> + Send + 'a,
    ) -> impl Future<Output = Result<Reply, Error>> + Send + 'a {
        let Self(span) = self;
        let future = Box::pin(future.instrument(span.clone()));
        async move {
            let outcome = future.await;
            if let Ok(reply) = &outcome
                && let Some(text) = reply.client.shared.shown.of(&reply.headers)
            {
                span.record("http.response.headers", reply.redact(text));
            }
            end(&span, &outcome);
            outcome
        }
    }
}

/// The client waits before the next attempt.
pub(crate) fn waits(wait: Duration) {
    tracing::debug!(api.wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), "waiting for the next attempt");
}

/// Notes how it ended.
fn end(span: &Span, outcome: &Result<Reply, Error>) {
    let (status, id) = match outcome {
        Ok(reply) => (Some(reply.status), reply.context.request_id.as_deref()),
        Err(error) => (error.status(), error.request_id()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(id) = id {
        span.record("api.request_id", id);
    }
    let kind = match outcome {
        // A redirect that is not followed is an error of the call, and none of HTTP.
        Ok(reply) if reply.status.as_u16() < 400 => return,
        Ok(reply) => Cow::Owned(reply.status.as_u16().to_string()),
        Err(error) => Cow::Borrowed(kind(error)),
    };
    span.record("error.type", kind.as_ref());
    span.record("otel.status_code", "ERROR");
}

/// What went wrong, in a word out of few.
fn kind(error: &Error) -> &'static str {
    match error {
        Error::Api(_) => "api",
        Error::Transport(error) => kind_of_transport(error),
        Error::Decode(_) => "decode",
        Error::Request(_) => "request",
        Error::Configuration(_) => "configuration",
        Error::Credential(_) => "credential",
        Error::PaginationLoop(_) => "pagination_loop",
    }
}

fn kind_of_transport(error: &TransportError) -> &'static str {
    use TransportErrorKind::{Connect, Dns, Encoding, Interrupted, Other, Protocol, Refused, Timeout, Tls, TooLarge};
    match (error.kind(), error.phase()) {
        (Timeout, Phase::Connect) => "connect_timeout",
        (Timeout, _) => "timeout",
        (Connect, _) => "connect",
        (Dns, _) => "dns",
        (Tls, _) => "tls",
        (Interrupted, _) => "interrupted",
        (Refused, _) => "refused",
        (Protocol, _) => "protocol",
        (TooLarge, _) => "too_large",
        (Encoding, _) => "encoding",
        (Other, _) => "transport",
    }
}

/// The method if it is one that the conventions know, and the other one.
fn method(method: &'static str) -> (&'static str, Option<&'static str>) {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH" | "QUERY" => {
            (method, None)
        }
        other => ("_OTHER", Some(other)),
    }
}

// Spans ask for these two only where somebody looks at them.
fn host(url: &str) -> Option<String> {
    url.parse::<Uri>().ok()?.host().map(ToOwned::to_owned)
}

fn port(url: &str) -> u16 {
    let uri = url.parse::<Uri>().unwrap_or_default();
    uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 })
}

/// The address with the names of its query, and without their values.
fn without_values(url: &str) -> Cow<'_, str> {
    let Some((address, query)) = url.split_once('?') else { return url.into() };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| pair.split_once('=').map_or_else(|| "REDACTED".to_owned(), |(name, _)| format!("{name}=REDACTED")))
        .collect();
    format!("{address}?{}", pairs.join("&")).into()
}
