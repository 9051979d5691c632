//! An exchange as a line of a file.

use bytes::Bytes;
use http::header::{SET_COOKIE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName};

use super::recorded::{RecordedCall, query_of, without_credentials};
use crate::runtime::api::{Api, Place};
use crate::runtime::error::{REDACTED, redact};
use crate::runtime::transport::Attempt;
use crate::runtime::types::{Base64, Json};

/// What is removed beside credentials.
#[derive(Clone, Debug, Default)]
pub(super) struct Removed {
    pub(super) fields: Vec<String>,
    pub(super) query: Vec<String>,
    pub(super) headers: Vec<String>,
}

/// A request, and the answer to it, without secrets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    pub(super) operation: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub(super) body: Json,
    pub(super) status: u16,
    pub(super) response_headers: Vec<(String, String)>,
    pub(super) response_body: Json,
    /// What was sent as credentials, to be removed where the server repeats it. Not written.
    secrets: Vec<String>,
}

impl Exchange {
    pub(super) fn of_request(
        attempt: Option<&Attempt>,
        head: &http::request::Parts,
        body: &Bytes,
        removed: &Removed,
    ) -> Self {
        let api = attempt.map(|attempt| attempt.api);
        let mut query = query_of(head.uri.query().unwrap_or_default(), api);
        query.iter_mut().filter(|(name, _)| removed.query.contains(name)).for_each(|(_, value)| blot(value));
        Self {
            operation: attempt.map_or_else(String::new, |attempt| attempt.operation().to_owned()),
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query,
            headers: headers(&without_credentials(&head.headers, api), removed),
            body: as_json(body, removed),
            status: 0,
            response_headers: Vec::new(),
            response_body: Json::Null,
            secrets: secrets(head, api),
        }
    }

    pub(super) fn with_answer(mut self, head: &http::response::Parts, body: &Bytes, removed: &Removed) -> Self {
        self.status = head.status.as_u16();
        self.response_headers = headers(&head.headers, removed);
        self.response_body = as_json(body, removed);
        self
    }

    /// The whole of it, without what was sent as credentials.
    pub(super) fn line(self) -> String {
        let pairs = |pairs: Vec<(String, String)>| {
            Json::Array(pairs.into_iter().map(|(name, value)| Json::from(vec![name, value])).collect())
        };
        let mut line = serde_json::json!({
            "operation": self.operation,
            "request": {
                "method": self.method,
                "path": self.path,
                "query": pairs(self.query),
                "headers": pairs(self.headers),
                "body": self.body,
            },
            "response": {
                "status": self.status,
                "headers": pairs(self.response_headers),
                "body": self.response_body,
            },
        });
        each_text(&mut line, &mut |text| {
            *text = redact(std::mem::take(text), self.secrets.iter().map(String::as_str));
        });
        format!("{line}\n")
    }

    /// Reads a line; `None` where it is none.
    pub(super) fn read(line: &str) -> Option<Self> {
        let line: Json = serde_json::from_str(line).ok()?;
        let (request, response) = (line.get("request")?, line.get("response")?);
        let text = |value: &Json, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let pairs = |value: &Json, name: &str| -> Option<Vec<(String, String)>> {
            let pair = |pair: &Json| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
            value.get(name)?.as_array()?.iter().map(pair).collect()
        };
        Some(Self {
            operation: text(&line, "operation")?,
            method: text(request, "method")?,
            path: text(request, "path")?,
            query: pairs(request, "query")?,
            headers: pairs(request, "headers")?,
            body: request.get("body")?.clone(),
            status: response.get("status")?.as_u64()?.try_into().ok()?,
            response_headers: pairs(response, "headers")?,
            response_body: response.get("body")?.clone(),
            secrets: Vec::new(),
        })
    }

    /// Whether the request is the one that was recorded. What was removed can be anything.
    pub(super) fn is_asked_by(&self, call: &RecordedCall) -> bool {
        let query = || self.query.iter().zip(call.query());
        self.method == call.method().as_str()
            && self.path == call.path()
            && self.query.len() == call.query().len()
            && query().all(|((name, value), (asked, with))| name == asked && (value == REDACTED || value == with))
            && fits(&self.body, &as_json(call.body(), &Removed::default()))
    }
}

/// What was sent as credentials: values of headers that are marked so, with and without their scheme, and of the query.
fn secrets(head: &http::request::Parts, api: Option<&Api>) -> Vec<String> {
    let open = without_credentials(&head.headers, api);
    let hidden = head.headers.iter().filter(|(name, _)| !open.contains_key(*name));
    let mut found: Vec<String> = hidden.filter_map(|(_, value)| value.to_str().ok()).map(str::to_owned).collect();
    let bare: Vec<String> =
        found.iter().filter_map(|value| value.rsplit_once([' ', '=']).map(|(_, value)| value.to_owned())).collect();
    found.extend(bare);
    let is_credential = |name: &str| {
        let is = |place| matches!(place, Place::Query(own) if own == name);
        api.is_some_and(|api| api.schemes.iter().any(|scheme| is(scheme.place)))
    };
    let pairs = query_of(head.uri.query().unwrap_or_default(), None);
    found.extend(pairs.into_iter().filter(|(name, _)| is_credential(name)).map(|(_, value)| value));
    found
}

/// Headers as pairs, without cookies; values that are to be removed are.
fn headers(headers: &HeaderMap, removed: &Removed) -> Vec<(String, String)> {
    let told = |name: &HeaderName| *name != SET_COOKIE && *name != WWW_AUTHENTICATE;
    let pairs = headers.iter().filter(|(name, _)| told(name)).map(|(name, value)| {
        let mut text = value.to_str().unwrap_or(REDACTED).to_owned();
        if value.is_sensitive() || removed.headers.iter().any(|removed| removed == name.as_str()) {
            blot(&mut text);
        }
        (name.as_str().to_owned(), text)
    });
    pairs.collect()
}

/// A body: null where there is none, else an object that says how it is to be read.
fn as_json(body: &Bytes, removed: &Removed) -> Json {
    if body.is_empty() {
        return Json::Null;
    }
    if let Ok(mut json) = serde_json::from_slice::<Json>(body) {
        without_fields(&mut json, removed);
        return serde_json::json!({ "json": json });
    }
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::json!({ "text": text }),
        Err(_) => serde_json::json!({ "base64": Base64::from(body.to_vec()).to_string() }),
    }
}

/// The bytes of such a body.
pub(super) fn bytes(body: &Json) -> Bytes {
    if let Some(json) = body.get("json") {
        return json.to_string().into();
    }
    match (body.get("text").and_then(Json::as_str), body.get("base64").and_then(Json::as_str)) {
        (Some(text), _) => text.to_owned().into(),
        (None, Some(base64)) => base64.parse::<Base64>().map(Base64::into_bytes).unwrap_or_default().into(),
        (None, None) => Bytes::new(),
    }
}

fn without_fields(json: &mut Json, removed: &Removed) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                if removed.fields.contains(name) {
                    *value = REDACTED.into();
                } else {
                    without_fields(value, removed);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| without_fields(item, removed)),
        _ => {}
    }
}

fn each_text(json: &mut Json, change: &mut impl FnMut(&mut String)) {
    match json {
        Json::String(text) => change(text),
        Json::Object(members) => members.values_mut().for_each(|value| each_text(value, change)),
        Json::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        _ => {}
    }
}

fn blot(text: &mut String) {
    REDACTED.clone_into(text);
}

/// Whether a value is the recorded one, wherever that was not removed.
fn fits(recorded: &Json, value: &Json) -> bool {
    match (recorded, value) {
        (Json::String(text), _) if text == REDACTED => true,
        (Json::Object(recorded), Json::Object(members)) => {
            recorded.len() == members.len()
                && recorded.iter().all(|(name, one)| members.get(name).is_some_and(|other| fits(one, other)))
        }
        (Json::Array(recorded), Json::Array(items)) => {
            recorded.len() == items.len() && recorded.iter().zip(items).all(|(one, other)| fits(one, other))
        }
        (one, other) => one == other,
    }
}
