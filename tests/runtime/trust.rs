//! Servers that are not who they say they are.

use cloudflare_certificates::transport::{Phase, ReqwestTransport, TransportErrorKind};
use cloudflare_certificates::{Client, Error, TransportError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::answers::fine;
use super::client::{TOKEN, every, get, post, transport};
use super::clock::Clock;
use super::server::Server;
use super::tls::Authority;

/// What comes of calls of every method to such a server, all alike.
async fn refused(authority: &Authority, tls: &TlsAcceptor) -> TransportError {
    let mut last = None;
    for (method, call) in every() {
        let server = Server::secure(tls.clone(), [fine(), fine()]).await;
        let client = server.builder().api_token(TOKEN).transport(authority.trusted()).build().unwrap();
        let error = transport(call(&client).await);
        assert_eq!((error.kind(), error.phase()), (TransportErrorKind::Tls, Phase::Connect), "{method}: {error:?}");
        assert!(!error.may_have_been_processed() && std::error::Error::source(&error).is_some(), "{method}: {error:?}");
        // No second attempt, and none without TLS.
        assert_eq!((error.attempts(), server.opened(), server.count()), (1, 1, 0), "{method}: {error:?}");
        last = Some(error);
    }
    last.unwrap()
}

#[tokio::test]
async fn r03_certificate_for_this_host_is_trusted() {
    let authority = Authority::new();
    let server = Server::secure(authority.server(&["127.0.0.1"], &[]), [fine(), fine()]).await;
    let client = server.builder().api_token(TOKEN).transport(authority.trusted()).build().unwrap();
    assert_eq!((get(&client).await.unwrap(), post(&client).await.unwrap()), (1, 1));
    assert_eq!((server.opened(), server.count()), (1, 2));
}

#[tokio::test]
async fn r03_certificate_of_an_unknown_authority_is_refused() {
    refused(&Authority::new(), &Authority::new().server(&["127.0.0.1"], &[])).await;
}

#[tokio::test]
async fn r03_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    refused(&authority, &authority.server(&["api.cloudflare.com", "127.0.0.2"], &[])).await;
}

#[tokio::test]
async fn r03_expired_certificate_is_refused() {
    let authority = Authority::new();
    let error = Error::from(refused(&authority, &authority.expired(&["127.0.0.1"])).await);
    assert!(!error.is_retryable() && error.is_connect());
}

#[tokio::test]
async fn r03_server_without_tls_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sent, mut received) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes).await;
            sent.send(bytes).unwrap();
        }
    });
    let builder = Client::builder().base_url(format!("https://{address}")).api_token(TOKEN);
    let error = transport(get(&builder.clock(Clock::default()).build().unwrap()).await);
    assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Tls, 1), "{error:?}");
    // It is greeted by TLS, and nothing is sent to it in clear.
    let bytes = received.recv().await.unwrap();
    assert_eq!(bytes.first(), Some(&0x16));
    assert!(!String::from_utf8_lossy(&bytes).contains("GET ") && received.try_recv().is_err());
}

#[test]
fn r03_what_is_no_certificate_is_refused_when_the_transport_is_built() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n?", broken] {
        let error = ReqwestTransport::builder().root_certificates_pem(pem).build().unwrap_err();
        let Error::Configuration(error) = error else { panic!("{error:?}") };
        assert_eq!(error.setting(), "root_certificates_pem", "{pem}");
    }
}
