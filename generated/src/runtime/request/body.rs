//! The body of a request, put together from what was set.

use bytes::Bytes;

use super::content::Content;
use super::multipart::{self, Part};
use super::query::Query;
use crate::runtime::endpoint::RequestBody;
use crate::runtime::json::{WriteError, Writer};

/// Pieces of a body. Each was written when it was set, so a value that cannot be written is known by its name.
#[derive(Clone, Default)]
pub(super) struct Parts {
    /// Members of the body's object, in the order in which they were first set.
    fields: Vec<(&'static str, Option<Vec<u8>>)>,
    /// Members that are sent along with others, before them.
    joined: Vec<(&'static str, Vec<u8>)>,
    /// Members of a form.
    pub(super) form: Query,
    /// Parts of a form, files among them, with the names that they were set by.
    files: Vec<(String, Vec<Part>)>,
    whole: Option<Content>,
}

/// A body with its media type.
pub(super) struct Ready {
    pub(super) media_type: String,
    pub(super) content: Content,
}

impl Parts {
    pub(super) fn set_field(&mut self, name: &'static str, json: Option<Vec<u8>>) {
        match self.fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = json,
            None => self.fields.push((name, json)),
        }
    }

    pub(super) fn join_field(&mut self, name: &'static str, json: Vec<u8>) {
        self.joined.push((name, json));
    }

    pub(super) fn set_part(&mut self, name: String, parts: Vec<Part>) {
        match self.files.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = parts,
            None => self.files.push((name, parts)),
        }
    }

    pub(super) fn set_whole(&mut self, content: Option<Content>) {
        self.whole = content;
    }

    /// The body; `None` if the request has none.
    pub(super) fn assemble(&self, kind: RequestBody, random: &dyn Fn() -> f64) -> Result<Option<Ready>, WriteError> {
        let ready = |media_type: &str, content: Content| Some(Ready { media_type: media_type.to_owned(), content });
        Ok(match kind {
            RequestBody::None => None,
            RequestBody::Whole(media_type) => self.whole.clone().and_then(|content| ready(media_type, content)),
            RequestBody::OptionalJson(_) if self.fields.iter().all(|(_, json)| json.is_none()) => None,
            RequestBody::Json(media_type) | RequestBody::OptionalJson(media_type) => {
                ready(media_type, Content::Bytes(self.object()?))
            }
            RequestBody::OptionalForm if self.form.is_empty() => None,
            RequestBody::Form | RequestBody::OptionalForm => {
                ready("application/x-www-form-urlencoded", Content::from(self.form.form().into_bytes()))
            }
            RequestBody::Multipart | RequestBody::OptionalMultipart => {
                let parts: Vec<Part> = self.files.iter().flat_map(|(_, parts)| parts).cloned().collect();
                if parts.is_empty() && kind == RequestBody::OptionalMultipart {
                    return Ok(None);
                }
                let (boundary, content) = multipart::assemble(parts, random);
                ready(&format!("multipart/form-data; boundary={boundary}"), content)
            }
        })
    }

    fn object(&self) -> Result<Bytes, WriteError> {
        let mut writer = Writer::new();
        writer.begin_object()?;
        for (name, json) in &self.joined {
            writer.key(name);
            writer.raw(json);
        }
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
