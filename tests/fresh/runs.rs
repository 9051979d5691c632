//! Whole command lines in a copy of the project.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use specsmith::cli::{self, Exit, Surroundings};
use specsmith_tests::project;
use tempfile::TempDir;

/// A copy of `spec/` and `generated/` to run in.
pub(super) struct Place {
    folder: TempDir,
    surroundings: Surroundings,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) exit: Exit,
    pub(super) out: String,
    pub(super) err: String,
}

impl Place {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for part in ["spec", "generated"] {
            project::copy(&project::root().join(part), &folder.path().join(part));
        }
        let surroundings = Surroundings { folder: folder.path().to_owned(), ..Surroundings::default() };
        Self { folder, surroundings }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn run(&self, line: &str) -> Done {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = cli::run(line.split_whitespace().map(Into::into), &self.surroundings, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Done { exit, out: text(out), err: text(err) }
    }

    /// Replaces a text that stands in the document exactly once.
    pub(super) fn edit(&self, from: &str, to: &str) {
        let document = self.path().join("spec/cloudflare-certificates.yaml");
        let text = fs::read_to_string(&document).expect("the document");
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands in the document once");
        fs::write(&document, text.replace(from, to)).expect("writing");
    }

    /// When each generated file was last written, and which file it is.
    fn stamps(&self) -> Vec<(String, SystemTime, u64)> {
        let folder = self.path().join("generated");
        let names = project::files(&folder).into_keys();
        let stamp = |name: String| {
            let metadata = fs::metadata(folder.join(&name)).expect("a file");
            (name, metadata.modified().expect("a time"), number(&metadata))
        };
        names.map(stamp).collect()
    }
}

/// The file's number on its disk, where there is such a thing: a replaced file has another one.
#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

#[test]
fn a_second_run_writes_no_file() {
    let place = Place::new();
    let before = place.stamps();
    for line in ["specsmith", "specsmith generate"] {
        let done = place.run(line);
        assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
        assert!(done.out.contains(": 0 written, "), "{done:?}");
        assert!(done.out.contains(" 0 removed)"), "{done:?}");
    }
    assert_eq!(place.stamps(), before);
}

#[test]
fn a_run_makes_what_is_missing_and_leaves_the_rest() {
    let place = Place::new();
    fs::remove_file(place.path().join("generated/src/models/status.rs")).expect("removing");
    let before = place.stamps();
    let done = place.run("specsmith generate");
    assert!(done.out.contains(": 1 written, "), "{done:?}");
    let after: Vec<_> = place.stamps().into_iter().filter(|(name, ..)| name != "src/models/status.rs").collect();
    assert_eq!(after, before);
}

#[test]
fn check_finds_nothing() {
    let place = Place::new();
    let before = place.stamps();
    let done = place.run("specsmith check");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    assert!(done.out.contains("all up to date"), "{done:?}");
    assert_eq!(place.stamps(), before);
}

#[test]
fn check_shows_what_an_edited_description_changes() {
    let mut place = Place::new();
    place.edit("Only those in the European Union.", "Only those within the European Union.");
    let before = place.stamps();
    let done = place.run("specsmith check");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Found, ""), "{done:?}");
    for part in [
        "--- a/src/models/geo_restrictions.rs\n+++ b/src/models/geo_restrictions.rs\n",
        "\n-    /// Only those in the European Union.\n+    /// Only those within the European Union.\n",
        "stale: 2 changed, 0 missing, 0 left over; to bring them up to date, run\n    specsmith generate\n",
    ] {
        assert!(done.out.contains(part), "{part:?} is not in\n{}", done.out);
    }
    assert_eq!(place.stamps(), before, "checking writes nothing");

    place.surroundings.is_cargo_run = true;
    let done = place.run("specsmith check");
    assert!(done.out.ends_with("run\n    cargo run --release\n"), "{done:?}");

    let done = place.run("specsmith generate");
    assert!(done.out.contains(": 2 written, "), "{done:?}");
    assert_eq!(place.run("specsmith check").exit, Exit::Done);
}

#[test]
fn nothing_is_written_on_an_error() {
    let place = Place::new();
    place.edit("  /zones/{zone_id}/keyless_certificates:\n", "  zones/{zone_id}/keyless_certificates:\n");
    place.edit("Only those in the European Union.", "Only those within the European Union.");
    let before = place.stamps();
    for line in ["specsmith generate", "specsmith check"] {
        let done = place.run(line);
        assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
        assert!(
            done.err
                .starts_with("error[S0213]: the path `zones/{zone_id}/keyless_certificates` does not begin with `/`\n"),
            "{done:?}"
        );
    }
    assert_eq!(place.stamps(), before);
}
