//! `README.md` of the crate: one call, credentials, features, errors.

use std::fmt::Write as _;

use crate::ir::SchemePlace;
use crate::name::Named;

use super::docs::{code, markdown};
use super::{about, example, front, guide};

/// The text of `README.md`.
pub(super) fn text(named: &Named<'_>) -> String {
    let api = named.api;
    let mut text = format!("# {}\n\n", code(&api.package.name));
    let (first, rest) = about::split(api.docs.description.as_deref().unwrap_or_default());
    let first = if first.is_empty() { format!("{}.", markdown(&api.title)) } else { markdown(&first) };
    let _ = writeln!(text, "{first}\n");
    let _ = writeln!(
        text,
        "Made by specsmith from `{}`, version `{}` of the API. Do not edit it: change the document and generate again.",
        code(&api.package.document),
        code(&api.version),
    );
    if !rest.is_empty() {
        text.push_str("What else the document says of the API stands in the crate's documentation.\n");
    }
    let _ = writeln!(
        text,
        "\n```toml\n[dependencies]\n{} = \"{}\" # or `path = …` where it is not published\n```\n",
        api.package.name, api.package.version
    );
    if let Some(call) = front::first_call(named) {
        let _ = writeln!(text, "## A call\n\n{}\n", shown(&example::block(&call)));
        text.push_str(CALLS);
    }
    credentials(named, &mut text);
    if let Some(call) = front::first_call(named) {
        let _ = writeln!(text, "{BLOCKING}\n```rust\n{}\n```\n\n{ITERATORS}", example::blocking(&call));
    }
    features(named, &mut text);
    text.push_str(ERRORS);
    let _ = writeln!(text, "\n{}", shown(&front::failure(named)));
    for chapter in guide::chapters(named) {
        text.push('\n');
        text.push_str(chapter.readme().trim_end());
        text.push('\n');
    }
    text
}

/// A block of code without the lines that rustdoc hides.
fn shown(block: &str) -> String {
    let block = block.replace("```no_run", "```rust");
    block.lines().filter(|line| !line.starts_with("# ")).collect::<Vec<_>>().join("\n")
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
    let setters = named.schemes().first().zip(api.schemes.first());
    let example = setters.map(|(names, scheme)| match scheme.place {
        SchemePlace::Basic => format!("{}(user, password)", names.setter),
        _ => format!("{}(value)", names.setter),
    });
    let _ = writeln!(
        text,
        "\n`Client::from_env()` takes them from the environment, `Client::builder().{}.build()` from anywhere else.",
        example.unwrap_or_default()
    );
    text.push_str(PROVIDERS);
}

fn features(named: &Named<'_>, text: &mut String) {
    text.push_str(FEATURES);
    let shown = front::first_call(named).and_then(|call| named.of_resource(call.operation.resource)?.feature.as_ref());
    if let Some(one) = shown {
        let one = code(one);
        let _ = writeln!(
            text,
            "Each resource of the API is a feature, and `full`, which is on by default, is all of them. A program \
             that needs few of them is compiled sooner with only these:\n\n```toml\n{} = {{ version = \"{}\", default-features = \
             false, features = [\"reqwest\", \"rustls-ring\", \"{one}\"] }}\n```\n",
            named.api.package.name, named.api.package.version
        );
    }
}

/// What every call has, in short.
const CALLS: &str = "\
What an operation requires is an argument, and what it may have is a method of the request, which is sent by `send`.
`send_raw` gives status and headers too; `items` and `pages` turn a list into a stream; `with_timeout`, `with_max_retries`
and their kin are for one call.

";

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
| `tracing` | no | spans of calls and attempts |
| `mock` | no | a transport for tests, and recordings |

Without default features there are models, requests and the `Transport` trait, and no HTTP stack.

";

const ERRORS: &str = "\
## When something goes wrong

Every call gives `Result<_, Error>`. `Error::Api` is what the server said (status, code, every message, request id),
`Error::Transport` is what the network did, `Error::Decode` is an answer that does not fit (with the JSON path), and
`Error::Request` is a call that was refused before anything was sent. Calls that can be repeated safely are repeated
twice, with growing waits, and `Retry-After` is honoured; a POST or PATCH is never repeated blindly.
";
