//! The TLS settings, chosen here and not by what the process happens to have installed.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

/// TLS settings, and why they trust nobody, if the platform's certificates could not be read.
pub(super) struct Tls {
    pub(super) config: ClientConfig,
    pub(super) untrusting: Option<rustls::Error>,
}

/// Why there are no TLS settings.
#[derive(Debug)]
pub(super) enum NoTls {
    /// Neither feature is on, and the process has no default.
    NoProvider,
    /// The provider cannot do TLS 1.2 or 1.3.
    Unfit(rustls::Error),
}

/// TLS 1.2 and 1.3, HTTP/2 before HTTP/1.1, and the certificates that the platform trusts.
///
/// A machine without certificates can still talk HTTP to loopback, so that alone is not an error here.
pub(super) fn settings() -> Result<Tls, NoTls> {
    let provider = provider().ok_or(NoTls::NoProvider)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(NoTls::Unfit)?;
    let (mut config, untrusting) = match Verifier::new(provider) {
        Ok(verifier) => {
            let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
            (builder.with_no_client_auth(), None)
        }
        Err(error) => (builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(), Some(error)),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { config, untrusting })
}

/// The provider that the features name. `rustls-ring` is a default feature, so whoever adds `rustls-aws-lc-rs` means it.
#[cfg(feature = "rustls-aws-lc-rs")]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as without a provider")]
fn provider() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc-rs")))]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as without a provider")]
fn provider() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::ring::default_provider()))
}

/// No feature names one: the one that the process has installed.
#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
fn provider() -> Option<Arc<CryptoProvider>> {
    CryptoProvider::get_default().cloned()
}
