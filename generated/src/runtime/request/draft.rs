//! What a request is made of, whatever its operation: so that all of this is compiled once.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

use super::content::Content;
use super::multipart::{FilePart, Part};
use super::query::{self, Query};
use super::style::{self, Style};
use super::{body, path, prepared::Prepared, value};
use crate::runtime::client::{Client, Limits};
use crate::runtime::endpoint::{Answer, Endpoint, Flag, Streaming};
use crate::runtime::error::RequestError;
use crate::runtime::headers;
use crate::runtime::json::Slot;

/// Header by which a server knows a repeated request (draft-ietf-httpapi-idempotency-key-header).
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request without its operation's type.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(super) client: Client,
    pub(super) endpoint: &'static Endpoint,
    /// The kind of answer that is asked for.
    pub(super) answer: Answer,
    /// Path parameters, encoded.
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Query,
    pub(super) body: body::Parts,
    pub(super) headers: HeaderMap,
    /// Cookies that are parameters, by the parameter's name.
    pub(super) cookies: Vec<(&'static str, Vec<String>)>,
    /// The media type of a body that the caller knows better.
    pub(super) media_type: Option<HeaderValue>,
    /// Where the next page is, in place of path and query.
    pub(super) target: Option<String>,
    pub(super) limits: Limits,
    /// How often a stream of events is asked for again, if the caller says so.
    pub(super) reconnects: Option<u32>,
    /// Values for middlewares and the transport.
    pub(super) extensions: http::Extensions,
    /// The first input that was refused. It is reported when the request is sent.
    refusal: Option<RequestError>,
}

impl Draft {
    pub(crate) fn new(client: Client, endpoint: &'static Endpoint) -> Self {
        let limits = client.shared.limits;
        Self {
            client,
            endpoint,
            answer: endpoint.answer,
            path: Vec::new(),
            query: Query::default(),
            body: body::Parts::default(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            media_type: None,
            target: None,
            limits,
            reconnects: None,
            extensions: http::Extensions::new(),
            refusal: None,
        }
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    pub(super) fn set_path(&mut self, name: &'static str, value: &dyn Slot) {
        match value::texts(value).and_then(path::segment) {
            Ok(segment) => self.set_segment(name, segment),
            Err(reason) => self.refuse(name, reason),
        }
    }

    pub(super) fn set_query(&mut self, name: &'static str, style: query::Style, value: &dyn Slot) {
        match query::pairs(name, style, value) {
            Ok(pairs) => self.query.set(Cow::Borrowed(name), pairs),
            Err(reason) => self.refuse(name, reason),
        }
    }

    pub(super) fn add_query(&mut self, name: String, value: &str) {
        let pair = query::pair(&name, value);
        self.query.set(Cow::Owned(name), vec![pair]);
    }

    /// Asks for an answer piece by piece.
    pub(super) fn ask_for_stream(&mut self, streaming: Streaming) {
        self.answer = Answer::Stream(streaming.accept);
        match streaming.flag {
            Flag::None => {}
            Flag::Query(name) => self.set_query(name, query::Style::Repeated, &true),
            Flag::Field(name) => self.set_field(name, &true),
            Flag::Form(name) => self.set_form(name, query::Style::Repeated, &true),
            Flag::Part(name) => self.set_part(name, None, &true),
        }
    }

    /// Asks for the page that this text stands for: a number, or a cursor.
    pub(crate) fn set_page(&mut self, parameter: &'static str, page: &str) {
        self.query.set(Cow::Borrowed(parameter), vec![query::pair(parameter, page)]);
    }

    /// Asks for the page at this address, which is on the client's own origin.
    pub(crate) fn set_target(&mut self, url: String) {
        self.target = Some(url);
    }

    /// Sets a parameter in a style that is not its place's default.
    pub(super) fn set_as(&mut self, style: Style, name: &'static str, value: &dyn Slot) {
        match style {
            Style::QueryJoined(separator) => self.set_query(name, query::Style::Joined(separator), value),
            Style::QueryReserved(separator) => self.set_query(name, query::Style::Reserved(separator), value),
            Style::QueryDeep => self.set_query(name, query::Style::Deep, value),
            Style::QueryJson => self.set_query(name, query::Style::Json, value),
            Style::HeaderExploded | Style::HeaderJson => self.set_header_as(style, name, value),
            Style::Cookie(explode) => match value::parameter(value) {
                Ok(parameter) => self.set_cookies(name, style::cookie(name, parameter, explode)),
                Err(reason) => self.refuse(name, reason),
            },
            Style::CookieJson => match value::text(value) {
                Ok(json) => {
                    let pairs = json.iter().map(|json| format!("{name}={}", style::encoded(json))).collect();
                    self.set_cookies(name, pairs);
                }
                Err(reason) => self.refuse(name, reason),
            },
            Style::PathJson => match value::text(value).and_then(|json| path::segment(json.map(|json| vec![json]))) {
                Ok(segment) => self.set_segment(name, segment),
                Err(reason) => self.refuse(name, reason),
            },
            Style::PathExploded | Style::PathLabel(_) | Style::PathMatrix(_) => {
                match value::parameter(value).and_then(|parameter| style::path(name, style, parameter)) {
                    Ok(segment) => self.set_segment(name, segment),
                    Err(reason) => self.refuse(name, reason),
                }
            }
        }
    }

    fn set_segment(&mut self, name: &'static str, segment: String) {
        self.path.retain(|(known, _)| *known != name);
        self.path.push((name, segment));
    }

    fn set_cookies(&mut self, name: &'static str, pairs: Vec<String>) {
        self.cookies.retain(|(known, _)| *known != name);
        self.cookies.push((name, pairs));
    }

    fn set_header_as(&mut self, style: Style, name: &'static str, value: &dyn Slot) {
        let text = match style {
            Style::HeaderJson => value::text(value),
            _ => value::parameter(value).map(|parameter| style::header(parameter, true)),
        };
        match text {
            Ok(text) => self.put_header(name, text),
            Err(reason) => self.refuse(name, reason),
        }
    }

    /// The page that the caller asks for, if it is a whole number.
    pub(crate) fn page(&self, parameter: &str) -> Option<u64> {
        self.query.get(parameter)?.parse().ok()
    }

    /// Whether the query parameter has this value.
    pub(crate) fn is_asked_with(&self, parameter: &str, value: &str) -> bool {
        query::pair(parameter, value).split_once('=').map(|(_, value)| value) == self.query.get(parameter)
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: &dyn Slot) {
        match value::texts(value) {
            Ok(texts) => self.put_header(name, texts.map(|texts| texts.join(","))),
            Err(reason) => self.refuse(name, reason),
        }
    }

    fn put_header(&mut self, name: &'static str, text: Option<String>) {
        let Ok(header) = HeaderName::try_from(name) else {
            return self.refuse(name, "it is not the name of a header");
        };
        match text.map(HeaderValue::try_from) {
            None => drop(self.headers.remove(header)),
            Some(Ok(value)) => drop(self.headers.insert(header, value)),
            Some(Err(_)) => self.refuse(name, "its value contains characters that a header cannot hold"),
        }
    }

    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        match headers::checked(self.client.shared.api, name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(reason) => self.refuse(format!("header {name:?}"), reason),
        }
    }

    pub(super) fn set_idempotency_key(&mut self, key: &str) {
        match HeaderValue::try_from(key) {
            Ok(key) if !key.is_empty() => drop(self.headers.insert(IDEMPOTENCY_KEY, key)),
            _ => self.refuse("idempotency key", "it is empty, or contains characters that a header cannot hold"),
        }
    }

    pub(super) fn set_field(&mut self, name: &'static str, value: &dyn Slot) {
        match value::json(value) {
            Ok(json) => self.body.set_field(name, json),
            Err(reason) => self.refuse(name, reason),
        }
    }

    pub(super) fn join_field(&mut self, name: &'static str, value: &dyn Slot) {
        match value::json(value) {
            Ok(json) => self.body.join_field(name, json.unwrap_or_default()),
            Err(reason) => self.refuse(name, reason),
        }
    }

    pub(super) fn set_field_or_null(&mut self, name: &'static str, value: &dyn Slot) {
        if value.is_absent() {
            self.body.set_field(name, Some(b"null".to_vec()));
        } else {
            self.set_field(name, value);
        }
    }

    pub(super) fn set_body(&mut self, value: &dyn Slot) {
        match value::json(value) {
            Ok(json) => self.body.set_whole(json.map(Content::from)),
            Err(reason) => self.refuse("body", reason),
        }
    }

    pub(super) fn set_content(&mut self, content: Content) {
        self.body.set_whole(Some(content));
    }

    /// Adds a line of a body that is JSON values, a line each.
    pub(super) fn add_line(&mut self, lines: &mut Vec<u8>, value: &dyn Slot) {
        match value::json(value) {
            Ok(json) => {
                lines.extend_from_slice(json.as_deref().unwrap_or(b"null"));
                lines.push(b'\n');
            }
            Err(reason) => self.refuse("body", reason),
        }
    }

    pub(super) fn set_form(&mut self, name: &'static str, style: query::Style, value: &dyn Slot) {
        match query::pairs(name, style, value) {
            Ok(pairs) => self.body.form.set(Cow::Borrowed(name), pairs),
            Err(reason) => self.refuse(name, reason),
        }
    }

    /// Sets a part, or a part for each item of a list. Without a media type, single values are text and others JSON.
    pub(super) fn set_part(&mut self, name: &'static str, media_type: Option<&'static str>, value: &dyn Slot) {
        match value::parts(value, media_type.is_some_and(is_json)) {
            Ok(pieces) => {
                let parts = pieces.into_iter().map(|piece| match piece {
                    value::Piece::Text(text) => Part::value(name, media_type, text.into_bytes()),
                    value::Piece::Json(json) => Part::value(name, media_type.or(Some("application/json")), json),
                });
                self.body.set_part(name.to_owned(), parts.collect());
            }
            Err(reason) => self.refuse(name, reason),
        }
    }

    /// Sets one part with all items of a list.
    pub(super) fn set_part_joined(&mut self, separator: char, name: &'static str, value: &dyn Slot) {
        match value::texts(value) {
            Ok(texts) => {
                let text = texts.map(|texts| texts.join(separator.encode_utf8(&mut [0; 4])));
                let part = text.map(|text| Part::value(name, None, text.into_bytes()));
                self.body.set_part(name.to_owned(), part.into_iter().collect());
            }
            Err(reason) => self.refuse(name, reason),
        }
    }

    pub(super) fn set_text_part(&mut self, name: String, text: String) {
        let part = Part::value(&name, None, text.into_bytes());
        self.body.set_part(name, vec![part]);
    }

    /// Sets a part for each file; the media type is that of files that have none of their own.
    pub(super) fn set_files(&mut self, name: String, media_type: Option<&'static str>, files: Vec<FilePart>) {
        let mut parts = Vec::with_capacity(files.len());
        for file in files {
            match Part::file(&name, media_type, file) {
                Ok(part) => parts.push(part),
                Err(reason) => return self.refuse(name, reason),
            }
        }
        self.body.set_part(name, parts);
    }

    pub(super) fn set_media_type(&mut self, media_type: &str) {
        match HeaderValue::try_from(media_type) {
            Ok(media_type) => self.media_type = Some(media_type),
            Err(_) => self.refuse("media type", "it contains characters that a header cannot hold"),
        }
    }

    fn refuse(&mut self, parameter: impl Into<Cow<'static, str>>, reason: impl Into<Cow<'static, str>>) {
        if self.refusal.is_none() {
            self.refusal = Some(self.error(parameter, reason));
        }
    }

    pub(super) fn error(
        &self,
        parameter: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> RequestError {
        RequestError::new(self.endpoint.name, parameter, reason)
    }

    /// Everything that all attempts of the call have in common.
    pub(crate) fn prepare(self) -> Result<Prepared, RequestError> {
        match self.refusal {
            Some(refusal) => Err(refusal),
            None => Prepared::new(self),
        }
    }
}

/// Whether a media type is JSON, also by a suffix (RFC 6839).
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

impl fmt::Debug for Draft {
    // Values are left out: a path, a query and a body can all hold what nobody else should read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.endpoint.name)
            .field("method", &self.endpoint.method)
            .field("path", &self.endpoint.path)
            .field("limits", &self.limits)
            .field("refusal", &self.refusal)
            .finish_non_exhaustive()
    }
}
