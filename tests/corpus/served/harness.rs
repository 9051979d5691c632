//! What stands in the place of a crate's `tests/harness/lossless.rs` in a run over many documents: the types read and write
//! what they are sent, and whoever sends it compares.
//!
//! Each line that comes in has the index of a type, a tab, and JSON. Each that goes out has `+` and JSON, or `-` and why
//! there is none. So a crate is compiled without what judges values, which is compiled once, and optimized.

use std::io::{BufRead, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value of some type from JSON, and writes it again.
pub(crate) type Trip = fn(&str) -> Result<String, String>;

/// Reads a value from JSON, and writes it.
pub(crate) fn trip<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(json).map_err(|error| format!("it cannot be read: {error}"))?;
    serde_json::to_string(&value).map_err(|error| format!("it cannot be written: {error}"))
}

/// Answers until there are no more lines.
pub(crate) fn run(_document: &str, _config: Option<&str>, _root: Option<&str>, _table: &str, trips: &[Trip]) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{} types", trips.len()).expect("standard output");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input");
        let (index, json) = line.split_once('\t').expect("a tab");
        let trip = trips[index.parse::<usize>().expect("an index")];
        let answer = match trip(json) {
            Ok(written) => format!("+{written}\n"),
            Err(fault) => format!("-{}\n", fault.replace('\n', " ")),
        };
        out.write_all(answer.as_bytes()).and_then(|()| out.flush()).expect("standard output");
    }
}
