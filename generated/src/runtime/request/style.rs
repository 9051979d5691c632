//! How parameters are laid out where that is not their place's default ("Style Values" in the document's specification).

use percent_encoding::utf8_percent_encode;

use super::path::RESERVED;
use super::value::Parameter;

/// A place and a style. A flag says whether the value is exploded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "an API uses the styles that its document names")]
pub(crate) enum Style {
    /// Path, `simple`, exploded: members as `name=value`.
    PathExploded,
    /// Path, `label`: begins with a dot.
    PathLabel(bool),
    /// Path, `matrix`: begins with a semicolon and the name.
    PathMatrix(bool),
    /// Path, JSON text (`content`).
    PathJson,
    /// Query, items joined with a separator.
    QueryJoined(char),
    /// Query, with signs of addresses as they are (`allowReserved`); lists repeat the name, or are joined with a separator.
    QueryReserved(Option<char>),
    /// Query, `deepObject`.
    QueryDeep,
    /// Query, JSON text (`content`).
    QueryJson,
    /// Header, `simple`, exploded: members as `name=value`.
    HeaderExploded,
    /// Header, JSON text (`content`).
    HeaderJson,
    /// Cookie, `form`.
    Cookie(bool),
    /// Cookie, JSON text (`content`).
    CookieJson,
}

/// A path segment with its label or matrix prefix, encoded.
pub(super) fn path(name: &str, style: Style, parameter: Parameter) -> Result<String, String> {
    let name = encoded(name);
    let text = match style {
        Style::PathLabel(explode) => {
            format!(".{}", row(parameter, if explode { "." } else { "," }, explode, &encoded))
        }
        Style::PathMatrix(true) => match parameter {
            Parameter::List(texts) => {
                let pairs: Vec<String> = texts.iter().map(|text| format!(";{name}={}", encoded(text))).collect();
                pairs.concat()
            }
            Parameter::Object(members) => {
                let pair = |(member, text): &(String, String)| format!(";{}={}", encoded(member), encoded(text));
                members.iter().map(pair).collect::<Vec<String>>().concat()
            }
            other => format!(";{name}={}", row(other, ",", false, &encoded)),
        },
        Style::PathMatrix(false) => format!(";{name}={}", row(parameter, ",", false, &encoded)),
        _ => row(parameter, ",", true, &encoded),
    };
    match text.as_str() {
        "" => Err("it is empty".into()),
        "." | ".." => Err("`.` and `..` would be another path".into()),
        text if text.chars().any(char::is_control) => Err("it contains a control character".into()),
        _ => Ok(text),
    }
}

/// A header's value.
pub(super) fn header(parameter: Parameter, explode: bool) -> Option<String> {
    match parameter {
        Parameter::Absent => None,
        other => Some(row(other, ",", explode, &str::to_owned)),
    }
}

/// A cookie's pairs, `name=value` each.
pub(super) fn cookie(name: &str, parameter: Parameter, explode: bool) -> Vec<String> {
    match parameter {
        Parameter::Absent => Vec::new(),
        Parameter::List(texts) if explode => texts.iter().map(|text| format!("{name}={}", encoded(text))).collect(),
        Parameter::Object(members) if explode => {
            members.iter().map(|(member, text)| format!("{}={}", encoded(member), encoded(text))).collect()
        }
        other => vec![format!("{name}={}", row(other, ",", false, &encoded))],
    }
}

/// Percent-encoded, but for what needs it nowhere.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// All texts in a row. Members of an object are `name,value`, or `name=value` where it is exploded.
fn row(parameter: Parameter, separator: &str, explode: bool, encode: &dyn Fn(&str) -> String) -> String {
    let texts: Vec<String> = match parameter {
        Parameter::Absent => Vec::new(),
        Parameter::Single(text) => vec![encode(&text)],
        Parameter::List(texts) => texts.iter().map(|text| encode(text)).collect(),
        Parameter::Object(members) if explode => {
            members.iter().map(|(name, text)| format!("{}={}", encode(name), encode(text))).collect()
        }
        Parameter::Object(members) => members.iter().flat_map(|(name, text)| [encode(name), encode(text)]).collect(),
    };
    texts.join(separator)
}
