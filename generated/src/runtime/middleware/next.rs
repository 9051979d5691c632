//! The way through a stack.

use std::fmt;
use std::sync::Arc;

use http::Uri;

use super::{Call, Middleware};
use crate::runtime::ClientBuilder;
use crate::runtime::call::Around;
use crate::runtime::error::{Error, RequestError};
use crate::runtime::origin;
use crate::runtime::transport::{Attempt, Body, Transport};

/// The middlewares of a client, the outermost first.
#[derive(Clone, Default)]
pub(crate) struct Stack {
    pub(crate) calls: Arc<Vec<Arc<dyn Middleware>>>,
    pub(crate) attempts: Arc<Vec<Arc<dyn Middleware>>>,
}

impl ClientBuilder {
    /// Adds a [middleware](crate::runtime::middleware) around every call: it sees a call once, however often it is tried,
    /// and without credentials. What is added first is outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        Arc::make_mut(&mut self.stack.calls).push(Arc::new(middleware));
        self
    }

    /// Adds a [middleware](crate::runtime::middleware) around every attempt of every call: it sees what is sent, with
    /// credentials. What is added first is outermost.
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        Arc::make_mut(&mut self.stack.attempts).push(Arc::new(middleware));
        self
    }
}

/// Everything further in: the other middlewares, and then what sends. A clone makes it possible to run it again.
#[derive(Clone)]
pub struct Next {
    chain: Arc<Vec<Arc<dyn Middleware>>>,
    at: usize,
    end: End,
}

/// What is inside of all middlewares.
#[derive(Clone)]
pub(crate) enum End {
    /// The attempts of a call.
    Attempts(Arc<Around>),
    /// The transport, what it is told, and where the request was meant to go.
    Transport(Arc<dyn Transport>, Attempt, Uri),
}

impl Next {
    pub(crate) fn new(chain: &Arc<Vec<Arc<dyn Middleware>>>, end: End) -> Self {
        Self { chain: Arc::clone(chain), at: 0, end }
    }

    /// Hands the call on, and gives the answer.
    ///
    /// # Errors
    ///
    /// What kept an answer from coming. An answer with an error status is none here.
    pub async fn run(mut self, call: Call) -> Result<http::Response<Body>, Error> {
        if let Some(middleware) = self.chain.get(self.at).map(Arc::clone) {
            self.at += 1;
            return middleware.handle(call, self).await;
        }
        match self.end {
            End::Attempts(around) => around.attempts(call.into_request()).await,
            End::Transport(transport, attempt, uri) => {
                if !origin::is_same(&uri, call.uri()) {
                    let reason = "a middleware leads it to another origin, which its credentials are not for";
                    return Err(RequestError::new(call.operation(), "address", reason).into());
                }
                let mut request = call.into_request();
                request.extensions_mut().insert(attempt);
                Ok(transport.call(request).await?)
            }
        }
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("middlewares", &self.chain.len().saturating_sub(self.at)).finish_non_exhaustive()
    }
}
