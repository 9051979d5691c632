//! Parameters.

use crate::diag::{Loc, code};

use super::json::Json;
use super::model::{In, Parameter};
use super::reader::Reader;
use super::version::{self, Version};

impl Reader<'_> {
    pub(super) fn parameter(&mut self, loc: Loc) -> Option<Parameter> {
        let (mut name, mut place, mut example) = (None, None, None);
        let mut parameter = Parameter::new(loc);
        if self.version == Version::V2_0 {
            self.old_parameter(loc, &mut parameter);
        }
        for (key, value) in self.members(loc)? {
            self.since_3(&version::PARAMETER, key, value);
            match key {
                "name" => name = self.prose(value),
                "in" => place = Some(self.location(value)),
                "description" => parameter.description = self.prose(value),
                "required" => parameter.required = self.boolean(value),
                "deprecated" => parameter.deprecated = self.boolean(value),
                "style" => parameter.style = self.string(value),
                "explode" => parameter.explode = Some(self.boolean(value)),
                "allowReserved" => parameter.allow_reserved = self.boolean(value),
                "schema" if self.version != Version::V2_0 => parameter.schema = Some(self.schema(value)),
                "content" => self.parameter_content(value, &mut parameter),
                "example" => example = Some(self.json(value)),
                "examples" => parameter.examples = self.example_values(value),
                _ => self.other(&version::PARAMETER, key, value),
            }
        }
        if let Some(example) = example {
            if !parameter.examples.is_empty() {
                self.report(code::BOTH_EXAMPLES, loc, "a parameter has both `example` and `examples`");
            }
            parameter.examples = vec![example];
        }
        for (there, field) in [(name.is_some(), "name"), (place.is_some(), "in")] {
            if !there {
                self.missing(loc, &version::PARAMETER, field);
            }
        }
        parameter.name = name?;
        parameter.place = place??;
        Some(parameter)
    }

    /// Where something goes; `None` after a report where that is nowhere.
    pub(super) fn location(&mut self, loc: Loc) -> Option<In> {
        let text = self.string(loc)?;
        Some(match text.as_str() {
            "path" => In::Path,
            "query" => In::Query,
            "header" => In::Header,
            "cookie" => In::Cookie,
            "querystring" if self.version >= Version::V3_2 => {
                let message = "a parameter that is the whole query string is not supported yet, and is left out";
                self.report(code::UNSUPPORTED_PARAMETER, loc, message);
                return None;
            }
            _ => {
                let help = "it is one of `path`, `query`, `header` and `cookie`; bodies are in `requestBody`";
                self.report(code::INVALID_VALUE, loc, format!("`in` cannot be `{text}`")).help(help);
                return None;
            }
        })
    }

    fn parameter_content(&mut self, loc: Loc, parameter: &mut Parameter) {
        for (index, (key, value)) in self.object(loc).enumerate() {
            if index > 0 {
                let message = "a parameter has more than one media type, of which the first is used";
                self.report(code::UNSUPPORTED_PARAMETER, value.at_key(), message);
                return;
            }
            let media_type = self.media_type(value);
            parameter.content = Some(key.to_owned());
            parameter.schema = media_type.and_then(|media_type| media_type.schema);
        }
    }

    /// The values of `examples`, references into this document followed.
    fn example_values(&mut self, loc: Loc) -> Vec<Json> {
        let mut values = Vec::new();
        for (_, value) in self.object(loc) {
            let at = self.deref(value, "example");
            values.extend(at.and_then(|at| self.field(at, "value")).map(|value| self.json(value)));
        }
        values
    }
}

impl Parameter {
    fn new(loc: Loc) -> Self {
        Self {
            loc,
            name: String::new(),
            place: In::Query,
            required: false,
            description: None,
            deprecated: false,
            style: None,
            explode: None,
            allow_reserved: false,
            schema: None,
            content: None,
            examples: Vec::new(),
        }
    }
}
