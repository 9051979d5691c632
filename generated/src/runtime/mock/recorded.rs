//! What a mock was asked.

use std::fmt;

use bytes::Bytes;
use http::header::COOKIE;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::runtime::api::{Api, Place};
use crate::runtime::transport::Attempt;
use crate::runtime::types::Json;

/// A request as it was sent, without the client's credentials.
#[derive(Clone)]
pub struct RecordedCall {
    operation: &'static str,
    template: &'static str,
    attempt: u32,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
}

impl RecordedCall {
    pub(super) fn new(attempt: Option<&Attempt>, head: &http::request::Parts, body: Bytes) -> Self {
        let api = attempt.map(|attempt| attempt.api);
        Self {
            operation: attempt.map_or("", Attempt::operation),
            template: attempt.map_or("", Attempt::path_template),
            attempt: attempt.map_or(0, Attempt::number),
            method: head.method.clone(),
            path: head.uri.path().to_owned(),
            query: query_of(head.uri.query().unwrap_or_default(), api),
            headers: without_credentials(&head.headers, api),
            body,
        }
    }

    /// Dotted name of the operation; empty where the request belongs to none.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Which attempt of its call it was, beginning with 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole path, as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of a path parameter, by its name in the API's document, decoded.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let template: Vec<&str> = self.template.split('/').skip(1).collect();
        let path: Vec<&str> = self.path.split('/').collect();
        let own = path.get(path.len().checked_sub(template.len())?..)?;
        template.iter().zip(own).find_map(|(template, segment)| {
            let (before, rest) = template.split_once('{')?;
            let (parameter, after) = rest.split_once('}')?;
            let value = segment.strip_prefix(before)?.strip_suffix(after)?;
            (parameter == name).then(|| decoded(value))
        })
    }

    /// The query, decoded, in the order in which it was sent.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The value of a query parameter, the first of its name.
    #[must_use]
    pub fn query_parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; `null` where it is none.
    #[must_use]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as a value of this type.
    ///
    /// # Errors
    ///
    /// Where it is not JSON, or not of this form.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// Method, path and query on one line.
    pub(super) fn line(&self) -> String {
        let pairs: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let sign = if pairs.is_empty() { "" } else { "?" };
        format!("{} {}{sign}{}", self.method, self.path, pairs.join("&"))
    }
}

impl fmt::Debug for RecordedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedCall")
            .field("operation", &self.operation)
            .field("attempt", &self.attempt)
            .field("request", &self.line())
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish_non_exhaustive()
    }
}

/// A part of an address as it was meant.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query, without those that are credentials.
pub(super) fn query_of(query: &str, api: Option<&Api>) -> Vec<(String, String)> {
    let is_credential = |name: &str| has_place(api, |place| matches!(place, Place::Query(own) if *own == name));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).filter(|(name, _)| !is_credential(name)).collect()
}

/// Headers, without those that are credentials or cookies.
pub(super) fn without_credentials(headers: &HeaderMap, api: Option<&Api>) -> HeaderMap {
    let is_credential = |name: &http::HeaderName| {
        *name == COOKIE
            || *name == http::header::AUTHORIZATION
            || has_place(api, |place| matches!(place, Place::Header(own) if name == own))
    };
    let open = headers.iter().filter(|(name, value)| !value.is_sensitive() && !is_credential(name));
    open.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn has_place(api: Option<&Api>, is: impl Fn(&Place) -> bool) -> bool {
    api.is_some_and(|api| api.schemes.iter().any(|scheme| is(&scheme.place)))
}
