//! The whole Cloudflare API: calls as its vendor's own SDKs have them, and no name that moves. Skipped, which is said, where
//! the document is not there.

use std::fs;

use specsmith::config::Config;
use specsmith::config::lock::Lock;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

use super::tree::{self, Tree};
use super::{additions, compare, lock};

fn document() -> Option<String> {
    let text = fs::read_to_string(project::root().join("../shared/specs/cloudflare.json")).ok();
    if text.is_none() {
        println!("skipped: there is no ../shared/specs/cloudflare.json");
    }
    text
}

/// Names alone: emitting takes longer than everything before it.
fn names(text: &str, lock: Lock) -> String {
    let mut sink = Sink::new();
    let config = Config { lock, ..Config::default() };
    let source = Source::text("cloudflare.json", text);
    let document = specsmith::read::document(&source, &mut sink).expect("a document");
    let spec = specsmith::resolve::spec(document, &config, &mut sink);
    let api = specsmith::lower::api(&spec, &config, &mut sink);
    let named = specsmith::name::assign(&api, &config, &mut sink);
    assert!(!sink.has_errors(), "{}", diag::render(&sink, false));
    named.lock().text()
}

fn calls_are_those_of_the_vendor(lock: &Lock) {
    for (operation, call) in [
        ("PUT /zones/{zone_id}/custom_certificates/prioritize", "custom_certificates.prioritize.update"),
        ("POST /zones", "zones.create"),
        ("GET /zones/{zone_id}/dns_records", "dns.records.list"),
        ("PUT /accounts/{account_id}/workers/scripts/{script_name}", "workers.scripts.update"),
        ("GET /{accounts_or_zones}/{account_or_zone_id}/access/apps", "zero_trust.access.applications.list"),
    ] {
        let found = lock.operations.get(operation).map(|entry| entry.name.as_str());
        assert_eq!(found, Some(call), "{operation}");
    }
}

/// One test, since reading the document is what takes long.
#[test]
fn cloudflare_keeps_its_names() {
    let Some(text) = document() else { return };
    let first = names(&text, Lock::default());
    let before = lock(&first);
    calls_are_those_of_the_vendor(&before);

    let mut random = fastrand::Rng::with_seed(super::seeds()[0]);
    let mut grown: Tree = tree::json(&text);
    let added = additions::add(&mut grown, 300, &first, &mut random);
    let grown = grown.shuffled(&mut random).json();
    let after = names(&grown, before.clone());
    compare::stays(&before, &lock(&after), &format!("after {added:#?}"));
}
