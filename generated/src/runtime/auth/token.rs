//! A request to a token endpoint, and what it answers (RFC 6749, sections 4.4 and 5).

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, StatusCode, Uri};

use super::cache::Held;
use super::client_credentials::Grant;
use super::{Credential, CredentialRequest};
use crate::runtime::base_url::BaseUrl;
use crate::runtime::call::{self, Deadline};
use crate::runtime::client::Limits;
use crate::runtime::error::{self, CredentialError, TransportError};
use crate::runtime::json;
use crate::runtime::request::encoded;
use crate::runtime::retry;
use crate::runtime::transport::Body;
use crate::runtime::types::{Base64, Json};
use crate::runtime::{origin, transport};

/// The most of an answer that is read: 1 MiB.
const LARGEST: u64 = 1 << 20;

/// How long before its end a token is not used any more: the way to the server takes time, and clocks differ.
const MARGIN: Duration = Duration::from_secs(60);

/// Fetches a token, once.
pub(super) async fn fetch(grant: Arc<Grant>, request: CredentialRequest) -> Result<Held, CredentialError> {
    let endpoint = address(&grant, &request)?;
    let failed = |reason: String| {
        let form = encoded(&grant.secret);
        let text = error::redact(format!("{endpoint} {reason}"), [grant.secret.as_str(), form.as_str()]);
        CredentialError::new(text)
    };
    let message = message(&grant, &request, &endpoint).map_err(|reason| failed(reason.to_owned()))?;
    let clock = Arc::clone(request.clock());
    let asked = clock.now();
    let mut deadline = Deadline::new(Arc::clone(&clock), grant.timeout);
    let unreached = |error: TransportError| {
        let retryable = error.is_retryable();
        let failed = failed("gave no answer".to_owned()).with_source(error);
        // Asking for a token twice does nothing twice.
        if retryable { failed.retryable() } else { failed }
    };
    let sent = deadline.within(pin!(request.transport().call(message))).await;
    let (parts, body) =
        sent.unwrap_or_else(|_| Err(call::timeout(transport::Phase::Response))).map_err(unreached)?.into_parts();
    let limits = Limits { read_timeout: grant.timeout, max_body_size: LARGEST, ..Limits::default() };
    if !parts.status.is_success() {
        let body = call::body::read_error(body, &limits, &mut deadline).await;
        let said = error::usual(&body).first().map(|said| format!(": {said}")).unwrap_or_default();
        let failed = failed(format!("answered {}{said}", parts.status));
        return Err(status(failed, parts.status, &parts.headers, &request));
    }
    let body = call::body::read(&parts.headers, body, &limits, &mut deadline).await.map_err(unreached)?;
    let (credential, lifetime) = read(&body).map_err(|reason| failed(reason.to_owned()))?;
    let kept = |lifetime: Duration| asked.saturating_add(lifetime.saturating_sub(MARGIN.min(lifetime / 10)));
    Ok(Held { credential, clock, until: lifetime.map(kept) })
}

/// Where the token endpoint is, without a query: that is part of the request, and may hold anything.
fn address(grant: &Grant, request: &CredentialRequest) -> Result<Endpoint, CredentialError> {
    let Some(stated) = grant.token_url.as_deref().or_else(|| request.token_url()) else {
        return Err(CredentialError::new("no token endpoint is known: set one with `ClientCredentials::token_url`"));
    };
    let shared = &request.client.shared;
    let absolute = if stated.contains("://") {
        stated.to_owned()
    } else {
        let resolved = origin::resolve(shared.base_url.as_str(), stated);
        resolved.ok_or_else(|| CredentialError::new("the address of the token endpoint is not one"))?
    };
    let (plain, query) = match absolute.split_once('?') {
        Some((plain, query)) => (plain, Some(query)),
        None => (absolute.as_str(), None),
    };
    let checked = BaseUrl::new("token_url", plain);
    let checked = checked.map_err(|error| CredentialError::new(format!("token endpoint: {}", error.reason())))?;
    if checked.exposes_credentials() && !shared.allow_http {
        let reason = "the secret would be sent unencrypted to the token endpoint; see `ClientBuilder::allow_http`";
        return Err(CredentialError::new(reason));
    }
    // A slash at the end makes another address here.
    let slash = if plain.ends_with('/') { "/" } else { "" };
    Ok(Endpoint { shown: format!("{}{slash}", checked.as_str()), query: query.map(str::to_owned) })
}

/// The address of a token endpoint. Shown without its query.
struct Endpoint {
    shown: String,
    query: Option<String>,
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the token endpoint {}", self.shown)
    }
}

/// The request for a token.
fn message(
    grant: &Grant,
    request: &CredentialRequest,
    endpoint: &Endpoint,
) -> Result<http::Request<Body>, &'static str> {
    let query = endpoint.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    let uri = Uri::try_from(format!("{}{query}", endpoint.shown)).map_err(|_| "is no URL")?;
    let mut form = "grant_type=client_credentials".to_owned();
    let mut add = |name: &str, value: &str| form.extend(["&", &encoded(name), "=", &encoded(value)]);
    for (name, value) in grant.scope.iter().map(|scope| ("scope", scope.as_str())) {
        add(name, value);
    }
    for (name, value) in &grant.parameters {
        add(name, value);
    }
    let mut headers = HeaderMap::new();
    if grant.in_body {
        add("client_id", &grant.id);
        add("client_secret", &grant.secret);
    } else {
        // Both are encoded as in a form before they are put together (RFC 6749, section 2.3.1).
        let pair = Base64::from(format!("{}:{}", encoded(&grant.id), encoded(&grant.secret)).into_bytes());
        let value = HeaderValue::try_from(format!("Basic {pair}"));
        let mut value = value.map_err(|_| "cannot be sent the client's identifier")?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    if let Some(product) = request.client.shared.headers.get(USER_AGENT) {
        headers.insert(USER_AGENT, product.clone());
    }
    let mut message = http::Request::new(Body::from(form));
    *message.method_mut() = Method::POST;
    *message.uri_mut() = uri;
    *message.headers_mut() = headers;
    Ok(message)
}

/// Says whether asking again may help, and when.
fn status(
    failed: CredentialError,
    status: StatusCode,
    headers: &HeaderMap,
    request: &CredentialRequest,
) -> CredentialError {
    if !retry::is_transient(status) {
        return failed;
    }
    match retry::after::stated(headers, Some(&request.clock().time_of_day())) {
        Some(wait) => failed.retryable_after(wait),
        None => failed.retryable(),
    }
}

/// The token of an answer, and how long it is good for.
fn read(body: &[u8]) -> Result<(Credential, Option<Duration>), &'static str> {
    let answer = json::read::<Json>(body).map_err(|_| "answered with something else than JSON")?;
    let token = answer.get("access_token").and_then(Json::as_str).ok_or("answered without an access token")?;
    // Required by the RFC; what leaves it out, or says `BearerToken`, means a bearer token all the same.
    let kind = answer.get("token_type").and_then(Json::as_str).unwrap_or("bearer");
    if !kind.to_ascii_lowercase().starts_with("bearer") {
        return Err("answered with a token that is no bearer token");
    }
    // Seconds: a number, which some servers write as text.
    let seconds = answer.get("expires_in").and_then(|value| match value {
        Json::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    });
    let lifetime = seconds.and_then(|seconds: f64| Duration::try_from_secs_f64(seconds.max(0.0)).ok());
    Ok((Credential::new(token), lifetime))
}
