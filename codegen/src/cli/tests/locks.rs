//! Where names are kept from one run to the next.

use std::fs;
use std::path::Path;

use super::{DOCUMENT, Exit, Place};

/// A second operation that would be called as the first one is, and comes first.
fn grow(place: &Place) {
    let grown = DOCUMENT.replace(
        r#""paths": {"#,
        r#""paths": {"/animals": {"get": {
        "operationId": "list-pets",
        "responses": {"200": {"description": "All animals."}}
    }}, "#,
    );
    assert_ne!(grown, DOCUMENT);
    fs::write(place.path().join("pets.json"), grown.replace("\"get\": {", "\"get\": {\"tags\": [\"pets\"],")).unwrap();
}

fn tag(place: &Place) {
    let tagged = DOCUMENT.replace("\"get\": {", "\"get\": {\"tags\": [\"pets\"],");
    fs::write(place.path().join("pets.json"), tagged).unwrap();
}

fn line(lock: &Path) -> String {
    let text = fs::read_to_string(lock).unwrap();
    text.lines().find(|line| line.starts_with("operation GET /pets ")).unwrap().to_owned()
}

#[test]
fn without_a_configuration_in_the_crate() {
    let place = Place::new();
    tag(&place);
    place.run("specsmith generate pets.json -o sdk");
    let lock = place.path().join("sdk/names.lock");
    assert_eq!(line(&lock), "operation GET /pets = pets.list");
    grow(&place);
    place.run("specsmith generate pets.json -o other");
    let other = line(&place.path().join("other/names.lock"));
    assert_ne!(other, "operation GET /pets = pets.list", "the new one would have the name");
    assert_eq!(place.run("specsmith check pets.json -o sdk").exit, Exit::Found);
    place.run("specsmith generate pets.json -o sdk");
    assert_eq!(line(&lock), "operation GET /pets = pets.list");
    assert_eq!(place.run("specsmith check pets.json -o sdk").exit, Exit::Done);
    let manifest = fs::read_to_string(place.path().join("sdk/.specsmith-manifest")).unwrap();
    assert!(manifest.lines().any(|line| line == "names.lock"), "{manifest}");
}

#[test]
fn beside_the_configuration_where_there_is_one() {
    let place = Place::new();
    tag(&place);
    let config = "document = \"../pets.json\"\noutput = \"../sdk\"\n";
    fs::create_dir(place.path().join("spec")).unwrap();
    fs::write(place.path().join("spec/specsmith.toml"), config).unwrap();
    let lock = place.path().join("spec/names.lock");
    let stale = place.run("specsmith check");
    assert!(stale.out.contains("spec/names.lock\n") && !lock.exists(), "{stale:?}");
    let done = place.run("specsmith");
    assert!(done.out.ends_with("spec/names.lock (to be committed with the crate)\n"), "{done:?}");
    assert!(lock.is_file() && !place.path().join("sdk/names.lock").exists());
    assert!(!place.run("specsmith").out.contains("names.lock"), "nothing is said of what did not change");

    grow(&place);
    let stale = place.run("specsmith check");
    assert_eq!(stale.exit, Exit::Found);
    assert!(stale.out.contains("+operation GET /animals = pets."), "{stale:?}");
    place.run("specsmith");
    assert_eq!(line(&lock), "operation GET /pets = pets.list");
    assert_eq!(place.run("specsmith check").exit, Exit::Done);

    fs::write(place.path().join("spec/specsmith.toml"), format!("{config}lock = \"../own.lock\"\n")).unwrap();
    place.run("specsmith");
    assert!(place.path().join("own.lock").is_file());
}

#[test]
fn a_broken_lock_is_told_with_its_place_and_left_alone() {
    let place = Place::new();
    place.run("specsmith generate pets.json -o sdk");
    let lock = place.path().join("sdk/names.lock");
    let broken = fs::read_to_string(&lock).unwrap().replace("operation ", "<<<<<<< ours\noperation ");
    fs::write(&lock, &broken).unwrap();
    for command in ["generate", "check"] {
        let done = place.run(&format!("specsmith {command} pets.json -o sdk"));
        assert_eq!(done.exit, Exit::Bad, "{done:?}");
        assert!(done.err.starts_with("error[S0506]: the lock has markers of a merge conflict\n"), "{done:?}");
        assert!(done.err.contains("sdk/names.lock:"), "{done:?}");
    }
    assert_eq!(fs::read_to_string(&lock).unwrap(), broken);
}

#[test]
fn a_lock_of_somebody_else_is_not_overwritten() {
    let place = Place::new();
    fs::create_dir(place.path().join("sdk")).unwrap();
    let lock = place.path().join("sdk/names.lock");
    fs::write(&lock, "version 1\n# mine\n").unwrap();
    let done = place.run("specsmith generate pets.json -o sdk");
    assert_eq!(done.exit, Exit::Bad, "{done:?}");
    assert!(done.err.contains("names.lock"), "{done:?}");
    assert_eq!(fs::read_to_string(&lock).unwrap(), "version 1\n# mine\n");
}
