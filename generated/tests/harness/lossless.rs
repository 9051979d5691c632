//! What the test of the types does: it reads each value, writes it, and has both compared.
//!
//! `TEST_SEEDS` says how many values are made from each schema; 8 where that is not set.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use specsmith::lossless::Lossless;
pub(crate) use specsmith::lossless::Trip;

/// Reads a value from JSON, and writes it.
pub(crate) fn trip<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(json).map_err(|error| format!("it cannot be read: {error}"))?;
    serde_json::to_string(&value).map_err(|error| format!("it cannot be written: {error}"))
}

/// Tries all values of the document, and says what became of them. Paths are relative to the crate.
pub(crate) fn run(document: &str, config: Option<&str>, root: Option<&str>, table: &str, trips: &[Trip]) {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = |relative: &str| crate_folder.join(relative);
    let lossless = Lossless::open(&path(document), config.map(path).as_deref(), root.map(path).as_deref());
    let lossless = lossless.unwrap_or_else(|faults| panic!("the document cannot be read:\n{faults}"));
    let seeds = std::env::var("TEST_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(8);
    let report = lossless.check(table, trips, seeds);
    println!("{report}");
    assert!(report.faults.is_empty(), "{} values did not survive", report.faults.len());
}
