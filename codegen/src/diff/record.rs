//! The file in which a generated crate remembers what its callers see.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::Sources;

use super::surface::{Shape, Surface};

/// The record's file in a generated crate.
pub const RECORD: &str = ".specsmith-api.json";

/// The format that this version writes, and the only one that it reads.
const FORMAT: u32 = 1;

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

impl Surface {
    /// The text of the record: JSON with a line for each operation and type, so that what changes shows as lines.
    #[must_use]
    pub fn record(mut self, sources: &Sources) -> String {
        self.locate(sources);
        let (operations, types) = (std::mem::take(&mut self.operations), std::mem::take(&mut self.types));
        // Plain data with texts as keys: this cannot fail, and an empty record is refused when it is read.
        let rest = serde_json::to_value(&self).unwrap_or_default();
        let mut text = format!("{{\n\"specsmith_api\": {FORMAT}");
        for (key, value) in rest.as_object().into_iter().flatten() {
            match value {
                Value::Array(items) if items.is_empty() => {}
                Value::Array(items) => list(&mut text, key, items),
                value => text += &format!(",\n\"{key}\": {value}"),
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
        surface.fill();
        Ok(surface)
    }

    /// Works out all places; what follows from what something stands in stays empty.
    fn locate(&mut self, sources: &Sources) {
        self.schemes.iter_mut().for_each(|one| one.at.locate(sources, ""));
        self.resources.iter_mut().for_each(|one| one.at.locate(sources, ""));
        for operation in &mut self.operations {
            let implied = of_operation(&operation.method, &operation.path);
            operation.at.locate(sources, &implied);
            operation.inputs.iter_mut().for_each(|one| one.at.locate(sources, ""));
        }
        for model in &mut self.types {
            model.at.locate(sources, "");
            let own = model.at.pointer().to_owned();
            match &mut model.shape {
                Shape::Struct { fields, .. } => {
                    fields.iter_mut().for_each(|one| one.at.locate(sources, &member(&own, "properties", &one.wire)));
                }
                Shape::Enum { values, .. } => {
                    for (index, one) in values.iter_mut().enumerate() {
                        one.at.locate(sources, &member(&own, "enum", &index.to_string()));
                    }
                }
                Shape::Union { variants, .. } => variants.iter_mut().for_each(|one| one.at.locate(sources, "")),
            }
        }
        self.events.iter_mut().for_each(|one| one.at.locate(sources, ""));
    }

    /// The other way round.
    fn fill(&mut self) {
        for operation in &mut self.operations {
            let (method, path) = (&operation.method, &operation.path);
            operation.at.fill(|| format!("#{}", of_operation(method, path)));
        }
        for model in &mut self.types {
            let own = model.at.pointer.clone();
            match &mut model.shape {
                Shape::Struct { fields, .. } => {
                    for one in fields {
                        let wire = &one.wire;
                        one.at.fill(|| member(&own, "properties", wire));
                    }
                }
                Shape::Enum { values, .. } => {
                    for (index, one) in values.iter_mut().enumerate() {
                        one.at.fill(|| member(&own, "enum", &index.to_string()));
                    }
                }
                Shape::Union { .. } => {}
            }
        }
    }
}

/// A list with a line for each of its items.
fn list<T: Serialize>(text: &mut String, key: &str, items: &[T]) {
    let mut before = "[\n";
    *text += &format!(",\n\"{key}\": ");
    for item in items {
        *text += before;
        *text += &serde_json::to_string(item).unwrap_or_default();
        before = ",\n";
    }
    *text += if items.is_empty() { "[]" } else { "\n]" };
}

fn of_operation(method: &str, path: &str) -> String {
    member("/paths", &escaped(path), &method.to_lowercase())
}

fn member(own: &str, list: &str, name: &str) -> String {
    format!("{own}/{list}/{}", escaped(name))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
