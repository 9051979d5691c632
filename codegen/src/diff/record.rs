//! The file in which a generated crate remembers what its callers see.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::Sources;

use super::surface::Surface;
use super::version::Release;

/// The record's file in a generated crate.
pub const RECORD: &str = "specsmith-api.json";

/// The format that this version writes, and the only one that it reads.
const FORMAT: u32 = 2;

/// What stands at the top of a record.
#[derive(Serialize, Deserialize)]
struct Header {
    /// The number of the format.
    specsmith_api: u32,
}

/// A record that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError(String);

impl std::fmt::Display for RecordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RecordError {}

impl Release {
    /// Reads the version from a record, and nothing else.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        serde_json::from_str(text).map_err(|error| RecordError(error.to_string()))
    }
}

impl Surface {
    /// The text of the record: JSON with a line for each operation and type, so that what changes shows as lines.
    #[must_use]
    pub fn record(mut self, sources: &Sources) -> String {
        self.shrink(sources);
        let (operations, types) = (std::mem::take(&mut self.operations), std::mem::take(&mut self.types));
        // Plain data with texts as keys: this cannot fail, and an empty record is refused when it is read.
        let rest = serde_json::to_value(&self).unwrap_or_default();
        let mut text = format!("{{\n\"specsmith_api\": {FORMAT}");
        for (key, value) in rest.as_object().into_iter().flatten() {
            match value {
                Value::Array(items) if items.is_empty() => {}
                Value::Array(items) => list(&mut text, key, items),
                value => {
                    let _ = write!(text, ",\n\"{key}\": {value}");
                }
            }
        }
        list(&mut text, "operations", &operations);
        list(&mut text, "types", &types);
        text += "\n}\n";
        text
    }

    /// Reads a record.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let fault = |error: serde_json::Error| RecordError(error.to_string());
        let header: Header = serde_json::from_str(text).map_err(fault)?;
        if header.specsmith_api != FORMAT {
            let found = header.specsmith_api;
            return Err(RecordError(format!("its format is {found}, and this version knows {FORMAT}")));
        }
        let mut surface: Self = serde_json::from_str(text).map_err(fault)?;
        surface.grow();
        Ok(surface)
    }
}

/// A list with a line for each of its items.
fn list<T: Serialize>(text: &mut String, key: &str, items: &[T]) {
    let mut before = "[\n";
    let _ = write!(text, ",\n\"{key}\": ");
    for item in items {
        *text += before;
        *text += &serde_json::to_string(item).unwrap_or_default();
        before = ",\n";
    }
    *text += if items.is_empty() { "[]" } else { "\n]" };
}
