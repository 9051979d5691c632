//! JSON Schemas (2020-12) that a validator takes, derived from what a document says as it stands.
//!
//! This is the one place where OpenAPI's dialects become JSON Schema: `nullable`, boolean exclusive bounds, `$ref` that
//! hides what stands beside it, names in `required` that only one direction asks for. It does not go through what
//! `resolve` makes of schemas, so that whatever is validated by it is judged independently of the generator.
//!
//! A schema comes out with all that it refers to, in `$defs`; references of a document in several files are followed.

mod openness;
mod repair;
mod sides;
mod validator;
mod write;

#[cfg(test)]
mod tests;

use serde_json::{Map, Number, Value};

use crate::diag::{Loc, Sources};
use crate::read::{Json, Node, Raw};

pub use self::validator::{Fault, Validator};

/// Who sends the value that is to be validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// A client: what is `readOnly` is not asked for.
    Request,
    /// A server: what is `writeOnly` is not asked for.
    Response,
}

/// What becomes of members that a schema does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// What the document says: they are admitted where it does not forbid them.
    Open,
    /// They are refused where the document names members and does not say that there may be others.
    Closed,
}

/// The schemas of a document.
#[derive(Clone, Copy, Debug)]
pub struct Schemas<'a> {
    /// What the document says.
    pub raw: &'a Raw,
    /// Its files.
    pub sources: &'a Sources,
}

impl<'a> Schemas<'a> {
    /// The schema at a place with what a value can be made from: examples, defaults, and the tags of alternatives.
    ///
    /// Members that only the other side sends are left out. `examples` is a list; `x-tag` names the property that tells
    /// alternatives apart, and `x-tags` lists what it says in each.
    #[must_use]
    pub fn annotated(&self, loc: Loc, direction: Direction) -> Value {
        let mut writer = write::Writer::new(*self, direction, Extent::Open).with_annotations();
        let schema = writer.value(loc);
        writer.finish(schema)
    }

    /// The schema at a place, as a document of its own.
    #[must_use]
    pub fn at(&self, loc: Loc, direction: Direction, extent: Extent) -> Value {
        let mut writer = write::Writer::new(*self, direction, extent);
        let schema = writer.value(loc);
        writer.finish(schema)
    }

    /// The schema at a place, which refuses members that it does not name ([`Extent::Closed`]), and those that only the other
    /// side sends.
    #[must_use]
    pub fn own(&self, loc: Loc, direction: Direction) -> Value {
        let mut writer = write::Writer::new(*self, direction, Extent::Closed).with_own_only();
        let schema = writer.value(loc);
        writer.finish(schema)
    }

    /// The schema at a place as types are made of it: properties are those of objects, and a number in the format of an integer
    /// is one. It is stricter than what the document says.
    #[must_use]
    pub fn meant(&self, loc: Loc, direction: Direction) -> Value {
        let mut writer = write::Writer::new(*self, direction, Extent::Open).with_meaning();
        let schema = writer.value(loc);
        writer.finish(schema)
    }

    /// The value that an example of a body stands for: text in the place of an object or a list may be the body as it is
    /// written (OpenAPI 3.0.3, section 4.7.19: what is hard to show in place is a string, escaped).
    #[must_use]
    pub fn example(&self, loc: Loc, direction: Direction, shown: Value) -> Value {
        let Value::String(text) = &shown else { return shown };
        let held = serde_json::from_str(text).ok().filter(|held: &Value| held.is_object() || held.is_array());
        match held {
            Some(held) if !Validator::new(&self.meant(loc, direction)).admits(&shown) => held,
            _ => shown,
        }
    }

    /// Where the named example at a place has its value: as it is, as data, or as it is written (OpenAPI 3.2).
    #[must_use]
    pub fn shown(&self, example: Loc) -> Option<Loc> {
        let example = self.raw.follow(self.sources, example);
        ["value", "dataValue", "serializedValue"].iter().find_map(|key| self.field(example, key))
    }

    /// The schema at a place by its letter: nothing is taken for meant.
    #[must_use]
    pub fn stated(&self, loc: Loc, direction: Direction) -> Value {
        let mut writer = write::Writer::new(*self, direction, Extent::Open).with_letter();
        let schema = writer.value(loc);
        writer.finish(schema)
    }

    /// A schema of objects whose properties are at places: of the fields that a document declares one by one.
    #[must_use]
    pub fn object<'n>(
        &self,
        properties: impl Iterator<Item = (&'n str, Loc)>,
        required: &[String],
        direction: Direction,
        extent: Extent,
    ) -> Value {
        let mut writer = write::Writer::new(*self, direction, extent);
        let properties: Map<String, Value> =
            properties.map(|(name, loc)| (name.to_owned(), writer.value(loc))).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), properties.into());
        schema.insert("required".to_owned(), required.into());
        if extent == Extent::Closed {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        writer.finish(schema.into())
    }

    /// Where the schema of a parameter, a header or a media type is; itself in OpenAPI 2.0, where a parameter is its schema.
    #[must_use]
    pub fn of(&self, loc: Loc) -> Loc {
        let (raw, sources) = (self.raw, self.sources);
        let loc = raw.follow(sources, loc);
        if let Some(schema) = raw.field(sources, loc, "schema") {
            return schema;
        }
        let content = raw.field(sources, loc, "content");
        let first = content.and_then(|content| raw.entries(sources, content).next());
        first.and_then(|(_, media)| raw.field(sources, raw.follow(sources, media), "schema")).unwrap_or(loc)
    }

    fn node(self, loc: Loc) -> Node<'a> {
        self.raw.node(self.sources, loc)
    }

    fn field(self, loc: Loc, key: &str) -> Option<Loc> {
        self.raw.field(self.sources, loc, key)
    }

    fn entries(self, loc: Loc) -> impl Iterator<Item = (&'a str, Loc)> + use<'a> {
        self.raw.entries(self.sources, loc)
    }

    fn is_true(self, loc: Loc, key: &str) -> bool {
        self.field(loc, key).is_some_and(|at| self.node(at) == Node::Bool(true))
    }
}

/// A value of the document as serde's.
#[must_use]
pub fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Number(text) => number(text).map_or(Value::Null, Value::Number),
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => items.iter().map(value).collect(),
        Json::Object(entries) => {
            Value::Object(entries.iter().map(|(name, entry)| (name.clone(), value(entry))).collect())
        }
    }
}

/// A number of the document as serde's; one that is larger than any of those is none.
fn number(text: &str) -> Option<Number> {
    serde_json::from_str(text).ok()
}
