//! Settings of the built-in transport.

use std::fmt;
use std::time::Duration;

use super::{ReqwestTransport, tls};
use crate::runtime::error::{ConfigurationError, Error};

/// Settings of a [`ReqwestTransport`]: whom it trusts, and how long it tries to connect.
///
/// A client takes what comes of them by [`ClientBuilder::transport`](crate::runtime::ClientBuilder::transport).
#[must_use = "settings do nothing until they are built: call `.build()`"]
#[derive(Clone)]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    /// Texts in PEM.
    roots: Vec<Vec<u8>>,
}

impl ReqwestTransportBuilder {
    pub(super) fn new() -> Self {
        Self { connect_timeout: Duration::from_secs(5), roots: Vec::new() }
    }

    /// Longest time for making a connection, TLS handshake included. Default: 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Adds certificate authorities to those that the platform trusts, such as that of a company or of a test: one or
    /// more certificates in PEM (RFC 7468), the bytes of a `.pem` or `.crt` file. Default: none. They are checked by
    /// [`build`](Self::build).
    ///
    /// Android takes none beside its own: there, every connection then fails.
    pub fn root_certificates_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.roots.push(pem.as_ref().to_vec());
        self
    }

    /// Checks the settings and makes the transport. No connection is made yet.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where
    ///
    /// - no TLS provider is there: neither feature `rustls-ring` nor `rustls-aws-lc-rs` is on, and the process has
    ///   installed none;
    /// - a text of [`root_certificates_pem`](Self::root_certificates_pem) holds no certificates.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(
                tls::certificates(pem).map_err(|reason| ConfigurationError::new("root_certificates_pem", reason))?,
            );
        }
        let tls = tls::settings(roots).map_err(no_tls)?;
        Ok(ReqwestTransport::with(self.connect_timeout, tls)?)
    }
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("root_certificates_pem", &self.roots.len())
            .finish()
    }
}

fn no_tls(reason: tls::NoTls) -> ConfigurationError {
    match reason {
        tls::NoTls::NoProvider => ConfigurationError::new(
            "transport",
            "no TLS provider: turn on the feature `rustls-ring` or `rustls-aws-lc-rs`, or install a default in the process",
        ),
        tls::NoTls::Unfit(error) => {
            ConfigurationError::new("transport", "the TLS provider is unfit").with_source(error)
        }
    }
}
