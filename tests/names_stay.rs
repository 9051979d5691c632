//! Names stay: whatever is added to a document, and however it is laid out, what was there before is called as it was.
//!
//! Documents are taken apart, get random additions (most of them called like something that is there already) and are
//! shuffled; then they are generated again with the lock of names that they had. What went wrong says its seed, and
//! `SPECSMITH_SEED=7` tries that one again; `SPECSMITH_ROUNDS=100` tries more of them.

#[path = "names_stay/additions.rs"]
mod additions;
#[path = "names_stay/cloudflare.rs"]
mod cloudflare;
#[path = "names_stay/compare.rs"]
mod compare;
#[path = "names_stay/places.rs"]
mod places;
#[path = "fresh/public.rs"]
mod public;
#[path = "names_stay/tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::fs;

use specsmith::config::Config;
use specsmith::config::lock::Lock;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

use self::tree::Tree;

/// How many times each document is changed, unless more was asked for.
const ROUNDS: u64 = 4;

/// What a run made.
struct Made {
    /// The public names with what stands behind them.
    public: public::Names,
    /// The text of the lock.
    lock: String,
}

impl Made {
    /// That another run made the same.
    fn equals(&self, other: &Self, about: &str) {
        compare::same(&compare::lines(&self.public), &compare::lines(&other.public), about);
        compare::same(&self.lock, &other.lock, about);
    }
}

/// A document, its configuration, and where that is.
struct Case {
    name: &'static str,
    document: Tree,
    config: Option<&'static str>,
}

impl Case {
    fn read(name: &'static str, document: &str, config: Option<&'static str>) -> Self {
        let text = fs::read_to_string(project::root().join(document)).expect("the document");
        Self { name, document: tree::yaml(&text), config }
    }

    /// The crate with the names of a lock.
    fn make(&self, document: &Tree, lock: &str) -> Made {
        let mut sink = Sink::new();
        let config = self.config.and_then(|config| Config::read(&project::root().join(config), &mut sink));
        let mut config = config.unwrap_or_default();
        config.lock = if lock.is_empty() { Lock::default() } else { self::lock(lock) };
        let source = Source::text(format!("{}.json", self.name), document.json());
        let Some(made) = specsmith::generate(&source, &config, &mut sink) else {
            panic!("{}: {}", self.name, diag::render(&sink, false));
        };
        let sources = made.files.iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        Made { public: public::names(&sources.collect::<BTreeMap<_, _>>()), lock: made.names }
    }
}

/// The flagship and the obstacle course.
fn cases() -> Vec<Case> {
    let flagship = Some("spec/specsmith.toml");
    let mut cases = vec![Case::read("flagship", "spec/cloudflare-certificates.yaml", flagship)];
    for name in ["keywords", "odd", "operations", "prelude", "shapes"] {
        cases.push(Case::read(name, &format!("tests/names/{name}.yaml"), None));
    }
    cases.push(Case::read("ours", "tests/names/ours.yaml", Some("tests/names/ours.toml")));
    cases
}

/// The lock in a text, which has no fault.
fn lock(text: &str) -> Lock {
    let mut sink = Sink::new();
    let lock = Lock::read(&Source::text("names.lock", text), &mut sink);
    assert!(!sink.has_errors(), "{}", diag::render(&sink, false));
    lock
}

/// The seeds of the rounds; one alone if it was asked for.
fn seeds() -> Vec<u64> {
    match std::env::var("SPECSMITH_SEED") {
        Ok(seed) => vec![seed.parse().expect("a number")],
        Err(_) => {
            let rounds = std::env::var("SPECSMITH_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));
            (0..rounds).collect()
        }
    }
}

#[test]
fn the_same_document_has_the_same_names_and_lock() {
    for case in cases() {
        let first = case.make(&case.document, "");
        let again = case.make(&case.document, &first.lock);
        first.equals(&again, case.name);
    }
}

#[test]
fn another_order_of_keys_renames_nothing_without_a_lock() {
    for case in cases() {
        let before = case.make(&case.document, "");
        for seed in seeds() {
            let shuffled = case.document.shuffled(&mut fastrand::Rng::with_seed(seed));
            let after = case.make(&shuffled, "");
            let [before, after] = [&before, &after].map(|made| {
                let names: Vec<&str> = made.public.keys().map(String::as_str).collect();
                names.join("\n")
            });
            compare::same(&before, &after, &format!("{} with seed {seed}", case.name));
        }
    }
}

#[test]
fn another_order_of_keys_changes_no_signature_with_one() {
    for case in cases() {
        let before = case.make(&case.document, "");
        for seed in seeds() {
            let shuffled = case.document.shuffled(&mut fastrand::Rng::with_seed(seed));
            let after = case.make(&shuffled, &before.lock);
            before.equals(&after, &format!("{} with seed {seed}", case.name));
        }
    }
}

#[test]
fn additions_rename_nothing() {
    for case in cases() {
        let before = case.make(&case.document, "");
        for seed in seeds() {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut grown = case.document.clone();
            let added = additions::add(&mut grown, 1 + random.usize(..10), &before.lock, &mut random);
            let grown = if random.bool() { grown.shuffled(&mut random) } else { grown };
            let after = case.make(&grown, &before.lock);
            let about = format!("{} with seed {seed}, after {added:#?}", case.name);
            compare::stays(&lock(&before.lock), &lock(&after.lock), &about);
            let lost = compare::lost(&before.public, &after.public);
            assert_eq!(lost, Vec::<&String>::new(), "{about}");
        }
    }
}

/// The additions would take names, if they could: otherwise the test before says nothing.
#[test]
fn additions_rename_something_without_a_lock() {
    let lost = cases().iter().any(|case| {
        let before = case.make(&case.document, "");
        (0..ROUNDS).any(|seed| {
            let mut grown = case.document.clone();
            additions::add(&mut grown, 40, &before.lock, &mut fastrand::Rng::with_seed(seed));
            let after = case.make(&grown, "");
            let (before, after) = (lock(&before.lock), lock(&after.lock));
            before.types.iter().any(|(key, entry)| after.types.get(key).is_some_and(|found| found.name != entry.name))
        })
    });
    assert!(lost, "40 additions took no name");
}

/// What was there once and is gone has no claim any more: what was only moved about can have its name again.
#[test]
fn what_is_gone_lets_go_of_its_name() {
    let case = &cases()[0];
    let before = case.make(&case.document, "");
    let mut other = case.document.clone();
    let schemas = other.find_mut(&["components", "schemas"]).expect("schemas");
    for key in schemas.keys_mut().filter(|key| key.as_str() == "Status") {
        "status".clone_into(key);
    }
    let text = other.json().replace("#/components/schemas/Status\"", "#/components/schemas/status\"");
    let after = case.make(&tree::json(&text), &before.lock);
    compare::same(&compare::lines(&before.public), &compare::lines(&after.public), case.name);
    let (before, after) = (lock(&before.lock), lock(&after.lock));
    assert!(before.types.contains_key("Status") && !after.types.contains_key("Status"));
    assert_eq!(after.types["status"].name, "Status");
}
