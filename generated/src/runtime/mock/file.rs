//! A mock out of a file.

use std::io;
use std::path::Path;
use std::sync::Arc;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};

use super::answer::{Answer, Planned};
use super::cassette::{Exchange, bytes};
use super::matching::Condition;
use super::transport::MockTransport;

impl MockTransport {
    /// A transport that answers what a [`Recorder`](super::Recorder) has recorded: each exchange once, where the request
    /// is the one that was recorded, in method, path, query and body. What was removed from it can be anything.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or a line of it is no exchange.
    pub fn replay(path: impl AsRef<Path>) -> io::Result<Self> {
        let mock = Self::new();
        for (number, line) in (1_u32..).zip(std::fs::read_to_string(path)?.lines()) {
            let invalid =
                || io::Error::new(io::ErrorKind::InvalidData, format!("line {number} is no recorded exchange"));
            let exchange = Exchange::read(line).ok_or_else(invalid)?;
            let planned = planned(&exchange).ok_or_else(invalid)?;
            let operation = exchange.operation.clone();
            let condition = Condition::Other(Arc::new(move |call| exchange.is_asked_by(call)));
            mock.plan(operation, vec![condition], Some(1), planned);
        }
        Ok(mock)
    }
}

/// The recorded answer. Its length is that of the body as it is now.
fn planned(exchange: &Exchange) -> Option<Planned> {
    let mut response = http::Response::builder().status(exchange.status);
    for (name, value) in &exchange.response_headers {
        if name != CONTENT_LENGTH.as_str() && name != TRANSFER_ENCODING.as_str() {
            response = response.header(name, value);
        }
    }
    let response = response.body(bytes(&exchange.response_body)).ok()?;
    Some(Planned { answer: Answer::Http(response), status: None, headers: Vec::new() })
}
