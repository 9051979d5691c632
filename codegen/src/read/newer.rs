//! What OpenAPI 3.1 has and 3.0 does not, where it is met in a document of 3.0: read as 3.1 means it where the model
//! can say so, always with a warning.

use crate::diag::{Loc, code};

use super::model::Schema;
use super::reader::Reader;

impl Reader<'_> {
    /// Reads a keyword that only newer versions have. Whether it was one of those that mean something here.
    pub(super) fn newer_keyword(&mut self, key: &str, value: Loc, schema: &mut Schema) -> bool {
        match key {
            "const" => {
                self.newer(value.at_key(), "`const`");
                schema.constant = Some(self.json(value));
            }
            "examples" => {
                self.newer(value.at_key(), "`examples` of a schema");
                let first = self.entries(value).next();
                if schema.example.is_none() {
                    schema.example = first.map(|(_, first)| self.json(first));
                }
            }
            _ => return false,
        }
        true
    }

    /// `type: [string, "null"]`.
    pub(super) fn several_types(&mut self, loc: Loc, schema: &mut Schema) {
        self.newer(loc, "a list of types");
        for text in self.strings(loc) {
            if text == "null" {
                schema.nullable = true;
            } else {
                self.type_name(&text, loc, schema);
            }
        }
    }

    /// `true` as a schema admits everything, `false` nothing.
    pub(super) fn boolean_schema(&mut self, loc: Loc, admits: bool, schema: &mut Schema) {
        self.newer(loc, "a boolean as a schema");
        schema.negated = !admits;
    }

    pub(super) fn newer(&mut self, loc: Loc, what: &str) {
        let message = format!("{what} is not in OpenAPI 3.0, and is read as OpenAPI 3.1 means it");
        self.report(code::NEWER_KEYWORD, loc, message);
    }
}
