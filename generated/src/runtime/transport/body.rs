//! Bodies of requests and answers.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{BoxFuture, Phase, TransportError, TransportErrorKind};

type Cause = Box<dyn std::error::Error + Send + Sync>;
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Makes a body each time that it is asked.
pub(crate) type Source = Arc<dyn Fn() -> BoxFuture<'static, io::Result<Body>> + Send + Sync>;

/// The body of a request or of an answer: bytes at hand, or a stream of chunks.
///
/// A request whose body is bytes, a file or made [by a function](Self::from_fn) is tried again like any other. One whose
/// body is a stream is sent once, whatever comes of it.
pub struct Body(Inner);

enum Inner {
    /// All of it. Empty once it has been read.
    Bytes(Bytes),
    Stream(Announced),
    /// A body that is yet to be made.
    Source(Source),
    /// A body that is being made.
    Opening(BoxFuture<'static, io::Result<Body>>),
}

/// Chunks, and how many bytes of them are to come, where that is known.
struct Announced {
    chunks: Chunks,
    left: Option<u64>,
}

impl Body {
    /// A body of no bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self(Inner::Bytes(Bytes::new()))
    }

    /// A body that comes in chunks. An error ends it: that of a request's body is a [`TransportError`] of the call, with
    /// this error as its source.
    ///
    /// Its length is not announced, unless [`with_length`](Self::with_length) says it. As the body of a request it can be
    /// sent once: the call is not tried again.
    pub fn from_stream<B, E>(chunks: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::from_chunks(Converted(Box::pin(chunks)))
    }

    /// The same of a stream that is what it has to be.
    pub(crate) fn from_chunks(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Inner::Stream(Announced { chunks: Box::pin(chunks), left: None }))
    }

    /// A body that is made anew for each attempt, so that the call can be tried again.
    #[must_use]
    pub fn from_fn(make: impl Fn() -> Self + Send + Sync + 'static) -> Self {
        Self::from_source(Arc::new(move || Box::pin(std::future::ready(Ok(make())))))
    }

    /// The file at this path. It is opened for each attempt, and sent with the length that it then has, piece by piece. A
    /// file that cannot be opened is an [`Error::Request`](crate::runtime::Error::Request), and nothing is sent.
    ///
    /// Reading needs a tokio runtime, like the built-in transport.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn from_file(path: impl Into<std::path::PathBuf>) -> Self {
        let path: Arc<std::path::Path> = path.into().into();
        Self::from_source(Arc::new(move || Box::pin(super::file::open(Arc::clone(&path)))))
    }

    pub(crate) fn from_source(source: Source) -> Self {
        Self(Inner::Source(source))
    }

    /// Says how many bytes a stream has, so that they are announced (`Content-Length`) and not sent in pieces of unknown
    /// number. Sending fails where there are fewer or more. Other bodies know better, and ignore it.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Inner::Stream(stream) = &mut self.0 {
            stream.left = Some(bytes);
        }
        self
    }

    /// How many bytes are to come, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes.len() as u64),
            Inner::Stream(stream) => stream.left,
            Inner::Source(_) | Inner::Opening(_) => None,
        }
    }

    /// All of it, if it is at hand.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(_) | Inner::Source(_) | Inner::Opening(_) => None,
        }
    }

    /// What makes it, if it is made anew each time.
    pub(crate) fn source(&self) -> Option<&Source> {
        match &self.0 {
            Inner::Source(source) => Some(source),
            Inner::Bytes(_) | Inner::Stream(_) | Inner::Opening(_) => None,
        }
    }

    /// Makes the body, if that is to be done yet.
    pub(crate) async fn open(mut self) -> io::Result<Self> {
        // A function may give a body that is made by a function, in turn.
        loop {
            self = match self.0 {
                Inner::Source(source) => source().await?,
                Inner::Opening(opening) => opening.await?,
                ready => return Ok(Self(ready)),
            };
        }
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// Why there is no more although the body is not complete.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.0 {
                Inner::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
                Inner::Bytes(bytes) => return Poll::Ready(Some(Ok(std::mem::take(bytes)))),
                Inner::Stream(stream) => return stream.poll(context),
                Inner::Source(source) => self.0 = Inner::Opening(source()),
                Inner::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(body) => *self = body,
                    Err(error) => {
                        *self = Self::empty();
                        return Poll::Ready(Some(Err(failure(error))));
                    }
                },
            }
        }
    }
}

impl Announced {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = ready!(self.chunks.as_mut().poll_next(context));
        let Some(left) = &mut self.left else { return Poll::Ready(chunk) };
        Poll::Ready(match chunk {
            Some(Ok(chunk)) => match left.checked_sub(chunk.len() as u64) {
                Some(less) => {
                    *left = less;
                    Some(Ok(chunk))
                }
                None => Some(Err(failure("the body is longer than was said"))),
            },
            None if *left > 0 => {
                // Said once: behind it there is nothing.
                *left = 0;
                Some(Err(failure("the body is shorter than was said")))
            }
            other => other,
        })
    }
}

/// A stream that somebody else made, with its errors as ours.
struct Converted<S>(Pin<Box<S>>);

impl<B: Into<Bytes>, E: Into<Cause>, S: Stream<Item = Result<B, E>>> Stream for Converted<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| match chunk {
            Ok(bytes) => Ok(bytes.into()),
            Err(error) => Err(match error.into().downcast::<TransportError>() {
                Ok(error) => *error,
                Err(error) => failure(error),
            }),
        }))
    }
}

/// A request's body cannot be had to its end.
fn failure(cause: impl Into<Cause>) -> TransportError {
    TransportError::new(TransportErrorKind::Other, Phase::Response, cause)
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    // A request's body may hold a private key, and an answer's a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
