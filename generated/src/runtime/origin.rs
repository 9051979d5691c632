//! Addresses that a server gives: they are followed on the client's own origin, and nowhere else.

use http::Uri;
use http::uri::Authority;

/// The reference made absolute (RFC 3986, section 5.2), if it leads to the origin of `base` (RFC 6454, section 5).
///
/// `None` where it leads elsewhere, names a user, or is not one that all parsers read alike. Its fragment is left out.
pub(crate) fn resolve(base: &str, reference: &str) -> Option<String> {
    // Some parsers take a backslash for a slash, and drop blanks, tabs and line breaks.
    if reference.bytes().any(|byte| byte == b'\\' || !byte.is_ascii_graphic()) {
        return None;
    }
    let base: Uri = base.parse().ok()?;
    let (scheme, authority) = (base.scheme_str()?, base.authority()?);
    let reference = reference.split('#').next().unwrap_or_default();
    let (path, query) = match absolute(scheme, reference) {
        Some(other) => {
            let other: Uri = other.parse().ok()?;
            if other.scheme_str() != Some(scheme) || !is_same_host(scheme, authority, other.authority()?) {
                return None;
            }
            (other.path().to_owned(), other.query().map(str::to_owned))
        }
        None => relative(&base, reference),
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    // The client's own spelling of the host, so that the same connection serves.
    Some(format!("{scheme}://{authority}{}{query}", without_dots(&path)))
}

/// The reference with a scheme, if it names a host.
fn absolute(scheme: &str, reference: &str) -> Option<String> {
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let (first, _) = reference.split_once(':')?;
    // A colon further on belongs to a path or a query.
    (!first.contains(['/', '?'])).then(|| reference.to_owned())
}

/// Whether two addresses have one origin, spelt alike.
pub(crate) fn is_same(one: &Uri, other: &Uri) -> bool {
    one.scheme() == other.scheme() && one.authority() == other.authority()
}

fn is_same_host(scheme: &str, one: &Authority, other: &Authority) -> bool {
    let port = |authority: &Authority| authority.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    !other.as_str().contains('@') && other.host().eq_ignore_ascii_case(one.host()) && port(other) == port(one)
}

/// Path and query of a reference without a host.
fn relative(base: &Uri, reference: &str) -> (String, Option<String>) {
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (reference, None),
    };
    if path.is_empty() {
        return (base.path().to_owned(), query.or_else(|| base.query().map(str::to_owned)));
    }
    if path.starts_with('/') {
        return (path.to_owned(), query);
    }
    let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    (format!("{folder}/{path}"), query)
}

/// The path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}
