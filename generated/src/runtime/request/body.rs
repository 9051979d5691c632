//! The JSON body of a request, put together from what was set.

use bytes::Bytes;

use crate::runtime::endpoint::RequestBody;
use crate::runtime::json::{WriteError, Writer};

/// Pieces of a body. Each was written when it was set, so a value that cannot be written is known by its name.
#[derive(Clone, Default)]
pub(super) struct Parts {
    /// Members of the body's object, in the order in which they were first set.
    fields: Vec<(&'static str, Option<Vec<u8>>)>,
    whole: Option<Bytes>,
}

impl Parts {
    pub(super) fn set_field(&mut self, name: &'static str, json: Option<Vec<u8>>) {
        match self.fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = json,
            None => self.fields.push((name, json)),
        }
    }

    pub(super) fn set_whole(&mut self, json: Option<Vec<u8>>) {
        self.whole = json.map(Bytes::from);
    }

    /// The body; `None` if the request has none.
    pub(super) fn assemble(&self, kind: RequestBody) -> Result<Option<Bytes>, WriteError> {
        match kind {
            RequestBody::None => Ok(None),
            RequestBody::Whole => Ok(self.whole.clone()),
            RequestBody::OptionalJson if self.fields.iter().all(|(_, json)| json.is_none()) => Ok(None),
            RequestBody::Json | RequestBody::OptionalJson => self.object().map(Some),
        }
    }

    fn object(&self) -> Result<Bytes, WriteError> {
        let mut writer = Writer::new();
        writer.begin_object()?;
        for (name, json) in &self.fields {
            if let Some(json) = json {
                writer.key(name);
                writer.raw(json);
            }
        }
        writer.end_object();
        Ok(writer.into_bytes().into())
    }
}
