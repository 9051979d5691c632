//! Answers that come piece by piece: JSON values a line each, and server-sent events.

use crate::diag::Sink;
use crate::ir::{Flag, Input, OperationId, Output, Owner, Part, Place, Scalar, Site, Streaming, Type};
use crate::resolve::spec::{self, In, Json, MediaType, Schema, SchemaId};

use super::answers::successful;
use super::envelope::{property, shape};
use super::media::{self, Kind};
use super::operations::Calls;
use super::usage::Form;

impl<'s> Calls<'_, 's> {
    /// What an operation that answers at once can also answer piece by piece.
    pub(super) fn streaming(
        &mut self,
        id: OperationId,
        operation: &'s spec::Operation,
        sink: &mut Sink,
    ) -> Option<Streaming> {
        let spec = self.types.spec;
        let responses = successful(&operation.responses);
        let (content, kind) =
            responses.into_iter().find_map(|response| media::streamed(spec, &response.content, sink))?;
        let site = Site { owner: Owner::Operation(id), parts: vec![Part::Member("stream".to_owned())] };
        let (accept, output) = self.pieces(content, kind, &site, sink)?;
        Some(Streaming { accept, output, flag: None })
    }

    /// What comes piece by piece in some content, with the media type that is asked for. `None` for lines of which
    /// nothing is said: these are bytes.
    pub(super) fn pieces(
        &mut self,
        content: &MediaType,
        kind: Kind,
        site: &Site,
        sink: &mut Sink,
    ) -> Option<(String, Output)> {
        let schema = self.piece(content, kind).filter(|schema| !shape(self.types.spec, *schema).types.string);
        let item = schema.map(|schema| match self.types.lower(schema, Form::Response, site, sink).ty {
            // A list's items are its own.
            Type::List(item) if content.item_schema.is_none() => *item,
            other => other,
        });
        match kind {
            Kind::Events => Some((media::sent(&content.media_type, "text/event-stream"), Output::Events(item))),
            _ => Some((media::sent(&content.media_type, "application/x-ndjson"), Output::Lines(item?))),
        }
    }

    /// The schema of a line, or of an event's data. `itemSchema` is about the whole event (OpenAPI 3.2, "Server-Sent
    /// Event Streams"); what older documents have is about its data.
    fn piece(&self, content: &MediaType, kind: Kind) -> Option<SchemaId> {
        let Some(item) = content.item_schema else { return content.schema };
        let spec = self.types.spec;
        let event = shape(spec, item);
        let has_data = |schema: &Schema| property(schema, "data").is_some();
        match kind {
            Kind::Events if has_data(event) => property(event, "data").map(|data| data.schema),
            // Kinds of events that differ in their data: it is text, and the kind says which it is.
            Kind::Events if event.alternatives.iter().any(|one| has_data(shape(spec, *one))) => None,
            _ => Some(item),
        }
    }
}

/// The input that asks for an answer piece by piece, taken from the others: a boolean `stream`, as several APIs agree
/// on. A required one stays with the callers.
pub(super) fn take_flag(
    operation: &spec::Operation,
    inputs: &mut Vec<Input>,
    spec: &crate::resolve::Spec,
) -> Option<Flag> {
    let at = inputs.iter().position(|input| {
        let can = matches!(input.place, Place::Query | Place::Field | Place::Form | Place::Part);
        can && input.wire == "stream" && !input.required && input.ty == Type::Scalar(Scalar::Bool)
    })?;
    let input = inputs.remove(at);
    let parameters = operation.parameters.iter().filter(|parameter| parameter.place == In::Query);
    let of_query = parameters.filter(|parameter| parameter.name == input.wire).find_map(|parameter| parameter.schema);
    let content = operation.body.iter().flat_map(|body| &body.content);
    let mut of_body = content.filter_map(|content| Some(property(shape(spec, content.schema?), &input.wire)?.schema));
    let schema = if input.place == Place::Query { of_query } else { of_body.next() };
    let default = schema.is_some_and(|schema| {
        let own = spec.schema(schema).default.as_ref().or(shape(spec, schema).default.as_ref());
        own == Some(&Json::Bool(true))
    });
    Some(Flag { wire: input.wire, place: input.place, default })
}
