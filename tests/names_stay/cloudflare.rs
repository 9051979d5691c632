//! The whole Cloudflare API: calls as its vendor's own SDKs have them, names of a length that can be read, and none that
//! moves. Skipped, which is said, where the document is not there.

use std::fs;

use specsmith::config::Config;
use specsmith::config::lock::{Kind, Lock};
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

use super::tree::{self, Tree};
use super::{additions, compare, lock};

/// The most letters of a type's name.
const LONGEST: usize = 59;

/// How many of a hundred types may have names of more than 45 letters: where a shorter one is taken, and components that
/// are called so.
const LONG: usize = 4;

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

fn types_have_names_that_can_be_read(lock: &Lock) {
    let own = lock.types.values().filter(|entry| entry.kind != Kind::Also);
    let mut names: Vec<&str> = own.filter_map(|entry| entry.name.rsplit("::").next()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let longer = |than: usize| names.iter().filter(|name| name.len() > than).copied().collect::<Vec<&str>>();
    println!("{} types, {} longer than 40, {} than 45", names.len(), longer(40).len(), longer(45).len());
    assert_eq!(longer(LONGEST), Vec::<&str>::new());
    assert!(longer(45).len() * 100 < names.len() * LONG, "{:#?}", longer(45));
}

/// One test, since reading the document is what takes long.
#[test]
fn cloudflare_keeps_its_names() {
    let Some(text) = document() else { return };
    let first = names(&text, Lock::default());
    let before = lock(&first);
    calls_are_those_of_the_vendor(&before);
    types_have_names_that_can_be_read(&before);

    let mut random = fastrand::Rng::with_seed(super::seeds()[0]);
    let mut grown: Tree = tree::json(&text);
    let added = additions::add(&mut grown, 300, &first, &mut random);
    let grown = grown.shuffled(&mut random).json();
    let after = names(&grown, before.clone());
    compare::stays(&before, &lock(&after), &format!("after {added:#?}"));
}
