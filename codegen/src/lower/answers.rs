//! What a call gives.

use crate::diag::{Sink, code};
use crate::ir::{Alternative, OperationId, Output, Owner, Paging, Part, Site, Streaming, Type};
use crate::resolve::spec::{self, Json, MediaType, Method, Schema, SchemaId};

use super::docs;
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
    pub(super) may_be_empty: bool,
    pub(super) streaming: Option<Streaming>,
    /// What else the API can answer with.
    pub(super) fact: Option<String>,
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
        if answer.output.as_ref().is_some_and(|output| !matches!(output, Output::Lines(_) | Output::Events(_))) {
            answer.streaming = self.streaming(id, operation, sink);
        }
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
        warn_of_unexpected(operation, sink);
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
                    .and_then(|response| media::choose_answer(spec, &response.content, sink)),
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
                if may_be_missing && let Some(Output::Value(ty)) = &answer.output {
                    answer.output = Some(Output::Nullable(ty.clone()));
                }
                let no_content = |one: &Success<'_>| matches!(one.status, Some(204 | 205));
                answer.may_be_empty = matches!(answer.output, Some(Output::Page(..))) && all.iter().any(no_content);
                answer.fact = others(operation, only);
                warn_of_empty(operation, &all, &answer, sink);
                answer
            }
            [first, ..] => {
                let is_whole = |one: &&Success<'_>| !matches!(one.kind(), Some(Kind::Lines | Kind::Events));
                let is_told = distinct.iter().all(|one| one.status.is_some() && is_whole(one));
                if is_told && first.kind() == Some(Kind::Json) {
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
        if matches!(kind, Kind::Lines | Kind::Events)
            && let Some((accept, output)) = self.pieces(content, kind, &site, sink)
        {
            return Answer { accept: Some(accept), output: Some(output), ..answer };
        }
        if media::loses_structure(self.types.spec, content, kind) {
            let message = format!("`{}` is not read: the answer is handed over as it comes", content.media_type);
            sink.warn(code::UNSUPPORTED_RESPONSE, content.loc, message);
        }
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
            Kind::Text | Kind::Events | Kind::Lines | Kind::Bytes | Kind::Multipart | Kind::Form => {
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

    /// Several successes of different types. One envelope holds for all of them, or none. What is no JSON is handed over
    /// as it came.
    fn by_status(&mut self, id: OperationId, all: &[Success<'s>], sink: &mut Sink) -> Answer {
        let is_json = |one: &&Success<'_>| one.kind().is_none_or(|kind| kind == Kind::Json);
        let json: Vec<&Success<'s>> = all.iter().filter(is_json).collect();
        let opened: Vec<_> = json.iter().map(|one| one.schema().map(|schema| self.opened(schema))).collect();
        let first = opened.iter().flatten().next().copied().flatten().map(|(index, _)| index);
        let common = opened.iter().flatten().all(|one| one.map(|(index, _)| index) == first);
        let envelope = first.filter(|_| common);
        let mut alternatives: Vec<Alternative> = Vec::with_capacity(all.len());
        for (one, opened) in json.iter().zip(opened) {
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
            [Some(ty)] if json.len() == all.len() => match ty {
                Type::Nullable(inner) => Output::Nullable((**inner).clone()),
                Type::List(item) if envelope.is_some() => Output::Page((**item).clone(), Paging::Single),
                ty => Output::Value(ty.clone()),
            },
            _ => Output::ByStatus(alternatives),
        };
        let example = all.iter().find_map(|one| one.content?.0.example.as_ref()).map(Json::to_pretty_string);
        Answer { output: Some(output), envelope, example, ..Answer::default() }
    }

    /// The models of errors that the document has.
    fn errors(&mut self, id: OperationId, operation: &'s spec::Operation, sink: &mut Sink) -> Vec<(String, Type)> {
        let spec = self.types.spec;
        let mut errors = Vec::new();
        for response in &operation.responses {
            let is_error = response.status.starts_with(['4', '5']) || response.status.eq_ignore_ascii_case("default");
            let schema = response.content.iter().find_map(|content| content.schema);
            let is_model = |schema: &Schema| schema.name.is_some() || !schema.properties.is_empty();
            if let Some(schema) = schema.filter(|schema| is_error && is_model(shape(spec, *schema))) {
                let word = match response.status.as_str() {
                    "default" => "error".to_owned(),
                    status => format!("error_{status}"),
                };
                let site = Site::new(Owner::Operation(id), Part::Member(word));
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

/// The media types that the API could answer with, and that are not asked for, in a sentence.
fn others(operation: &spec::Operation, chosen: &Success<'_>) -> Option<String> {
    let (chosen, _) = chosen.content?;
    let content = successful(&operation.responses).into_iter().map(|response| &response.content);
    let content = content.filter(|all| all.iter().any(|one| std::ptr::eq(one, chosen))).flatten();
    let others: Vec<String> = content
        .filter(|one| !std::ptr::eq(*one, chosen) && !media::is_streamed(one))
        .map(|one| docs::code_span(&one.media_type))
        .collect();
    (!others.is_empty()).then(|| format!("The API can also answer with {}, which is not asked for.", others.join(", ")))
}

/// Warns where some success has no body, and what a call gives cannot tell it from one that has.
fn warn_of_empty(operation: &spec::Operation, all: &[Success<'_>], answer: &Answer, sink: &mut Sink) {
    // No content is what 204 and 205 say; any other status may mean that there is none yet.
    let empty: Vec<String> = all
        .iter()
        .filter(|one| one.content.is_none() && !matches!(one.status, Some(204 | 205)))
        .map(|one| one.status.map_or_else(|| "default".to_owned(), |status| status.to_string()))
        .collect();
    let what = match answer.output {
        Some(Output::Page(..)) => "is an error, since it is no list",
        Some(Output::Text | Output::Bytes | Output::Lines(_) | Output::Events(_)) => {
            "looks like an empty one; `send_raw` has the status"
        }
        _ => return,
    };
    if !empty.is_empty() {
        let message = format!("an answer without a body (status {}) {what}", empty.join(", "));
        sink.warn(code::SEVERAL_SUCCESSES, operation.loc, message);
    }
}

/// Warns of bodies where HTTP has none (RFC 9110, sections 9.3.2, 15.3.5 and 15.3.6); they are left out.
fn warn_of_unexpected(operation: &spec::Operation, sink: &mut Sink) {
    for response in operation.responses.iter().filter(|response| !response.content.is_empty()) {
        let status = response.status.as_str();
        let what = match status {
            _ if operation.method == Method::Head => "an answer to HEAD".to_owned(),
            "204" | "205" | "304" => format!("an answer with the status {status}"),
            _ => continue,
        };
        let Some(content) = response.content.first() else { continue };
        let message = format!("{what} has no body; the document's is left out");
        sink.warn(code::UNEXPECTED_BODY, content.loc, message);
    }
}

fn value(ty: Type, nullable: bool) -> Output {
    if nullable && ty != Type::Json { Output::Nullable(ty) } else { Output::Value(ty) }
}

/// The responses that a call is made for: those of 2xx, else `2XX`, else `default`. 200 comes first.
pub(super) fn successful(responses: &[spec::Response]) -> Vec<&spec::Response> {
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
