//! Reading the body of an answer, within its limits.

use std::pin::pin;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

use super::deadline::Deadline;
use super::timeout;
use crate::runtime::client::Limits;
use crate::runtime::error::{Phase, TransportError, TransportErrorKind};
use crate::runtime::transport::Body;

/// How much of an error's body is read.
const ERROR_LIMIT: u64 = 64 << 10;

/// The whole body, within the limits of the call.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: Body,
    limits: &Limits,
    deadline: &mut Deadline,
) -> Result<Bytes, TransportError> {
    // The transport takes this header away when it decodes; what it leaves, it cannot decode.
    if headers.get_all(CONTENT_ENCODING).iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(failure(TransportErrorKind::Encoding));
    }
    // Only a hint of what is to come: nothing is allocated for it.
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limits.max_body_size) {
        return Err(failure(TransportErrorKind::TooLarge));
    }
    let mut collected = Collected::default();
    match collected.fill(body, limits, deadline).await {
        Ok(true) => Ok(collected.finish()),
        Ok(false) => Err(failure(TransportErrorKind::TooLarge)),
        Err(error) => Err(error),
    }
}

/// The beginning of an error's body. That the rest is missing, whyever, matters less than the error.
pub(crate) async fn read_error(body: Body, limits: &Limits, deadline: &mut Deadline) -> Bytes {
    let limits = Limits { max_body_size: limits.max_body_size.min(ERROR_LIMIT), ..*limits };
    let mut collected = Collected::default();
    // A failure ends the reading, as the limit does: what has come by then is kept.
    let _ = collected.fill(body, &limits, deadline).await;
    collected.truncated(limits.max_body_size)
}

fn failure(kind: TransportErrorKind) -> TransportError {
    TransportError::without_source(kind, Phase::Body)
}

/// Chunks put together. Most bodies are one chunk, which is not copied.
#[derive(Default)]
struct Collected {
    first: Bytes,
    rest: Vec<u8>,
}

impl Collected {
    /// Reads to the end, which is `true`, or until there is more than the limit.
    async fn fill(&mut self, mut body: Body, limits: &Limits, deadline: &mut Deadline) -> Result<bool, TransportError> {
        loop {
            let chunk = deadline.within_both(limits.read_timeout, pin!(body.chunk())).await;
            let chunk = chunk.map_err(|_| timeout(Phase::Body))?;
            let Some(chunk) = chunk.transpose()? else { return Ok(true) };
            self.push(chunk);
            if self.len() > limits.max_body_size {
                return Ok(false);
            }
        }
    }

    fn push(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if self.rest.is_empty() {
            self.rest.reserve(self.first.len() + chunk.len());
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&chunk);
    }

    fn len(&self) -> u64 {
        (self.first.len() + self.rest.len()) as u64
    }

    fn finish(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.into() }
    }

    fn truncated(self, limit: u64) -> Bytes {
        let mut bytes = self.finish();
        bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        bytes
    }
}
