//! Spans of calls and attempts, and what is not to be seen in them or in anything else that is logged.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Level};
use tracing_subscriber::fmt::format::FmtSpan;

use super::answers::{ID, ZONE, one, unavailable};
use super::server::{Reply, Server, TOKEN, answer, json};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens to everything as long as the process lasts, and keeps nothing. Where there is only one listener, what is traced
/// for the first time on a thread that does not listen is taken for what nobody wants to hear, also on the one that does.
static EVERYTHING: OnceLock<Dispatch> = OnceLock::new();

impl Log {
    /// Listens to everything of this thread, as long as the guard is there.
    fn start() -> (Self, DefaultGuard) {
        // Once in the process: what speaks `log`, as reqwest and rustls do, is heard too.
        let _ = tracing_log::LogTracer::init();
        EVERYTHING.get_or_init(|| {
            let builder = tracing_subscriber::fmt().with_max_level(Level::TRACE);
            Dispatch::new(builder.with_writer(io::sink).finish())
        });
        let log = Self::default();
        let writer = log.clone();
        let builder = tracing_subscriber::fmt().with_max_level(Level::TRACE).with_span_events(FmtSpan::CLOSE);
        let subscriber = builder.with_ansi(false).with_writer(move || writer.clone()).finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// What spans said when they ended, those of one kind: it begins with the name.
    fn closed(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let ended = text.lines().filter(|line| line.contains(": close "));
        // The innermost span stands last.
        let own = ended.filter_map(|line| {
            let at = line.find(":attempt{").map(|at| at + 1).or_else(|| line.find("call{"))?;
            line[at..].starts_with(name).then(|| line[at..].to_owned())
        });
        own.collect()
    }
}

#[tokio::test]
async fn a_call_and_its_attempts_have_spans() {
    let (log, guard) = Log::start();
    let server = Server::start([unavailable(), one(ID)]).await;
    let certificate = server.client().custom_certificates().get(ZONE, ID).with_query("q", "query-secret").send().await;
    assert_eq!(certificate.unwrap().id, ID);
    drop(guard);
    let (template, address) = ("/zones/{zone_id}/custom_certificates/{custom_certificate_id}", server.address());
    let all = [
        "api.operation=\"custom_certificates.get\"".to_owned(),
        format!("url.template=\"{template}\""),
        "http.request.method=\"GET\"".to_owned(),
        "server.address=\"127.0.0.1\"".to_owned(),
        format!("server.port={}", address.port()),
        "api.request_id=\"8d0c353a-FRA\"".to_owned(),
    ];
    let of_attempts = [
        format!("otel.name=\"GET {template}\""),
        "otel.kind=\"client\"".to_owned(),
        format!("url.full=\"http://{address}/client/v4/zones/{ZONE}/custom_certificates/{ID}?q=REDACTED\""),
    ];
    let [first, second] = log.closed("attempt").try_into().unwrap();
    for field in all.iter().chain(&of_attempts) {
        assert!(first.contains(field) && second.contains(field), "{field} in\n{first}\n{second}");
    }
    for field in ["http.response.status_code=503", "error.type=\"503\"", "otel.status_code=\"ERROR\""] {
        assert!(first.contains(field) && !second.contains(field), "{field} in\n{first}\n{second}");
    }
    for field in ["http.response.status_code=200", "http.request.resend_count=1"] {
        assert!(second.contains(field) && !first.contains(field), "{field} in\n{first}\n{second}");
    }
    let [call] = log.closed("call").try_into().unwrap();
    let of_call = ["otel.name=\"custom_certificates.get\"", "otel.kind=\"internal\"", "http.response.status_code=200"];
    for field in all.iter().map(String::as_str).chain(of_call).chain(["http.request.resend_count=1"]) {
        assert!(call.contains(field), "{field} in {call}");
    }
    assert!(!call.contains("error.type") && log.text().contains("waiting for the next attempt api.wait_ms=250"));
}

#[tokio::test]
async fn errors_have_a_type() {
    let refused = json("200 OK", r#"{"success":false,"errors":[{"code":7,"message":"no"}],"result":null}"#);
    let script = [
        (json("404 Not Found", "{}"), "404", "404"),
        (refused, "", "api"),
        (json("200 OK", "{}"), "", "decode"),
        (Reply::Close, "interrupted", "interrupted"),
    ];
    for (reply, of_attempt, of_call) in script {
        let (log, guard) = Log::start();
        let server = Server::start([reply]).await;
        let client = server.builder().api_token(TOKEN).max_retries(0).build().unwrap();
        client.custom_certificates().get(ZONE, ID).send().await.unwrap_err();
        drop(guard);
        for (name, kind) in [("attempt", of_attempt), ("call", of_call)] {
            let [span] = log.closed(name).try_into().unwrap();
            let found = span.split_once("error.type=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap());
            assert_eq!(found, kind, "{span}");
        }
    }
}

#[tokio::test]
async fn headers_are_shown_where_they_are_asked_for() {
    let headers =
        [("content-type", "application/json"), ("x-quota", "7"), ("set-cookie", "a=cookie-secret"), ("x-b", "8")];
    let body = super::answers::enveloped(&super::answers::certificate(ID));
    let server = Server::start([answer("200 OK", &headers, &body)]).await;
    let (log, guard) = Log::start();
    let shown = ["X-Quota", "set-cookie", "x-own", "authorization", "no header"];
    let client = server.builder().api_token(TOKEN).traced_headers(shown).build().unwrap();
    client.custom_certificates().get(ZONE, ID).with_header("x-own", "mine").send().await.unwrap();
    drop(guard);
    let [attempt] = log.closed("attempt").try_into().unwrap();
    assert!(attempt.contains("http.request.headers=\"x-own: mine\""), "{attempt}");
    assert!(attempt.contains("http.response.headers=\"x-quota: 7\""), "{attempt}");
    assert!(!log.text().contains("cookie-secret") && !log.text().contains(TOKEN));
}

#[tokio::test]
async fn no_secret_is_seen_whoever_logs() {
    let (email, key) = ("user@example.com", "144c9defac04969c7bfad8efaa8ea194");
    let secrets = [TOKEN, email, key, "PRIVATE-KEY", "query-secret", "header-secret", "cookie-secret", "ANSWER"];
    let echo = format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{TOKEN} {email} {key} PRIVATE-KEY"}}]}}"#);
    let script = || {
        [
            unavailable(),
            answer(
                "200 OK",
                &[("set-cookie", "a=cookie-secret")],
                &super::answers::enveloped(&super::answers::certificate("ANSWER")),
            ),
            json("400 Bad Request", &echo),
            Reply::Close,
        ]
    };
    let (log, guard) = Log::start();
    for both in [false, true] {
        let server = Server::start(script()).await;
        let builder = server.builder();
        let builder = if both { builder.api_email(email).api_key(key) } else { builder.api_token(TOKEN) };
        let client = builder.max_retries(1).build().unwrap();
        for _ in 0..3 {
            let call = client.custom_certificates().create(ZONE, "PEM").private_key("PRIVATE-KEY");
            let call = call.with_query("q", "query-secret").with_header("x-own", "header-secret");
            let _ = call.with_idempotency_key("k").send().await;
        }
        assert_eq!(server.count(), 5);
    }
    drop(guard);
    let text = log.text();
    // So that it is known to have been loud.
    for voice in ["hyper_util::", "reqwest::", "attempt{", "TRACE"] {
        assert!(text.contains(voice), "{voice} says something in\n{text}");
    }
    for secret in secrets {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}
