//! What answers are wrapped in: as the config says, else as the document shows.

use crate::ir::{Envelope, EnvelopeEntry, Info};
use crate::resolve::Spec;
use crate::resolve::spec::{Property, Schema, SchemaId};

/// The schema whose shape another one has.
pub(super) fn shape(spec: &Spec, id: SchemaId) -> &Schema {
    let described = spec.schema(id);
    described.same_as.map_or(described, |same| spec.schema(same))
}

/// The property of this name.
pub(super) fn property<'s>(shape: &'s Schema, name: &str) -> Option<&'s Property> {
    shape.properties.iter().find(|property| property.name == name)
}

/// The schema at a dotted path of properties.
pub(super) fn at<'s>(spec: &'s Spec, shape: &'s Schema, path: &str) -> Option<&'s Schema> {
    path.split('.').try_fold(shape, |at, name| Some(self::shape(spec, property(at, name)?.schema)))
}

/// Whether an answer is wrapped in the envelope that the config describes: it has the member that tells success.
pub(super) fn is_wrapped(shape: &Schema, envelope: &Envelope) -> bool {
    property(shape, envelope.success.as_ref().unwrap_or(&envelope.result)).is_some()
}

/// The envelope that a schema is: an object with a boolean `success`, a list `errors` or a `result`, and nothing but what
/// belongs to an envelope beside. Anything else could be the value itself, and would be lost.
pub(super) fn derive(spec: &Spec, shape: &Schema) -> Option<Envelope> {
    const KNOWN: &[&str] = &["success", "errors", "messages", "result", "result_info"];
    let success = at(spec, shape, "success")?.types;
    let other = success.object || success.array || success.string || success.number || success.integer;
    let is_list = Schema::is_list;
    let telling = at(spec, shape, "errors").is_some_and(is_list) || property(shape, "result").is_some();
    if other || !telling || shape.properties.iter().any(|property| !KNOWN.contains(&property.name.as_str())) {
        return None;
    }
    // The members are the same for all, whether this schema mentions them or not, so that an API has one envelope.
    Some(Envelope {
        result: "result".to_owned(),
        success: Some("success".to_owned()),
        errors: Some("errors".to_owned()),
        messages: Some("messages".to_owned()),
        info: Info::Member("result_info".to_owned()),
        entry: EnvelopeEntry {
            documentation_url: Some("documentation_url".to_owned()),
            pointer: Some("source.pointer".to_owned()),
            ..plain_entry()
        },
    })
}

/// The object that holds a list among what there is to say of it.
pub(super) fn around(list: &str) -> Envelope {
    Envelope {
        result: list.to_owned(),
        success: None,
        errors: None,
        messages: None,
        info: Info::Rest,
        entry: plain_entry(),
    }
}

fn plain_entry() -> EnvelopeEntry {
    EnvelopeEntry { code: "code".to_owned(), message: "message".to_owned(), documentation_url: None, pointer: None }
}
