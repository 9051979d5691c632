//! The header `Link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The address with the relation `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(links).find(|(_, parameters)| is_next(parameters)).map(|(target, _)| target.to_owned())
}

/// The links of a header: each with its target, and the text of its parameters.
fn links(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let (_, link) = rest.split_once('<')?;
        let (target, behind) = link.split_once('>')?;
        let end = pieces(behind, ',').next().map_or(0, str::len);
        let (parameters, others) = behind.split_at(end);
        rest = others;
        Some((target.trim(), parameters))
    })
}

/// Whether `next` is among the relations. The first `rel` counts, and their names are in any case.
fn is_next(parameters: &str) -> bool {
    let mut all = pieces(parameters, ';').filter_map(|parameter| parameter.split_once('='));
    let rel = all.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    rel.is_some_and(|(_, names)| {
        names.trim().trim_matches('"').split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("next"))
    })
}

/// A text cut at a sign that does not stand between quotes.
fn pieces(text: &str, sign: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |letter: char| {
        let is_end = letter == sign && !quoted;
        if letter == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && letter == '\\' && !escaped;
        is_end
    })
}
