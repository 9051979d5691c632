//! What the runtime is told of an API: its address, its credentials, and how it labels requests.

/// Everything about an API that does not belong to one operation.
#[derive(Debug)]
#[allow(clippy::struct_field_names, reason = "the names are those of the generated table")]
pub(crate) struct Api {
    /// First part of the `User-Agent` header: `name/version`.
    pub(crate) user_agent: &'static str,
    /// Where requests go unless the builder or the environment says otherwise.
    pub(crate) base_url: &'static str,
    /// Environment variable that replaces `base_url` in `ClientBuilder::from_env`.
    pub(crate) base_url_env: Option<&'static str>,
    /// Response header, in lower case, by which the server's operators find a request again.
    pub(crate) request_id_header: &'static str,
    /// Every credential that the API knows. The indices in `security` count in this list.
    pub(crate) schemes: &'static [SecurityScheme],
    /// Combinations of credentials, the preferred one first: OR of ANDs.
    pub(crate) security: &'static [&'static [usize]],
    /// Whether some operation works without credentials. If not, a client without any is refused when built.
    pub(crate) anonymous: bool,
}

/// One credential: what callers name it, and where it stands in a request.
#[derive(Debug)]
pub(crate) struct SecurityScheme {
    /// Name of the builder's setter, used in messages.
    pub(crate) name: &'static str,
    /// Environment variable that `ClientBuilder::from_env` reads.
    pub(crate) env: Option<&'static str>,
    /// Where the value is sent.
    pub(crate) place: Place,
    /// Where tokens are fetched, if clients can do that on their own behalf.
    pub(crate) token_endpoint: Option<&'static TokenEndpoint>,
}

/// Where a client fetches tokens on its own behalf (RFC 6749, section 4.4).
#[derive(Debug)]
pub(crate) struct TokenEndpoint {
    /// Its address, as the document has it.
    pub(crate) url: &'static str,
    /// Name of the builder's setter that takes identifier and secret.
    pub(crate) setter: &'static str,
    /// Environment variables of identifier and secret.
    pub(crate) env: Option<(&'static str, &'static str)>,
    /// Environment variable that replaces the address.
    pub(crate) url_env: Option<&'static str>,
}

/// Where a credential stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "an API uses the places that its document names")]
pub(crate) enum Place {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617). The text is `user:password`.
    Basic,
    /// A header of its own. The name is in lower case.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
}
