//! The examples of every document of a folder survive the types that are made of it.
//!
//! ```text
//! SPECSMITH_CORPUS=../shared/specs cargo test --release --test examples -- --ignored --nocapture
//! ```
//!
//! The examples are read into the types, written, and compared; so are values made from the schemas. The numbers of those that
//! their schemas admit and of those that came back are printed, and stay below the target folder, in `lossless.md`. Which
//! documents a folder has is what `corpus` says. The types are compiled for that, which takes long for all of them; CI does it
//! with a smaller choice, and a part of Cloudflare's document: `examples_of_a_part_survive`.

#[allow(dead_code, reason = "it also checks crates, which `corpus` does")]
#[path = "corpus/check.rs"]
mod check;
#[path = "corpus/documents.rs"]
mod documents;
#[path = "corpus/lossless.rs"]
mod lossless;
#[allow(dead_code, reason = "rows of the table that `corpus` makes")]
#[path = "corpus/outcome.rs"]
mod outcome;
#[path = "corpus/served.rs"]
mod served;

use std::path::Path;

/// Documents whose examples CI tries.
const PART: &[&str] = &["fixtures/oai-archive/petstore-expanded.yaml"];

/// The paths of Cloudflare's document whose examples CI tries.
const PATHS: &str = "/accounts/{account_id}/workers/";

#[test]
#[ignore = "needs a folder of documents and a quarter of an hour; CONTRIBUTING.md says who runs it, CI runs `examples_of_a_part_survive`"]
fn every_example_survives() {
    let mut documents = documents::named();
    documents.retain(|document| !document.is_kept_as_invalid());
    lossless::run(&documents, 2);
}

#[test]
fn examples_of_a_part_survive() {
    let Some(folder) = documents::shared() else { return };
    let part = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lossless-documents");
    lossless::slice(&folder.join("cloudflare.json"), PATHS, &part.join("cloudflare-workers.json"));
    let mut documents = documents::take(&folder, PART);
    documents.extend(documents::take(&part, &["cloudflare-workers.json"]));
    lossless::run(&documents, 2);
}
