//! `README.md` of the crate: one call, credentials, features, errors.

use std::fmt::Write as _;

use crate::ir::SchemePlace;
use crate::name::Named;

use super::docs::{code, markdown};
use super::{example, front};

/// The text of `README.md`.
pub(super) fn text(named: &Named<'_>) -> String {
    let api = named.api;
    let mut text = format!("# {}\n\n", code(&api.package.name));
    let about = api.docs.description.as_deref().unwrap_or(&api.title);
    let _ = writeln!(text, "{}\n", markdown(about));
    let _ = writeln!(
        text,
        "Made by specsmith from `{}`, version {} of the API. Do not edit it: change the document and generate again.\n",
        code(&api.package.document),
        markdown(&api.version),
    );
    if let Some(call) = front::first_call(named) {
        let block = example::block(&call).replace("```no_run", "```rust");
        let shown: Vec<&str> = block.lines().filter(|line| !line.starts_with("# ")).collect();
        let _ = writeln!(text, "## A call\n\n{}\n", shown.join("\n"));
    }
    credentials(named, &mut text);
    if let Some(call) = front::first_call(named) {
        let _ = writeln!(text, "{BLOCKING}\n```rust\n{}\n```\n\n{ITERATORS}", example::blocking(&call));
    }
    text.push_str(FEATURES);
    text.push_str(ERRORS);
    text
}

fn credentials(named: &Named<'_>, text: &mut String) {
    let api = named.api;
    if api.schemes.is_empty() {
        return;
    }
    text.push_str("## Credentials\n\n| setter of the builder | environment | sent as |\n|---|---|---|\n");
    for (scheme, names) in api.schemes.iter().zip(named.schemes()) {
        let env = scheme.env.as_deref().map_or_else(|| "–".to_owned(), |env| format!("`{}`", code(env)));
        let sent = match &scheme.place {
            SchemePlace::Bearer => "`Authorization: Bearer`".to_owned(),
            SchemePlace::Basic => "`Authorization: Basic`, as `user:password` in the environment".to_owned(),
            SchemePlace::Header(name) => format!("header `{}`", code(name)),
            SchemePlace::Query(name) => format!("query parameter `{}`", code(name)),
            SchemePlace::Cookie(name) => format!("cookie `{}`", code(name)),
        };
        let _ = writeln!(text, "| `{}` | {env} | {sent} |", names.setter.trim_start_matches("r#"));
        if let (Some(client), Some(setter)) = (&scheme.client_credentials, &names.client_credentials) {
            let env = client
                .env
                .as_ref()
                .map_or_else(|| "–".to_owned(), |(id, secret)| format!("`{}` and `{}`", code(id), code(secret)));
            let url = code(&client.token_url);
            let _ = writeln!(text, "| `{setter}` | {env} | {sent}, fetched from `{url}` by identifier and secret |");
        }
    }
    text.push_str(PROVIDERS);
}

const PROVIDERS: &str = "
Credentials that change are given as providers, to the setters with `_provider` behind their name: see the module `auth`.

";

const BLOCKING: &str = "\
## Without async code

With the feature `blocking`, a call that ends in `send_blocking` needs no `async`, no `await` and no runtime:
";

const ITERATORS: &str = "\
`send_raw_blocking` gives the whole response. Streams become iterators by `.blocking()`: `items().blocking()` goes over the
items of a list, page after page. Where async tasks run, such calls panic and say so: await `send` there.
";

const FEATURES: &str = "\
## Features

| feature | default | what it adds |
|---|---|---|
| `reqwest` | yes | the HTTP transport |
| `blocking` | no | calls from code that is not async |
| `rustls-ring` | yes | TLS by ring |
| `rustls-aws-lc-rs` | no | TLS by AWS-LC |

Without default features there are models, requests and the `Transport` trait, and no HTTP stack.

";

const ERRORS: &str = "\
## When something goes wrong

Every call gives `Result<_, Error>`. `Error::Api` is what the server said (status, code, every message, request id),
`Error::Transport` is what the network did, `Error::Decode` is an answer that does not fit (with the JSON path), and
`Error::Request` is a call that was refused before anything was sent. Calls that can be repeated safely are repeated
twice, with growing waits, and `Retry-After` is honoured; a POST or PATCH is never repeated blindly.
";
