//! Query parameters, in the styles that a document can ask for ("Style Values" in its specification).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::path::RESERVED;
use super::value;
use crate::runtime::json::Slot;

/// What is encoded in a value whose signs of addresses stand as they are (RFC 3986, section 2.2): still those that would
/// end the value, and the plus sign, which means a blank to many servers.
const NOT_IN_A_VALUE: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// How a value that is not a single one is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    /// Lists repeat the name. Members of an object are parameters of their own.
    Repeated,
    /// Items are joined with a separator.
    Joined(char),
    /// As one of the two, with signs of addresses as they are.
    Reserved(Option<char>),
    /// Members of an object are `name[member]`, and so on inwards; items of a list are `name[0]`.
    Deep,
    /// JSON text.
    Json,
}

/// The parameters of a request, in the order in which they were first set.
#[derive(Clone, Default)]
pub(super) struct Query(Vec<Parameter>);

#[derive(Clone)]
struct Parameter {
    name: Cow<'static, str>,
    /// `name=value`, encoded.
    pairs: Vec<String>,
}

impl Query {
    /// Replaces the parameter; without pairs, takes it away.
    pub(super) fn set(&mut self, name: Cow<'static, str>, pairs: Vec<String>) {
        match self.0.iter_mut().find(|known| known.name == name) {
            Some(known) => known.pairs = pairs,
            None => self.0.push(Parameter { name, pairs }),
        }
    }

    /// The encoded value of a parameter that has exactly one.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let parameter = self.0.iter().find(|known| known.name == name)?;
        match parameter.pairs.as_slice() {
            [pair] => pair.split_once('=').map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|parameter| parameter.pairs.is_empty())
    }

    /// `a=1&b=2`, as a form is sent.
    pub(super) fn form(&self) -> String {
        self.0.iter().flat_map(|parameter| &parameter.pairs).map(String::as_str).collect::<Vec<_>>().join("&")
    }

    /// Appends `?a=1&b=2`, or nothing.
    pub(super) fn write(&self, url: &mut String) {
        for pair in self.0.iter().flat_map(|parameter| &parameter.pairs) {
            push_pair(url, pair);
        }
    }
}

/// Appends an encoded pair to a URL that has no fragment.
pub(super) fn push_pair(url: &mut String, pair: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(pair);
}

/// Appends an encoded pair to a URL, in place of those of the same name: of an address that a server gave, which may hold
/// what it was sent.
pub(super) fn replace_pair(url: &mut String, name: &str, pair: &str) {
    let Some((path, query)) = url.split_once('?') else { return push_pair(url, pair) };
    let name = utf8_percent_encode(name, RESERVED).to_string();
    let is_other = |known: &&str| known.split('=').next() != Some(name.as_str());
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    let separator = if others.is_empty() { "" } else { "?" };
    *url = format!("{path}{separator}{}", others.join("&"));
    push_pair(url, pair);
}

/// An encoded `name=value`. Blanks are `%20`: a plus sign means a blank to some servers only.
pub(super) fn pair(name: &str, value: &str) -> String {
    pair_with(name, value, RESERVED)
}

/// As [`pair`], with another set of what is encoded in the value.
fn pair_with(name: &str, value: &str, set: &'static AsciiSet) -> String {
    let name: Cow<'_, str> = utf8_percent_encode(name, RESERVED).into();
    let value: Cow<'_, str> = utf8_percent_encode(value, set).into();
    [&*name, "=", &*value].concat()
}

/// The pairs of a parameter. None, if it is absent.
pub(super) fn pairs(name: &str, style: Style, value: &dyn Slot) -> Result<Vec<String>, String> {
    if matches!(style, Style::Deep) {
        return Ok(value::deep(name, value)?.iter().map(|(name, text)| pair(name, text)).collect());
    }
    if matches!(style, Style::Json) {
        return Ok(value::text(value)?.iter().map(|json| pair(name, json)).collect());
    }
    let (separator, set) = match style {
        Style::Joined(separator) => (Some(separator), RESERVED),
        Style::Reserved(separator) => (separator, NOT_IN_A_VALUE),
        _ => (None, RESERVED),
    };
    let pair = |name: &str, text: &str| pair_with(name, text, set);
    Ok(match (separator, value::parameter(value)?) {
        (_, value::Parameter::Absent) => Vec::new(),
        (_, value::Parameter::Single(text)) => vec![pair(name, &text)],
        (None, value::Parameter::List(texts)) => texts.iter().map(|text| pair(name, text)).collect(),
        (Some(separator), value::Parameter::List(texts)) => joined(name, separator, &texts, set),
        (None, value::Parameter::Object(members)) => members.iter().map(|(member, text)| pair(member, text)).collect(),
        (Some(separator), value::Parameter::Object(members)) => {
            let texts: Vec<String> = members.into_iter().flat_map(|(member, text)| [member, text]).collect();
            joined(name, separator, &texts, set)
        }
    })
}

/// One pair with all the texts. The separator stands unencoded where it may, so that it differs from one in a text.
fn joined(name: &str, separator: char, texts: &[String], set: &'static AsciiSet) -> Vec<String> {
    if texts.is_empty() {
        return Vec::new();
    }
    let text = if separator == ',' { ",".into() } else { pair("", &separator.to_string()).split_off(1) };
    let encoded = |one: &String| {
        let one = utf8_percent_encode(one, set).to_string();
        // With `allowReserved` it would stand in a text as it is.
        if separator == ',' { one.replace(',', "%2C") } else { one }
    };
    let texts: Vec<String> = texts.iter().map(encoded).collect();
    vec![format!("{}={}", utf8_percent_encode(name, RESERVED), texts.join(&text))]
}
