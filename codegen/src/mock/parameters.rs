//! From an address and headers to the values of parameters ("Style Values" of the Parameter Object).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::operation::Parameter;
use super::text::decoded;
use super::typed::Kinds;

/// A query while its parts are taken by parameters.
pub(super) struct Query {
    /// Names, decoded, and values as they are written.
    pairs: Vec<(String, String)>,
    taken: HashSet<usize>,
}

impl Query {
    pub(super) fn new(query: &str) -> Self {
        Self { pairs: super::text::pairs(query), taken: HashSet::new() }
    }

    /// All values of a name, as they are written.
    fn take(&mut self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (index, (known, value)) in self.pairs.iter().enumerate() {
            if known == name {
                self.taken.insert(index);
                found.push(value.clone());
            }
        }
        found
    }

    /// Takes what is a credential, or of some other use.
    pub(super) fn ignore(&mut self, name: &str) -> bool {
        !self.take(name).is_empty()
    }

    /// The first value of a name, decoded.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| decoded(value, true))
    }

    /// Names that no parameter took, each once.
    pub(super) fn unknown(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (index, (name, _)) in self.pairs.iter().enumerate() {
            if !self.taken.contains(&index) && !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// Members that stand in brackets behind a name: `name[a][b]=c`, `name[]=c`. The brackets' contents, and the text.
    fn take_bracketed(&mut self, name: &str) -> Vec<(Vec<String>, String)> {
        let mut found = Vec::new();
        for (index, (known, value)) in self.pairs.iter().enumerate() {
            let Some(rest) = known.strip_prefix(name).filter(|rest| rest.starts_with('[')) else { continue };
            let Some(inner) = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { continue };
            self.taken.insert(index);
            found.push((inner.split("][").map(str::to_owned).collect(), decoded(value, true)));
        }
        found
    }

    /// The value of a query parameter; `None` where it is not there.
    pub(super) fn value(&mut self, parameter: &Parameter, as_text: bool) -> Option<Result<Value, String>> {
        let kinds = Kinds::of(&parameter.checked.schema);
        if parameter.json {
            let text = self.take(&parameter.name).into_iter().next()?;
            return Some(parsed(&decoded(&text, true)));
        }
        if parameter.style == "deepObject" {
            let members = self.take_bracketed(&parameter.name);
            if !members.is_empty() {
                return Some(Ok(kinds.tree(tree(members), as_text)));
            }
        }
        let plain = self.take(&parameter.name);
        if parameter.explode && kinds.is_object() && plain.is_empty() {
            return self.exploded(&kinds, as_text).map(Ok);
        }
        if plain.is_empty() {
            let members = self.take_bracketed(&parameter.name);
            return (!members.is_empty()).then(|| Ok(kinds.tree(tree(members), as_text)));
        }
        let separators: &[&str] = match parameter.style.as_str() {
            "spaceDelimited" => &["%20", "+"],
            "pipeDelimited" => &["|", "%7C", "%7c"],
            "tabDelimited" => &["%09"],
            _ => &[","],
        };
        Some(Ok(laid_out(&kinds, &plain, parameter.explode, separators, as_text)))
    }

    /// An object whose members are parameters of their own.
    fn exploded(&mut self, kinds: &Kinds<'_>, as_text: bool) -> Option<Value> {
        let mut members = Map::new();
        for name in kinds.names() {
            let values = self.take(name);
            if values.is_empty() {
                continue;
            }
            let value = laid_out(&kinds.member(name), &values, true, &[","], as_text);
            members.insert(name.to_owned(), value);
        }
        (!members.is_empty()).then(|| members.into())
    }
}

/// Texts of one name as the value that they are together.
pub(super) fn laid_out(
    kinds: &Kinds<'_>,
    values: &[String],
    explode: bool,
    separators: &[&str],
    as_text: bool,
) -> Value {
    let single = values.first().map(String::as_str).unwrap_or_default();
    let is_several = values.len() > 1 || separators.iter().any(|separator| single.contains(separator));
    if !kinds.is_single()
        && let Some(value) = nested(kinds, values)
    {
        return value;
    }
    if kinds.is_list() && (!kinds.is_single() || is_several) {
        let items = kinds.items();
        let texts: Vec<String> = if explode {
            values.iter().map(|value| decoded(value, true)).collect()
        } else if single.is_empty() {
            Vec::new()
        } else {
            split(single, separators)
        };
        return texts.into_iter().map(|text| items.value(text, as_text)).collect();
    }
    if kinds.is_object() && !kinds.is_single() {
        return members(kinds, &split(single, separators), as_text);
    }
    kinds.value(decoded(single, true), as_text)
}

/// Values inside values, which no style but `deepObject` lays out: JSON is what remains, of the whole or of each item.
fn nested(kinds: &Kinds<'_>, values: &[String]) -> Option<Value> {
    let json = |text: &String| {
        let text = decoded(text, true);
        let is_nested = text.starts_with(['{', '[']);
        is_nested.then(|| serde_json::from_str::<Value>(&text).ok()).flatten()
    };
    if let [only] = values
        && let Some(value) = json(only)
        && ((value.is_array() && kinds.is_list()) || (value.is_object() && kinds.is_object()))
    {
        return Some(value);
    }
    let items = kinds.items();
    let is_of_objects = kinds.is_list() && (items.is_object() || items.is_list()) && !items.is_single();
    if is_of_objects { values.iter().map(json).collect() } else { None }
}

/// `a,1,b,2` as an object.
fn members(kinds: &Kinds<'_>, texts: &[String], as_text: bool) -> Value {
    let pairs = texts.chunks(2).filter_map(|pair| match pair {
        [name, value] => Some((name.clone(), kinds.member(name).value(value.clone(), as_text))),
        _ => None,
    });
    Value::Object(pairs.collect())
}

/// A text's parts, decoded.
fn split(text: &str, separators: &[&str]) -> Vec<String> {
    let mut text = text.to_owned();
    for separator in separators.iter().skip(1) {
        text = text.replace(separator, separators.first().unwrap_or(&","));
    }
    text.split(separators.first().unwrap_or(&",")).map(|part| decoded(part, true)).collect()
}

/// Members in brackets as a tree of texts: numbers and nothing in the brackets are items of lists.
pub(super) fn tree(members: Vec<(Vec<String>, String)>) -> Value {
    let mut root = Value::Null;
    for (way, text) in members {
        put(&mut root, &way, text);
    }
    root
}

fn put(at: &mut Value, way: &[String], text: String) {
    let Some((first, rest)) = way.split_first() else {
        *at = text.into();
        return;
    };
    let number = if first.is_empty() { None } else { first.parse::<usize>().ok() };
    if first.is_empty() || (number.is_some() && !at.is_object()) {
        if !at.is_array() {
            *at = Value::Array(Vec::new());
        }
        let Value::Array(items) = at else { return };
        let index = number.unwrap_or(items.len()).min(items.len());
        if index == items.len() {
            items.push(Value::Null);
        }
        if let Some(item) = items.get_mut(index) {
            put(item, rest, text);
        }
        return;
    }
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    if let Value::Object(members) = at {
        put(members.entry(first.clone()).or_insert(Value::Null), rest, text);
    }
}

/// The value of a path or header parameter, from its text.
pub(super) fn simple(parameter: &Parameter, text: &str, is_encoded: bool, as_text: bool) -> Result<Value, String> {
    let kinds = Kinds::of(&parameter.checked.schema);
    let plain = |text: &str| if is_encoded { decoded(text, false) } else { text.trim().to_owned() };
    if parameter.json {
        return parsed(&plain(text));
    }
    let name = parameter.name.as_str();
    let (text, separator) = match parameter.style.as_str() {
        "label" => {
            let rest = text.strip_prefix('.').ok_or("it has to begin with a dot (style `label`)")?;
            (rest.to_owned(), if parameter.explode { "." } else { "," })
        }
        "matrix" => {
            let rest = text.strip_prefix(';').ok_or("it has to begin with a semicolon (style `matrix`)")?;
            if parameter.explode && !kinds.is_single() {
                (rest.replace(&format!("{name}="), ""), ";")
            } else {
                let prefix = format!("{name}=");
                (rest.strip_prefix(&prefix).unwrap_or(rest).to_owned(), ",")
            }
        }
        _ => (text.to_owned(), ","),
    };
    let parts = || text.split(separator).map(plain).collect::<Vec<String>>();
    if kinds.is_list() && (!kinds.is_single() || text.contains(separator)) {
        let items = kinds.items();
        return Ok(parts().into_iter().map(|part| items.value(part, as_text)).collect());
    }
    if kinds.is_object() && !kinds.is_single() {
        if !parameter.explode {
            return Ok(members(&kinds, &parts(), as_text));
        }
        let pairs = parts().into_iter().map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((&part, ""));
            (name.to_owned(), kinds.member(name).value(value.to_owned(), as_text))
        });
        return Ok(Value::Object(pairs.collect()));
    }
    Ok(kinds.value(plain(&text), as_text))
}

fn parsed(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))
}
