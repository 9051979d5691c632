//! Settings of a client, and the checks that they pass before there is one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue};

use super::api::Api;
use super::auth::{ClientCredentials, Credential, CredentialProvider};
use super::base_url::BaseUrl;
use super::client::{Client, Limits, Random, Shared};
use super::credentials::{self, Credentials, Given, Grant};
use super::defaults;
use super::error::{ConfigurationError, Error};
use super::headers;
use super::middleware::Stack;
use super::retry::Waits;
use super::retry::budget::{self, Budget};
use super::spans::Shown;
use super::transport::{Clock, Transport};

/// Settings of a [`Client`]. Nothing is checked, read or opened before [`build`](Self::build).
#[must_use = "settings do nothing until they are built: call `.build()`"]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct ClientBuilder {
    api: &'static Api,
    given: Given,
    from_env: bool,
    base_url: Option<String>,
    allow_http: bool,
    follow_redirects: bool,
    product: Option<String>,
    headers: Vec<(String, String)>,
    limits: Limits,
    waits: Waits,
    retry_budget: u32,
    connect_timeout: Duration,
    pub(crate) stack: Stack,
    /// Whether there are credentials in any case.
    pub(crate) mocked: bool,
    pub(crate) shown: Shown,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    random: Option<Random>,
}

impl ClientBuilder {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            given: Given::none(api),
            from_env: false,
            base_url: None,
            allow_http: false,
            follow_redirects: false,
            product: None,
            headers: Vec::new(),
            limits: Limits::default(),
            waits: Waits::default(),
            retry_budget: budget::RESERVE,
            connect_timeout: Duration::from_secs(5),
            stack: Stack::default(),
            mocked: false,
            shown: Shown::default(),
            transport: None,
            clock: None,
            random: None,
        }
    }

    /// Takes from the environment what is not set here: the credentials, if none is set here at all, and the base URL.
    ///
    /// Of the ways to authenticate that the API offers, the first whose variables are all set is taken, and the
    /// variables of the others are ignored. Where none is complete, but some variable is set, building fails and says
    /// which one is missing. A variable that is set but empty is an error, too.
    #[allow(clippy::wrong_self_convention, reason = "a setting of the builder, which is what it gives back")]
    pub fn from_env(mut self) -> Self {
        self.from_env = true;
        self
    }

    /// Sets the credential of the scheme with this index. The last value counts.
    #[allow(dead_code, reason = "not every API knows credentials")]
    pub(crate) fn set_credential(mut self, scheme: usize, value: String) -> Self {
        self.given.set(scheme, Grant::Fixed(Credential::new(value)));
        self
    }

    /// Sets the user name and password of the scheme with this index. The last value counts.
    #[allow(dead_code, reason = "not every API knows credentials")]
    pub(crate) fn set_basic_credential(mut self, scheme: usize, user: &str, password: &str) -> Self {
        self.given.set(scheme, Grant::Fixed(Credential::basic(user, password)));
        self
    }

    /// Sets where the credential of the scheme with this index comes from. The last value counts.
    #[allow(dead_code, reason = "not every API knows credentials")]
    pub(crate) fn set_provider(mut self, scheme: usize, provider: impl CredentialProvider) -> Self {
        self.given.set(scheme, Grant::Provider(Arc::new(provider)));
        self
    }

    /// Sets the identifier and secret by which tokens for the scheme with this index are fetched. The last value counts.
    #[allow(dead_code, reason = "not every API gives tokens")]
    pub(crate) fn set_client_credentials(mut self, scheme: usize, id: String, secret: String) -> Self {
        self.given.set(scheme, Grant::Client(ClientCredentials::new(id, secret)));
        self
    }

    /// Where requests go instead of the API's own address: absolute, `https` or `http`, without user name, query and
    /// fragment. A slash at its end makes no difference. All requests go there: also those of operations that the API has
    /// at an address of their own.
    ///
    /// A client with credentials talks plain `http` only with this machine (`localhost`, 127.0.0.0/8, `[::1]`), unless
    /// [`allow_http`](Self::allow_http) says otherwise.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Whether credentials may be sent unencrypted to other machines. Default: no.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Whether a redirect is followed: that of a GET or HEAD, to the same origin (scheme, host and port), at most three times
    /// in a row. Default: no. Any other redirect is an error that says where to, whatever is set here: following it would
    /// show credentials to somebody else, or change what is sent.
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.follow_redirects = follow;
        self
    }

    /// Longest time that a call may take, from sending to the last byte of the answer, with all its attempts and the
    /// waits between them. Default: 60 seconds. `Duration::MAX` is no limit. An answer that is a stream has to have
    /// begun by then.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Longest time for making a connection, TLS handshake included. Default: 5 seconds. Each attempt has its own, within
    /// the time of the call. A [transport](Self::transport) of your own has its own rules.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Longest time from one piece of an answer's body to the next, within the time of the call. Default: 30 seconds. An
    /// answer that is a stream has no other limit once it has begun. `Duration::MAX` is no limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.read_timeout = timeout;
        self
    }

    /// How often a call is tried again after its first attempt. Default: 2. 0 turns retries off.
    ///
    /// A call is tried again when no connection came about; and, if repeating it cannot do twice what it does (GET, HEAD,
    /// QUERY, PUT, DELETE, or any method with an idempotency key), when the connection broke or the server answered 408,
    /// 429, 500, 502, 503, 504, or 520 to 529. What the server provably did not look at (RFC 9113, section 8.7) is sent
    /// again once and at once, whatever the method; [`retry_rejected`](Self::retry_rejected) adds to this.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.limits.max_retries = retries;
        self
    }

    /// Whether a POST or PATCH is tried again after 429 and 503, with which servers refuse to begin. Default: no.
    pub fn retry_rejected(mut self, retry: bool) -> Self {
        self.limits.retry_rejected = retry;
        self
    }

    /// Longest wait before the second attempt, where the server does not say how long to wait. Default: 0.5 seconds.
    ///
    /// The limit doubles with each further attempt, up to [`retry_cap`](Self::retry_cap). The wait itself is a random part
    /// of the limit, from nothing to all of it ("full jitter"), so that many clients do not come back at once.
    pub fn retry_base(mut self, base: Duration) -> Self {
        self.waits.base = base;
        self
    }

    /// Longest wait between attempts, where the server does not say how long to wait. Default: 8 seconds.
    pub fn retry_cap(mut self, cap: Duration) -> Self {
        self.waits.cap = cap;
        self
    }

    /// Longest wait that a server may ask for with `Retry-After` or `Retry-After-Ms`. Default: 60 seconds. Where it asks
    /// for more, the call fails at once with the server's answer. It waits at least 0.1 seconds where it asks for less.
    pub fn retry_after_cap(mut self, cap: Duration) -> Self {
        self.waits.longest_asked = cap;
        self
    }

    /// How many retries the client has in reserve, all its calls together. Default: 100. `u32::MAX` is no bound.
    ///
    /// A retry takes one from the reserve, and an answer that is no transient failure gives a fifth of one back. So a
    /// server that fails altogether soon gets each call once, and one that fails in part at most a fifth more calls than
    /// there are. A call that would be tried again, and for which there is nothing left, ends with what it has got.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Largest body of an answer, in bytes after decompression. Default: 64 MiB. Of error answers, at most 64 KiB are
    /// read.
    pub fn max_body_size(mut self, bytes: u64) -> Self {
        self.limits.max_body_size = bytes;
        self
    }

    /// Adds a product to the `User-Agent` header, such as `my-app/1.2`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.product = Some(product.into());
        self
    }

    /// Adds a header to every request. The last value for a name counts; a request's own header counts before it.
    ///
    /// Refused, when built, are names that belong to the client (`Host`, `Content-Length`, `Content-Type`,
    /// `Authorization`, the API's own credential headers and the like), and what is no header at all.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What exchanges requests for answers. Default: `ReqwestTransport`, with the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What time is. Default: `TokioClock`, with the feature `reqwest`.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Where chance comes from, as numbers from 0 up to 1: it spreads the waits between attempts. Default: the
    /// generator of `fastrand`, with the feature `reqwest`; without it, waits are as long as they can get.
    pub fn random(mut self, random: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.random = Some(Arc::new(random));
        self
    }

    /// Checks the settings and makes the client. No connection is made yet.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where
    ///
    /// - no credentials are set, half of a pair is set, or one is empty, begins or ends with a blank, or contains anything
    ///   but visible ASCII;
    /// - the base URL is not one, or would show credentials to others;
    /// - a header cannot be one, or belongs to the client;
    /// - there is no transport or clock, because the feature `reqwest` is off and none was given, or no TLS provider.
    pub fn build(self) -> Result<Client, Error> {
        self.build_with(&variable)
    }

    /// As [`build`](Self::build), with another environment.
    pub(crate) fn build_with(mut self, environment: Environment<'_>) -> Result<Client, Error> {
        let credentials = credentials_of(&mut self, environment)?;
        let given = base_url_of(&self, environment)?;
        let is_base_url_given = given.is_some();
        let base_url = given.map_or_else(|| BaseUrl::new("base_url", self.api.base_url), Ok)?;
        if base_url.exposes_credentials() && !credentials.is_empty() && !self.allow_http {
            let reason = "credentials would be sent unencrypted to another machine; see `allow_http`";
            return Err(ConfigurationError::new("base_url", reason).into());
        }
        let headers = headers_of(&self)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => defaults::transport(self.connect_timeout)?,
        };
        let clock = match self.clock {
            Some(clock) => clock,
            None => defaults::clock()?,
        };
        Ok(Client::new(Shared {
            api: self.api,
            base_url,
            is_base_url_given,
            allow_http: self.allow_http,
            credentials,
            headers,
            stack: self.stack,
            shown: self.shown,
            transport,
            clock,
            random: self.random.unwrap_or_else(defaults::random),
            waits: self.waits,
            budget: Budget::new(self.retry_budget),
            follow_redirects: self.follow_redirects,
            limits: self.limits,
        }))
    }
}

// Functions and not methods from here on, so that credentials can have these names.

fn credentials_of(
    builder: &mut ClientBuilder,
    environment: Environment<'_>,
) -> Result<Credentials, ConfigurationError> {
    let api = builder.api;
    let mut given = std::mem::replace(&mut builder.given, Given::none(api));
    if builder.mocked && !builder.from_env && given.is_empty() {
        given.stand_in(api);
    }
    let credentials = if builder.from_env && given.is_empty() {
        Credentials::from_env(api, environment)?
    } else {
        Credentials::from_builder(api, given)?
    };
    if credentials.is_empty() && !api.anonymous && !api.security.is_empty() {
        let ways = api.security.iter().map(|indices| credentials::names(api, indices, builder.from_env));
        let ways: Vec<String> = ways.collect();
        return Err(ConfigurationError::new("credentials", format!("none are set; set {}", ways.join(", or "))));
    }
    Ok(credentials)
}

/// The base URL that was set, here or in the environment.
fn base_url_of(builder: &ClientBuilder, environment: Environment<'_>) -> Result<Option<BaseUrl>, ConfigurationError> {
    if let Some(text) = &builder.base_url {
        return BaseUrl::new("base_url", text).map(Some);
    }
    if let Some(name) = builder.api.base_url_env.filter(|_| builder.from_env)
        && let Some(text) = environment(name)?
    {
        return BaseUrl::new(name, &text).map(Some);
    }
    Ok(None)
}

/// The headers of every request.
fn headers_of(builder: &ClientBuilder) -> Result<HeaderMap, ConfigurationError> {
    let mut map = HeaderMap::new();
    map.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let product = builder.product.as_ref().map(|product| format!(" {product}")).unwrap_or_default();
    let user_agent = HeaderValue::try_from(format!("{}{product}", builder.api.user_agent))
        .map_err(|_| ConfigurationError::new("user_agent", "it contains characters that a header cannot hold"))?;
    map.insert(USER_AGENT, user_agent);
    for (name, value) in &builder.headers {
        let (name, value) = headers::checked(builder.api, name, value)
            .map_err(|reason| ConfigurationError::new(format!("header {name:?}"), reason))?;
        map.insert(name, value);
    }
    Ok(map)
}

/// Gives the value of an environment variable, `None` where it is not set.
type Environment<'a> = &'a dyn Fn(&str) -> Result<Option<String>, ConfigurationError>;

/// The process's own environment.
fn variable(name: &str) -> Result<Option<String>, ConfigurationError> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(ConfigurationError::new(name.to_owned(), "it is not Unicode text"))
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("from_env", &self.from_env)
            .field("allow_http", &self.allow_http)
            .field("follow_redirects", &self.follow_redirects)
            .field("limits", &self.limits)
            .field("waits", &self.waits)
            .field("retry_budget", &self.retry_budget)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
