//! Addresses: the API's own, and those of operations that are somewhere else.

use crate::diag::{Sink, code};
use crate::resolve::Spec;
use crate::resolve::spec::{self, Server};

/// The address of the API: that of the first server that can be called.
pub(super) fn base_url(spec: &Spec, sink: &mut Sink) -> Option<String> {
    first(&spec.servers, None, "callers have to set one", sink)
}

/// The address of an operation that has another one than the API.
pub(super) fn own(operation: &spec::Operation, base: Option<&str>, sink: &mut Sink) -> Option<String> {
    first(&operation.servers, base, "the document's own is used", sink).filter(|address| base != Some(address))
}

/// The first of some servers that can be called. Those before it are reported.
fn first(servers: &[Server], base: Option<&str>, otherwise: &str, sink: &mut Sink) -> Option<String> {
    let address = |server: &Server| absolute(&server.url, base).as_deref().and_then(usable);
    let found = servers.iter().find_map(address);
    let instead = found.as_ref().map_or_else(|| otherwise.to_owned(), |address| format!("`{address}` is used"));
    for server in servers.iter().take_while(|server| address(server).is_none()) {
        let message = format!("`{}` is no address that a client can call by itself; {instead}", server.url);
        sink.warn(code::MALFORMED_SERVER, server.loc, message);
    }
    found
}

/// An address that is a web address and nothing else, without a slash at its end.
fn usable(address: &str) -> Option<String> {
    let address = address.trim_end_matches('/');
    let web = ["https://", "http://"].iter().any(|scheme| {
        let rest = address.get(..scheme.len());
        rest.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
    });
    let clean = address.chars().all(|letter| {
        letter.is_ascii_graphic() && !matches!(letter, '{' | '}' | '"' | '<' | '>' | '\\' | '@' | '?' | '#')
    });
    (web && clean).then(|| address.to_owned())
}

/// An address that may be relative to the API's own (RFC 3986, section 5.2).
fn absolute(reference: &str, base: Option<&str>) -> Option<String> {
    let before = reference.split(['/', '?', '#']).next().unwrap_or_default();
    if before.contains(':') {
        // It has a scheme.
        return Some(reference.to_owned());
    }
    let (scheme, rest) = base?.split_once("://")?;
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = match reference {
        "" => path.to_owned(),
        // What is relative stands beside the last segment.
        relative if !relative.starts_with('/') => {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            format!("{parent}/{relative}")
        }
        whole => whole.to_owned(),
    };
    let mut segments = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    let path: String = segments.into_iter().flat_map(|segment| ["/", segment]).collect();
    Some(format!("{scheme}://{authority}{path}"))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn relative_addresses() {
        let base = Some("https://api.example:8443/client/v4");
        let cases = [
            ("https://other.example/a", "https://other.example/a"),
            ("//other.example/a", "https://other.example/a"),
            ("/v5", "https://api.example:8443/v5"),
            ("/", "https://api.example:8443"),
            ("", "https://api.example:8443/client/v4"),
            ("v5", "https://api.example:8443/client/v5"),
            ("./v5/", "https://api.example:8443/client/v5"),
            ("../../../v5", "https://api.example:8443/v5"),
        ];
        for (reference, expected) in cases {
            assert_eq!(absolute(reference, base).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(absolute("v5", Some("https://api.example")).as_deref(), Some("https://api.example/v5"));
        assert_eq!(absolute("/v5", None), None);
    }
}
