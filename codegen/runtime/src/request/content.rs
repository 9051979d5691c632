//! The bytes of a request's body: at hand, or a stream that can be sent once.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::multipart::Assembled;
use crate::runtime::transport::Body;

/// A body that a request keeps until it is sent.
#[derive(Clone)]
pub(crate) enum Content {
    /// Bytes, which can be sent again.
    Bytes(Bytes),
    /// A stream. Whoever takes it first sends it; clones of the request share it.
    Once(Arc<Mutex<Option<Body>>>),
    /// Parts, some of which are streams.
    Parts(Arc<Assembled>),
}

impl Content {
    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// The body, if it has not been taken already.
    pub(crate) fn take(&self) -> Option<Body> {
        match self {
            Self::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Self::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
            Self::Parts(parts) => parts.body(),
        }
    }
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => Self::Bytes(bytes.clone()),
            None => Self::Once(Arc::new(Mutex::new(Some(body)))),
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl fmt::Debug for Content {
    // A body may hold a private key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Content({} bytes)", bytes.len()),
            Self::Once(_) | Self::Parts(_) => f.write_str("Content(stream)"),
        }
    }
}
