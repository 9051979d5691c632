//! Parameters.

use std::collections::HashMap;

use crate::diag::{Sink, code};
use crate::ir::{Body, Docs, Input, OperationId, Owner, Part, Place, Scalar, Site, Style, Type};
use crate::resolve::spec::{self, In, Json, Schema, SchemaId};

use super::bodies::blank;
use super::docs;
use super::headers;
use super::operations::Calls;
use super::usage::Form;

impl Calls<'_, '_> {
    /// What an operation takes, in the order of its arguments: path, then what is required, then the rest; without what
    /// can have one value only, which comes last.
    pub(super) fn inputs(
        &mut self,
        id: OperationId,
        operation: &spec::Operation,
        sink: &mut Sink,
    ) -> (Vec<Input>, Body, Vec<Input>) {
        let mut path = self.path_inputs(id, operation, sink);
        let mut others = Vec::new();
        let body = self.body(id, operation, &mut others, sink);
        for parameter in &operation.parameters {
            let place = match parameter.place {
                In::Path => continue,
                In::Query => Place::Query,
                In::Header => Place::Header,
                In::Cookie => Place::Cookie,
            };
            if is_sent(parameter, place, sink) {
                others.push(self.parameter(id, parameter, place, sink));
            }
        }
        let (required, optional): (Vec<_>, Vec<_>) = others.into_iter().partition(|input| input.required);
        path.extend(required);
        path.extend(optional);
        let (constants, inputs) = path.into_iter().partition(|input| input.constant.is_some());
        (inputs, body, constants)
    }

    /// The template's parameters in its order, whatever order they are declared in.
    fn path_inputs(&mut self, id: OperationId, operation: &spec::Operation, sink: &mut Sink) -> Vec<Input> {
        let mut declared: HashMap<&str, &spec::Parameter> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == In::Path)
            .map(|parameter| (parameter.name.as_str(), parameter))
            .collect();
        let mut inputs = Vec::new();
        for name in super::template::parameters(&operation.path) {
            if inputs.iter().any(|input: &Input| input.wire == name) {
                continue;
            }
            if let Some(parameter) = declared.remove(name) {
                inputs.push(self.parameter(id, parameter, Place::Path, sink));
                continue;
            }
            sink.warn(
                code::UNDECLARED_PARAMETER,
                operation.loc.at_key(),
                format!("`{name}` in the path is not declared; it becomes a required string"),
            );
            // Not the operation's own place, whose pin names the method.
            let mut input = blank(operation.loc.at_key(), Place::Path, true);
            name.clone_into(&mut input.wire);
            input.ty = Type::Scalar(Scalar::String);
            inputs.push(input);
        }
        for parameter in &operation.parameters {
            if declared.contains_key(parameter.name.as_str()) && parameter.place == In::Path {
                sink.warn(
                    code::UNUSED_PARAMETER,
                    parameter.loc,
                    format!("the path has no `{{{}}}`; the parameter is left out", parameter.name),
                );
            }
        }
        inputs
    }

    fn parameter(&mut self, id: OperationId, parameter: &spec::Parameter, place: Place, sink: &mut Sink) -> Input {
        let mut input = blank(parameter.loc, place, parameter.required);
        input.wire.clone_from(&parameter.name);
        input.allow_reserved = parameter.allow_reserved && place == Place::Query;
        input.ty = Type::Scalar(Scalar::String);
        if let Some(schema) = parameter.schema {
            let site = Site::new(Owner::Operation(id), Part::Input(place, parameter.name.clone()));
            match self.style(parameter, schema, place) {
                Ok(style) => {
                    input.style = style;
                    input.constant = self.types.only_value(schema).filter(|_| parameter.required);
                    if input.constant.is_some() {
                        return input;
                    }
                    input.ty = self.types.lower(schema, Form::Request, &site, sink).ty;
                }
                Err(reason) => {
                    sink.warn(
                        code::UNSUPPORTED_STYLE,
                        parameter.loc,
                        format!("{reason}; the parameter is taken as finished text"),
                    );
                }
            }
            input.docs = docs::of_schema(self.types.spec, schema, &input.ty);
            input.example = self.example(schema);
        }
        let about: &mut Docs = &mut input.docs;
        about.description = parameter.description.clone().or(about.description.take());
        about.deprecated |= parameter.deprecated;
        input.example = parameter.example.as_ref().map(Json::to_compact_string).or(input.example);
        input
    }

    /// How a parameter is written; or why that is not defined (OpenAPI 3.0, Style Values).
    fn style(&self, parameter: &spec::Parameter, schema: SchemaId, place: Place) -> Result<Style, String> {
        if let Some(media_type) = &parameter.content {
            let json = media_type.to_ascii_lowercase().contains("json") || media_type.trim() == "*/*";
            return if json { Ok(Style::Json) } else { Err(format!("parameters are not written as `{media_type}`")) };
        }
        let named = parameter.style.as_deref();
        let usual = if matches!(place, Place::Query | Place::Cookie) { "form" } else { "simple" };
        let name = named.unwrap_or(usual);
        let explode = parameter.explode.unwrap_or(name == "form" || name == "deepObject");
        let shape = super::envelope::shape(self.types.spec, schema);
        let style =
            defined(place, name, explode, shape).ok_or_else(|| format!("the style `{name}` is not defined here"))?;
        let nested = match style {
            Style::Deep => false,
            _ if is_object(shape) => shape.properties.iter().any(|property| {
                let described = self.types.spec.schema(property.schema);
                described.types.array || is_object(described)
            }),
            _ => shape.is_list() && self.is_nested(schema),
        };
        if nested { Err(format!("the style `{name}` is not defined for values inside values")) } else { Ok(style) }
    }
}

fn is_object(shape: &Schema) -> bool {
    shape.types.object || !shape.properties.is_empty()
}

/// How values of a shape are laid out in a style, where that is defined.
pub(super) fn defined(place: Place, name: &str, explode: bool, shape: &Schema) -> Option<Style> {
    let (is_list, is_object) = (shape.is_list(), is_object(shape));
    let is_single = !is_list && !is_object;
    Some(match (place, name, explode) {
        (Place::Path | Place::Header, "simple", true) if is_object => Style::Exploded,
        (Place::Path | Place::Header, "simple", _) | (Place::Query | Place::Cookie, "form", true) => Style::Usual,
        (Place::Path, "label", explode) => Style::Label(explode),
        (Place::Path, "matrix", explode) => Style::Matrix(explode),
        (Place::Query, "form" | "spaceDelimited" | "pipeDelimited", _) if is_single => Style::Usual,
        (Place::Query | Place::Cookie, "form", false) => Style::Joined(','),
        // Exploded, these two repeat the name as `form` does.
        (Place::Query, "spaceDelimited" | "pipeDelimited", true) if is_list => Style::Usual,
        (Place::Query, "spaceDelimited", false) => Style::Joined(' '),
        (Place::Query, "pipeDelimited", false) => Style::Joined('|'),
        // What 2.0 calls `tsv`; it has no successor.
        (Place::Query, "tabDelimited", false) => Style::Joined('\t'),
        (Place::Query, "deepObject", _) if is_single && shape.alternatives.is_empty() => Style::Usual,
        // For lists nothing is said; those who write it mean `name[0]`.
        (Place::Query, "deepObject", _) => Style::Deep,
        _ => return None,
    })
}

/// Whether a parameter is one that callers can set.
fn is_sent(parameter: &spec::Parameter, place: Place, sink: &mut Sink) -> bool {
    let name = &parameter.name;
    let fault = match place {
        Place::Header => headers::fault(name),
        Place::Cookie if !headers::is_token(name) => Some("is no name that a cookie can have"),
        _ => None,
    };
    let Some(why) = fault else { return true };
    sink.warn(code::IGNORED_HEADER, parameter.loc, format!("`{name}` {why}; the parameter is left out"));
    false
}
