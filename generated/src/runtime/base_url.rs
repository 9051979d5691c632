//! The address that every request begins with.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Scheme;

use super::error::ConfigurationError;

/// An address that requests can be sent to: scheme, host, and a path without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    text: Box<str>,
    plain: bool,
    loopback: bool,
}

impl BaseUrl {
    /// Checks an address. `source` is what messages call it.
    ///
    /// It must be absolute, `http` or `https`, without user name, query and fragment. The text is not repeated in
    /// messages: a user name can come with a password.
    pub(crate) fn new(source: &'static str, text: &str) -> Result<Self, ConfigurationError> {
        let refuse = |reason: &'static str| ConfigurationError::new(source, reason);
        if text.contains('#') {
            return Err(refuse("a base URL has no fragment"));
        }
        let uri: Uri = text.parse().map_err(|_| refuse("it is not a URL"))?;
        let plain = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => false,
            Some(scheme) if *scheme == Scheme::HTTP => true,
            _ => return Err(refuse("a base URL begins with https:// or http://")),
        };
        let authority = uri.authority().ok_or_else(|| refuse("it names no host"))?;
        if authority.as_str().contains('@') {
            return Err(refuse("a base URL names no user"));
        }
        if uri.query().is_some() {
            return Err(refuse("a base URL has no query"));
        }
        let host = authority.host();
        if !is_host(host) || !is_port(authority.as_str().strip_prefix(host).unwrap_or_default()) {
            return Err(refuse("its host or port is not one"));
        }
        if !is_path(uri.path()) {
            return Err(refuse("its path contains `.`, `..` or an empty segment"));
        }
        let scheme = if plain { "http" } else { "https" };
        let text = format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/'));
        Ok(Self { text: text.into(), plain, loopback: is_loopback(host) })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a credential sent there could be read on the way.
    pub(crate) fn exposes_credentials(&self) -> bool {
        self.plain && !self.loopback
    }
}

/// A name, an IPv4 address, or an IPv6 address in brackets. Anything else could mean different hosts to different
/// parsers.
fn is_host(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')),
    }
}

/// Nothing, or a colon and a number.
fn is_port(rest: &str) -> bool {
    rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// Segments that no parser takes away.
fn is_path(path: &str) -> bool {
    let path = path.trim_end_matches('/').trim_start_matches('/');
    let plain = |segment: &str| !matches!(segment.replace("%2e", ".").replace("%2E", ".").as_str(), "" | "." | "..");
    path.is_empty() || path.split('/').all(plain)
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}
