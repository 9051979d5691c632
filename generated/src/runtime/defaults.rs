//! What a client has where its builder is told nothing else: with the feature `reqwest`, an HTTP stack and a clock.

use std::sync::Arc;
use std::time::Duration;

use super::client::Random;
#[cfg(not(feature = "reqwest"))]
use super::error::ConfigurationError;
use super::error::Error;
use super::transport::{Clock, Transport};
#[cfg(feature = "reqwest")]
use super::transport::{ReqwestTransport, TokioClock};

#[cfg(feature = "reqwest")]
pub(crate) fn transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(ReqwestTransport::new(connect_timeout)?))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn transport(_: Duration) -> Result<Arc<dyn Transport>, Error> {
    let reason = "the feature `reqwest` is off, so there is none: set one with `transport`";
    Err(ConfigurationError::new("transport", reason).into())
}

#[cfg(feature = "reqwest")]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as without the feature")]
pub(crate) fn clock() -> Result<Arc<dyn Clock>, Error> {
    Ok(Arc::new(TokioClock::new()))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn clock() -> Result<Arc<dyn Clock>, Error> {
    let reason = "the feature `reqwest` is off, so there is none: set one with `clock`";
    Err(ConfigurationError::new("clock", reason).into())
}

#[cfg(feature = "reqwest")]
pub(crate) fn random() -> Random {
    Arc::new(fastrand::f64)
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn random() -> Random {
    Arc::new(|| 1.0)
}
