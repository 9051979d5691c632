//! What every crate can do, told with examples: for `lib.rs`, where they are compiled, and for `README.md`.

use quote::quote;

use crate::ir::Output;
use crate::name::Named;

use super::resource::has_path;
use super::shape::ident;
use super::source::statements;
use super::{example, front};

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

    /// The same with code behind it, in which there is text of the document.
    fn with(mut self, code: &str, more: &str) -> Self {
        self.text = format!("{}\n{code}\n{more}", self.text);
        self
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
    let mut chapters = vec![Chapter::new(named, "Around every call", MIDDLEWARE)];
    chapters.push(Chapter::new(named, "Spans", TRACING));
    chapters.extend(mock(named));
    chapters
}

/// How to write a test, by the call that stands for all.
fn mock(named: &Named<'_>) -> Option<Chapter> {
    let call = front::first_call(named)?;
    let statement = example::call_statement(&call);
    let [models, types] = ["models", "types"].map(|name| {
        let name = has_path(&statement, name, ':').then(|| ident(name));
        name.map(|name| quote!(#name,))
    });
    let (library, client) = (ident(&example::library(named)), ident(&named.api.package.client));
    let resource = named.of_resource(call.operation.resource).map(|names| names.path.as_slice()).unwrap_or_default();
    let (path, marker) = (resource.iter().map(|name| ident(name)), ident(&call.names.marker));
    let answer = match &call.operation.output {
        Output::Unit => quote!(respond_status(204)),
        Output::Page(..) => quote!(respond_json(serde_json::json!([]))),
        Output::Text | Output::Bytes | Output::Lines(_) | Output::Events(_) => quote!(respond_body("")),
        Output::Value(_) | Output::Nullable(_) | Output::ByStatus(_) => quote!(respond_json(serde_json::json!({}))),
    };
    let code = quote! {
        use #library::{mock::MockTransport, #client, #models #types};
        use #library::resources::#(#path::)*#marker;
        let mock = MockTransport::new();
        mock.on::<#marker>().#answer;
        let client = #client::builder().mock(&mock).build()?;
        #statement
        mock.assert_all_called();
        let calls = mock.calls_of::<#marker>();
        assert_eq!(calls.len(), 1);
    };
    let lines = statements(&code);
    let lines = lines.into_iter().map(|line| if line.starts_with('#') { format!("#{line}") } else { line });
    let mut shown = vec!["```no_run".to_owned(), "# #[cfg(feature = \"mock\")]".to_owned()];
    shown.push(format!("# async fn example() -> Result<(), {}::Error> {{", example::library(named)));
    shown.extend(lines);
    shown.extend(["# Ok(())", "# }", "```", ""].map(str::to_owned));
    Some(Chapter::new(named, "Tests without a server", MOCK).with(&shown.join("\n"), RECORDER))
}

const MOCK: &str = "\
With the feature `mock`, turned on in `[dev-dependencies]`, a `MockTransport` answers in place
of the server. What is expected is said by the marker of an operation, what comes back as the
JSON that the API would send, without its envelope. An attempt that nobody expects fails, and
says what was expected. Nobody waits between attempts, and no credentials are needed.
";

const RECORDER: &str = "\
Failures (`time_out`, `break_connection`, `respond_error` and others) and lists of several pages
(`respond_pages`) can be tried in the same way. A `Recorder` before a real transport writes what
passes into a file, without credentials, and `MockTransport::replay` answers from that file. The
module `mock` says more.
";

const TRACING: &str = "\
With the feature `tracing`, each call and each attempt has a span (level INFO), with the names
that OpenTelemetry has for HTTP clients: `http.request.method`, `url.template`, `url.full`,
`server.address`, `server.port`, `http.response.status_code`, `http.request.resend_count`,
`error.type`; and `api.operation` and `api.request_id`. Values of the query, bodies and
credentials are in none of them, and headers only where `ClientBuilder::traced_headers` names
them.
";

const MIDDLEWARE: &str = "\
A middleware stands around every call, or around every attempt of one, and can change what is
sent, look at what comes back, or answer itself. The module `middleware` says more.

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
