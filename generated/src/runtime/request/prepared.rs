//! A request that can be sent, any number of times.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Uri};

use super::content::Content;
use super::draft::{Draft, IDEMPOTENCY_KEY};
use super::{path, query};
use crate::runtime::api::{Place, SecurityScheme};
use crate::runtime::client::{Client, Limits, Shared};
use crate::runtime::credentials::Source;
use crate::runtime::endpoint::{Answer, Endpoint};
use crate::runtime::error::RequestError;
use crate::runtime::origin;
use crate::runtime::retry;
use crate::runtime::secret::Secret;
use crate::runtime::transport::{Body, Clock};

const NO_NAME: &str = "the API's document gives them a name that HTTP does not have";

/// Everything that all attempts of a call have in common. Credentials are added to each attempt anew.
pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    /// The kind of answer that is asked for.
    pub(crate) answer: Answer,
    pub(crate) limits: Limits,
    /// Whether the request can be sent again without doing twice what it does.
    pub(crate) repeatable: bool,
    /// Whether the body is a stream that cannot be had again, so that there is one attempt whatever happens.
    pub(crate) once: bool,
    /// Whether credentials could be read on the way.
    exposed: bool,
    method: Method,
    /// Where it goes first, without credentials.
    pub(crate) url: String,
    headers: HeaderMap,
    body: Option<Content>,
    extensions: http::Extensions,
}

impl Prepared {
    pub(super) fn new(draft: Draft) -> Result<Self, RequestError> {
        let shared = &draft.client.shared;
        let endpoint = draft.endpoint;
        let method = Method::try_from(endpoint.method).map_err(|_| draft.error("method", "HTTP cannot have it"))?;
        let base = shared.address(endpoint).ok_or_else(|| draft.error("address", "it is no web address"))?;
        let exposed = base.exposes_credentials() && !shared.allow_http;
        let url = match &draft.target {
            Some(target) => target.clone(),
            None => url(&draft, base.as_str())?,
        };
        let body = draft.body.assemble(endpoint.body, &*shared.random);
        let body = body.map_err(|error| draft.error("body", error.to_string()))?;
        let mut headers = shared.headers.clone();
        if let Answer::Whole(media_type) | Answer::Stream(media_type) = draft.answer {
            // A caller's default for all requests is for the JSON that most answers are.
            headers.insert(ACCEPT, HeaderValue::from_static(media_type));
        }
        for (name, value) in &draft.headers {
            headers.insert(name.clone(), value.clone());
        }
        for pair in draft.cookies.iter().flat_map(|(_, pairs)| pairs) {
            let pair = HeaderValue::try_from(pair).map_err(|_| draft.error("cookie", NO_NAME))?;
            headers.append(COOKIE, pair);
        }
        if let Some(body) = &body {
            let media_type = HeaderValue::try_from(&body.media_type).map_err(|_| draft.error("body", NO_NAME))?;
            headers.insert(CONTENT_TYPE, draft.media_type.clone().unwrap_or(media_type));
        }
        let body = body.map(|body| body.content);
        let (once, repeatable) = repetition(&method, &draft.headers, body.as_ref());
        Ok(Self {
            endpoint,
            answer: draft.answer,
            limits: draft.limits,
            repeatable,
            once,
            exposed,
            method,
            url,
            headers,
            body,
            extensions: draft.extensions,
            client: draft.client,
        })
    }

    /// The call with what its middlewares made of its request. Method and origin stay, since what is decided hangs on them.
    pub(crate) fn with_request(&self, request: http::Request<Body>) -> Result<Self, RequestError> {
        let (mut parts, body) = request.into_parts();
        // It is that of the body, which may be another one now.
        parts.headers.remove(CONTENT_LENGTH);
        if !self.url.parse().is_ok_and(|url| origin::is_same(&url, &parts.uri)) {
            return Err(self.refuse("address", "a middleware leads it to another origin, which the client is not for"));
        }
        let is_empty = body.as_bytes().is_some_and(Bytes::is_empty);
        let body = (self.body.is_some() || !is_empty).then(|| Content::from(body));
        let (once, repeatable) = repetition(&self.method, &parts.headers, body.as_ref());
        Ok(Self {
            client: self.client.clone(),
            endpoint: self.endpoint,
            answer: self.answer,
            limits: self.limits,
            repeatable,
            once,
            exposed: self.exposed,
            method: self.method.clone(),
            url: parts.uri.to_string(),
            headers: parts.headers,
            body,
            extensions: parts.extensions,
        })
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.client.shared
    }

    /// Where the credentials come from that the operation takes, each with its scheme.
    pub(crate) fn credentials(&self) -> Result<Vec<(&'static SecurityScheme, &Source)>, RequestError> {
        let shared = self.shared();
        let chosen = shared.credentials.choose(self.endpoint.security);
        let chosen = chosen.ok_or_else(|| self.refuse("credentials", "the client has none that it accepts"))?;
        if self.exposed && !chosen.is_empty() {
            let reason = "they would be sent unencrypted to another machine; see `ClientBuilder::allow_http`";
            return Err(self.refuse("credentials", reason));
        }
        Ok(chosen.into_iter().filter_map(|(index, source)| Some((shared.api.schemes.get(index)?, source))).collect())
    }

    /// The request of one attempt, to this address and with these credentials.
    pub(crate) async fn request(
        &self,
        url: &str,
        secrets: &[Arc<Secret>],
    ) -> Result<http::Request<Body>, RequestError> {
        let head = self.head(url, secrets)?;
        let body = match &self.body {
            None => Body::empty(),
            // What most bodies are, without a future on the heap.
            Some(Content::Bytes(bytes)) => Body::from(bytes.clone()),
            Some(content) => {
                let opened = content.body().await;
                let opened = opened.map_err(|error| {
                    RequestError::new(self.endpoint.name, "body", format!("it cannot be opened: {error}"))
                })?;
                opened.ok_or_else(|| self.refuse("body", "it is a stream that has been sent already"))?
            }
        };
        let mut request = head.map(|()| body);
        if request.body().as_bytes().is_none()
            && let Some(length) = request.body().length()
        {
            request.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        Ok(request)
    }

    /// The request as middlewares around a call have it: without credentials, and with a body that is not opened yet where it
    /// can be opened again.
    pub(crate) async fn plain(&self) -> Result<http::Request<Body>, RequestError> {
        match &self.body {
            Some(Content::Again(source)) => {
                Ok(self.head(&self.url, &[])?.map(|()| Body::from_source(Arc::clone(source))))
            }
            _ => self.request(&self.url, &[]).await,
        }
    }

    /// The request with its body as bytes.
    pub(crate) fn bare(&self) -> Result<http::Request<Bytes>, RequestError> {
        let body = match &self.body {
            Some(Content::Bytes(bytes)) => bytes.clone(),
            Some(_) => return Err(self.refuse("body", "it is a stream, and not bytes")),
            None => Bytes::new(),
        };
        let mut secrets = Vec::new();
        for (_, source) in self.credentials()? {
            match source {
                Source::Fixed(secret) => secrets.push(Arc::clone(secret)),
                Source::Provider(_) => {
                    return Err(
                        self.refuse("credentials", "they come from a provider, which is asked where the client sends")
                    );
                }
            }
        }
        Ok(self.head(&self.url, &secrets)?.map(|()| body))
    }

    fn head(&self, url: &str, secrets: &[Arc<Secret>]) -> Result<http::Request<()>, RequestError> {
        let mut url = url.to_owned();
        let mut headers = self.headers.clone();
        self.authorize(&mut url, &mut headers, secrets)?;
        let uri = Uri::try_from(url).map_err(|_| self.refuse("", "its URL is too long, or not a URL"))?;
        let mut request = http::Request::new(());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        *request.extensions_mut() = self.extensions.clone();
        Ok(request)
    }

    /// Adds the credentials.
    fn authorize(
        &self,
        url: &mut String,
        headers: &mut HeaderMap,
        secrets: &[Arc<Secret>],
    ) -> Result<(), RequestError> {
        for secret in secrets {
            let value = secret.header_value().clone();
            match secret.place() {
                Place::Bearer | Place::Basic => drop(headers.insert(AUTHORIZATION, value)),
                Place::Header(name) => {
                    let name = HeaderName::try_from(name).map_err(|_| self.refuse("credentials", NO_NAME))?;
                    headers.insert(name, value);
                }
                Place::Query(name) => query::replace_pair(url, name, &query::pair(name, secret.text())),
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

/// Whether a request can be sent only once; and whether it can be sent again without doing twice what it does.
fn repetition(method: &Method, headers: &HeaderMap, body: Option<&Content>) -> (bool, bool) {
    let once = body.is_some_and(|body| !body.is_repeatable());
    (once, !once && (retry::is_idempotent(method) || headers.contains_key(IDEMPOTENCY_KEY)))
}

/// The address, with path and query filled in.
fn url(draft: &Draft, base: &str) -> Result<String, RequestError> {
    let path = path::fill(draft.endpoint.path, &draft.path).map_err(|name| draft.error(name, "it is not set"))?;
    let mut url = format!("{base}{path}");
    draft.query.write(&mut url);
    Ok(url)
}
