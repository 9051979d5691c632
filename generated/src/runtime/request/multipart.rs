//! `multipart/form-data` (RFC 7578).

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};

use super::content::Content;
use crate::runtime::transport::{Body, TransportError};

/// A file to send in a form: its bytes, and what the server is told of them.
///
/// Bytes, text or a [`Body`] become one by `into()`. A body that is a stream can be sent once: a call with one is not
/// tried again. The length of the form is announced where that of each part is known.
#[derive(Clone, Debug)]
pub struct FilePart {
    content: Content,
    file_name: Option<String>,
    media_type: Option<String>,
    /// More headers, a line each.
    headers: String,
    /// Why it cannot be sent.
    fault: Option<&'static str>,
}

impl FilePart {
    /// A file without a name and media type of its own.
    #[must_use]
    pub fn new(content: impl Into<Body>) -> Self {
        let content = Content::from(content.into());
        Self { content, file_name: None, media_type: None, headers: String::new(), fault: None }
    }

    /// The file at this path, with its name: see [`Body::from_file`].
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn from_file(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { file_name: name, ..Self::new(Body::from_file(path)) }
    }

    /// Sets the file name, as servers are told it. Default: the name of the form's field. Quotes and line breaks in it
    /// are percent-encoded.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Default: what the API's document says, else `application/octet-stream`. Line breaks and other control characters are left out.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the file's part, where the API asks for one. What is no header, and `Content-Disposition` and
    /// `Content-Type`, which have settings of their own, is refused when the request is sent.
    #[must_use]
    pub fn with_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match (HeaderName::try_from(name.as_ref()), HeaderValue::from_str(value.as_ref())) {
            (Ok(CONTENT_DISPOSITION | CONTENT_TYPE), _) => self.fault = Some("a header of it has a setting of its own"),
            (Ok(_), Ok(_)) => self.headers.extend(["\r\n", name.as_ref(), ": ", value.as_ref()]),
            _ => self.fault = Some("a header of it has a name or a value that no header can have"),
        }
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
    /// A part that is a value, with its media type where it is not plain text.
    pub(super) fn value(name: &str, media_type: Option<&str>, bytes: Vec<u8>) -> Self {
        let media_type = media_type.map(|media_type| format!("\r\nContent-Type: {media_type}"));
        Self { head: disposition(name) + &media_type.unwrap_or_default(), content: Content::from(bytes) }
    }

    /// A part that is a file, with its media type where the file itself has none; or why it cannot be sent.
    pub(super) fn file(name: &str, media_type: Option<&str>, file: FilePart) -> Result<Self, &'static str> {
        if let Some(fault) = file.fault {
            return Err(fault);
        }
        let media_type = file.media_type.as_deref().or(media_type).unwrap_or("application/octet-stream");
        let media_type: String = media_type.chars().filter(|letter| !letter.is_control()).collect();
        let file_name = escaped(file.file_name.as_deref().unwrap_or(name));
        let disposition = disposition(name);
        let head = format!("{disposition}; filename=\"{file_name}\"\r\nContent-Type: {media_type}{}", file.headers);
        Ok(Self { head, content: file.content })
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
    let mut pieces = Vec::new();
    for part in parts {
        pieces.push(Content::from(format!("--{boundary}\r\n{}\r\n\r\n", part.head).into_bytes()));
        pieces.push(part.content);
        pieces.push(Content::from(b"\r\n".to_vec()));
    }
    pieces.push(Content::from(format!("--{boundary}--\r\n").into_bytes()));
    let mut whole = Vec::new();
    for piece in &pieces {
        match piece {
            Content::Bytes(bytes) => whole.extend_from_slice(bytes),
            Content::Again(_) | Content::Once(_) | Content::Parts(_) => {
                return (boundary, Content::Parts(pieces.into()));
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
            Content::Again(_) | Content::Once(_) | Content::Parts(_) => false,
        };
        if !parts.iter().any(holds) {
            return boundary;
        }
        count = count.wrapping_add(1);
    }
}

/// Bodies one after the other, as one; with a length, if each has one.
pub(super) fn chained(bodies: VecDeque<Body>) -> Body {
    let length = bodies.iter().map(Body::length).try_fold(0_u64, |sum, length| sum.checked_add(length?));
    let body = Body::from_chunks(Chain(bodies));
    match length {
        Some(length) => body.with_length(length),
        None => body,
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
