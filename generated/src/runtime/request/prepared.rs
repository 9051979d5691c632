//! A request that can be sent, any number of times.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::{HeaderMap, Uri};

use super::draft::Draft;
use super::{path, query};
use crate::runtime::api::Place;
use crate::runtime::client::{Client, Limits, Shared};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::RequestError;
use crate::runtime::retry;
use crate::runtime::transport::Clock;

const NO_NAME: &str = "the API's document gives them a name that HTTP does not have";

/// Everything that all attempts of a call have in common. Credentials are added to each attempt anew.
pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) limits: Limits,
    /// Whether the request can be sent again without doing twice what it does.
    pub(crate) repeatable: bool,
    url: String,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl Prepared {
    pub(super) fn new(draft: Draft) -> Result<Self, RequestError> {
        let shared = &draft.client.shared;
        let endpoint = draft.endpoint;
        let path = path::fill(endpoint.path, &draft.path).map_err(|name| draft.error(name, "it is not set"))?;
        let mut url = format!("{}{path}", shared.base_url.as_str());
        draft.query.write(&mut url);
        let body = draft.body.assemble(endpoint.body);
        let body = body.map_err(|error| draft.error("body", error.to_string()))?;
        let mut headers = shared.headers.clone();
        for (name, value) in &draft.headers {
            headers.insert(name.clone(), value.clone());
        }
        if body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let repeatable = retry::is_idempotent(&endpoint.method) || draft.has_idempotency_key();
        Ok(Self { endpoint, limits: draft.limits, repeatable, url, headers, body, client: draft.client })
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.client.shared
    }

    /// The request of one attempt.
    pub(crate) fn request(&self) -> Result<http::Request<Bytes>, RequestError> {
        let mut url = self.url.clone();
        let mut headers = self.headers.clone();
        self.authorize(&mut url, &mut headers)?;
        let uri = Uri::try_from(url).map_err(|_| self.refuse("", "its URL is too long, or not a URL"))?;
        let mut request = http::Request::new(self.body.clone().unwrap_or_default());
        *request.method_mut() = self.endpoint.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Adds the credentials that the operation takes, of one kind only.
    fn authorize(&self, url: &mut String, headers: &mut HeaderMap) -> Result<(), RequestError> {
        let secrets = self.shared().secrets.choose(self.endpoint.security);
        let secrets = secrets.ok_or_else(|| self.refuse("credentials", "the client has none that it accepts"))?;
        for secret in secrets {
            let value = secret.header_value().clone();
            match secret.place() {
                Place::Bearer => drop(headers.insert(AUTHORIZATION, value)),
                Place::Header(name) => {
                    let name = HeaderName::try_from(name).map_err(|_| self.refuse("credentials", NO_NAME))?;
                    headers.insert(name, value);
                }
                Place::Query(name) => query::push_pair(url, &query::pair(name, secret.text())),
                Place::Cookie(name) => {
                    let cookie = HeaderValue::try_from(format!("{name}={}", secret.text()));
                    let mut cookie = cookie.map_err(|_| self.refuse("credentials", NO_NAME))?;
                    cookie.set_sensitive(true);
                    headers.append(COOKIE, cookie);
                }
            }
        }
        Ok(())
    }

    fn refuse(&self, parameter: &'static str, reason: &'static str) -> RequestError {
        RequestError::new(self.endpoint.name, parameter, reason)
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.shared().clock)
    }
}
