//! Path templates (OpenAPI 3.0, Path Templating): `/zones/{zone_id}`.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What cannot stand in a path as it is (RFC 3986, section 3.3). A `?` can: some documents have a part of the query there.
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The parameters of a template, in order.
pub(super) fn parameters(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Parameter(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// The segments of a template that hold no parameter.
pub(super) fn words(template: &str) -> Vec<Segment<'_>> {
    template
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| if segment.contains('{') { Segment::Parameter } else { Segment::Word(segment) })
        .collect()
}

/// A segment, as far as names go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'t> {
    /// Fixed text.
    Word(&'t str),
    /// A segment with a parameter in it.
    Parameter,
}

/// The template as the runtime reads it: braces around parameters, and everything else as it is sent.
pub(super) fn normal(template: &str) -> String {
    let mut normal = String::with_capacity(template.len());
    if !template.starts_with('/') {
        normal.push('/');
    }
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => literal(text, &mut normal),
            Piece::Parameter(name) => {
                normal.push('{');
                normal.push_str(name);
                normal.push('}');
            }
        }
    }
    normal
}

/// Adds fixed text, percent-encoded where it is not already.
fn literal(text: &str, normal: &mut String) {
    let mut pieces = text.split('%');
    normal.extend(pieces.next().map(|first| utf8_percent_encode(first, NOT_IN_A_PATH).to_string()));
    for piece in pieces {
        let is_encoded = piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        normal.push_str(if is_encoded { "%" } else { "%25" });
        normal.extend(utf8_percent_encode(piece, NOT_IN_A_PATH));
    }
}

enum Piece<'t> {
    Text(&'t str),
    Parameter(&'t str),
}

/// A parameter is what stands between `{` and the next `}`, with no other brace or slash between them.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some((start, end)) = next_parameter(rest) else {
            let text = rest;
            rest = "";
            return Some(Piece::Text(text));
        };
        if start > 0 {
            let (text, after) = rest.split_at(start);
            rest = after;
            return Some(Piece::Text(text));
        }
        let name = rest.get(1..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(Piece::Parameter(name))
    })
}

fn next_parameter(text: &str) -> Option<(usize, usize)> {
    let mut open = None;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => open = Some(at),
            '/' => open = None,
            '}' => match open {
                Some(start) if at > start + 1 => return Some((start, at)),
                _ => open = None,
            },
            _ => {}
        }
    }
    None
}
