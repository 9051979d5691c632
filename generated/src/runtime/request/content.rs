//! The bytes of a request's body: at hand, made anew for each attempt, or a stream that can be sent once.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::multipart;
use crate::runtime::transport::{Body, BoxFuture, Source};

/// A body that a request keeps until it is sent.
#[derive(Clone)]
pub(crate) enum Content {
    /// Bytes, which can be sent again.
    Bytes(Bytes),
    /// What makes a body anew each time.
    Again(Source),
    /// A stream. Whoever takes it first sends it; clones of the request share it.
    Once(Arc<Mutex<Option<Body>>>),
    /// Parts, some of which are not at hand.
    Parts(Arc<[Content]>),
}

impl Content {
    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Again(_) => true,
            Self::Once(_) => false,
            Self::Parts(parts) => parts.iter().all(Self::is_repeatable),
        }
    }

    /// The body, with what it needs opened; `None` where it has been taken already.
    pub(crate) fn body(&self) -> BoxFuture<'_, io::Result<Option<Body>>> {
        Box::pin(async move {
            match self {
                Self::Bytes(bytes) => Ok(Some(Body::from(bytes.clone()))),
                Self::Again(source) => Body::from_source(Arc::clone(source)).open().await.map(Some),
                Self::Once(body) => Ok(body.lock().unwrap_or_else(PoisonError::into_inner).take()),
                Self::Parts(parts) => {
                    let mut bodies = std::collections::VecDeque::with_capacity(parts.len());
                    for part in &**parts {
                        let Some(body) = part.body().await? else { return Ok(None) };
                        bodies.push_back(body);
                    }
                    Ok(Some(multipart::chained(bodies)))
                }
            }
        })
    }
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        if let Some(bytes) = body.as_bytes() {
            return Self::Bytes(bytes.clone());
        }
        match body.source() {
            Some(source) => Self::Again(Arc::clone(source)),
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
            Self::Again(_) | Self::Once(_) | Self::Parts(_) => f.write_str("Content(stream)"),
        }
    }
}
