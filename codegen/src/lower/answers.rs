//! What a call gives.

use crate::diag::{Sink, code};
use crate::ir::{Alternative, OperationId, Output, Owner, Paging, Part, Site, Type};
use crate::resolve::spec::{self, Json, MediaType, Method, Schema, SchemaId};

use super::envelope::{self, shape};
use super::media::{self, Kind};
use super::operations::Calls;
use super::paging::{self, Evidence};
use super::usage::Form;

/// What a call gives, and how that comes.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) output: Option<Output>,
    pub(super) envelope: Option<usize>,
    pub(super) accept: Option<String>,
    pub(super) headers: Vec<String>,
    pub(super) errors: Vec<(String, Type)>,
    pub(super) example: Option<String>,
}

/// A response that a call may be made for.
struct Success<'s> {
    status: Option<u16>,
    content: Option<(&'s MediaType, Kind)>,
}

impl<'s> Success<'s> {
    fn schema(&self) -> Option<SchemaId> {
        self.content.and_then(|(content, _)| content.schema)
    }

    fn kind(&self) -> Option<Kind> {
        self.content.map(|(_, kind)| kind)
    }

    fn media_type(&self) -> &'s str {
        self.content.map_or("", |(content, _)| content.media_type.as_str())
    }
}

impl<'s> Calls<'_, 's> {
    /// What a successful call gives: what its 2xx responses have, else its default one.
    pub(super) fn answer(&mut self, id: OperationId, operation: &'s spec::Operation, sink: &mut Sink) -> Answer {
        let mut answer = self.success(id, operation, sink);
        for header in headers(operation) {
            if !answer.headers.iter().any(|known| known.eq_ignore_ascii_case(&header.name)) {
                answer.headers.push(header.name.clone());
            }
        }
        if answer.envelope.is_none_or(|index| self.tables.envelopes.get(index).is_some_and(|it| it.errors.is_none())) {
            answer.errors = self.errors(id, operation, sink);
        }
        answer
    }

    fn success(&mut self, id: OperationId, operation: &'s spec::Operation, sink: &mut Sink) -> Answer {
        if operation.method == Method::Head {
            return Answer::default();
        }
        let spec = self.types.spec;
        let all: Vec<Success<'s>> = successful(&operation.responses)
            .into_iter()
            .map(|response| Success {
                status: response.status.parse().ok(),
                content: Some(response)
                    .filter(|response| !matches!(response.status.as_str(), "204" | "205"))
                    .and_then(|response| media::choose(spec, &response.content, sink)),
            })
            .collect();
        let mut distinct: Vec<&Success<'s>> = Vec::new();
        for one in all.iter().filter(|one| one.content.is_some()) {
            if !distinct.iter().any(|known| known.schema() == one.schema() && known.kind() == one.kind()) {
                distinct.push(one);
            }
        }
        let may_be_missing = all.iter().any(|one| one.content.is_none());
        match distinct.as_slice() {
            [] => Answer::default(),
            [only] => {
                let mut answer = self.single(id, operation, only, sink);
                if let (true, Some(Output::Value(ty))) = (may_be_missing && answer.envelope.is_none(), &answer.output) {
                    answer.output = Some(Output::Nullable(ty.clone()));
                }
                answer
            }
            [first, ..] => {
                if distinct.iter().all(|one| one.kind() == Some(Kind::Json) && one.status.is_some()) {
                    return self.by_status(id, &all, sink);
                }
                sink.warn(
                    code::SEVERAL_SUCCESSES,
                    operation.loc,
                    "successes of this operation are of several kinds; what the first has is read, and `send_raw` has the others",
                );
                self.single(id, operation, first, sink)
            }
        }
    }

    fn single(
        &mut self,
        id: OperationId,
        operation: &'s spec::Operation,
        one: &Success<'s>,
        sink: &mut Sink,
    ) -> Answer {
        let Some((content, kind)) = one.content else {
            return Answer::default();
        };
        let site = Site::new(Owner::Operation(id), Part::Response);
        let asked = |otherwise: &str| Some(media::sent(one.media_type(), otherwise));
        let mut answer = Answer { example: content.example.as_ref().map(Json::to_pretty_string), ..Answer::default() };
        match kind {
            Kind::Json => {
                let media_type = media::sent(&content.media_type, "application/json");
                answer.accept =
                    Some(media_type).filter(|media_type| !media_type.eq_ignore_ascii_case("application/json"));
                match content.schema {
                    Some(schema) => self.value(id, operation, schema, &mut answer, sink),
                    None => answer.output = Some(Output::Value(Type::Json)),
                }
            }
            Kind::Text if self.is_text(content) => {
                answer.accept = asked("text/plain");
                answer.output = Some(Output::Text);
            }
            Kind::Lines if self.has_shape(content) => {
                answer.accept = asked("application/x-ndjson");
                let item = self.item(content, &site, sink);
                answer.output = Some(Output::Lines(item));
            }
            Kind::Events => {
                answer.accept = asked("text/event-stream");
                let data = self.has_shape(content).then(|| self.item(content, &site, sink));
                answer.output = Some(Output::Events(data));
            }
            Kind::Text | Kind::Lines | Kind::Bytes | Kind::Multipart | Kind::Form => {
                // A wildcard is an `Accept` in its own right.
                let media_type = content.media_type.trim();
                let wild = matches!(media_type, "*/*" | "application/*" | "image/*" | "audio/*" | "video/*" | "text/*");
                answer.accept = if wild { Some(media_type.to_owned()) } else { asked("*/*") };
                answer.output = Some(Output::Bytes);
            }
        }
        answer
    }

    fn is_text(&self, content: &MediaType) -> bool {
        content.schema.is_none_or(|schema| shape(self.types.spec, schema).format.as_deref() != Some("binary"))
    }

    /// Whether the items of a stream are described, and not just called a string.
    fn has_shape(&self, content: &MediaType) -> bool {
        content.schema.is_some_and(|schema| !shape(self.types.spec, schema).types.string)
    }

    /// The type of a stream's items: a list's are its own.
    fn item(&mut self, content: &MediaType, site: &Site, sink: &mut Sink) -> Type {
        let Some(schema) = content.schema else { return Type::Json };
        match self.types.lower(schema, Form::Response, site, sink).ty {
            Type::List(item) => *item,
            other => other,
        }
    }

    /// The envelope of an answer, with the schema of its value where it has one.
    fn opened(&mut self, schema: SchemaId) -> Option<(usize, Option<SchemaId>)> {
        let spec = self.types.spec;
        let shape = shape(spec, schema);
        let envelope = match self.envelope {
            Some(configured) => Some(configured.clone()).filter(|configured| envelope::is_wrapped(shape, configured)),
            None => envelope::derive(spec, shape),
        }?;
        let result = envelope::property(shape, &envelope.result).map(|property| property.schema);
        Some((self.tables.envelope(envelope), result))
    }

    fn value(
        &mut self,
        id: OperationId,
        operation: &'s spec::Operation,
        schema: SchemaId,
        answer: &mut Answer,
        sink: &mut Sink,
    ) {
        let site = Site::new(Owner::Operation(id), Part::Response);
        let Some((index, result)) = self.opened(schema) else {
            self.bare(operation, schema, &site, answer, sink);
            return;
        };
        answer.envelope = Some(index);
        let Some(result) = result else { return };
        let spec = self.types.spec;
        let info = self.tables.envelopes.get(index).and_then(|envelope| match &envelope.info {
            crate::ir::Info::Member(name) => envelope::at(spec, shape(spec, schema), name),
            _ => None,
        });
        let lowered = self.types.lower(result, Form::Response, &site, sink);
        answer.output = Some(match lowered.ty {
            Type::List(item) => {
                let evidence = Evidence { spec, operation, info, item: None };
                let further = match self.paging {
                    Some(names) => evidence.configured(names),
                    None => evidence.further(),
                };
                Output::Page(*item, further.map_or(Paging::Single, |further| Paging::By(self.tables.paging(further))))
            }
            ty => value(ty, lowered.nullable),
        });
    }

    /// An answer without an envelope: a page of a list where that shows, else a value.
    fn bare(
        &mut self,
        operation: &'s spec::Operation,
        schema: SchemaId,
        site: &Site,
        answer: &mut Answer,
        sink: &mut Sink,
    ) {
        let spec = self.types.spec;
        let whole: &Schema = shape(spec, schema);
        if matches!(operation.method, Method::Get | Method::Query) && !whole.nullable {
            let (list, info) = match paging::list_in(spec, whole) {
                Some((name, list)) => {
                    (envelope::property(whole, name).map(|list| (list.schema, Some(name))).zip(Some(list)), Some(whole))
                }
                None if whole.items.is_some() => (Some(((schema, None), whole)), None),
                None => (None, None),
            };
            if let Some(((list_id, name), list)) = list {
                let item = list.items.map(|item| shape(spec, item));
                let evidence = Evidence { spec, operation, info, item };
                let configured = self.paging.and_then(|names| evidence.configured(names));
                if let Some(further) = configured.or_else(|| evidence.further())
                    && let Type::List(item) = self.types.lower(list_id, Form::Response, site, sink).ty
                {
                    answer.envelope = name.map(|name| self.tables.envelope(envelope::around(name)));
                    answer.output = Some(Output::Page(*item, Paging::By(self.tables.paging(further))));
                    return;
                }
            }
        }
        let lowered = self.types.lower(schema, Form::Response, site, sink);
        answer.output = Some(value(lowered.ty, lowered.nullable));
    }

    /// Several successes of different types. One envelope holds for all of them, or none.
    fn by_status(&mut self, id: OperationId, all: &[Success<'s>], sink: &mut Sink) -> Answer {
        let opened: Vec<_> = all.iter().map(|one| one.schema().map(|schema| self.opened(schema))).collect();
        let first = opened.iter().flatten().next().copied().flatten().map(|(index, _)| index);
        let common = opened.iter().flatten().all(|one| one.map(|(index, _)| index) == first);
        let envelope = first.filter(|_| common);
        let mut alternatives: Vec<Alternative> = Vec::with_capacity(all.len());
        for (one, opened) in all.iter().zip(opened) {
            let Some(status) = one.status else { continue };
            let schema = match (envelope, opened.flatten()) {
                (Some(_), Some((_, result))) => result,
                _ => one.schema(),
            };
            let site =
                Site { owner: Owner::Operation(id), parts: vec![Part::Member(status.to_string()), Part::Response] };
            let ty = match schema {
                Some(schema) => {
                    let lowered = self.types.lower(schema, Form::Response, &site, sink);
                    Some(lowered.inside())
                }
                None => one.content.filter(|_| envelope.is_none()).map(|_| Type::Json),
            };
            alternatives.push(Alternative { status, ty });
        }
        let mut types: Vec<&Option<Type>> = alternatives.iter().map(|one| &one.ty).collect();
        types.dedup();
        let output = match types.as_slice() {
            [Some(ty)] => match ty {
                Type::Nullable(inner) => Output::Nullable((**inner).clone()),
                Type::List(item) if envelope.is_some() => Output::Page((**item).clone(), Paging::Single),
                ty => Output::Value(ty.clone()),
            },
            _ => Output::ByStatus(alternatives),
        };
        let example = all.iter().find_map(|one| one.content?.0.example.as_ref()).map(Json::to_pretty_string);
        Answer { output: Some(output), envelope, example, ..Answer::default() }
    }

    /// The models of errors that the document names. Inline ones are left as JSON: each would be a type of its own.
    fn errors(&mut self, id: OperationId, operation: &'s spec::Operation, sink: &mut Sink) -> Vec<(String, Type)> {
        let spec = self.types.spec;
        let mut errors = Vec::new();
        for response in &operation.responses {
            let is_error = response.status.starts_with(['4', '5']) || response.status.eq_ignore_ascii_case("default");
            let schema = response.content.iter().find_map(|content| content.schema);
            let named = schema.filter(|schema| is_error && shape(spec, *schema).name.is_some());
            if let Some(schema) = named {
                let site = Site::new(Owner::Operation(id), Part::Response);
                let ty = self.types.lower(schema, Form::Response, &site, sink).ty;
                if matches!(ty, Type::Named(_)) {
                    errors.push((response.status.clone(), ty));
                }
            }
        }
        errors
    }
}

/// The documented headers of what a call may give.
pub(super) fn headers(operation: &spec::Operation) -> impl Iterator<Item = &spec::Header> {
    successful(&operation.responses).into_iter().flat_map(|response| &response.headers)
}

fn value(ty: Type, nullable: bool) -> Output {
    if nullable && ty != Type::Json { Output::Nullable(ty) } else { Output::Value(ty) }
}

/// The responses that a call is made for: those of 2xx, else `2XX`, else `default`. 200 comes first.
fn successful(responses: &[spec::Response]) -> Vec<&spec::Response> {
    let is = |wanted: &'static str| responses.iter().find(move |response| response.status.eq_ignore_ascii_case(wanted));
    let mut exact: Vec<&spec::Response> = responses
        .iter()
        .filter(|response| response.status.parse::<u16>().is_ok_and(|status| (200..300).contains(&status)))
        .collect();
    exact.sort_by_key(|response| response.status != "200");
    if exact.is_empty() {
        exact.extend(is("2XX"));
    }
    if exact.is_empty() {
        exact.extend(is("default"));
    }
    exact
}
