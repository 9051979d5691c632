//! What a request is made of, whatever its operation: so that all of this is compiled once.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

use super::query::{self, Query};
use super::{body, path, prepared::Prepared, value};
use crate::runtime::client::{Client, Limits};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::RequestError;
use crate::runtime::headers;
use crate::runtime::json::Slot;

/// Header by which a server knows a repeated request (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request without its operation's type.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(super) client: Client,
    pub(super) endpoint: &'static Endpoint,
    /// Path parameters, encoded.
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Query,
    pub(super) body: body::Parts,
    pub(super) headers: HeaderMap,
    pub(super) limits: Limits,
    /// The first input that was refused. It is reported when the request is sent.
    refusal: Option<RequestError>,
}

impl Draft {
    pub(crate) fn new(client: Client, endpoint: &'static Endpoint) -> Self {
        let limits = client.shared.limits;
        Self {
            client,
            endpoint,
            path: Vec::new(),
            query: Query::default(),
            body: body::Parts::default(),
            headers: HeaderMap::new(),
            limits,
            refusal: None,
        }
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    pub(super) fn set_path(&mut self, name: &'static str, value: &dyn Slot) {
        match value::texts(value).and_then(path::segment) {
            Ok(segment) => {
                self.path.retain(|(known, _)| *known != name);
                self.path.push((name, segment));
            }
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

    /// Asks for this page.
    pub(crate) fn set_page(&mut self, parameter: &'static str, page: u64) {
        self.query.set(Cow::Borrowed(parameter), vec![query::pair(parameter, &page.to_string())]);
    }

    /// The page that the caller asks for, if it is a whole number.
    pub(crate) fn page(&self, parameter: &str) -> Option<u64> {
        self.query.get(parameter)?.parse().ok()
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: &dyn Slot) {
        let text = match value::texts(value) {
            Ok(texts) => texts.map(|texts| texts.join(",")),
            Err(reason) => return self.refuse(name, reason),
        };
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

    pub(super) fn has_idempotency_key(&self) -> bool {
        self.headers.contains_key(IDEMPOTENCY_KEY)
    }

    pub(super) fn set_field(&mut self, name: &'static str, value: &dyn Slot) {
        match value::json(value) {
            Ok(json) => self.body.set_field(name, json),
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
            Ok(json) => self.body.set_whole(json),
            Err(reason) => self.refuse("body", reason),
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
