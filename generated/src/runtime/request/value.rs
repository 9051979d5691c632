//! Values on their way into a request.
//!
//! A parameter is written as JSON first and then taken apart, so that there is one rule for what a date, an enum or a
//! number looks like, wherever it stands.

use std::any::Any;

use crate::runtime::json::{self, Kind, ReadError, Reader, Slot};

/// The value as JSON; `None` if it is absent.
pub(super) fn json(value: &dyn Slot) -> Result<Option<Vec<u8>>, String> {
    if value.is_absent() {
        return Ok(None);
    }
    json::write(value).map(Some).map_err(|error| error.to_string())
}

/// The value as JSON text; `None` if it is absent.
pub(super) fn text(value: &dyn Slot) -> Result<Option<String>, String> {
    Ok(json(value)?.map(|json| String::from_utf8_lossy(&json).into_owned()))
}

/// A parameter's value as text.
pub(super) enum Parameter {
    /// It is left out.
    Absent,
    Single(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

/// The value as a parameter. `null` counts as absent, since a parameter has no form for it.
pub(super) fn parameter(value: &dyn Slot) -> Result<Parameter, String> {
    if let Some(text) = plain(value) {
        return Ok(Parameter::Single(text));
    }
    match json(value)? {
        Some(json) => read(&json).map_err(|error| error.reason().to_owned()),
        None => Ok(Parameter::Absent),
    }
}

/// The text of what most parameters are, without the way over JSON, on which it would be the same.
fn plain(value: &dyn Slot) -> Option<String> {
    let any: &dyn Any = value;
    if let Some(text) = any.downcast_ref::<String>() {
        return Some(text.clone());
    }
    any.downcast_ref::<i64>().map(i64::to_string)
}

/// The value as texts in a row, as a path or a header has them; `None` if it is absent.
pub(super) fn texts(value: &dyn Slot) -> Result<Option<Vec<String>>, String> {
    Ok(match parameter(value)? {
        Parameter::Absent => None,
        Parameter::Single(text) => Some(vec![text]),
        Parameter::List(texts) => Some(texts),
        Parameter::Object(members) => Some(members.into_iter().flat_map(|(name, text)| [name, text]).collect()),
    })
}

fn read(json: &[u8]) -> Result<Parameter, ReadError> {
    let mut reader = Reader::new(json)?;
    match reader.peek()? {
        Kind::Array => {
            let mut texts = Vec::new();
            let mut elements = reader.array()?;
            while elements.next(&mut reader)? {
                texts.extend(scalar(&mut reader)?);
            }
            Ok(Parameter::List(texts))
        }
        Kind::Object => {
            let mut members = Vec::new();
            let mut keys = reader.object()?;
            while let Some(name) = keys.next(&mut reader, str::to_owned)? {
                members.extend(scalar(&mut reader)?.map(|text| (name, text)));
            }
            Ok(Parameter::Object(members))
        }
        _ => Ok(scalar(&mut reader)?.map_or(Parameter::Absent, Parameter::Single)),
    }
}

/// A single value as text, `None` for `null`.
fn scalar(reader: &mut Reader<'_>) -> Result<Option<String>, ReadError> {
    Ok(match reader.peek()? {
        Kind::Null => {
            reader.null()?;
            None
        }
        Kind::Bool => Some(reader.boolean()?.to_string()),
        Kind::Number => Some(reader.number_text()?.to_owned()),
        Kind::String => Some(reader.string()?.to_owned()),
        Kind::Array | Kind::Object => return Err(reader.error("a nested value has no form as a parameter")),
    })
}

/// The value as names and texts, whatever its depth: `name[member][0]`. `null` is left out.
pub(super) fn deep(name: &str, value: &dyn Slot) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    if let Some(json) = json(value)? {
        let walked = Reader::new(&json).and_then(|mut reader| walk(name.to_owned(), &mut reader, &mut pairs));
        walked.map_err(|error| error.reason().to_owned())?;
    }
    Ok(pairs)
}

fn walk(name: String, reader: &mut Reader<'_>, pairs: &mut Vec<(String, String)>) -> Result<(), ReadError> {
    match reader.peek()? {
        Kind::Array => {
            let mut elements = reader.array()?;
            let mut index = 0_usize;
            while elements.next(reader)? {
                walk(format!("{name}[{index}]"), reader, pairs)?;
                index += 1;
            }
        }
        Kind::Object => {
            let mut keys = reader.object()?;
            while let Some(member) = keys.next(reader, |key| format!("{name}[{key}]"))? {
                walk(member, reader, pairs)?;
            }
        }
        _ => pairs.extend(scalar(reader)?.map(|text| (name, text))),
    }
    Ok(())
}

/// The parts of a form that a value becomes: one for each item of a list. Single values are text, unless all is JSON.
pub(super) fn parts(value: &dyn Slot, all_json: bool) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    if let Some(json) = json(value)? {
        let read = Reader::new(&json).and_then(|mut reader| {
            if reader.peek()? != Kind::Array {
                return piece(&json, all_json, &mut reader, &mut pieces);
            }
            let mut elements = reader.array()?;
            while elements.next(&mut reader)? {
                piece(&json, all_json, &mut reader, &mut pieces)?;
            }
            Ok(())
        });
        read.map_err(|error| error.reason().to_owned())?;
    }
    Ok(pieces)
}

/// A part of a form.
pub(super) enum Piece {
    Text(String),
    Json(Vec<u8>),
}

fn piece(json: &[u8], all_json: bool, reader: &mut Reader<'_>, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
    if all_json || matches!(reader.peek()?, Kind::Array | Kind::Object) {
        let start = reader.offset();
        reader.skip()?;
        pieces.push(Piece::Json(json.get(start..reader.offset()).unwrap_or_default().to_vec()));
    } else {
        pieces.extend(scalar(reader)?.map(Piece::Text));
    }
    Ok(())
}
