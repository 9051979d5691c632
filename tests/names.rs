//! An obstacle course: documents whose names and texts are as bad as can be become crates that compile without a warning,
//! are documented without a warning, and write every value as it is in the document.
//!
//! The crates are written below cargo's folder for tests and compiled there, all in one workspace, so that a second run is
//! quick. They are compiled without the HTTP stack: that part is the same in every crate. `operations.yaml` is about what
//! operations can be; what that comes to on the wire is looked at in the crate that is made of it.

#[path = "names/course.rs"]
mod course;
#[path = "names/round_trips.rs"]
mod round_trips;
#[path = "names/shape.rs"]
mod shape;
#[path = "names/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith_tests::project;

/// A document with its configuration.
pub(crate) struct Case {
    /// The name of the package.
    pub(crate) name: String,
    pub(crate) document: Source,
    pub(crate) config: Config,
}

impl Case {
    /// A document of the folder `names`, with the configuration beside it if there is one.
    fn file(name: &str) -> Self {
        let folder = project::root().join("tests/names");
        let mut sink = Sink::new();
        let config = folder.join(format!("{name}.toml"));
        let mut config = if config.exists() { Config::read(&config, &mut sink) } else { None }.unwrap_or_default();
        config.package.name.get_or_insert_default().value = format!("names-{name}");
        let document = Source::file(folder.join(format!("{name}.yaml")));
        assert!(!sink.has_errors(), "{}", diag::render(&sink, false));
        Self { name: format!("names-{name}"), document, config }
    }

    /// A document as text.
    fn text(name: &str, document: &str) -> Self {
        let mut config = Config::default();
        config.package.name.get_or_insert_default().value = format!("names-{name}");
        let document = Source::text(format!("{name}.json"), document);
        Self { name: format!("names-{name}"), document, config }
    }

    /// The crate, with what has to be tried in it.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut sink = Sink::new();
        let generated = specsmith::generate(&self.document, &self.config, &mut sink);
        let Some(generated) = generated else { panic!("{}: {}", self.name, diag::render(&sink, false)) };
        let files = generated.files.iter();
        files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    }
}

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> =
        ["keywords", "odd", "operations", "ours", "prelude", "shapes"].into_iter().map(Case::file).collect();
    cases.push(Case::text("texts", &texts::document()));
    cases
}

/// Writes a file where it differs, so that cargo does not compile what it has compiled already.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).unwrap_or_else(|error| {
        panic!("{}: {error}", path.display());
    });
}

#[test]
fn every_file_is_a_module_and_every_module_a_file() {
    for case in cases() {
        shape::modules(&case.name, &case.files());
    }
}

#[test]
fn twice_the_same() {
    for case in cases() {
        assert!(case.files() == case.files(), "{} comes out in two ways", case.name);
    }
}
