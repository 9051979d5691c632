//! Opening the object that an answer is wrapped in.

use std::ops::Range;

use super::endpoint::{Entry, Envelope, Info};
use super::error::{ErrorCode, Message};
use super::json::{ReadError, Reader, Slot};
use super::types::Json;

/// What an envelope held beside the value, which went into its slot.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub(crate) success: Option<bool>,
    pub(crate) result: Outcome,
    /// Where in the body the value stands.
    pub(crate) range: Range<usize>,
    pub(crate) errors: Vec<Message>,
    pub(crate) messages: Vec<Message>,
    pub(crate) info: Option<Json>,
}

/// What became of the value.
#[derive(Debug, Default)]
pub(crate) enum Outcome {
    /// It is not there.
    #[default]
    Missing,
    /// It is in its slot.
    Read,
    /// It is not what was expected. That is only worth telling if the envelope does not say that the call failed.
    Unreadable(ReadError),
}

/// What the caller wants of the value.
pub(crate) enum Due<'a> {
    /// Nothing: it is skipped.
    Nothing,
    /// A value.
    Value(&'a mut dyn Slot),
    /// A list; `null` counts as an empty one.
    List(&'a mut dyn Slot),
}

/// Reads the envelope in one pass, whatever the order of its members.
pub(crate) fn open(body: &[u8], envelope: &Envelope, due: Due<'_>) -> Result<Opened, ReadError> {
    let mut due = due;
    let mut opened = Opened::default();
    let mut reader = Reader::new(body)?;
    let mut rest = serde_json::Map::new();
    let mut keys = reader.object()?;
    while let Some(member) = keys.next(&mut reader, |key| Member::of(envelope, key))? {
        match member {
            Member::Result => {
                // The value begins behind the white space.
                reader.peek()?;
                let start = reader.offset();
                opened.result = match reader.attempt(|reader| due.read(reader))? {
                    Ok(()) => Outcome::Read,
                    Err(error) => Outcome::Unreadable(error.inside_key(envelope.result)),
                };
                opened.range = start..reader.offset();
            }
            Member::Success => opened.success = json(&mut reader)?.as_bool(),
            Member::Errors => opened.errors = messages(&json(&mut reader)?, &envelope.entry),
            Member::Messages => opened.messages = messages(&json(&mut reader)?, &envelope.entry),
            Member::Info => opened.info = Some(json(&mut reader)?).filter(|info| !info.is_null()),
            Member::Rest(name) => drop(rest.insert(name, json(&mut reader)?)),
            Member::Unknown => reader.skip()?,
        }
    }
    reader.finish()?;
    if matches!(envelope.info, Info::Rest) {
        opened.info = Some(Json::Object(rest));
    }
    Ok(opened)
}

impl Due<'_> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        match self {
            Self::Nothing => reader.skip(),
            // A member that comes a second time replaces the first, as in a model.
            Self::Value(slot) => {
                slot.reset();
                slot.read(reader)
            }
            Self::List(slot) => {
                if reader.null()? {
                    return Ok(());
                }
                slot.read(reader)
            }
        }
    }
}

enum Member {
    Result,
    Success,
    Errors,
    Messages,
    Info,
    /// One that says something of the list.
    Rest(String),
    Unknown,
}

impl Member {
    fn of(envelope: &Envelope, key: &str) -> Self {
        let is = |name: Option<&str>| name == Some(key);
        if key == envelope.result {
            Self::Result
        } else if is(envelope.success) {
            Self::Success
        } else if is(envelope.errors) {
            Self::Errors
        } else if is(envelope.messages) {
            Self::Messages
        } else {
            match envelope.info {
                Info::Member(name) if name == key => Self::Info,
                Info::Rest => Self::Rest(key.to_owned()),
                Info::Member(_) | Info::None => Self::Unknown,
            }
        }
    }
}

fn json(reader: &mut Reader<'_>) -> Result<Json, ReadError> {
    let mut json = Json::Null;
    json.read(reader)?;
    Ok(json)
}

/// The entries of a list, as far as they are of any use: servers leave out members, and send bare texts.
fn messages(list: &Json, entry: &Entry) -> Vec<Message> {
    list.as_array().into_iter().flatten().filter(|item| !item.is_null()).map(|item| message(item, entry)).collect()
}

fn message(item: &Json, entry: &Entry) -> Message {
    let text = |name: &str| member(item, name).and_then(Json::as_str).map(str::to_owned);
    let code = member(item, entry.code).and_then(|code| match code {
        Json::String(code) => Some(ErrorCode::new(code)),
        Json::Number(code) => Some(ErrorCode::new(&code.to_string())),
        _ => None,
    });
    Message {
        code,
        text: item.as_str().map(str::to_owned).or_else(|| text(entry.message)).unwrap_or_default(),
        documentation_url: entry.documentation_url.and_then(text),
        pointer: entry.pointer.and_then(text),
    }
}

/// The member at a dotted path.
pub(crate) fn member<'a>(item: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.').try_fold(item, |item, name| item.get(name))
}
