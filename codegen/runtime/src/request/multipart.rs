//! `multipart/form-data` (RFC 7578).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::content::Content;
use crate::runtime::transport::{Body, TransportError};

/// A file to send in a form: its bytes, and what the server is told of them.
///
/// Bytes, text or a [`Body`] become one by `into()`. A body that is a stream can be sent once: a call with one is not
/// tried again, and its length is not announced.
#[derive(Clone, Debug)]
pub struct FilePart {
    content: Content,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl FilePart {
    /// A file without a name and media type of its own.
    #[must_use]
    pub fn new(content: impl Into<Body>) -> Self {
        Self { content: Content::from(content.into()), file_name: None, media_type: None }
    }

    /// Sets the file name, as servers are told it. Default: the name of the form's field. Quotes and line breaks in it
    /// are percent-encoded.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Default: `application/octet-stream`. Line breaks and other control characters are left out.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl<B: Into<Body>> From<B> for FilePart {
    fn from(content: B) -> Self {
        Self::new(content)
    }
}

/// A part: its headers, and its content.
#[derive(Clone)]
pub(super) struct Part {
    head: String,
    content: Content,
}

impl Part {
    /// A part that is a single value.
    pub(super) fn text(name: &str, text: String) -> Self {
        Self { head: disposition(name), content: Content::from(text.into_bytes()) }
    }

    /// A part that is JSON.
    pub(super) fn json(name: &str, json: Vec<u8>) -> Self {
        let head = format!("{}\r\nContent-Type: application/json", disposition(name));
        Self { head, content: Content::from(json) }
    }

    /// A part that is a file.
    pub(super) fn file(name: &str, file: FilePart) -> Self {
        let media_type: String = file
            .media_type
            .as_deref()
            .unwrap_or("application/octet-stream")
            .chars()
            .filter(|letter| !letter.is_control())
            .collect();
        let file_name = escaped(file.file_name.as_deref().unwrap_or(name));
        let head = format!("{}; filename=\"{file_name}\"\r\nContent-Type: {media_type}", disposition(name));
        Self { head, content: file.content }
    }
}

fn disposition(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{}\"", escaped(name))
}

/// A name between quotes, escaped as browsers do (HTML, multipart/form-data encoding algorithm).
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// All parts as one body. `random` gives numbers from 0 up to 1, for a boundary that no part contains by chance.
pub(super) fn assemble(parts: Vec<Part>, random: &dyn Fn() -> f64) -> (String, Content) {
    let boundary = boundary(&parts, random);
    let mut pieces = VecDeque::new();
    for part in parts {
        pieces.push_back(Content::from(format!("--{boundary}\r\n{}\r\n\r\n", part.head).into_bytes()));
        pieces.push_back(part.content);
        pieces.push_back(Content::from(b"\r\n".to_vec()));
    }
    pieces.push_back(Content::from(format!("--{boundary}--\r\n").into_bytes()));
    let mut whole = Vec::new();
    for piece in &pieces {
        match piece {
            Content::Bytes(bytes) => whole.extend_from_slice(bytes),
            Content::Once(_) | Content::Parts(_) => {
                let content = Content::Parts(std::sync::Arc::new(Assembled(Mutex::new(Some(pieces)))));
                return (boundary, content);
            }
        }
    }
    (boundary, Content::from(whole))
}

/// A line that stands in no part that is at hand. A stream cannot be searched: there, chance has to do.
fn boundary(parts: &[Part], random: &dyn Fn() -> f64) -> String {
    let mut count = 0_u64;
    loop {
        let boundary = format!("form-{:016x}{:016x}{count:x}", random().to_bits(), random().to_bits().rotate_left(32));
        let holds = |part: &Part| match &part.content {
            Content::Bytes(bytes) => bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes()),
            Content::Once(_) | Content::Parts(_) => false,
        };
        if !parts.iter().any(holds) {
            return boundary;
        }
        count = count.wrapping_add(1);
    }
}

/// Parts that are sent once.
pub(crate) struct Assembled(Mutex<Option<VecDeque<Content>>>);

impl Assembled {
    /// The parts one after the other, if they have not been taken already.
    pub(super) fn body(&self) -> Option<Body> {
        let pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let bodies: Option<VecDeque<Body>> = pieces.iter().map(Content::take).collect();
        bodies.map(|bodies| Body::from_stream(Chain(bodies)))
    }
}

impl fmt::Debug for Assembled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Assembled")
    }
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            if let Some(chunk) = ready!(Pin::new(body).poll_next(context)) {
                return Poll::Ready(Some(chunk));
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }
}
