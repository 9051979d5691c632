//! Exchanges with a real server, written into a file.

use std::fmt;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::cassette::{Exchange, Removed};
use super::transport::whole;
use crate::runtime::transport::{Attempt, Body, BoxFuture, Phase, Transport, TransportError, TransportErrorKind};

/// A transport that writes what passes through another one into a file, for
/// [`MockTransport::replay`](super::MockTransport::replay).
///
/// The file has a line of JSON for each exchange. What is secret is not in it: the client's credentials, wherever they
/// stand, also where the server repeats them; cookies; and what else it is told to remove, by
/// [`redact_field`](Self::redact_field), [`redact_query`](Self::redact_query) and [`redact_header`](Self::redact_header).
/// `"[redacted]"` stands in its place. Look through a file before you share it all the same.
///
/// Answers are read whole before they are handed on. An exchange that fails leaves no line.
#[derive(Clone)]
pub struct Recorder {
    transport: Arc<dyn Transport>,
    file: Arc<Mutex<File>>,
    removed: Removed,
}

impl Recorder {
    /// A recorder before this transport, with a new file in place of one that is there.
    ///
    /// # Errors
    ///
    /// Where the file cannot be made.
    pub fn new(transport: impl Transport, path: impl AsRef<Path>) -> io::Result<Self> {
        let file = Arc::new(Mutex::new(File::create(path)?));
        Ok(Self { transport: Arc::new(transport), file, removed: Removed::default() })
    }

    /// Removes the values of members of this name, in bodies of requests and answers, however deep they stand.
    #[must_use]
    pub fn redact_field(mut self, name: impl Into<String>) -> Self {
        self.removed.fields.push(name.into());
        self
    }

    /// Removes the value of this query parameter.
    #[must_use]
    pub fn redact_query(mut self, name: impl Into<String>) -> Self {
        self.removed.query.push(name.into());
        self
    }

    /// Removes the value of this header, of requests and of answers.
    #[must_use]
    pub fn redact_header(mut self, name: impl Into<String>) -> Self {
        self.removed.headers.push(name.into().to_ascii_lowercase());
        self
    }

    async fn exchange(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let body = whole(body).await?;
        let attempt = head.extensions.get::<Attempt>().cloned();
        let before = Exchange::of_request(attempt.as_ref(), &head, &body, &self.removed);
        let answer = self.transport.call(http::Request::from_parts(head, Body::from(body))).await?;
        let (head, body) = answer.into_parts();
        let body = whole(body).await?;
        let line = before.with_answer(&head, &body, &self.removed).line();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.write_all(line.as_bytes()).and_then(|()| file.flush());
        written.map_err(|error| TransportError::new(TransportErrorKind::Other, Phase::Body, error))?;
        Ok(http::Response::from_parts(head, Body::from(body)))
    }
}

impl Transport for Recorder {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("removed", &self.removed).finish_non_exhaustive()
    }
}
