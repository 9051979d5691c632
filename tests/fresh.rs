//! What is checked in is what the generator makes, again and again, and growing a document disturbs nothing.

#[path = "fresh/growth.rs"]
mod growth;
#[path = "fresh/public.rs"]
mod public;
#[path = "fresh/runs.rs"]
mod runs;

use std::collections::BTreeMap;

use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

/// The files that the flagship's document and configuration give, without touching the disk.
fn flagship() -> BTreeMap<String, String> {
    let mut sink = Sink::new();
    let config = Config::read(&project::root().join("spec/specsmith.toml"), &mut sink);
    let generated = config.and_then(|config| {
        let document = Source::file(config.document.clone()?);
        specsmith::generate(&document, &config, &mut sink)
    });
    let shown = diag::render(&sink, false);
    assert_eq!(shown, "", "the flagship's document has no fault");
    let files = generated.expect("there is no error").files;
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

#[test]
fn generated_is_what_the_generator_makes() {
    let mut on_disk = project::files(&project::root().join("generated"));
    assert!(on_disk.remove(specsmith::write::MANIFEST).is_some(), "the manifest is checked in");
    // People's own.
    on_disk.remove(specsmith::write::CHANGELOG);
    let made = flagship();
    let names: Vec<&String> = made.keys().collect();
    assert_eq!(on_disk.keys().collect::<Vec<_>>(), names, "the same files; `cargo run --release` makes them");
    for (name, text) in &made {
        let found = String::from_utf8_lossy(&on_disk[name]);
        assert_eq!(*found, **text, "{name} is stale; `cargo run --release` makes it anew");
    }
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let once = flagship();
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        assert_eq!(pool.install(flagship), once, "with {threads} threads");
    }
}
