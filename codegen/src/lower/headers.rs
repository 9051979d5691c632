//! Headers that a document may ask for.

/// Described elsewhere in a document: OpenAPI says that parameters of these names are ignored (Parameter Object).
const ELSEWHERE: &[&str] = &["accept", "content-type", "authorization"];

/// What HTTP itself says about a message and its connection (RFC 9110, section 7.6.1).
const OF_HTTP: &[&str] = &[
    "connection",
    "content-length",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Why a header parameter of this name cannot be set; `None` where it can.
pub(super) fn fault(name: &str) -> Option<&'static str> {
    let is = |list: &[&str]| list.iter().any(|known| name.eq_ignore_ascii_case(known));
    if !is_token(name) {
        Some("is no name that a header can have")
    } else if is(ELSEWHERE) {
        Some("is said elsewhere in the document")
    } else if is(OF_HTTP) {
        Some("belongs to HTTP itself")
    } else {
        None
    }
}

/// Whether a text can be the name of a header or a cookie (RFC 9110, section 5.6.2).
pub(super) fn is_token(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_plain)
}
