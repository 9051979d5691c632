//! A stream of bytes, taken apart at the ends of its lines.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::ByteStream;
use crate::runtime::error::{DecodeError, Error, TransportErrorKind, Undecodable};
use crate::runtime::json::{self, Slot};

/// The longest line, and the most data of an event, in bytes: 16 MiB. A server that never ends one must not fill the memory.
pub(super) const LONGEST: usize = 16 << 20;

/// Lines of a stream, without their ends: LF, CR LF or CR.
pub(super) struct Split {
    bytes: ByteStream,
    buffer: Vec<u8>,
    /// How much of the buffer is known to hold no end of a line.
    searched: usize,
    /// The line before ended with CR, so that an LF belongs to its end.
    after_return: bool,
    ended: bool,
}

impl Split {
    pub(super) fn new(bytes: ByteStream) -> Self {
        Self { bytes, buffer: Vec::new(), searched: 0, after_return: false, ended: false }
    }

    /// The next line. At the end of the stream, what is left counts as one if it is not empty.
    pub(super) fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Error>>> {
        loop {
            if let Some(line) = self.cut() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                return Poll::Ready((!rest.is_empty()).then_some(Ok(rest)));
            }
            if self.buffer.len() > LONGEST {
                self.stop();
                return Poll::Ready(Some(Err(self.bytes.failed(TransportErrorKind::TooLarge))));
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }

    fn cut(&mut self) -> Option<Vec<u8>> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.remove(0);
            }
        }
        let unseen = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(at) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let rest = self.buffer.split_off(self.searched + at);
        let line = std::mem::replace(&mut self.buffer, rest);
        self.after_return = self.buffer.first() == Some(&b'\r');
        self.buffer.remove(0);
        self.searched = 0;
        Some(line)
    }

    /// Nothing comes any more.
    pub(super) fn stop(&mut self) {
        self.bytes.end();
        self.buffer.clear();
        self.ended = true;
    }

    pub(super) fn failed(&self, kind: TransportErrorKind) -> Error {
        self.bytes.failed(kind)
    }

    /// The text as a value.
    pub(super) fn value<T: Slot>(&self, json: &[u8]) -> Result<T, Error> {
        json::read(json).map_err(|error| {
            let context = self.bytes.context().clone();
            let excerpt: String = String::from_utf8_lossy(json).chars().take(1024).collect();
            DecodeError::new(Undecodable {
                status: context.status.unwrap_or_default(),
                context,
                content_type: None,
                reason: error.reason().to_owned(),
                path: error.path().to_owned(),
                offset: Some(error.offset()),
                excerpt,
                source: None,
            })
            .into()
        })
    }
}
