//! Where secrets do not show.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use cloudflare_certificates::{Client, ClientBuilder, Error};
use tokio::net::TcpSocket;
use tracing::Dispatch;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

use super::answers::{ID, ZONE, answer, enveloped, fine, unavailable};
use super::client::{TOKEN, chain};
use super::clock::Clock;
use super::http2::{self, Step};
use super::server::{Reply, Server};
use super::tls::Authority;

const EMAIL: &str = "somebody@private.example";
const KEY: &str = "c2547eb745079dac9320b638f5e225cf483cc5cfdda41";
const QUERY: &str = "Qu3rySecretThatNobodyReads";
const PRIVATE_KEY: &str = "PrivateKeyThatNobodyReads";
const SECRETS: [&str; 5] = [TOKEN, EMAIL, KEY, QUERY, PRIVATE_KEY];

/// What was logged, and what was shown.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<u8>>>);

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Seen {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Listens to everything as long as the process lasts, and keeps nothing. Where there is only one listener, what is traced
/// for the first time on a thread that does not listen is taken for what nobody wants to hear, also on the one that does.
static EVERYTHING: OnceLock<Dispatch> = OnceLock::new();

impl Seen {
    /// Takes down everything that is logged on this thread, at every level, by `tracing` or `log`.
    fn begin() -> (Self, impl Drop) {
        EVERYTHING.get_or_init(|| {
            let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
            Dispatch::new(subscriber.with_writer(std::io::sink).finish())
        });
        let seen = Self::default();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        let guard = subscriber.with_writer(seen.clone()).finish().set_default();
        (seen, guard)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn show(&mut self, text: &str) {
        writeln!(self, "{text}").unwrap();
    }

    /// Fails where a secret was seen, as it is or encoded as it was sent.
    #[track_caller]
    fn has_no_secret(&self) {
        let text = self.text();
        for secret in SECRETS {
            let encoded = secret.replace('@', "%40");
            for line in text.lines() {
                assert!(!line.contains(secret) && !line.contains(&encoded), "{secret} was seen in {line}");
            }
        }
    }
}

/// A client for each way to authenticate.
fn clients(builder: impl Fn() -> ClientBuilder) -> [Client; 2] {
    [builder().api_token(TOKEN), builder().api_email(EMAIL).api_key(KEY)].map(|builder| builder.build().unwrap())
}

/// Calls with secrets in every place, and shows all that they can be seen by.
async fn call(client: &Client, seen: &mut Seen) -> Vec<Error> {
    seen.show(&format!("{client:?} {:?}", client.custom_certificates()));
    let create = client.custom_certificates().create(ZONE, "pem").private_key(PRIVATE_KEY).with_query("q", QUERY);
    let list = client.custom_certificates().list(ZONE).with_query("q", QUERY);
    seen.show(&format!("{create:?} {list:?} {:?} {:?}", list.clone().items(), list.clone().pages()));
    let mut errors = Vec::new();
    match create.send_raw().await {
        Ok(response) => seen.show(&format!("{response:?}")),
        Err(error) => errors.push(error),
    }
    match list.send_raw().await {
        Ok(response) => seen.show(&format!("{response:?}")),
        Err(error) => errors.push(error),
    }
    for error in &errors {
        seen.show(&chain(error));
    }
    errors
}

/// An answer that repeats what it was sent, in its body and in its headers.
fn repeating(status: &str, secrets: &[&str]) -> Reply {
    let (said, first) = (secrets.join(" "), secrets[0]);
    let body = format!(r#"{{"success":false,"errors":[{{"code":"{first}","message":"{said}"}}]}}"#);
    let location = format!("https://other.example/?q={QUERY}&t={first}");
    answer(status, &[("content-type", "application/json"), ("location", &location), ("x-secret", first)], body)
}

#[tokio::test]
async fn r58_calls_that_succeed_show_no_secret() {
    let (mut seen, _guard) = Seen::begin();
    let server = Server::each(|request| match request.method.as_str() {
        "GET" => super::answers::list(&[ID]),
        _ => fine(),
    })
    .await;
    for client in clients(|| server.builder()) {
        assert!(call(&client, &mut seen).await.is_empty());
    }
    seen.has_no_secret();
    // It was listened to.
    assert!(seen.text().contains("TRACE") && seen.text().contains("reqwest"), "{}", seen.text());
}

#[tokio::test]
async fn r58_calls_over_http2_show_no_secret() {
    let (mut seen, _guard) = Seen::begin();
    let authority = Authority::new();
    let answers = [super::answers::certificate(ID), super::answers::certificates(&[ID])];
    let answers = answers.map(|result| Step::Answer(enveloped(&result)));
    for way in 0..2 {
        let server = http2::Server::start(authority.server(&["127.0.0.1"], &["h2"]), answers.clone()).await;
        let url = format!("https://{}", server.address);
        let builder = || Client::builder().base_url(&url).clock(Clock::default()).transport(authority.trusted());
        assert!(call(&clients(builder)[way], &mut seen).await.is_empty());
        assert_eq!(server.count(), 2);
    }
    seen.has_no_secret();
    assert!(seen.text().contains("TRACE") && seen.text().contains("h2::"), "{}", seen.text());
}

#[tokio::test]
async fn r58_error_answers_that_repeat_a_credential_show_none() {
    for status in ["400 Bad Request", "200 OK", "302 Found", "401 Unauthorized", "503 Service Unavailable"] {
        for (way, secrets) in [(0, &[TOKEN][..]), (1, &[EMAIL, KEY])] {
            let (mut seen, _guard) = Seen::begin();
            let server = Server::each(move |_| repeating(status, secrets)).await;
            let errors = call(&clients(|| server.builder())[way], &mut seen).await;
            assert!(errors.len() == 2 && errors.iter().all(|error| matches!(error, Error::Api(_))), "{errors:?}");
            seen.has_no_secret();
        }
    }
}

#[tokio::test]
async fn r58_undecodable_answers_that_repeat_a_credential_show_none() {
    for (way, secrets) in [(0, &[TOKEN][..]), (1, &[EMAIL, KEY])] {
        for shape in ["text", "unknown", "key"] {
            let (mut seen, _guard) = Seen::begin();
            let said = secrets.join(" ");
            let server = Server::each(move |_| match shape {
                "text" => answer("200 OK", &[("content-type", "text/plain")], &said),
                "unknown" => super::answers::value(&format!(r#"{{"id":7,"zone_id":"{said}"}}"#)),
                _ => super::answers::value(&format!(
                    r#"{{"id":"a","zone_id":"b","geo_restrictions":{{"{said}":1,"label":7}}}}"#
                )),
            })
            .await;
            let errors = call(&clients(|| server.builder())[way], &mut seen).await;
            assert!(errors.len() == 2 && errors.iter().all(|error| matches!(error, Error::Decode(_))), "{errors:?}");
            seen.has_no_secret();
        }
    }
}

#[tokio::test]
async fn r58_calls_that_get_no_answer_show_no_secret() {
    let (mut seen, _guard) = Seen::begin();
    for reply in [
        Reply::nothing().close(),
        Reply::nothing().reset(),
        Reply::raw("SSH-2.0-server\r\n\r\n"),
        Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{").close(),
        Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{").reset(),
        answer("200 OK", &[("content-encoding", "br")], "x"),
        answer("200 OK", &[("content-type", "text/html")], "<html>"),
        unavailable(),
    ] {
        let server = Server::each(move |_| reply.clone()).await;
        for client in clients(|| server.builder()) {
            assert_eq!(call(&client, &mut seen).await.len(), 2);
        }
    }
    let authority = Authority::new();
    let server = Server::secure(authority.expired(&["127.0.0.1"]), []).await;
    for client in clients(|| server.builder().transport(authority.trusted())) {
        assert_eq!(call(&client, &mut seen).await.len(), 2);
    }
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    for client in clients(|| Client::builder().base_url(&url).clock(Clock::default())) {
        assert_eq!(call(&client, &mut seen).await.len(), 2);
    }
    seen.has_no_secret();
}

#[test]
fn r58_builders_show_no_secret() {
    let mut seen = Seen::default();
    let builder = Client::builder().api_token(TOKEN).default_header("x-secret", QUERY);
    seen.show(&format!("{builder:?}"));
    seen.show(&format!("{:?}", builder.build()));
    let builder = Client::builder().api_email(EMAIL).api_key(KEY).base_url(format!("https://a:{QUERY}@b.example"));
    seen.show(&format!("{builder:?}"));
    seen.show(&chain(&builder.build().unwrap_err()));
    seen.has_no_secret();
}
