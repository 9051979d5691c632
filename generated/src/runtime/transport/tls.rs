//! The TLS settings, chosen here and not by what the process happens to have installed.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
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

/// TLS 1.2 and 1.3, HTTP/2 before HTTP/1.1, and the certificates that the platform trusts, with others beside them.
///
/// A machine without certificates can still talk HTTP to loopback, so that alone is not an error here.
pub(super) fn settings(roots: Vec<CertificateDer<'static>>) -> Result<Tls, NoTls> {
    let provider = provider().ok_or(NoTls::NoProvider)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(NoTls::Unfit)?;
    let (mut config, untrusting) = match verifier(roots, provider) {
        Ok(verifier) => {
            let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
            (builder.with_no_client_auth(), None)
        }
        Err(error) => (builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(), Some(error)),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { config, untrusting })
}

#[cfg(not(target_os = "android"))]
fn verifier(roots: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

/// There, the platform alone decides whom it trusts.
#[cfg(target_os = "android")]
fn verifier(roots: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    Err(rustls::Error::General("Android takes no certificates beside its own".to_owned()))
}

/// The certificates of a PEM text (RFC 7468), at least one; or why there are none.
pub(super) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, &'static str> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = certificates.map_err(|_| "it is not PEM")?;
    if certificates.is_empty() {
        return Err("there is no certificate in it");
    }
    let mut store = RootCertStore::empty();
    let sound = certificates.iter().all(|certificate| store.add(certificate.clone()).is_ok());
    if sound { Ok(certificates) } else { Err("a certificate in it is none of a certificate authority") }
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
