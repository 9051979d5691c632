//! What every crate can do, told with examples: for `lib.rs`, where they are compiled, and for `README.md`.

use crate::name::Named;

use super::example;

/// A chapter: its title, and its text in Markdown with the names of this crate.
pub(super) struct Chapter {
    pub(super) title: &'static str,
    text: String,
}

impl Chapter {
    fn new(named: &Named<'_>, title: &'static str, text: &str) -> Self {
        let client = &named.api.package.client;
        let text = text.replace("CRATE", &example::library(named)).replace("CLIENT", client);
        Self { title, text }
    }

    /// As documentation of the crate, whose examples rustdoc compiles.
    pub(super) fn docs(&self) -> String {
        format!("# {}\n\n{}", self.title, self.text.trim_end())
    }

    /// As a section of the README, without the lines that only a compiler needs.
    pub(super) fn readme(&self) -> String {
        let lines = self.text.lines().filter(|line| !line.starts_with("# ") && *line != "#");
        let lines: Vec<&str> = lines.map(|line| if line == "```no_run" { "```rust" } else { line }).collect();
        format!("## {}\n\n{}\n\n", self.title, lines.join("\n").trim_end())
    }
}

/// The chapters of this crate.
pub(super) fn chapters(named: &Named<'_>) -> Vec<Chapter> {
    vec![Chapter::new(named, "Around every call", MIDDLEWARE), Chapter::new(named, "Spans", TRACING)]
}

const TRACING: &str = "\
With the feature `tracing`, each call and each attempt has a span (level INFO), with the names that OpenTelemetry has for
HTTP clients: `http.request.method`, `url.template`, `url.full`, `server.address`, `server.port`,
`http.response.status_code`, `http.request.resend_count`, `error.type`; and `api.operation` and `api.request_id`. Values of
the query, bodies and credentials are in none of them, and headers only where `ClientBuilder::traced_headers` names them.
";

const MIDDLEWARE: &str = "\
A middleware stands around every call, or around every attempt of one, and can change what is sent, look at what comes
back, or answer itself. The module `middleware` says more.

```no_run
# fn example() -> Result<(), CRATE::Error> {
use CRATE::{CLIENT, middleware};
let client = CLIENT::builder()
    .from_env()
    // Once for each call, however often it is tried.
    .middleware(middleware::from_fn(|mut call, next| async move {
        call.headers_mut().insert(\"x-tenant\", http::HeaderValue::from_static(\"blue\"));
        next.run(call).await
    }))
    // For each attempt.
    .attempt_middleware(middleware::from_fn(|call, next| async move {
        let (operation, attempt) = (call.operation(), call.attempt());
        let answer = next.run(call).await;
        println!(\"{operation}, {attempt:?}: {:?}\", answer.as_ref().map(|answer| answer.status()));
        answer
    }))
    .build()?;
# Ok(())
# }
```
";
