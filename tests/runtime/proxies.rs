//! Proxies of the environment.

use std::sync::{Arc, Mutex};

use cloudflare_certificates::Client;
use cloudflare_certificates::transport::{ReqwestTransport, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::alone::{child, is_child};
use super::answers::fine;
use super::client::{TOKEN, chain, get, transport};
use super::clock::Clock;
use super::server::Server;
use super::tls::Authority;

/// What the proxy was sent: on each connection, everything.
type Sent = Arc<Mutex<Vec<Vec<u8>>>>;

/// A proxy that leads every tunnel to this address, or none.
async fn proxy(target: Option<std::net::SocketAddr>) -> (std::net::SocketAddr, Sent) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, sent) = (listener.local_addr().unwrap(), Sent::default());
    let all = Arc::clone(&sent);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(tunnel(stream, target, Arc::clone(&all)));
        }
    });
    (address, sent)
}

async fn tunnel(mut client: TcpStream, target: Option<std::net::SocketAddr>, all: Sent) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = client.read_u8().await else { return };
        head.push(byte);
    }
    let connection = {
        let mut all = all.lock().unwrap();
        all.push(head);
        all.len() - 1
    };
    let Some(target) = target else {
        let _ = client.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n").await;
        return;
    };
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = TcpStream::connect(target).await.unwrap().into_split();
    tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut bytes = vec![0; 16 << 10];
    while let Ok(read @ 1..) = from_client.read(&mut bytes).await {
        all.lock().unwrap()[connection].extend_from_slice(&bytes[..read]);
        if to_server.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}

/// Runs a test in a process whose environment has these variables, while the servers of this one go on.
async fn with_environment(test: &'static str, variables: Vec<(&'static str, String)>) {
    let run = move || {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        child(test, &variables);
    };
    tokio::task::spawn_blocking(run).await.unwrap();
}

const HOST: &str = "api.certificates.example";

#[tokio::test]
async fn r61_proxy_sees_no_credential() {
    if is_child() {
        return calls().await;
    }
    let authority = Authority::new();
    let plain = Server::start([fine()]).await;
    let secure = Server::secure(authority.server(&[HOST], &[]), [fine()]).await;
    let (address, sent) = proxy(Some(secure.address())).await;
    let proxy = format!("http://agent:Pr0xyPassword@{address}");
    with_environment(
        "runtime::proxies::r61_proxy_sees_no_credential",
        vec![
            ("HTTP_PROXY", proxy.clone()),
            ("http_proxy", proxy.clone()),
            ("HTTPS_PROXY", proxy.clone()),
            ("ALL_PROXY", proxy),
            ("NO_PROXY", String::new()),
            ("SUITE_PEM", authority.pem.clone()),
            ("SUITE_PLAIN", plain.base_url()),
        ],
    )
    .await;
    // Plain HTTP goes directly, and TLS through a tunnel, of which the proxy knows the host.
    assert_eq!((plain.count(), secure.count()), (1, 1));
    let [tunnel] = sent.lock().unwrap().clone().try_into().unwrap();
    let text = String::from_utf8_lossy(&tunnel);
    assert!(text.starts_with(&format!("CONNECT {HOST}:443 HTTP/1.1\r\n")), "{text}");
    assert!(text.to_ascii_lowercase().contains("proxy-authorization: basic "), "{text}");
    assert!(!text.contains(TOKEN) && !text.to_ascii_lowercase().contains("bearer"), "{text}");
}

/// A call over plain HTTP, and one over TLS to a host that only the proxy knows.
async fn calls() {
    let pem = std::env::var("SUITE_PEM").unwrap();
    let transport = ReqwestTransport::builder().root_certificates_pem(pem).build().unwrap();
    let builder = || Client::builder().api_token(TOKEN).clock(Clock::default()).transport(transport.clone());
    let plain = builder().base_url(std::env::var("SUITE_PLAIN").unwrap()).build().unwrap();
    assert_eq!(get(&plain).await.unwrap(), 1);
    let secure = builder().base_url(format!("https://{HOST}")).build().unwrap();
    assert_eq!(get(&secure).await.unwrap(), 1);
}

#[tokio::test]
async fn r61_proxy_that_says_no_is_no_connection() {
    if is_child() {
        return refused().await;
    }
    let (address, sent) = proxy(None).await;
    let proxy = format!("http://agent:Pr0xyPassword@{address}");
    with_environment("runtime::proxies::r61_proxy_that_says_no_is_no_connection", vec![("HTTPS_PROXY", proxy)]).await;
    // Nothing was sent, so each attempt may follow the other.
    assert_eq!(sent.lock().unwrap().len(), 3);
    for head in &*sent.lock().unwrap() {
        assert!(!String::from_utf8_lossy(head).contains(TOKEN));
    }
}

/// A call that the proxy does not let through.
async fn refused() {
    let builder = Client::builder().api_token(TOKEN).clock(Clock::default()).base_url(format!("https://{HOST}"));
    let error = transport(get(&builder.build().unwrap()).await);
    assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Connect, 3), "{error:?}");
    let text = chain(&error);
    assert!(!text.contains("Pr0xyPassword") && !text.contains(TOKEN), "{text}");
}
