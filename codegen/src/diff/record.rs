//! The file in which a generated crate remembers what its callers see.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::Sources;

use super::place::At;
use super::surface::{Operation, Shape, Surface};
use super::version::Release;

/// The record's file in a generated crate.
pub const RECORD: &str = "specsmith-api.json";

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
        self.locate(sources);
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
        surface.fill();
        Ok(surface)
    }

    /// Works out all places; what follows from what something stands in is left out.
    fn locate(&mut self, sources: &Sources) {
        self.each_place(&mut |at| at.locate(sources));
        for operation in &mut self.operations {
            let own = operation.at.pointer.clone();
            operation.inputs.iter_mut().for_each(|one| one.at.shorten(&own, ""));
            operation.at.shorten("", &of_operation(&operation.method, &operation.path));
            operation.imply_names();
        }
        for model in &mut self.types {
            let own = model.at.pointer.clone();
            model.shape.each_member(&mut |at, implied| at.shorten(&own, &format!("{own}{implied}")));
            model.at.shorten("", &of_component(&model.key));
        }
    }

    /// The other way round.
    fn fill(&mut self) {
        for operation in &mut self.operations {
            let (method, path) = (&operation.method, &operation.path);
            operation.at.fill("", || of_operation(method, path));
            let own = operation.at.pointer.clone();
            operation.inputs.iter_mut().for_each(|one| one.at.fill(&own, String::new));
            operation.fill_names();
        }
        for model in &mut self.types {
            let key = &model.key;
            model.at.fill("", || of_component(key));
            let own = model.at.pointer.clone();
            model.shape.each_member(&mut |at, implied| at.fill(&own, || format!("{own}{implied}")));
        }
    }

    /// Every place.
    fn each_place(&mut self, visit: &mut impl FnMut(&mut At)) {
        self.schemes.iter_mut().for_each(|one| visit(&mut one.at));
        self.resources.iter_mut().for_each(|one| visit(&mut one.at));
        self.events.iter_mut().for_each(|one| visit(&mut one.at));
        for operation in &mut self.operations {
            visit(&mut operation.at);
            operation.inputs.iter_mut().for_each(|one| visit(&mut one.at));
        }
        for model in &mut self.types {
            visit(&mut model.at);
            model.shape.each_member(&mut |at, _| visit(at));
        }
    }
}

impl Shape {
    /// The places of its members, each with the way there that is usual.
    fn each_member(&mut self, visit: &mut impl FnMut(&mut At, &str)) {
        match self {
            Self::Struct { fields, .. } => {
                for one in fields {
                    visit(&mut one.at, &member("properties", &one.wire));
                }
            }
            Self::Enum { values, .. } => {
                for (index, one) in values.iter_mut().enumerate() {
                    visit(&mut one.at, &member("enum", &index.to_string()));
                }
            }
            Self::Union { variants, .. } => {
                for (index, one) in variants.iter_mut().enumerate() {
                    visit(&mut one.at, &member("oneOf", &index.to_string()));
                }
            }
        }
    }
}

impl Operation {
    /// Leaves out the names of types that are called after the marker.
    fn imply_names(&mut self) {
        for (name, behind) in [(&mut self.request, "Request"), (&mut self.params, "Params")] {
            if *name == format!("{}{behind}", self.marker) {
                name.clear();
            }
        }
    }

    fn fill_names(&mut self) {
        for (name, behind) in [(&mut self.request, "Request"), (&mut self.params, "Params")] {
            if name.is_empty() {
                *name = format!("{}{behind}", self.marker);
            }
        }
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

fn of_operation(method: &str, path: &str) -> String {
    format!("#{}/{}", member("paths", path), method.to_lowercase())
}

fn of_component(key: &str) -> String {
    format!("#/components{}", member("schemas", key))
}

fn member(list: &str, name: &str) -> String {
    format!("/{list}/{}", name.replace('~', "~0").replace('/', "~1"))
}
