//! What a mock answers.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::envelope;
use super::recorded::RecordedCall;
use crate::runtime::endpoint::{Answer as Media, Endpoint};
use crate::runtime::transport::{Attempt, Body, Phase, TransportError, TransportErrorKind};
use crate::runtime::types::Json;

/// A function that answers.
type Respond = dyn Fn(&RecordedCall) -> http::Response<Bytes> + Send + Sync;

/// What comes back.
#[derive(Clone)]
pub(super) enum Answer {
    /// This value, in the envelope.
    Value(Vec<u8>),
    /// These pages, one for each call. Each is a list of values.
    Pages(Vec<Vec<Json>>),
    /// An error of the API.
    Error { code: Json, message: String },
    /// This body, of the operation's media type.
    Body(Bytes),
    /// A response as it is.
    Http(http::Response<Bytes>),
    /// What the function makes of the request.
    Function(Arc<Respond>),
    /// No answer.
    Failure(TransportErrorKind, Phase),
    /// The beginning of a body, and then the connection breaks.
    Cut(Bytes),
    /// The test made a mistake.
    Mistake(String),
}

/// An answer with its status and headers.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) answer: Answer,
    pub(super) status: Option<u16>,
    pub(super) headers: Vec<(String, String)>,
}

impl Planned {
    /// The response to this request, of which `number` have been answered so before.
    pub(super) fn respond(
        &self,
        attempt: &Attempt,
        call: &RecordedCall,
        number: usize,
    ) -> Result<http::Response<Body>, TransportError> {
        let endpoint = attempt.endpoint;
        let mut more = HeaderMap::new();
        let body = match &self.answer {
            Answer::Value(json) => body_of(endpoint, json),
            Answer::Pages(pages) => envelope::page(endpoint, pages, number, call, &mut more),
            Answer::Error { code, message } => envelope::error(endpoint, code, message).into(),
            Answer::Body(bytes) => bytes.clone(),
            Answer::Http(response) => return self.finish(response.clone().map(Body::from), attempt),
            Answer::Function(function) => return self.finish(function(call).map(Body::from), attempt),
            Answer::Failure(kind, phase) => {
                return Err(TransportError::new(*kind, *phase, "the mock was told to fail"));
            }
            Answer::Cut(bytes) => return self.finish(http::Response::new(cut(bytes.clone())), attempt),
            Answer::Mistake(reason) => {
                return Err(TransportError::new(TransportErrorKind::Other, Phase::Response, reason.clone()));
            }
        };
        let mut response = http::Response::new(Body::from(body));
        let is_value = !matches!(self.answer, Answer::Error { .. });
        if let (Media::Whole(media_type) | Media::Stream(media_type), true) = (endpoint.answer, is_value) {
            more.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        } else {
            more.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        *response.headers_mut() = more;
        self.finish(response, attempt)
    }

    /// Adds what the test said of status and headers, and a name for the request.
    fn finish(
        &self,
        mut response: http::Response<Body>,
        attempt: &Attempt,
    ) -> Result<http::Response<Body>, TransportError> {
        let mistake = |reason: String| TransportError::new(TransportErrorKind::Other, Phase::Response, reason);
        if let Some(status) = self.status {
            *response.status_mut() =
                StatusCode::from_u16(status).map_err(|_| mistake(format!("{status} is no status of HTTP")))?;
        }
        if let Ok(id) = HeaderName::try_from(attempt.api.request_id_header) {
            response.headers_mut().entry(id).or_insert(HeaderValue::from_static("mock"));
        }
        for (name, value) in &self.headers {
            let pair = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
            let (name, value) = pair.ok_or_else(|| mistake(format!("{name:?} is no header of HTTP")))?;
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }
}

/// A value as the operation's answers have it: text as it is, and JSON in the envelope.
fn body_of(endpoint: &Endpoint, json: &[u8]) -> Bytes {
    if let Media::Whole(media_type) = endpoint.answer
        && !media_type.contains("json")
        && let Ok(text) = serde_json::from_slice::<String>(json)
    {
        return text.into();
    }
    envelope::value(endpoint, json, Json::Null).into()
}

/// A body that breaks off.
fn cut(bytes: Bytes) -> Body {
    struct Chunks(Option<Bytes>);
    impl futures_core::Stream for Chunks {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            let broken =
                || TransportError::new(TransportErrorKind::Interrupted, Phase::Body, "the mock was told to stop");
            std::task::Poll::Ready(Some(self.0.take().map_or_else(|| Err(broken()), Ok)))
        }
    }
    Body::from_stream(Chunks(Some(bytes)))
}
