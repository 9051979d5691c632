//! From an operation of the document to a call: what it takes, what it sends, what it gives.

use std::collections::HashMap;

use crate::diag::{Sink, code};
use crate::ir::{Body, Docs, Envelope, Input, OperationId, Output, Owner, Paging, Part, Place, Scalar, Type};
use crate::resolve::spec::{self, Additional, In, Json, SchemaId};

use super::docs;
use super::headers;
use super::types::{Site, Types};
use super::usage::Form;

/// What one operation needs to be lowered.
pub(super) struct Calls<'a, 's> {
    pub(super) types: &'a mut Types<'s>,
    pub(super) envelope: Option<&'a Envelope>,
    /// Name of the query parameter that numbers pages.
    pub(super) page_parameter: Option<&'a str>,
}

/// What a call gives, and whether that is wrapped.
pub(super) struct Answer {
    pub(super) output: Output,
    pub(super) enveloped: bool,
    pub(super) example: Option<String>,
}

impl Calls<'_, '_> {
    /// What an operation takes, in the order of its arguments: path, then what is required, then the rest.
    pub(super) fn inputs(
        &mut self,
        id: OperationId,
        operation: &spec::Operation,
        sink: &mut Sink,
    ) -> (Vec<Input>, Body) {
        let mut path = self.path_inputs(id, operation, sink);
        let mut others = Vec::new();
        let body = self.body(id, operation, &mut others, sink);
        for parameter in &operation.parameters {
            let place = match parameter.place {
                In::Path => continue,
                In::Query => Place::Query,
                In::Header => match headers::fault(&parameter.name) {
                    None => Place::Header,
                    Some(why) => {
                        let message = format!("`{}` {why}; the parameter is left out", parameter.name);
                        sink.warn(code::IGNORED_HEADER, parameter.loc, message);
                        continue;
                    }
                },
                In::Cookie => {
                    sink.warn(
                        code::UNSUPPORTED_PARAMETER,
                        parameter.loc,
                        "cookie parameters are not supported yet; this one is left out",
                    );
                    continue;
                }
            };
            others.push(self.parameter(id, parameter, place, sink));
        }
        let (required, optional): (Vec<_>, Vec<_>) = others.into_iter().partition(|input| input.required);
        path.extend(required);
        path.extend(optional);
        (path, body)
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
            inputs.push(Input {
                // Not the operation's own place, whose pin names the method.
                loc: operation.loc.at_key(),
                wire: name.to_owned(),
                place: Place::Path,
                required: true,
                nullable: false,
                ty: Type::Scalar(Scalar::String),
                docs: Docs::default(),
                example: None,
            });
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
        let site = Site::new(Owner::Operation(id), Part::Member(parameter.name.clone()));
        let plain = Type::Scalar(Scalar::String);
        let (ty, mut about) = match parameter.schema {
            Some(schema) if parameter.content.is_none() => {
                let lowered = self.types.lower(schema, Form::Request, &site, sink);
                let ty = if fits(&lowered.ty, place) && is_default_style(parameter) {
                    lowered.ty
                } else {
                    sink.warn(
                        code::UNSUPPORTED_PARAMETER,
                        parameter.loc,
                        "how this parameter is written is not supported yet; it is taken as finished text",
                    );
                    plain
                };
                let about = docs::of_schema(self.types.spec, schema, &ty);
                (ty, about)
            }
            Some(_) => {
                sink.warn(
                    code::UNSUPPORTED_PARAMETER,
                    parameter.loc,
                    "a parameter with `content` is not supported yet; it is taken as finished text",
                );
                (plain, Docs::default())
            }
            None => (plain, Docs::default()),
        };
        about.description = parameter.description.clone().or(about.description);
        about.deprecated |= parameter.deprecated;
        let schema_example = parameter.schema.and_then(|schema| self.example(schema));
        Input {
            loc: parameter.loc,
            wire: parameter.name.clone(),
            place,
            required: parameter.required,
            nullable: false,
            ty,
            docs: about,
            example: parameter.example.as_ref().map(Json::to_compact_string).or(schema_example),
        }
    }

    /// An example of a schema: its own, or that of what it stands for.
    fn example(&self, id: SchemaId) -> Option<String> {
        let schema = self.types.spec.schema(id);
        let base = schema.same_as.map(|same| self.types.spec.schema(same));
        schema.example.as_ref().or_else(|| base.and_then(|base| base.example.as_ref())).map(Json::to_compact_string)
    }

    fn body(&mut self, id: OperationId, operation: &spec::Operation, inputs: &mut Vec<Input>, sink: &mut Sink) -> Body {
        let Some(body) = &operation.body else {
            return Body::None;
        };
        let json = body.content.iter().find(|content| is_json(&content.media_type));
        let Some((content, schema)) = json.and_then(|json| Some((json, json.schema?))) else {
            return raw_body(body, inputs, sink);
        };
        let whole = content.example.as_ref();
        let described = self.types.spec.schema(schema);
        let shape = described.same_as.map_or(described, |same| self.types.spec.schema(same));
        let is_record = !shape.properties.is_empty()
            && shape.alternatives.is_empty()
            && shape.unsupported.is_none()
            && !shape.nullable
            && matches!(shape.additional, Additional::Unsaid | Additional::Denied);
        if is_record {
            for property in &shape.properties {
                if !self.types.spec.schema(property.schema).read_only {
                    let required = body.required && shape.required.contains(&property.name);
                    let example = whole.and_then(|whole| whole.get(&property.name));
                    inputs.push(self.field(id, property, required, example, sink));
                }
            }
            return Body::Fields(body.required);
        }
        let site = Site::new(Owner::Operation(id), Part::Body);
        let lowered = self.types.lower(schema, Form::Request, &site, sink);
        let mut about = docs::of_schema(self.types.spec, schema, &lowered.ty);
        about.description = body.description.clone().or(about.description);
        let example = whole.map(Json::to_compact_string);
        inputs.push(Input {
            loc: body.loc,
            wire: "body".to_owned(),
            place: Place::Body,
            required: body.required,
            nullable: lowered.nullable,
            ty: lowered.ty,
            docs: about,
            example: example.or_else(|| self.example(schema)),
        });
        Body::Whole
    }

    fn field(
        &mut self,
        id: OperationId,
        property: &spec::Property,
        required: bool,
        example: Option<&Json>,
        sink: &mut Sink,
    ) -> Input {
        let site = Site::new(Owner::Operation(id), Part::Member(property.name.clone()));
        let lowered = self.types.lower(property.schema, Form::Request, &site, sink);
        Input {
            loc: property.loc,
            wire: property.name.clone(),
            place: Place::Field,
            required,
            nullable: lowered.nullable && lowered.ty != Type::Json,
            docs: docs::of_schema(self.types.spec, property.schema, &lowered.ty),
            ty: lowered.ty,
            example: example.map(Json::to_compact_string).or_else(|| self.example(property.schema)),
        }
    }

    /// What a successful call gives: the first response of a 2xx status, else the default one.
    pub(super) fn answer(&mut self, id: OperationId, operation: &spec::Operation, sink: &mut Sink) -> Answer {
        let nothing = Answer { output: Output::Unit, enveloped: false, example: None };
        let Some(response) = successful(&operation.responses) else {
            return nothing;
        };
        let json = response.content.iter().find(|content| is_json(&content.media_type));
        let Some(content) = json else {
            if let Some(other) = response.content.first() {
                sink.warn(
                    code::UNSUPPORTED_RESPONSE,
                    other.loc,
                    format!(
                        "answers of the media type `{}` are not read yet; `send_raw` gives the bytes",
                        other.media_type
                    ),
                );
            }
            return nothing;
        };
        let example = content.example.as_ref().map(Json::to_pretty_string);
        let Some(schema) = content.schema else {
            return Answer { output: Output::Value(Type::Json), enveloped: false, example };
        };
        let (output, enveloped) = self.output(id, operation, schema, sink);
        Answer { output, enveloped, example }
    }

    fn output(
        &mut self,
        id: OperationId,
        operation: &spec::Operation,
        schema: SchemaId,
        sink: &mut Sink,
    ) -> (Output, bool) {
        let site = Site::new(Owner::Operation(id), Part::Response);
        let spec = self.types.spec;
        let described = spec.schema(schema);
        let shape = described.same_as.map_or(described, |same| spec.schema(same));
        let Some(envelope) = self.envelope.filter(|envelope| is_wrapped(shape, envelope)) else {
            let lowered = self.types.lower(schema, Form::Response, &site, sink);
            return (value(lowered.ty, lowered.nullable), false);
        };
        let result = shape.properties.iter().find(|property| property.name == envelope.result);
        let Some(result) = result else {
            return (Output::Unit, true);
        };
        let lowered = self.types.lower(result.schema, Form::Response, &site, sink);
        let output = match lowered.ty {
            Type::List(item) => Output::Page(*item, self.paging(operation)),
            ty => value(ty, lowered.nullable),
        };
        (output, true)
    }

    /// Pages are numbered where the request can ask for one by its number.
    fn paging(&self, operation: &spec::Operation) -> Paging {
        let numbered = operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == In::Query && Some(parameter.name.as_str()) == self.page_parameter);
        if numbered { Paging::Numbered } else { Paging::Single }
    }
}

fn value(ty: Type, nullable: bool) -> Output {
    if nullable && ty != Type::Json { Output::Nullable(ty) } else { Output::Value(ty) }
}

/// Whether an answer's schema is the envelope: it has the member that tells success, and it is an object.
fn is_wrapped(shape: &spec::Schema, envelope: &Envelope) -> bool {
    let has = |name: &str| shape.properties.iter().any(|property| property.name == name);
    match &envelope.success {
        Some(success) => has(success),
        None => has(&envelope.result),
    }
}

/// The response that a call is made for: 200, else the first other 2xx, else `2XX`, else `default`.
fn successful(responses: &[spec::Response]) -> Option<&spec::Response> {
    let is = |wanted: &str| responses.iter().find(move |response| response.status.eq_ignore_ascii_case(wanted));
    let other = || {
        responses
            .iter()
            .find(|response| response.status.starts_with('2') && !response.status.eq_ignore_ascii_case("2XX"))
    };
    is("200").or_else(other).or_else(|| is("2XX")).or_else(|| is("default"))
}

/// Whether a media type is JSON (RFC 6839: also what ends in `+json`), whatever its case and parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether values of a type can stand in a place, written in that place's default style.
fn fits(ty: &Type, place: Place) -> bool {
    match ty {
        Type::Scalar(_) | Type::Named(_) => true,
        Type::List(item) => place == Place::Query && matches!(**item, Type::Scalar(_) | Type::Named(_)),
        Type::Map(_) | Type::Nullable(_) | Type::Json => false,
    }
}

/// The styles that need no further rules: `simple` for single values, `form` exploded.
fn is_default_style(parameter: &spec::Parameter) -> bool {
    match parameter.style.as_deref() {
        None | Some("simple") => true,
        Some("form") => parameter.explode.unwrap_or(true),
        Some(_) => false,
    }
}

/// A body that is not JSON, or has no schema: finished bytes.
fn raw_body(body: &spec::Body, inputs: &mut Vec<Input>, sink: &mut Sink) -> Body {
    let why = match body.content.first() {
        None => "a body without a media type".to_owned(),
        Some(content) if is_json(&content.media_type) => "a body without a schema".to_owned(),
        Some(content) => format!("a body of the media type `{}` is not written yet; it", content.media_type),
    };
    sink.warn(code::UNSUPPORTED_BODY, body.loc, format!("{why} is taken as JSON of any shape"));
    inputs.push(Input {
        loc: body.loc,
        wire: "body".to_owned(),
        place: Place::Body,
        required: body.required,
        nullable: false,
        ty: Type::Json,
        docs: Docs { description: body.description.clone(), ..Docs::default() },
        example: None,
    });
    Body::Whole
}
