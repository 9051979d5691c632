//! What an operation asks for, prepared when it is first called.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use crate::diag::Loc;
use crate::resolve::spec::{self, Encoding, In, Node};
use crate::schema::{Direction, Extent, Schemas, Validator};

/// An operation of the document.
#[derive(Debug, Default)]
pub(super) struct Operation {
    /// The same operation as the generator sees it: index into its list.
    pub(super) lowered: Option<usize>,
    ready: OnceLock<Ready>,
    /// Values for answers: by response and content.
    values: Mutex<HashMap<(usize, usize), Arc<Value>>>,
}

/// What an operation asks for.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) parameters: Vec<Parameter>,
    pub(super) contents: Vec<Content>,
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) place: In,
    pub(super) required: bool,
    pub(super) style: String,
    pub(super) explode: bool,
    /// Whether it is JSON (`content`).
    pub(super) json: bool,
    pub(super) checked: Checked,
}

/// A body of one media type.
#[derive(Debug)]
pub(super) struct Content {
    /// The media type, in small letters.
    pub(super) essence: String,
    pub(super) encodings: Vec<Encoding>,
    pub(super) checked: Option<Checked>,
    /// What each item of a stream is.
    pub(super) item: Option<Checked>,
}

/// A schema with what judges by it.
#[derive(Debug)]
pub(super) struct Checked {
    /// As a document of its own.
    pub(super) schema: Value,
    pub(super) open: Validator,
    /// Judges what the document does not name; prepared when a value is right otherwise.
    closed: OnceLock<Validator>,
    closed_schema: Value,
}

impl Checked {
    fn new(schema: Value, closed_schema: Value) -> Self {
        let open = Validator::new(&schema);
        Self { schema, open, closed: OnceLock::new(), closed_schema }
    }

    /// The schema at a place.
    fn at(schemas: Schemas<'_>, loc: Loc) -> Self {
        Self::new(
            schemas.at(loc, Direction::Request, Extent::Open),
            schemas.at(loc, Direction::Request, Extent::Closed),
        )
    }

    pub(super) fn closed(&self) -> &Validator {
        self.closed.get_or_init(|| Validator::new(&self.closed_schema))
    }
}

impl Operation {
    pub(super) fn new(lowered: Option<usize>) -> Self {
        Self { lowered, ..Self::default() }
    }

    /// What the operation asks for.
    pub(super) fn ready(&self, operation: &spec::Operation, spec: &spec::Spec, schemas: Schemas<'_>) -> &Ready {
        self.ready.get_or_init(|| Ready {
            parameters: operation.parameters.iter().map(|parameter| self::parameter(parameter, schemas)).collect(),
            contents: operation
                .body
                .iter()
                .flat_map(|body| &body.content)
                .map(|content| self::content(content, spec, schemas))
                .collect(),
        })
    }

    /// A value of an answer, which is made once.
    pub(super) fn value(&self, key: (usize, usize), make: impl FnOnce() -> Value) -> Arc<Value> {
        let known = || self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        known().insert(key, Arc::clone(&value));
        value
    }
}

fn parameter(parameter: &spec::Parameter, schemas: Schemas<'_>) -> Parameter {
    let usual = if matches!(parameter.place, In::Query | In::Cookie) { "form" } else { "simple" };
    let style = parameter.style.clone().unwrap_or_else(|| usual.to_owned());
    let explode = parameter.explode.unwrap_or(style == "form" || style == "deepObject");
    let json = parameter.content.as_deref().is_some_and(|content| content.to_ascii_lowercase().contains("json"));
    Parameter {
        name: parameter.name.clone(),
        place: parameter.place,
        // What stands in the path is always there.
        required: parameter.required || parameter.place == In::Path,
        style,
        explode,
        json,
        checked: Checked::at(schemas, schemas.of(parameter.loc)),
    }
}

fn content(content: &spec::MediaType, spec: &spec::Spec, schemas: Schemas<'_>) -> Content {
    let item = content.item_schema.map(|id| Checked::at(schemas, spec.schema(id).loc));
    Content {
        essence: super::text::essence(&content.media_type),
        encodings: content.encodings.clone(),
        checked: content.schema.map(|id| body(content.loc, spec.schema(id), schemas)),
        item,
    }
}

/// The schema of a body. In 2.0 a form has none of its own: its fields are parameters.
fn body(loc: Loc, schema: &spec::Schema, schemas: Schemas<'_>) -> Checked {
    let (raw, sources) = (schemas.raw, schemas.sources);
    let at = raw.follow(sources, loc);
    if let Some(own) = raw.field(sources, at, "schema") {
        return Checked::at(schemas, own);
    }
    if raw.is_modern() || schema.properties.is_empty() || raw.node(sources, schema.loc) != Node::Object {
        return Checked::at(schemas, schema.loc);
    }
    let fields = || schema.properties.iter().map(|property| (property.name.as_str(), property.loc));
    let object = |extent| schemas.object(fields(), &schema.required, Direction::Request, extent);
    Checked::new(object(Extent::Open), object(Extent::Closed))
}
