//! A document that grows: what was there before keeps its name, its signature and its file.

use std::collections::BTreeSet;

use specsmith::cli::Exit;
use specsmith_tests::project;

use super::public;
use super::runs::Place;

/// What a run changed: the names of the files with other bytes, and the public names before and after.
struct Change {
    files: BTreeSet<String>,
    before: public::Names,
    after: public::Names,
}

fn grow(edits: &[(&str, &str)]) -> Change {
    let place = Place::new();
    let folder = place.path().join("generated");
    let before = project::files(&folder);
    for (from, to) in edits {
        place.edit(from, to);
    }
    let done = place.run("specsmith generate");
    assert_eq!((done.exit, done.err.as_str()), (Exit::Done, ""), "{done:?}");
    let after = project::files(&folder);
    let names = before.keys().chain(after.keys());
    let files = names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
    Change { files, before: public::names(&before), after: public::names(&after) }
}

impl Change {
    /// The public names that are new; those that were there are there still, as they were.
    fn added(&self) -> Vec<&str> {
        for (name, signature) in &self.before {
            assert_eq!(self.after.get(name), Some(signature), "{name} stays as it was");
        }
        self.after.keys().filter(|name| !self.before.contains_key(*name)).map(String::as_str).collect()
    }
}

/// An optional property of a request's body, an inline enum.
const PROPERTY: (&str, &str) = (
    "                policy:
                  $ref: '#/components/schemas/Policy'
                private_key:
                  $ref: '#/components/schemas/PrivateKeyPem'
            example:
              bundle_method: ubiquitous
",
    "                policy:
                  $ref: '#/components/schemas/Policy'
                private_key:
                  $ref: '#/components/schemas/PrivateKeyPem'
                rollout:
                  description: How fast the change is made.
                  type: string
                  enum: [slow, fast]
            example:
              bundle_method: ubiquitous
",
);

const VALUE: (&str, &str) = (
    "      enum: [active, expired, deleted, pending, initializing]\n",
    "      enum: [active, expired, revoked, deleted, pending, initializing]\n",
);

const OPERATION: (&str, &str) = (
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

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_new_optional_property() {
    let change = grow(&[PROPERTY]);
    let names = [
        ".specsmith-manifest",
        "CHANGELOG.md",
        "specsmith-api.json",
        "src/models.rs",
        "src/models/custom_certificates.rs",
        "src/models/custom_certificates/edit_rollout.rs",
        "src/resources/custom_certificates.rs",
        "tests/api/custom_certificates.rs",
        "tests/lossless/main.rs",
        "tests/lossless/schemas.tsv",
    ];
    assert_eq!(change.files, set(&names));
    assert_eq!(
        change.added(),
        [
            "models::custom_certificates::EditRollout",
            "models::custom_certificates::EditRollout::Fast",
            "models::custom_certificates::EditRollout::Slow",
            "models::custom_certificates::EditRollout::Unknown",
            "models::mod custom_certificates",
            "resources::custom_certificates::Request<Edit>::rollout",
        ]
    );
}

#[test]
fn a_new_value_of_an_enum() {
    let change = grow(&[VALUE]);
    assert_eq!(change.files, set(&["CHANGELOG.md", "specsmith-api.json", "src/models/status.rs"]));
    assert_eq!(change.added(), ["models::Status::Revoked"]);
}

#[test]
fn a_new_operation() {
    let change = grow(&[OPERATION]);
    let names = [
        "CHANGELOG.md",
        "specsmith-api.json",
        "src/resources/custom_certificates.rs",
        "tests/api/custom_certificates.rs",
    ];
    assert_eq!(change.files, set(&names));
    assert_eq!(
        change.added(),
        [
            "resources::custom_certificates::CustomCertificates::renew",
            "resources::custom_certificates::Renew",
            "resources::custom_certificates::RenewRequest",
            "resources::custom_certificates::impl Operation for Renew",
        ]
    );
}

#[test]
fn all_of_them_at_once() {
    let change = grow(&[PROPERTY, VALUE, OPERATION]);
    let added: BTreeSet<String> = change.added().into_iter().map(str::to_owned).collect();
    let apart: BTreeSet<String> = [PROPERTY, VALUE, OPERATION]
        .into_iter()
        .flat_map(|edit| grow(&[edit]).added().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(added, apart);
}
