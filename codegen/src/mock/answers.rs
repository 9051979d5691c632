//! What a request gets.

use std::sync::Arc;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::diag::Loc;
use crate::resolve::spec::{self, MediaType, Method};
use crate::sample::{Amount, Sampler};
use crate::schema::{self, Direction, Extent, Validator};

use super::judge::{Asked, Judged};
use super::operation::Operation;
use super::parameters::Query;
use super::prefer::Prefer;
use super::routes::Found;
use super::text::{essence, is_json, is_lines, is_media_type};
use super::violation::{self, Kind, Violation};
use super::{Entry, Inner, NUMBER_HEADER, OPERATION_HEADER, VIOLATIONS_HEADER, pages};

/// Headers of the document that are not the document's business: they say how an answer is sent.
const OURS: &[&str] =
    &["content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "date", "link"];

/// The body and headers of an answer, before it is one.
#[derive(Default)]
struct Draft {
    status: u16,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Inner {
    pub(super) fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let number = self.next();
        let path = request.uri().path();
        let query = request.uri().query().unwrap_or_default();
        let method = request.method().as_str();
        let (found, without_body) = match self.find(method, path) {
            Found::Methods(methods) if method == "HEAD" && methods.iter().any(|one| one == "GET") => {
                (self.find("GET", path), true)
            }
            found => (found, method == "HEAD"),
        };
        let (mut draft, operation, judged) = match found {
            Found::Operation(index, values) => {
                let asked = Asked { values, query, headers: request.headers(), body: request.body() };
                self.operation(index, &asked, path)
            }
            Found::Methods(methods) => {
                let message = format!("the path has no method {method}, but {}", methods.join(", "));
                let violations = vec![Violation::new(Kind::Method, "", message)];
                let mut draft = problem(405, "there is no such method", &violations);
                draft.headers.push(("allow".to_owned(), methods.join(", ")));
                (draft, None, Judged { value: None, violations })
            }
            Found::Nothing => {
                let violations = vec![Violation::new(Kind::Route, "", "the document has no such path")];
                (problem(404, "there is no such path", &violations), None, Judged { value: None, violations })
            }
        };
        if self.settings.fail_every > 0 && number.is_multiple_of(self.settings.fail_every) {
            draft = problem(self.settings.fail_status, "this failure was asked for", &[]);
        }
        if without_body {
            draft.body.clear();
        }
        if let Some(operation) = &operation {
            draft.headers.push((OPERATION_HEADER.to_owned(), operation.clone()));
        }
        let Judged { value, violations } = judged;
        if !violations.is_empty() {
            draft.headers.push((VIOLATIONS_HEADER.to_owned(), violation::header(&violations)));
        }
        draft.headers.push((NUMBER_HEADER.to_owned(), number.to_string()));
        let target = request.uri().path_and_query().map_or(path, |target| target.as_str()).to_owned();
        let (method, status, received) = (method.to_owned(), draft.status, value.unwrap_or(Value::Null));
        self.log.add(Entry { number, method, target, operation, status, received, violations });
        draft.response()
    }

    /// Finds an operation, with or without the path of a server before it.
    fn find(&self, method: &str, path: &str) -> Found {
        let mut best = Found::Nothing;
        let stripped = self.bases.iter().filter_map(|base| path.strip_prefix(base.as_str()));
        for path in stripped.filter(|rest| rest.starts_with('/')).chain([path]) {
            match self.routes.find(method, path) {
                Found::Methods(methods) if best == Found::Nothing => best = Found::Methods(methods),
                Found::Nothing | Found::Methods(_) => {}
                found @ Found::Operation(..) => return found,
            }
        }
        best
    }

    fn operation(&self, index: usize, asked: &Asked<'_>, path: &str) -> (Draft, Option<String>, Judged) {
        let (Some(operation), Some(own)) = (self.spec.operations.get(index), self.operations.get(index)) else {
            return (problem(500, "the operation is missing", &[]), None, Judged::default());
        };
        let judged = self.judge(operation, own, asked);
        let violations = &judged.violations;
        let prefer = Prefer::of(asked.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok()));
        let refused = self.settings.refuse && violations.iter().any(|violation| violation.kind.refuses());
        let draft = if refused {
            problem(refusal(violations), "the request is not what the document asks for", violations)
        } else {
            self.respond(operation, own, asked, &prefer, path)
        };
        (draft, Some(format!("{} {}", operation.method.as_str(), ascii(&operation.path))), judged)
    }

    /// The answer of an operation that was asked rightly.
    fn respond(
        &self,
        operation: &spec::Operation,
        own: &Operation,
        asked: &Asked<'_>,
        prefer: &Prefer,
        path: &str,
    ) -> Draft {
        if prefer.code.is_none() && only_upgrades(operation) {
            // No call of HTTP alone succeeds here (RFC 9110, section 15.5.22).
            let mut draft = problem(426, "the operation goes on in another protocol", &[]);
            draft.headers.push(("upgrade".to_owned(), "websocket".to_owned()));
            return draft;
        }
        let Some((at, status)) = choose(operation, prefer.code) else {
            return match prefer.code {
                Some(code) => problem(code, "the document does not describe this status", &[]),
                None => Draft { status: if operation.responses.is_empty() { 200 } else { 501 }, ..Draft::default() },
            };
        };
        let Some(response) = operation.responses.get(at) else { return Draft::default() };
        let mut draft = Draft { status, headers: self.headers(response), ..Draft::default() };
        let is_empty = matches!(status, 100..200 | 204 | 205 | 304);
        let Some((index, content)) = accepted(&response.content, asked).filter(|_| !is_empty) else {
            return draft;
        };
        let value = match prefer.example.as_deref().and_then(|name| self.named_example(content, name)) {
            Some(example) => Arc::new(example),
            None => own.value((at, index), || self.value(content)),
        };
        let value = if (200..300).contains(&status) {
            self.page(operation, own, asked, path, &value, &mut draft).map_or(value, Arc::new)
        } else {
            value
        };
        draft.fill(content, &value);
        draft
    }

    /// The page that was asked for, where the operation's list comes in pages.
    fn page(
        &self,
        operation: &spec::Operation,
        own: &Operation,
        asked: &Asked<'_>,
        path: &str,
        value: &Value,
        draft: &mut Draft,
    ) -> Option<Value> {
        let lowered = self.api.operations.get(own.lowered?)?;
        let ask = pages::Ask { query: &Query::new(asked.query), written: asked.query, path, operation };
        let page = pages::page(&self.api, lowered, value, &ask, &self.settings)?;
        if let Some(next) = page.link {
            draft.headers.push(("link".to_owned(), format!("<{next}>; rel=\"next\"")));
        }
        Some(page.value)
    }

    /// A value for a body: the document's example where it fits, else one that does.
    fn value(&self, content: &MediaType) -> Value {
        let example = content.example.as_ref().map(schema::value);
        let Some(id) = content.schema.or(content.item_schema) else { return example.unwrap_or(Value::Null) };
        let schemas = self.schemas();
        let loc = self.schema_of(content).unwrap_or(self.spec.schema(id).loc);
        let example = example.map(|shown| schemas.example(loc, Direction::Response, shown));
        let validator = Validator::new(&schemas.at(loc, Direction::Response, Extent::Open));
        let own = self.spec.schema(id).example.as_ref().map(schema::value);
        let fits = |example: &Value| validator.admits(example);
        if let Some(example) = [&example, &own].into_iter().flatten().find(|example| fits(example)) {
            return example.clone();
        }
        Sampler::new(schemas).at(loc, Direction::Response, Amount::Most, example.or(own).as_ref()).value
    }

    /// Where the schema of a body stands.
    fn schema_of(&self, content: &MediaType) -> Option<Loc> {
        content.schema?;
        Some(self.schemas().of(content.loc)).filter(|at| *at != content.loc)
    }

    /// The example of this name.
    fn named_example(&self, content: &MediaType, name: &str) -> Option<Value> {
        let (raw, sources) = (&self.spec.raw, &self.sources);
        let media = raw.follow(sources, content.loc);
        let example = raw.field(sources, raw.field(sources, media, "examples")?, name)?;
        let shown = schema::value(&raw.json(sources, self.schemas().shown(example)?));
        Some(match self.schema_of(content) {
            Some(loc) => self.schemas().example(loc, Direction::Response, shown),
            None => shown,
        })
    }

    /// The headers that the document describes, with values.
    fn headers(&self, response: &spec::Response) -> Vec<(String, String)> {
        let (raw, sources, schemas) = (&self.spec.raw, &self.sources, self.schemas());
        let at = raw.follow(sources, response.loc);
        let mut found = Vec::new();
        for (name, header) in raw.field(sources, at, "headers").into_iter().flat_map(|at| raw.entries(sources, at)) {
            if OURS.contains(&name.to_ascii_lowercase().as_str()) {
                continue;
            }
            let described = response.headers.iter().find(|header| header.name == name);
            let example = described.and_then(|header| header.example.as_ref()).map(schema::value);
            let loc = schemas.of(header);
            let value = Sampler::new(schemas).at(loc, Direction::Response, Amount::Least, example.as_ref()).value;
            let text = match value {
                Value::String(text) => text,
                Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
                other => other.to_string(),
            };
            found.push((name.to_owned(), text));
        }
        found
    }
}

impl Draft {
    /// Writes the value as its media type says.
    fn fill(&mut self, content: &MediaType, value: &Value) {
        let essence = essence(&content.media_type);
        let is_concrete = is_media_type(&essence) && !essence.contains('*');
        let is_structured = value.is_object() || value.is_array();
        let named = if is_concrete { content.media_type.trim().to_owned() } else { "application/json".to_owned() };
        self.body = if is_json(&essence) || !is_concrete {
            value.to_string().into_bytes()
        } else if is_lines(&essence) {
            each(content, value).flat_map(|item| [item.to_string(), "\n".to_owned()]).collect::<String>().into_bytes()
        } else if essence == "text/event-stream" {
            each(content, value).map(event).collect::<String>().into_bytes()
        } else if is_structured {
            value.to_string().into_bytes()
        } else {
            plain(value).into_bytes()
        };
        self.media_type = Some(named);
    }

    fn response(self) -> Response<Vec<u8>> {
        let mut response = Response::new(self.body);
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or(http::StatusCode::NOT_IMPLEMENTED);
        let media_type = self.media_type.map(|media_type| (CONTENT_TYPE.as_str().to_owned(), media_type));
        for (name, value) in self.headers.into_iter().chain(media_type) {
            // What the document says and is no header cannot be sent.
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// The items of a stream; of what is no list, one.
fn each<'v>(content: &MediaType, value: &'v Value) -> impl Iterator<Item = &'v Value> {
    let items = if content.item_schema.is_none() { value.as_array() } else { None };
    let one = if items.is_none() { Some(value) } else { None };
    items.into_iter().flatten().chain(one)
}

/// A server-sent event. A value that is one already says its own fields.
fn event(value: &Value) -> String {
    let Some(data) = value.get("data").filter(|_| value.get("event").is_some()) else {
        return format!("data: {}\n\n", plain(value));
    };
    let name = value.get("event").map(plain).unwrap_or_default();
    format!("event: {name}\ndata: {}\n\n", plain(data))
}

/// Text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn ascii(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_graphic() { letter } else { '?' }).collect()
}

/// The status of a refusal.
fn refusal(violations: &[Violation]) -> u16 {
    let has = |kind: Kind| violations.iter().any(|violation| violation.kind == kind);
    if has(Kind::Security) {
        401
    } else if has(Kind::MediaType) {
        415
    } else {
        400
    }
}

/// An error of the mock itself (RFC 9457).
fn problem(status: u16, title: &str, violations: &[Violation]) -> Draft {
    let body = json!({"title": title, "status": status, "violations": violations});
    Draft {
        status,
        media_type: Some("application/problem+json".to_owned()),
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    }
}

/// Whether success is to leave HTTP: 101, and no other.
fn only_upgrades(operation: &spec::Operation) -> bool {
    let is = |class: &str| operation.responses.iter().any(|response| response.status.starts_with(class));
    is("1") && !is("2") && !is("3") && !is("d") && !is("D")
}

/// Which response is given, and with which status: the wanted one, else the first success, else what comes first.
fn choose(operation: &spec::Operation, wanted: Option<u16>) -> Option<(usize, u16)> {
    let all = || operation.responses.iter().enumerate();
    let key = |response: &spec::Response| response.status.to_ascii_uppercase();
    if let Some(code) = wanted {
        let class = format!("{}XX", code / 100);
        let exact = all().find(|(_, response)| response.status == code.to_string());
        let range = || all().find(|(_, response)| key(response) == class);
        let default = || all().find(|(_, response)| key(response) == "DEFAULT");
        return exact.or_else(range).or_else(default).map(|(at, _)| (at, code));
    }
    let number = |response: &spec::Response| match key(response).as_str() {
        "DEFAULT" | "2XX" => Some(200),
        "3XX" => Some(302),
        "4XX" => Some(400),
        "5XX" => Some(500),
        text => text.parse::<u16>().ok().filter(|code| (200..600).contains(code)),
    };
    let good = all().filter_map(|(at, response)| Some((at, number(response)?)));
    let good: Vec<(usize, u16)> = good.collect();
    let is_head = operation.method == Method::Head;
    let success = good.iter().find(|(at, status)| {
        (200..300).contains(status)
            && operation.responses.get(*at).is_some_and(|response| is_head || key(response) != "DEFAULT")
    });
    success.or_else(|| good.iter().find(|(_, status)| (200..300).contains(status))).or(good.first()).copied()
}

/// The content that the caller takes: by the order of its `Accept`, and then of the document.
fn accepted<'c>(contents: &'c [MediaType], asked: &Asked<'_>) -> Option<(usize, &'c MediaType)> {
    let header = asked.headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut wanted: Vec<(String, f32)> = header
        .flat_map(|header| header.split(','))
        .map(|range| {
            let weight = super::text::parameter(range, "q").and_then(|q| q.parse().ok()).unwrap_or(1.0);
            (essence(range), weight)
        })
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    wanted.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let is_in = |range: &str, given: &str| {
        range == given || range == "*/*" || range.strip_suffix('*').is_some_and(|family| given.starts_with(family))
    };
    let all = || contents.iter().enumerate();
    let found =
        wanted.iter().find_map(|(range, _)| all().find(|(_, content)| is_in(range, &essence(&content.media_type))));
    // A document names what it gives; a caller who asks for something else still learns more from it than from 406.
    found.or_else(|| all().next())
}
