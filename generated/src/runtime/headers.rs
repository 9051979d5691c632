//! Headers that callers add.

use http::header::{self, HeaderName, HeaderValue};

use super::api::{Api, Place};

/// Headers that belong to the client and the HTTP stack: who sets them by hand breaks the message, or who it is from.
const OWN: [HeaderName; 16] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::CONTENT_ENCODING,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
    header::EXPECT,
    header::ACCEPT_ENCODING,
    header::RANGE,
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    header::USER_AGENT,
];

/// The header, or why it cannot be added. The value is not part of the reason.
pub(crate) fn checked(api: &Api, name: &str, value: &str) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = HeaderName::try_from(name).map_err(|_| "it is not the name of a header")?;
    let is_credential = |place: Place| matches!(place, Place::Header(own) if name == own);
    let hop_by_hop = matches!(name.as_str(), "keep-alive" | "proxy-connection" | "http2-settings");
    if hop_by_hop || OWN.contains(&name) || api.schemes.iter().any(|scheme| is_credential(scheme.place)) {
        return Err("this header belongs to the client");
    }
    let value = HeaderValue::try_from(value).map_err(|_| "its value contains characters that a header cannot hold")?;
    Ok((name, value))
}
