//! `generate` says what changed since the last time, writes it down, and gives the crate its version.

use std::fs;

use specsmith::cli::Exit;

use super::commands::{Place, edit};

fn read(place: &Place, file: &str) -> String {
    fs::read_to_string(place.path().join(file)).unwrap_or_default()
}

/// Changes a line of the configuration.
fn configure(place: &Place, from: &str, to: &str) {
    let text = read(place, "spec/specsmith.toml");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(place.path().join("spec/specsmith.toml"), text.replace(from, to)).expect("writing");
}

#[test]
fn what_changed_is_said_and_goes_into_the_changelog() {
    let place = Place::new();
    let done = place.run("specsmith generate");
    assert!(!done.out.contains("What callers notice"), "{done:?}");
    edit(&place);
    let done = place.run("specsmith generate");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    let end = "What callers notice, since the crate was generated the last time:\n\n  \
               KeylessCertificate::port: `port` was `u16`, and is `Option<u16>`\n\n\
               Rust API   major (1 major, 2 minor)\nWire       breaks (1 for responses)\nBehaviour  same\n\
               Release    0.1.0 → 0.2.0\n";
    assert!(done.out.ends_with(end), "{done:?}");
    let changelog = read(&place, "generated/CHANGELOG.md");
    let entry = "## Unreleased\n\n### Added\n\n- `CustomCertificates::renew`: ";
    assert!(changelog.contains(entry), "{changelog}");
    let entry = "\n### Changed\n\n- **Breaks:** `KeylessCertificate::port`: `port` was `u16`, and is `Option<u16>`; \
                 instead: handle `None`: `if let Some(port) = …`\n";
    assert!(changelog.contains(entry), "{changelog}");
    assert!(
        read(&place, "generated/Cargo.toml").contains("\nversion = \"0.1.0\"\n"),
        "the configuration says that version"
    );
    // Nothing changed since, and people's words stay.
    let edited = changelog.replace("Breaks:", "Look out:");
    fs::write(place.path().join("generated/CHANGELOG.md"), &edited).expect("writing");
    let done = place.run("specsmith generate");
    assert!(done.out.contains(": 0 written, ") && !done.out.contains("What callers notice"), "{done:?}");
    assert_eq!(read(&place, "generated/CHANGELOG.md"), edited);
    assert_eq!(place.run("specsmith check").exit, Exit::Done, "the changelog is nothing to check");
}

#[test]
fn the_version_follows_where_the_configuration_says_so() {
    let place = Place::new();
    configure(&place, "version = \"0.1.0\"\n", "version = \"auto\"\n");
    let version = |place: &Place| {
        let manifest = read(place, "generated/Cargo.toml");
        manifest.lines().find(|line| line.starts_with("version = ")).unwrap_or_default().to_owned()
    };
    place.run("specsmith generate");
    assert_eq!(version(&place), "version = \"0.1.0\"", "nothing changed");
    edit(&place);
    assert_eq!(place.run("specsmith check").exit, Exit::Found);
    let done = place.run("specsmith generate");
    let end = "Release    0.1.0 → 0.2.0\n           which is the version in Cargo.toml now\n";
    assert!(done.out.ends_with(end), "{done:?}");
    assert!(done.out.starts_with("cloudflare-certificates 0.2.0: "), "{done:?}");
    assert_eq!(version(&place), "version = \"0.2.0\"");
    assert_eq!(place.run("specsmith check").exit, Exit::Done);
    let done = place.run("specsmith generate");
    assert!(done.out.contains(": 0 written, "), "{done:?}");
    // What is not released yet is one release, whatever is added to it.
    place.edit("modified_on, name, permissions, status]", "modified_on, name, status]");
    let done = place.run("specsmith generate");
    assert!(done.out.ends_with(end), "{done:?}");
    assert_eq!(version(&place), "version = \"0.2.0\"");
    // It is released: somebody put its version above what changed.
    let changelog = read(&place, "generated/CHANGELOG.md").replace("## Unreleased", "## [0.2.0] - 2026-01-02");
    fs::write(place.path().join("generated/CHANGELOG.md"), changelog).expect("writing");
    assert_eq!(place.run("specsmith check").exit, Exit::Done);
    place.edit("Only those in the European Union.", "Only those within the European Union.");
    place.run("specsmith generate");
    assert_eq!(version(&place), "version = \"0.2.1\"");
    let changelog = read(&place, "generated/CHANGELOG.md");
    let entry = "\n## Unreleased\n\n### Changed\n\n- Documentation follows the API's.\n\n## [0.2.0] - 2026-01-02\n";
    assert!(changelog.contains(entry), "{changelog}");
    // Without a crate that was there, it is the first one.
    fs::remove_dir_all(place.path().join("generated")).expect("removing");
    place.run("specsmith generate");
    assert_eq!(version(&place), "version = \"0.1.0\"");
}

#[test]
fn no_changelog_where_the_configuration_says_so() {
    let place = Place::new();
    configure(&place, "publish = true\n", "publish = true\nchangelog = false\n");
    edit(&place);
    let done = place.run("specsmith generate");
    assert!(done.out.contains("What callers notice"), "{done:?}");
    assert!(!place.path().join("generated/CHANGELOG.md").exists());
}

#[test]
fn operations_and_types_are_explained() {
    let place = Place::new();
    let done = place.run("specsmith explain keyless_certificates.create");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    for part in [
        "client.keyless_certificates().create(zone_id, host, port, certificate)\n",
        "  POST /zones/{zone_id}/keyless_certificates\n  spec/cloudflare-certificates.yaml:",
        "Its place and name are those of `x-fern-sdk-group-name` and `x-fern-sdk-method-name`.\n",
        "Gives `models::KeylessCertificate`; taken out of what answers are wrapped in: `result`",
        "host: impl Into<String>\n  an argument, as it is required; in the JSON body, as `host`\n",
        ".tunnel: models::Tunnel\n  a setter, as it is optional; in the JSON body, as `tunnel`\n",
    ] {
        assert!(done.out.contains(part), "{part:?} is not in\n{}", done.out);
    }
    for name in ["KeylessCertificate", "models::KeylessCertificate"] {
        let done = place.run(&format!("specsmith explain {name}"));
        for part in [
            "models::KeylessCertificate (struct)\n",
            "  The component `KeylessCertificate` of the document.\n",
            "Answers hold it, and no request.\nCallers read it and do not build it, so it has no `new`.\n",
            "tunnel: Option<models::Tunnel>\n  it may be absent\n",
        ] {
            assert!(done.out.contains(part), "{part:?} is not in\n{}", done.out);
        }
    }
    let done = place.run("specsmith explain Matching");
    let pinned = "`[names]` of the configuration says `Matching`.";
    assert!(done.out.contains("It is open: ") && done.out.contains(pinned), "{done:?}");
    let done = place.run("specsmith explain KeylessCertificat");
    assert_eq!((done.exit, done.out.as_str()), (Exit::Bad, ""), "{done:?}");
    assert!(done.err.ends_with("help: did you mean `KeylessCertificate`?\n"), "{done:?}");
}
