//! A certificate authority for tests, and what it certifies.

use std::sync::Arc;

use cloudflare_certificates::transport::ReqwestTransport;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, crypto};
use tokio_rustls::TlsAcceptor;

/// An authority, whom nobody trusts who has not been told to.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its certificate.
    pub(super) pem: String,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// A server with a certificate for these names.
    pub(super) fn server(&self, names: &[&str], protocols: &[&str]) -> TlsAcceptor {
        self.certified(names, protocols, |_| {})
    }

    /// A server with a certificate that is no longer valid.
    pub(super) fn expired(&self, names: &[&str]) -> TlsAcceptor {
        self.certified(names, &[], |params| params.not_after = date_time_ymd(2001, 1, 1))
    }

    fn certified(&self, names: &[&str], protocols: &[&str], change: impl Fn(&mut CertificateParams)) -> TlsAcceptor {
        let mut params =
            CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let mut config = config.with_single_cert(vec![certificate.der().clone()], key).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }

    /// A transport that trusts it.
    pub(super) fn trusted(&self) -> ReqwestTransport {
        ReqwestTransport::builder().root_certificates_pem(&self.pem).build().unwrap()
    }
}
