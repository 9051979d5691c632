//! The command itself: what it takes, what it prints, how it exits.

use std::fs;
use std::path::Path;
use std::process::Command;

use specsmith::cli::{self, Exit, Surroundings};
use specsmith_tests::project;
use tempfile::TempDir;

/// A copy of the flagship to run in.
pub(crate) struct Place(TempDir);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

const DOCUMENT: &str = "spec/cloudflare-certificates.yaml";

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for part in ["spec", "generated"] {
            project::copy(&project::root().join(part), &folder.path().join(part));
        }
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn run(&self, line: &str) -> Done {
        let surroundings = Surroundings { folder: self.path().to_owned(), ..Surroundings::default() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = cli::run(line.split_whitespace().map(Into::into), &surroundings, &mut out, &mut err);
        let prefix = format!("{}{}", self.path().display(), std::path::MAIN_SEPARATOR);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8").replace(&prefix, "");
        Done { exit, out: text(out), err: text(err) }
    }

    /// Replaces a text that stands in the document exactly once.
    pub(crate) fn edit(&self, from: &str, to: &str) {
        let file = self.path().join(DOCUMENT);
        let text = fs::read_to_string(&file).expect("the document");
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands in the document once");
        fs::write(&file, text.replace(from, to)).expect("writing");
    }

    /// Runs git; whether that is possible at all.
    fn git(&self, line: &str) -> bool {
        let settings = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"];
        let run = Command::new("git").current_dir(self.path()).args(settings).args(line.split_whitespace()).output();
        run.is_ok_and(|output| output.status.success())
    }
}

/// A field that is required no longer, a value, and an operation.
pub(crate) fn edit(place: &Place) {
    place.edit("modified_on, name, permissions, port, status]", "modified_on, name, permissions, status]");
    place.edit(
        "      enum: [active, expired, deleted, pending, initializing]\n",
        "      enum: [active, expired, revoked, deleted, pending, initializing]\n",
    );
    place.edit(
        "  /zones/{zone_id}/keyless_certificates:\n",
        "  /zones/{zone_id}/custom_certificates/{custom_certificate_id}/renew:
    parameters:
      - $ref: '#/components/parameters/ZoneId'
      - $ref: '#/components/parameters/CustomCertificateId'
    post:
      operationId: custom-certificates-renew
      summary: Asks for a newer certificate.
      responses:
        '200':
          $ref: '#/components/responses/CustomCertificate'
      x-fern-sdk-group-name: custom-certificates
      x-fern-sdk-method-name: renew

  /zones/{zone_id}/keyless_certificates:\n",
    );
}

#[test]
fn the_crate_that_was_generated_last_is_compared_with_the_document() {
    let place = Place::new();
    let done = place.run("specsmith diff");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    assert!(done.out.ends_with("\nNothing changes for callers.\n"), "{done:?}");
    edit(&place);
    let done = place.run("specsmith diff");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Found, ""), "{done:?}");
    let end = "Rust API   major (1 major, 2 minor)\nWire       breaks (1 for responses)\nBehaviour  same\n\
               Release    0.1.0 → 0.2.0\n";
    assert!(done.out.ends_with(end), "{done:?}");
    let first = "KeylessCertificate::port: `port` was `u16`, and is `Option<u16>` [field_type_changed, major, wire: responses]\n";
    assert!(done.out.contains(first), "{done:?}");
    let place_in_new =
        "  new: spec/cloudflare-certificates.yaml:915:9  /components/schemas/KeylessCertificate/properties/port\n";
    assert!(done.out.contains(place_in_new), "{done:?}");
}

#[test]
fn the_readme_shows_a_report() {
    let place = Place::new();
    edit(&place);
    let report = place.run("specsmith diff --format markdown").out;
    let readme = fs::read_to_string(project::root().join("README.md")).expect("README.md");
    let shown = readme.split("```markdown\n").nth(1).and_then(|rest| rest.split("```\n").next()).expect("a report");
    assert_eq!(shown, report, "README.md shows what the command prints");
}

#[test]
fn documents_and_crates_are_told_apart() {
    let place = Place::new();
    fs::copy(place.path().join(DOCUMENT), place.path().join("before.yaml")).expect("a copy");
    edit(&place);
    let config = "--config spec/specsmith.toml";
    for sides in [
        format!("before.yaml {DOCUMENT} {config}"),
        format!("before.yaml {DOCUMENT} {config} --format json"),
        format!("generated {DOCUMENT}"),
        format!("generated/specsmith-api.json {DOCUMENT}"),
    ] {
        let done = place.run(&format!("specsmith diff {sides}"));
        assert_eq!((done.exit, done.err.as_str()), (Exit::Found, ""), "{sides}: {done:?}");
        if sides.ends_with("json") {
            let report: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
            assert_eq!(report["rust"], "major");
            assert_eq!(report["wire"], serde_json::json!({"requests": false, "responses": true}));
            assert_eq!(report["release"], "0.2.0");
            let first = &report["changes"][0];
            assert_eq!(first["kind"], "field_type_changed");
            assert_eq!(first["new"]["line"], 915);
        }
    }
    // The other way round, what was new is gone.
    let done = place.run(&format!("specsmith diff {DOCUMENT} before.yaml {config}"));
    assert!(done.out.contains("CustomCertificates::renew: "), "{done:?}");
    assert!(done.out.contains("[operation_removed, major, wire: requests]"), "{done:?}");
}

#[test]
fn a_revision_is_read_from_git() {
    let place = Place::new();
    if !place.git("init --quiet") {
        eprintln!("skipped: git cannot be run");
        return;
    }
    assert!(place.git("add spec") && place.git("commit --quiet --message Before"));
    edit(&place);
    let done = place.run("specsmith diff HEAD");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Found, ""), "{done:?}");
    assert!(done.out.contains("  old: HEAD:spec/cloudflare-certificates.yaml:902:9  "), "{done:?}");
    assert!(place.git("add spec") && place.git("commit --quiet --message After"));
    let done = place.run("specsmith diff HEAD~1 HEAD");
    assert!(done.out.contains("Release    0.1.0 → 0.2.0\n"), "{done:?}");
    let done = place.run("specsmith diff nowhere");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
    assert!(done.err.contains("nowhere is no file, no generated crate, and no revision"), "{done:?}");
    let done = place.run("specsmith diff HEAD:spec");
    assert_eq!(done.exit, Exit::Bad, "{done:?}");
}

#[test]
fn other_files_and_names_are_those_of_the_revision() {
    let place = Place::new();
    if !place.git("init --quiet") {
        eprintln!("skipped: git cannot be run");
        return;
    }
    let tunnel = "          $ref: '#/components/schemas/Tunnel'\n      required: [id, created_on";
    let kennel = "        kennel:\n          $ref: 'parts/kennel.yaml#/Kennel'\n      required: [id, created_on";
    place.edit(tunnel, &tunnel.replace("      required: [id, created_on", kennel));
    let part = place.path().join("spec/parts/kennel.yaml");
    fs::create_dir_all(part.parent().expect("a folder")).expect("a folder");
    fs::write(&part, "Kennel: { type: object, properties: { name: { type: string }, dogs: { type: integer } } }\n")
        .expect("writing");
    place.run("specsmith generate");
    // A name that only the lock has.
    let lock = fs::read_to_string(place.path().join("spec/names.lock")).expect("the lock");
    let line = lock.lines().find(|line| line.starts_with("enum Status")).expect("a type");
    fs::write(place.path().join("spec/names.lock"), lock.replace(line, &format!("{line} = State"))).expect("writing");
    assert!(place.git("add spec") && place.git("commit --quiet --message Before"));
    let done = place.run("specsmith diff HEAD HEAD");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    fs::write(&part, "Kennel: { type: object, properties: { name: { type: string } } }\n").expect("writing");
    fs::write(place.path().join("spec/names.lock"), lock).expect("writing");
    let done = place.run("specsmith diff HEAD");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Found, ""), "{done:?}");
    assert!(done.out.contains("Kennel::dogs: the field `dogs` is gone"), "{done:?}");
    assert!(done.out.contains("  old: HEAD:spec/parts/kennel.yaml:1:"), "{done:?}");
    assert!(done.out.contains("`models::State` is called `models::Status` now"), "{done:?}");
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_place() {
    let place = Place::new();
    fs::write(place.path().join("broken.yaml"), "openapi: 3.0.0\npaths: []\n").expect("writing");
    let done = place.run("specsmith diff broken.yaml generated");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
    assert!(done.err.contains("broken.yaml:2:8"), "{done:?}");
    fs::write(place.path().join("generated/specsmith-api.json"), "{\"specsmith_api\": 99}").expect("writing");
    let done = place.run("specsmith diff");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
    assert!(done.err.contains("its format is 99, and this version knows 2"), "{done:?}");
    fs::remove_file(place.path().join("generated/specsmith-api.json")).expect("removing");
    let done = place.run("specsmith diff");
    assert_eq!(done.exit, Exit::Bad, "{done:?}");
    assert!(done.err.contains("cannot read generated/specsmith-api.json"), "{done:?}");
}
