//! Request bodies.

use crate::diag::{Loc, Sink, code};
use crate::ir::{Body, Constant, Docs, Input, OperationId, Owner, Part, Place, Scalar, Site, Style, Type};
use crate::resolve::spec::{self, Additional, Json, MediaType, Method, Property, Schema, SchemaId};

use super::docs;
use super::encodings;
use super::media::{self, Kind};
use super::operations::Calls;
use super::types;
use super::usage::Form;

/// A body whose fields are inputs of their own.
#[derive(Clone, Copy)]
struct Record<'b> {
    body: &'b spec::Body,
    content: &'b MediaType,
    place: Place,
}

impl Calls<'_, '_> {
    /// What the body of an operation is; its inputs are added to the others.
    pub(super) fn body(
        &mut self,
        id: OperationId,
        operation: &spec::Operation,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) -> Body {
        let Some(body) = &operation.body else {
            return Body::None;
        };
        if matches!(operation.method, Method::Get | Method::Head | Method::Trace) {
            if !body.content.iter().all(|content| content.schema.is_some_and(|schema| self.is_hollow(schema))) {
                sink.warn(
                    code::UNEXPECTED_BODY,
                    body.loc,
                    "a request of this method has no body; the document's is left out",
                );
            }
            return Body::None;
        }
        let chosen = media::choose(self.types.spec, &body.content, sink);
        if let Some((content, kind)) = chosen
            && media::loses_structure(self.types.spec, content, kind)
        {
            let message = format!("`{}` is not written: callers give the body as it is sent", content.media_type);
            sink.warn(code::UNSUPPORTED_BODY, content.loc, message);
        }
        let Some((content, kind)) = chosen else {
            return whole(body, None, Place::Bytes, "application/octet-stream", inputs);
        };
        let bytes = |inputs: &mut Vec<Input>| {
            let media_type = media::sent(&content.media_type, "application/octet-stream");
            whole(body, Some(content), Place::Bytes, &media_type, inputs)
        };
        let items = content.item_schema.filter(|_| kind == Kind::Lines);
        let Some(schema) = content.schema.or(items) else {
            return match kind {
                Kind::Text => {
                    whole(body, Some(content), Place::Text, &media::sent(&content.media_type, "text/plain"), inputs)
                }
                Kind::Json => self.json(id, body, content, None, inputs, sink),
                Kind::Multipart => self.multipart(id, body, content, None, inputs, sink),
                _ => bytes(inputs),
            };
        };
        match kind {
            Kind::Json => self.json(id, body, content, Some(schema), inputs, sink),
            Kind::Multipart => self.multipart(id, body, content, Some(schema), inputs, sink),
            Kind::Form => self.form(id, body, content, schema, inputs, sink),
            Kind::Lines => self.lines(id, body, content, schema, inputs, sink).unwrap_or_else(|| bytes(inputs)),
            Kind::Text | Kind::Events if self.shape(schema).format.as_deref() != Some("binary") => {
                whole(body, Some(content), Place::Text, &media::sent(&content.media_type, "text/plain"), inputs)
            }
            Kind::Text | Kind::Events | Kind::Bytes => bytes(inputs),
        }
    }

    fn json(
        &mut self,
        id: OperationId,
        body: &spec::Body,
        content: &MediaType,
        schema: Option<SchemaId>,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) -> Body {
        let media_type = media::sent(&content.media_type, "application/json");
        if let Some(schema) = schema
            && self.is_record(schema)
            && matches!(self.shape(schema).additional, Additional::Unsaid | Additional::Denied)
        {
            self.fields(id, Record { body, content, place: Place::Field }, schema, inputs, sink);
            return Body::Fields { required: body.required, media_type };
        }
        let mut input = blank(body.loc, Place::Body, body.required);
        input.docs = about(body, Some(content));
        input.example = content.example.as_ref().map(Json::to_compact_string);
        if let Some(schema) = schema {
            let lowered = self.types.lower(schema, Form::Request, &Site::new(Owner::Operation(id), Part::Body), sink);
            let mut docs = docs::of_schema(self.types.spec, schema, &lowered.ty);
            docs.description = input.docs.description.or(docs.description);
            docs.facts.extend(input.docs.facts);
            input.docs = docs;
            input.nullable = lowered.nullable;
            input.ty = lowered.ty;
            input.example = input.example.or_else(|| self.example(schema));
        }
        inputs.push(input);
        Body::Whole(media_type)
    }

    fn form(
        &mut self,
        id: OperationId,
        body: &spec::Body,
        content: &MediaType,
        schema: SchemaId,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) -> Body {
        if self.is_form(schema) {
            if matches!(self.shape(schema).additional, Additional::Allowed(_)) {
                let message = "fields of the form that its schema does not name cannot be set";
                sink.warn(code::UNSUPPORTED_FORM, content.loc, message);
            }
            self.fields(id, Record { body, content, place: Place::Form }, schema, inputs, sink);
        } else if !self.is_hollow(schema) {
            let message = "a form whose schema is no object of properties is taken as finished bytes";
            sink.warn(code::UNSUPPORTED_FORM, content.loc, message);
            let media_type = media::sent(&content.media_type, "application/x-www-form-urlencoded");
            return whole(body, Some(content), Place::Bytes, &media_type, inputs);
        }
        Body::Form { required: body.required }
    }

    fn multipart(
        &mut self,
        id: OperationId,
        body: &spec::Body,
        content: &MediaType,
        schema: Option<SchemaId>,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) -> Body {
        // Parts that the document does not name are added with `with_part` and `with_text_part`.
        match schema.filter(|schema| self.is_form(*schema)) {
            Some(schema) => self.fields(id, Record { body, content, place: Place::Part }, schema, inputs, sink),
            None => {
                let message = "a form whose schema names no properties has no inputs; calls add its parts one by one";
                sink.warn(code::UNSUPPORTED_FORM, content.loc, message);
            }
        }
        Body::Multipart { required: body.required }
    }

    /// JSON values a line each, where the schema says what they are.
    fn lines(
        &mut self,
        id: OperationId,
        body: &spec::Body,
        content: &MediaType,
        schema: SchemaId,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) -> Option<Body> {
        if self.shape(schema).types.string {
            return None;
        }
        let lowered = self.types.lower(schema, Form::Request, &Site::new(Owner::Operation(id), Part::Body), sink);
        let mut input = blank(body.loc, Place::Lines, body.required);
        input.ty = match lowered.ty {
            Type::List(item) => Type::List(item),
            other => Type::List(Box::new(other)),
        };
        input.docs = about(body, Some(content));
        inputs.push(input);
        Some(Body::Whole(media::sent(&content.media_type, "application/x-ndjson")))
    }

    pub(super) fn shape(&self, schema: SchemaId) -> &Schema {
        let described = self.types.spec.schema(schema);
        described.same_as.map_or(described, |same| self.types.spec.schema(same))
    }

    /// Whether a body is an object of which nothing is said: some tools write that where there is no body.
    fn is_hollow(&self, schema: SchemaId) -> bool {
        let shape = self.shape(schema);
        shape.types.object
            && shape.properties.is_empty()
            && shape.alternatives.is_empty()
            && !matches!(shape.additional, Additional::Allowed(_))
    }

    /// Whether a body is an object whose properties can be inputs of their own.
    fn is_record(&self, schema: SchemaId) -> bool {
        let shape = self.shape(schema);
        self.is_form(schema) && !shape.nullable
    }

    /// The same of a form, which can be null in no way.
    fn is_form(&self, schema: SchemaId) -> bool {
        let shape = self.shape(schema);
        !shape.properties.is_empty() && shape.alternatives.is_empty() && shape.unsupported.is_none()
    }

    fn fields(
        &mut self,
        id: OperationId,
        record: Record<'_>,
        schema: SchemaId,
        inputs: &mut Vec<Input>,
        sink: &mut Sink,
    ) {
        let spec = self.types.spec;
        let described = spec.schema(schema);
        let shape = described.same_as.map_or(described, |same| spec.schema(same));
        let shape_id = described.same_as.unwrap_or(schema);
        let first = inputs.len();
        encodings::unused(record.content, shape, sink);
        for property in shape.properties.iter().chain(&required_others(spec, shape)) {
            if !spec.schema(property.schema).read_only {
                let is_asked_for = shape.required.contains(&property.name);
                if let Some(constant) = self.constant(shape_id, property, is_asked_for, record) {
                    inputs.push(constant);
                    continue;
                }
                let required = record.body.required && is_asked_for;
                let example = record.content.example.as_ref().and_then(|whole| whole.get(&property.name));
                let mut input = self.field(id, property, record, required, example, sink);
                if record.place != Place::Field {
                    self.encode(&mut input, property, record.content, sink);
                }
                inputs.push(input);
            }
        }
        if record.place == Place::Field {
            inputs.extend(undeclared(shape));
        }
        // A body of nothing else is what the call is for.
        let own = inputs.get_mut(first..).unwrap_or_default();
        if own.iter().all(|input| input.constant.is_some()) {
            for input in own {
                input.required = true;
            }
        }
    }

    /// A property that can have one value only. Where a body need not be sent, it goes along with what is.
    fn constant(&self, shape: SchemaId, property: &Property, is_asked_for: bool, record: Record<'_>) -> Option<Input> {
        // Forms know no members that go along.
        if !record.body.required && record.place != Place::Field {
            return None;
        }
        let only = || self.types.only_value(property.schema).filter(|_| is_asked_for);
        let tag = self.types.tags.only(shape, &property.name).filter(|_| self.shape(property.schema).types.string);
        let constant = tag.map(|tag| Constant::Text(tag.to_owned())).or_else(only)?;
        let mut input = blank(property.loc, record.place, record.body.required);
        input.wire.clone_from(&property.name);
        input.constant = Some(constant);
        Some(input)
    }

    fn field(
        &mut self,
        id: OperationId,
        property: &Property,
        record: Record<'_>,
        required: bool,
        example: Option<&Json>,
        sink: &mut Sink,
    ) -> Input {
        let place = match record.place {
            Place::Part => self.part_place(property, record.content),
            place => place,
        };
        let mut input = blank(property.loc, place, required);
        input.wire.clone_from(&property.name);
        if matches!(place, Place::File | Place::Files) {
            input.docs = docs::of_schema(self.types.spec, property.schema, &Type::Json);
            return input;
        }
        let site = Site::new(Owner::Operation(id), Part::Input(place, property.name.clone()));
        let lowered = self.types.lower(property.schema, Form::Request, &site, sink);
        input.nullable = place == Place::Field && lowered.nullable && lowered.ty != Type::Json;
        input.docs = docs::of_schema(self.types.spec, property.schema, &lowered.ty);
        if place == Place::Form && self.is_nested(property.schema) {
            input.style = Style::Deep;
        }
        input.ty = lowered.ty;
        input.example = example.map(Json::to_compact_string).or_else(|| self.example(property.schema));
        input
    }

    /// Whether a value is more than a single one, or a list of single ones.
    pub(super) fn is_nested(&self, schema: SchemaId) -> bool {
        let is_object = |schema: &Schema| schema.types.object || !schema.properties.is_empty();
        let any = |schema: &Schema| {
            is_object(schema)
                || schema.alternatives.iter().any(|one| is_object(self.shape(*one)) || self.shape(*one).types.array)
        };
        let shape = self.shape(schema);
        let mut items = shape.items.iter().chain(&shape.prefix_items);
        any(shape) || items.any(|items| any(self.shape(*items)) || self.shape(*items).is_list())
    }
}

/// Members that have to be there, of which the schema says nothing else: callers may set them to any JSON.
fn undeclared(shape: &Schema) -> impl Iterator<Item = Input> {
    let is_declared = |name: &str| shape.properties.iter().any(|property| property.name == name);
    let is_open = matches!(shape.additional, Additional::Unsaid);
    let names = shape.required.iter().filter(move |name| is_open && !is_declared(name));
    names.map(|name| {
        let docs = Docs { description: Some(types::UNDECLARED.to_owned()), ..Docs::default() };
        Input { wire: name.clone(), docs, ..blank(shape.loc.at_key(), Place::Field, false) }
    })
}

/// Members that have to be there, of which only the schema of all others speaks: a form that requires `files`, and says of
/// any part that it is a list of files.
fn required_others(spec: &spec::Spec, shape: &Schema) -> Vec<Property> {
    let Additional::Allowed(Some(schema)) = shape.additional else { return Vec::new() };
    let is_declared = |name: &str| shape.properties.iter().any(|property| property.name == name);
    let names = shape.required.iter().filter(|name| !is_declared(name));
    names.map(|name| Property { loc: spec.schema(schema).loc, name: name.clone(), schema }).collect()
}

/// What is known of an input before its schema is looked at.
pub(super) fn blank(loc: Loc, place: Place, required: bool) -> Input {
    Input {
        loc,
        wire: "body".to_owned(),
        place,
        style: Style::Usual,
        allow_reserved: false,
        media_type: None,
        required,
        nullable: false,
        ty: Type::Json,
        constant: None,
        docs: Docs::default(),
        example: None,
    }
}

fn about(body: &spec::Body, content: Option<&MediaType>) -> Docs {
    let facts = content.and_then(|chosen| media::others(&body.content, chosen)).into_iter().collect();
    Docs { description: body.description.clone(), facts, ..Docs::default() }
}

/// A body that is one value without a shape.
fn whole(
    body: &spec::Body,
    content: Option<&MediaType>,
    place: Place,
    media_type: &str,
    inputs: &mut Vec<Input>,
) -> Body {
    let mut input = blank(body.loc, place, body.required);
    if place == Place::Text {
        input.ty = Type::Scalar(Scalar::String);
        let example = content.and_then(|content| content.example.as_ref());
        input.example = example.map(Json::to_compact_string);
    }
    input.docs = about(body, content);
    inputs.push(input);
    Body::Whole(media_type.to_owned())
}
