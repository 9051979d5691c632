use std::fs;

use super::Config;
use crate::diag::{Sink, entries};
use crate::ir::Scalar;

fn parse(text: &str) -> (Option<Config>, Vec<String>) {
    let mut sink = Sink::new();
    let config = Config::parse("spec/specsmith.toml", text, &mut sink);
    let found = entries(&sink)
        .into_iter()
        .map(|one| format!("{} {}:{}:{} {}: {}", one.code, one.file, one.line, one.column, one.pointer, one.message));
    (config, found.collect())
}

const WHOLE: &str = r#"
document = "api.yaml"
output = "../generated"

[package]
name = "zones"
version = "0.2.0"
description = "Zones"
license = "MIT"
repository = "https://example.com"
publish = false

[client]
name = "Zones"
base_url_env = "ZONES_BASE_URL"
request_id_header = "x-request-id"

[client.env]
token = "ZONES_TOKEN"
machine = { client_id = "ZONES_ID", client_secret = "ZONES_SECRET", token_url = "ZONES_URL" }

[envelope]
result = "data"
success = "ok"
[envelope.entry]
pointer = "source.pointer"

[paging]
per_page = "size"
info = { count = "count", total_pages = "pages" }

[types]
keep_unknown = true

[names]
"/components/schemas/zone" = "Zone"

[integers]
"/components/schemas/zone/properties/port" = "u16"

[tests]
specsmith = "../codegen"

[docs]
required_permissions = "x-permissions"
plans = "x-plans"

[resources]
"/paths/~1zones/get" = "zones.list"
"#;

#[test]
fn every_key() {
    let (config, found) = parse(WHOLE);
    assert_eq!(found, Vec::<String>::new());
    let config = config.unwrap();
    assert_eq!(config.document.unwrap().to_str(), Some("spec/api.yaml"));
    assert_eq!(config.output.unwrap().to_str(), Some("generated"));
    assert_eq!(config.package.name.unwrap().value, "zones");
    assert_eq!(config.package.publish, Some(false));
    assert_eq!(config.client.env["token"].value.token.as_deref(), Some("ZONES_TOKEN"));
    let machine = &config.client.env["machine"].value;
    let pair = machine.client.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str()));
    assert_eq!((machine.token.as_deref(), pair), (None, Some(("ZONES_ID", "ZONES_SECRET"))));
    assert_eq!(machine.token_url.as_deref(), Some("ZONES_URL"));
    let envelope = config.envelope.unwrap();
    assert_eq!((envelope.result.as_str(), envelope.success.as_deref(), envelope.errors), ("data", Some("ok"), None));
    assert_eq!((envelope.entry.code.as_str(), envelope.entry.pointer.as_deref()), ("code", Some("source.pointer")));
    let paging = config.paging.unwrap();
    assert_eq!((paging.page.as_str(), paging.info.total_pages.as_deref()), ("page", Some("pages")));
    assert!(config.types.keep_unknown);
    assert_eq!(config.names["/components/schemas/zone"].value, "Zone");
    assert_eq!(config.integers["/components/schemas/zone/properties/port"].value, Scalar::U16);
    let sections: Vec<_> =
        config.docs.sections.iter().map(|one| (one.title.as_str(), one.extension.as_str())).collect();
    assert_eq!(sections, [("Required permissions", "x-permissions"), ("Plans", "x-plans")]);
    assert_eq!(config.resources["/paths/~1zones/get"].value, "zones.list");
}

#[test]
fn nothing_at_all() {
    let (config, found) = parse("");
    assert!(found.is_empty() && config.unwrap().envelope.is_none());
}

#[test]
fn all_faults_at_once() {
    let text = "documnet = 'a'\noutput = 3\n[package]\npublish = 'no'\nname = ''\n[names]\nzone = 'Zone'\n\"/a\" = 1\n[integers]\n'/b' = 'u7'\n[client.environment]\n[docs]\nplans = 'plans'\n[[examples]]\n";
    let (config, found) = parse(text);
    assert!(config.is_some());
    let at = |text: &str| format!("S08{}", text.replacen(' ', " spec/specsmith.toml:", 1));
    assert_eq!(
        found,
        [
            at("01 1:1 /documnet: there is no key `documnet` in the configuration"),
            at("02 2:10 /output: `output` is a number, and has to be text"),
            at("02 4:11 /package/publish: `publish` is text, and has to be `true` or `false`"),
            at("03 5:8 /package/name: this is empty"),
            at("03 7:1 /names/zone: `zone` is no JSON Pointer: it does not begin with `/`"),
            at("02 8:8 /names/~1a: `/a` is a number, and has to be text"),
            at("03 10:8 /integers/~1b: `u7` is no integer type"),
            at("01 11:9 /client/environment: there is no key `environment` in `[client]`"),
            at("03 13:9 /docs/plans: `plans` is no extension: their names begin with `x-`"),
            at("04 14:1 /examples/0: `file` is missing in `[[examples]]`"),
        ]
    );
}

#[test]
fn half_a_client_is_refused() {
    let (_, found) = parse("[client.env]\na = { client_id = 'A' }\nb = { client = 'B' }\nc = 1\n");
    let expected = [
        "S0804 spec/specsmith.toml:2:5 /client/env/a: `client_id` and `client_secret` are of use only together",
        "S0801 spec/specsmith.toml:3:7 /client/env/b/client: there is no key `client` in a scheme's table in `[client.env]`",
        "S0802 spec/specsmith.toml:4:5 /client/env/c: `c` is a number, and has to be text",
    ];
    assert_eq!(found, expected);
}

#[test]
fn misspelt_keys_get_a_hint() {
    let mut sink = Sink::new();
    Config::parse("a.toml", "[paging]\nper-page = 'x'\n[package]\nzzz = 1\n", &mut sink);
    let help: Vec<_> = sink.sorted().into_iter().filter_map(|one| one.help.clone()).collect();
    assert_eq!(help[0], "is `per_page` meant?");
    assert!(help[1].starts_with("known here: `name`, `version`"), "{help:?}");
}

#[test]
fn broken_toml() {
    let (config, found) = parse("[package]\nname = \n");
    assert!(config.is_none());
    assert!(found[0].starts_with("S0105 spec/specsmith.toml:2:"), "{found:?}");
    let (_, found) = parse("a = 1\na = 2\n");
    assert_eq!(found.len(), 1);
}

#[test]
fn examples_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("show.rs"), "fn main() {}\n").unwrap();
    let path = folder.path().join("specsmith.toml");
    let text = "[[examples]]\nfile = 'show.rs'\nresponses = ['zones.list']\n[[examples]]\nfile = 'none.rs'\n[[examples]]\nfile = 'a.txt'\n";
    fs::write(&path, text).unwrap();
    let mut sink = Sink::new();
    let config = Config::read(&path, &mut sink).unwrap();
    assert_eq!(config.examples.len(), 1);
    assert_eq!(
        (config.examples[0].file_name.as_str(), config.examples[0].text.as_str()),
        ("show.rs", "fn main() {}\n")
    );
    assert_eq!(config.examples[0].responses[0].value, "zones.list");
    let mut codes: Vec<_> = entries(&sink).into_iter().map(|one| one.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["S0101", "S0803"]);
}
