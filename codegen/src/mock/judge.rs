//! Whether a request is what its operation asks for.

use serde_json::{Map, Value};

use crate::resolve::spec::{self, In, SecurityKind};

use super::operation::{Checked, Operation, Parameter};
use super::parameters::{Query, simple};
use super::violation::{Kind, Violation, part};
use super::{Inner, body, pages, prefer, routes};

/// A request, taken apart.
pub(super) struct Asked<'r> {
    /// Values of the path's parameters, as they are written.
    pub(super) values: Vec<String>,
    pub(super) query: &'r str,
    pub(super) headers: &'r http::HeaderMap,
    pub(super) body: &'r [u8],
}

impl Asked<'_> {
    /// All values of a header, with commas between them.
    fn header(&self, name: &str) -> Option<String> {
        let name = name.to_ascii_lowercase();
        let values: Vec<&str> =
            self.headers.get_all(name.as_str()).iter().filter_map(|value| value.to_str().ok()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    fn cookie(&self, name: &str) -> Option<String> {
        let header = self.headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
        let mut pairs = header.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
    }
}

/// What was made of a part of a request.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// The value that it was understood as.
    pub(super) value: Option<Value>,
    /// What is wrong with it.
    pub(super) violations: Vec<Violation>,
}

impl From<Violation> for Judged {
    fn from(violation: Violation) -> Self {
        Self { value: None, violations: vec![violation] }
    }
}

impl Inner {
    /// What was understood of a request for an operation, by place and name, and all that is wrong with it.
    pub(super) fn judge(&self, operation: &spec::Operation, own: &Operation, asked: &Asked<'_>) -> Judged {
        let ready = own.ready(operation, &self.spec, self.schemas());
        let mut query = Query::new(asked.query);
        let mut found = self.credentials(operation, asked, &mut query);
        let mut received = Map::new();
        let names = routes::names(&operation.path);
        for parameter in &ready.parameters {
            let place = place(parameter.place);
            let pointer = format!("/{place}/{}", part(&parameter.name));
            let at = names.iter().position(|name| *name == parameter.name);
            let judged = match parameter.place {
                In::Path => match at.and_then(|at| asked.values.get(at)) {
                    Some(text) => {
                        either(&parameter.checked, &pointer, |as_text| simple(parameter, text, true, as_text))
                    }
                    None => continue,
                },
                In::Query => self::query(parameter, &pointer, &mut query),
                In::Header => header(parameter, &pointer, asked),
                In::Cookie => cookie(parameter, &pointer, asked),
            };
            found.extend(judged.violations);
            if let Some(value) = judged.value
                && let Value::Object(members) = received.entry(place).or_insert_with(|| Map::new().into())
            {
                members.insert(parameter.name.clone(), value);
            }
        }
        for (name, text) in names.iter().zip(&asked.values).filter(|(name, _)| !is_declared(&ready.parameters, name)) {
            // The generator takes it for text, and nothing says anything else.
            if let Value::Object(members) = received.entry("path").or_insert_with(|| Map::new().into()) {
                members.insert((*name).to_owned(), super::text::decoded(text, false).into());
            }
        }
        for name in query.unknown().into_iter().filter(|name| !pages::is_ours(name)) {
            let message = "the operation has no such query parameter";
            found.push(Violation::new(Kind::UnknownQuery, format!("/query/{}", part(name)), message));
        }
        if let Some(expected) = &operation.body {
            let media_type = asked.header("content-type");
            let judged = body::check(&ready.contents, expected.required, media_type.as_deref(), asked.body);
            found.extend(judged.violations);
            received.extend(judged.value.map(|value| ("body".to_owned(), value)));
        } else if !asked.body.is_empty() {
            found.push(Violation::new(Kind::ExtraKey, "/body", "the operation takes no body"));
        }
        Judged { value: Some(received.into()), violations: found }
    }

    /// Whether some alternative of credentials is complete.
    fn credentials(&self, operation: &spec::Operation, asked: &Asked<'_>, query: &mut Query) -> Vec<Violation> {
        let is_there = |index: &usize, query: &mut Query| {
            let Some(scheme) = self.spec.schemes.get(*index) else { return true };
            let authorization = asked.header("authorization").unwrap_or_default();
            let begins = |kind: &str| {
                let scheme = authorization.split(' ').next().unwrap_or_default();
                scheme.eq_ignore_ascii_case(kind) && authorization.len() > kind.len() + 1
            };
            match &scheme.kind {
                SecurityKind::Http(kind) => begins(kind),
                SecurityKind::ApiKey(In::Header, name) => asked.header(name).is_some(),
                SecurityKind::ApiKey(In::Query, name) => query.ignore(name),
                SecurityKind::ApiKey(In::Cookie, name) => asked.cookie(name).is_some(),
                SecurityKind::Other(kind) if kind == "oauth2" || kind == "openIdConnect" => begins("bearer"),
                SecurityKind::ApiKey(In::Path, _) | SecurityKind::Other(_) => true,
            }
        };
        // All are looked at, so that none is an unknown parameter.
        let complete: Vec<bool> = operation
            .security
            .iter()
            .map(|schemes| schemes.iter().filter(|index| !is_there(index, query)).count() == 0)
            .collect();
        if operation.security.is_empty() || complete.contains(&true) {
            return Vec::new();
        }
        let ways: Vec<String> = operation
            .security
            .iter()
            .map(|schemes| {
                let names = schemes.iter().filter_map(|index| self.spec.schemes.get(*index));
                names.map(|scheme| scheme.name.as_str()).collect::<Vec<_>>().join(" and ")
            })
            .collect();
        let message = format!("credentials are missing: {}", ways.join(", or "));
        vec![Violation::new(Kind::Security, "/header/authorization", message)]
    }
}

/// Whether the path's parameter of this name is declared.
fn is_declared(parameters: &[Parameter], name: &str) -> bool {
    parameters.iter().any(|parameter| parameter.place == In::Path && parameter.name == name)
}

fn place(place: In) -> &'static str {
    match place {
        In::Path => "path",
        In::Query => "query",
        In::Header => "header",
        In::Cookie => "cookie",
    }
}

fn query(parameter: &Parameter, pointer: &str, query: &mut Query) -> Judged {
    if query.value(parameter, true).is_none() {
        return absent(parameter, pointer);
    }
    either(&parameter.checked, pointer, |as_text| query.value(parameter, as_text).unwrap_or(Ok(Value::Null)))
}

fn absent(parameter: &Parameter, pointer: &str) -> Judged {
    let missing = Violation::new(Kind::Missing, pointer, "it is required, and missing");
    if parameter.required { missing.into() } else { Judged::default() }
}

/// Headers that are no inputs of a call: "Parameter Object", `name`, says that the first three are described elsewhere, and
/// the others are said by HTTP itself.
const NO_INPUTS: &[&str] = &["accept", "content-type", "authorization", "content-length", "host", "transfer-encoding"];

fn header(parameter: &Parameter, pointer: &str, asked: &Asked<'_>) -> Judged {
    let name = parameter.name.to_ascii_lowercase();
    if NO_INPUTS.contains(&name.as_str()) {
        return Judged::default();
    }
    let mut given = asked.header(&name);
    if name == "prefer" {
        given = given.and_then(|text| prefer::others(&text));
    }
    match given {
        Some(text) => either(&parameter.checked, pointer, |as_text| simple(parameter, &text, false, as_text)),
        None => absent(parameter, pointer),
    }
}

fn cookie(parameter: &Parameter, pointer: &str, asked: &Asked<'_>) -> Judged {
    match asked.cookie(&parameter.name) {
        Some(text) => either(&parameter.checked, pointer, |as_text| simple(parameter, &text, true, as_text)),
        None => absent(parameter, pointer),
    }
}

/// Judges a value that came as text: as text where it may be some, else as what it may be otherwise.
pub(super) fn either(checked: &Checked, pointer: &str, mut read: impl FnMut(bool) -> Result<Value, String>) -> Judged {
    let first = match read(true) {
        Ok(first) => first,
        Err(message) => return Violation::new(Kind::Malformed, pointer, message).into(),
    };
    if !checked.open.admits(&first)
        && let Ok(second) = read(false)
        && checked.open.admits(&second)
    {
        return judged(checked, pointer, second);
    }
    judged(checked, pointer, first)
}

/// Judges a value, and keeps it.
pub(super) fn judged(checked: &Checked, pointer: &str, value: Value) -> Judged {
    Judged { violations: self::value(checked, pointer, &value), value: Some(value) }
}

/// Judges a value by its schema, and then by what the schema names.
pub(super) fn value(checked: &Checked, pointer: &str, value: &Value) -> Vec<Violation> {
    if !checked.open.admits(value) {
        let faults = checked.open.faults(value);
        return faults.into_iter().map(|fault| violation(Kind::Schema, pointer, fault)).collect();
    }
    if !contains_object(value) {
        return Vec::new();
    }
    let closed = checked.closed();
    if closed.admits(value) {
        return Vec::new();
    }
    closed.faults(value).into_iter().map(|fault| violation(Kind::ExtraKey, pointer, fault)).collect()
}

fn contains_object(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(contains_object),
        _ => false,
    }
}

fn violation(kind: Kind, pointer: &str, fault: crate::schema::Fault) -> Violation {
    Violation {
        kind,
        pointer: format!("{pointer}{}", fault.pointer),
        keyword: Some(fault.keyword),
        message: fault.message,
    }
}
