//! What a build script says and writes.

use std::fs;
use std::path::Path;

use super::{Builder, Surroundings};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.test"}]
paths:
  /pets:
    get:
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "parts/pet.yaml"}}}}
"#;

/// A package's folder with these files.
fn package(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    folder
}

fn run(builder: &Builder, folder: &Path) -> (Result<(), String>, Vec<String>) {
    let surroundings = Surroundings {
        out_dir: Some(folder.join("out")),
        package: Some(folder.to_owned()),
        name: Some("my-shop".to_owned()),
    };
    let mut said = Vec::new();
    let result = builder.run(&surroundings, &mut said).map_err(|error| error.to_string());
    // Paths as cargo would see them: scripts run in the package's folder.
    let said = String::from_utf8(said).expect("text").replace(&format!("{}/", folder.display()), "");
    (result, said.lines().map(str::to_owned).collect())
}

#[test]
fn cargo_is_told_of_every_file_that_was_read() {
    let config = "document = \"pets.yaml\"\noverlays = [\"less.yaml\"]\n";
    let overlay =
        "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions: [{target: $.info, update: {title: Dogs}}]\n";
    let folder = package(&[
        ("api/pets.yaml", DOCUMENT),
        ("api/parts/pet.yaml", "type: object\nproperties: {tag: {$ref: 'tag.yaml'}}\n"),
        ("api/parts/tag.yaml", "type: string\n"),
        ("api/less.yaml", overlay),
        ("api/specsmith.toml", config),
    ]);
    let builder = Builder::from_config(folder.path().join("api/specsmith.toml")).features(["reqwest"]);
    let (result, said) = run(&builder, folder.path());
    assert_eq!(result, Ok(()));
    let files = ["less.yaml", "parts/pet.yaml", "parts/tag.yaml", "pets.yaml", "specsmith.toml"];
    let expected: Vec<String> = files.iter().map(|file| format!("cargo::rerun-if-changed=api/{file}")).collect();
    assert_eq!(said, expected);
    let front = fs::read_to_string(folder.path().join("out/sdk/mod.rs")).expect("the module");
    assert!(front.contains("pub use crate::sdk::runtime::"), "{front}");
    assert!(folder.path().join("out/sdk/runtime/mod.rs").exists());
    assert!(!folder.path().join("out/sdk/Cargo.toml").exists());
}

#[test]
fn faults_fail_the_build_at_their_places_and_are_looked_for_again() {
    let folder = package(&[("pets.yaml", DOCUMENT)]);
    let (result, said) = run(&Builder::new(folder.path().join("pets.yaml")), folder.path());
    let text = result.expect_err("a fault");
    assert!(text.contains("parts/pet.yaml") && text.contains("pets.yaml:9:"), "{text}");
    assert_eq!(said, ["cargo::rerun-if-changed=pets.yaml"]);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn warnings_are_lines_of_the_build() {
    let document = DOCUMENT.replace("$ref: \"parts/pet.yaml\"", "type: string, format: x, patternProperties: {a: {}}");
    let folder = package(&[("pets.yaml", &document.replace("info: {title: Pets, version: \"1\"}", ""))]);
    let (result, said) = run(&Builder::new(folder.path().join("pets.yaml")), folder.path());
    assert_eq!(result, Ok(()));
    let warnings: Vec<&String> = said.iter().filter(|line| line.starts_with("cargo::warning=pets.yaml:")).collect();
    assert!(!warnings.is_empty() && warnings.iter().all(|line| line.ends_with(']')), "{said:?}");
}

#[test]
fn a_package_that_does_not_fit_is_told_what_to_do() {
    let manifest = "[package]\nname = \"a\"\nedition = \"2024\"\n[dependencies]\nhttp = \"1\"\n";
    let whole = DOCUMENT.replace("$ref: \"parts/pet.yaml\"", "type: string");
    let folder = package(&[("pets.yaml", &whole), ("Cargo.toml", manifest)]);
    let builder = Builder::new(folder.path().join("pets.yaml"));
    let text = run(&builder, folder.path()).0.expect_err("dependencies are missing");
    assert!(text.contains("\njiff = { ") && !text.contains("\nhttp = "), "{text}");
    fs::write(folder.path().join("Cargo.toml"), manifest.replace("2024", "2021")).expect("a file");
    let text = run(&builder, folder.path()).0.expect_err("an old edition");
    assert!(text.contains("2021"), "{text}");
    let text = run(&builder.clone().module("a-b"), folder.path()).0.expect_err("no module");
    assert!(text.contains("`a-b`"), "{text}");
    let text = run(&builder.clone().features(["blocked"]), folder.path()).0.expect_err("no feature");
    assert!(text.contains("`blocked`"), "{text}");
    let nowhere = builder.run(&Surroundings::default(), &mut Vec::new()).expect_err("no OUT_DIR");
    assert!(nowhere.to_string().contains("OUT_DIR"));
}

#[test]
fn what_is_as_it_should_be_is_not_touched() {
    let whole = DOCUMENT.replace("$ref: \"parts/pet.yaml\"", "type: string");
    let folder = package(&[("pets.yaml", &whole)]);
    let builder = Builder::new(folder.path().join("pets.yaml")).module("api::pets");
    assert_eq!(run(&builder, folder.path()).0, Ok(()));
    let file = folder.path().join("out/pets/mod.rs");
    let before = fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("the module");
    assert_eq!(run(&builder, folder.path()).0, Ok(()));
    assert_eq!(fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("the module"), before);
}
