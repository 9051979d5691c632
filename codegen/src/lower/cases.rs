//! How each operation is tried by the crate's tests: values for its inputs, and what a server has to understand.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::diag::{Loc, Sink, Sources};
use crate::ir::{Body, Case, Cases, Constant, Input, Operation, Place, Scalar, Type};
use crate::resolve::Spec;
use crate::resolve::spec::{self, In, MediaType};
use crate::sample::{Amount, Sample, Sampler};
use crate::schema::{self, Direction, Extent, Schemas, Validator};

use super::media::{self, Kind};

/// What files hold.
const CONTENT: &str = "content";

/// A body of JSON values, a line each, whose values have no type.
const LINE: &str = "{\"any\":\"value\"}\n";

/// Gives every operation its cases. Operations are in the document's order, as those of `spec` are.
pub(super) fn add(operations: &mut [Operation], spec: &Spec, sources: &Sources) {
    let schemas = Schemas { raw: &spec.raw, sources };
    let trials = Trials { schemas, sampler: Sampler::new(schemas), spec, known: Mutex::default() };
    operations.par_iter_mut().zip(&spec.operations).for_each(|(operation, described)| {
        operation.cases = Some(trials.of(operation, described));
    });
}

struct Trials<'s> {
    schemas: Schemas<'s>,
    sampler: Sampler<'s>,
    spec: &'s Spec,
    /// Values of parameters, many of which operations share.
    known: Mutex<HashMap<(Loc, Amount), Value>>,
}

impl Trials<'_> {
    fn of(&self, operation: &Operation, described: &spec::Operation) -> Cases {
        let has_more = operation.inputs.iter().any(|input| !input.required);
        Cases {
            least: self.case(operation, described, Amount::Least),
            most: has_more.then(|| self.case(operation, described, Amount::Most)),
            feasible: !self.asks_for_nothing(described),
            succeeds: described.responses.is_empty() || described.responses.iter().any(is_success),
            takes_preferences: described
                .parameters
                .iter()
                .any(|parameter| parameter.place == In::Header && parameter.name.eq_ignore_ascii_case("prefer")),
            errors: errors(described),
        }
    }

    fn case(&self, operation: &Operation, described: &spec::Operation, amount: Amount) -> Case {
        let chosen = described.body.as_ref().and_then(|body| media::choose(self.spec, &body.content, &mut Sink::new()));
        let sample = chosen.and_then(|(content, _)| self.body(content, &operation.inputs, amount));
        // Members that a body of this kind has to have together, such as one of several.
        let is_sent = amount == Amount::Most || described.body.as_ref().is_some_and(|body| body.required);
        let has = |input: &Input| {
            let whole = sample.as_ref().filter(|sample| is_sent && sample.fits).map(|sample| &sample.value);
            whole.map(|whole| whole.get(&input.wire).is_some())
        };
        let content = chosen.map(|(content, _)| content);
        let body = sample.as_ref().map(|sample| &sample.value);
        let mut meant = Meant::default();
        let mut values = Vec::with_capacity(operation.inputs.len());
        for input in &operation.inputs {
            let is_member =
                matches!(input.place, Place::Field | Place::Form | Place::Part | Place::File | Place::Files);
            let is_given = if is_member { has(input) } else { None }.unwrap_or(amount == Amount::Most);
            let value = match input.place {
                _ if !is_given && !input.required => None,
                Place::Bytes if chosen.is_some_and(|(_, kind)| kind == Kind::Lines) => Some(LINE.into()),
                _ => self.value(input, described, content, body, amount),
            };
            if let Some(value) = &value {
                meant.add(input, value);
            }
            values.push(value.map(|value| value.to_string()));
        }
        for input in &operation.constants {
            meant.add_constant(input);
        }
        Case { values, meant: meant.text(&operation.body) }
    }

    /// Whether no value is what has to be sent.
    fn asks_for_nothing(&self, described: &spec::Operation) -> bool {
        let required = described.parameters.iter().filter(|parameter| parameter.required);
        let body = described.body.iter().filter(|body| body.required).flat_map(|body| &body.content);
        let schemas = required.map(|parameter| parameter.schema).chain(body.map(|content| content.schema));
        schemas.flatten().any(|schema| self.spec.contradicts(schema))
    }

    /// The value of an input; `None` where it has none that could be sent.
    fn value(
        &self,
        input: &Input,
        described: &spec::Operation,
        content: Option<&MediaType>,
        body: Option<&Value>,
        amount: Amount,
    ) -> Option<Value> {
        let value = match input.place {
            Place::Path | Place::Query | Place::Header | Place::Cookie => self.parameter(input, described, amount),
            Place::Bytes | Place::File => CONTENT.into(),
            Place::Files => json!([CONTENT]),
            Place::Text => body.filter(|body| body.is_string()).cloned().unwrap_or_else(|| CONTENT.into()),
            Place::Body => body.cloned().unwrap_or_else(|| json!({"any": "value"})),
            Place::Lines => self.lines(content, body, amount),
            Place::Field | Place::Form | Place::Part => match body.and_then(|body| body.get(&input.wire)) {
                Some(value) => value.clone(),
                None => self.sampler.at(input.loc, Direction::Request, amount, None).value,
            },
        };
        let contradicts = match input.place {
            Place::Body => content.and_then(|content| content.schema).is_some_and(|id| self.spec.contradicts(id)),
            _ => parameter(input, described).and_then(|one| one.schema).is_some_and(|id| self.spec.contradicts(id)),
        };
        if contradicts && !input.required {
            return None;
        }
        let is_null = value.is_null() && !input.nullable && input.ty != Type::Json;
        if is_null && !input.required {
            return None;
        }
        // What has no form of its own is finished text.
        let is_text = input.ty == Type::Scalar(Scalar::String);
        Some(if is_text && !value.is_string() && !value.is_null() { value.to_string().into() } else { value })
    }

    fn parameter(&self, input: &Input, described: &spec::Operation, amount: Amount) -> Value {
        let Some(parameter) = parameter(input, described) else { return "text".into() };
        let loc = self.schemas.of(parameter.loc);
        let key = (parameter.loc, amount);
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return value.clone();
        }
        let example = parameter.example.as_ref().map(schema::value);
        let value = self.sampler.at(loc, Direction::Request, amount, example.as_ref()).value;
        known().insert(key, value.clone());
        value
    }

    /// A value for the whole body, with as many of the inputs as fit; `None` where it has no schema of its own.
    fn body(&self, content: &MediaType, inputs: &[Input], amount: Amount) -> Option<Sample> {
        let example = content.example.as_ref().map(schema::value);
        let at = Some(self.schemas.of(content.loc)).filter(|at| *at != content.loc);
        // In OpenAPI 2.0, content stands where its media type is named, and not where its schema is.
        let Some(loc) = at.or_else(|| content.schema.map(|id| self.spec.schema(id).loc)) else {
            return example.map(|value| Sample { value, fits: false });
        };
        let example = example.map(|shown| self.schemas.example(loc, Direction::Request, shown));
        let mut sample = self.sampler.at(loc, Direction::Request, amount, example.as_ref());
        if amount == Amount::Most && sample.fits {
            self.complete(&mut sample.value, loc, inputs);
        }
        Some(sample)
    }

    /// Adds members that inputs stand for and a value does not have, as far as they fit.
    fn complete(&self, value: &mut Value, loc: Loc, inputs: &[Input]) {
        let is_member = |input: &&Input| {
            matches!(input.place, Place::Field | Place::Form | Place::Part | Place::File | Place::Files)
        };
        let Value::Object(members) = &*value else { return };
        let missing: Vec<&Input> =
            inputs.iter().filter(is_member).filter(|input| !members.contains_key(&input.wire)).collect();
        if missing.is_empty() {
            return;
        }
        let validator = Validator::new(&self.schemas.at(loc, Direction::Request, Extent::Open));
        for input in missing {
            let mut larger = value.clone();
            if let Value::Object(members) = &mut larger {
                let member = self.sampler.at(input.loc, Direction::Request, Amount::Most, None).value;
                members.insert(input.wire.clone(), member);
            }
            if validator.admits(&larger) {
                *value = larger;
            }
        }
    }

    /// One line.
    fn lines(&self, content: Option<&MediaType>, body: Option<&Value>, amount: Amount) -> Value {
        let item = content.filter(|content| content.schema.is_none()).and_then(|content| content.item_schema);
        if let Some(item) = item {
            let loc = self.spec.schema(item).loc;
            return json!([self.sampler.at(loc, Direction::Request, amount, None).value]);
        }
        match body {
            Some(Value::Array(items)) => items.clone().into(),
            Some(item) => json!([item]),
            None => json!([]),
        }
    }
}

/// The parameter that an input stands for.
fn parameter<'d>(input: &Input, described: &'d spec::Operation) -> Option<&'d spec::Parameter> {
    let place = match input.place {
        Place::Path => In::Path,
        Place::Query => In::Query,
        Place::Header => In::Header,
        Place::Cookie => In::Cookie,
        _ => return None,
    };
    described.parameters.iter().find(|parameter| parameter.name == input.wire && parameter.place == place)
}

/// Whether a response is what an operation is called for.
fn is_success(response: &spec::Response) -> bool {
    response.status.starts_with(['2', '3']) || response.status.eq_ignore_ascii_case("default")
}

/// Statuses of errors: those that the document names, and one of each class that it names.
fn errors(described: &spec::Operation) -> Vec<u16> {
    let mut found = Vec::new();
    let has_success = described.responses.iter().any(|response| response.status.starts_with('2'));
    for response in &described.responses {
        let status = match response.status.to_ascii_uppercase().as_str() {
            "4XX" => 400,
            "5XX" | "DEFAULT" if has_success => 500,
            text => text.parse().unwrap_or(0),
        };
        if (400..600).contains(&status) && !found.contains(&status) {
            found.push(status);
        }
    }
    found
}

/// What a server has to understand.
#[derive(Default)]
struct Meant {
    places: Map<String, Value>,
    fields: Map<String, Value>,
    /// Fields that go along with others only.
    joining: Map<String, Value>,
    whole: Option<Value>,
}

impl Meant {
    fn add(&mut self, input: &Input, value: &Value) {
        let place = match input.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Field => {
                self.fields.insert(input.wire.clone(), value.clone());
                return;
            }
            Place::Form | Place::Part | Place::File | Place::Files => {
                let value = if input.place == Place::Form { written(value) } else { parts(value) };
                if let Some(value) = value {
                    self.fields.insert(input.wire.clone(), value);
                }
                return;
            }
            Place::Body | Place::Bytes | Place::Text | Place::Lines => {
                self.whole = Some(value.clone());
                return;
            }
        };
        if let Some(value) = written(value)
            && let Value::Object(members) = self.places.entry(place).or_insert_with(|| Map::new().into())
        {
            members.insert(input.wire.clone(), value);
        }
    }

    /// What the call sends by itself.
    fn add_constant(&mut self, input: &Input) {
        let value = match &input.constant {
            Some(Constant::Text(text)) => text.as_str().into(),
            Some(Constant::Bool(value)) => (*value).into(),
            Some(Constant::Integer(value)) => (*value).into(),
            Some(Constant::Variant(_)) | None => return,
        };
        if input.place == Place::Field && !input.required {
            self.joining.insert(input.wire.clone(), value);
        } else {
            self.add(input, &value);
        }
    }

    fn text(mut self, body: &Body) -> String {
        let whole = match body {
            Body::None => None,
            Body::Whole(_) => self.whole,
            Body::Fields { required, .. } => {
                if !self.fields.is_empty() {
                    self.fields.extend(self.joining);
                }
                (*required || !self.fields.is_empty()).then(|| self.fields.into())
            }
            Body::Form { required } | Body::Multipart { required } => {
                (*required || !self.fields.is_empty()).then(|| self.fields.into())
            }
        };
        if let Some(whole) = whole {
            self.places.insert("body".to_owned(), whole);
        }
        Value::from(self.places).to_string()
    }
}

/// A value as parts of a form: objects are JSON, whatever is in them, and a list is a part for each item.
fn parts(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter(|item| !item.is_null()).cloned().collect();
            (!items.is_empty()).then(|| items.into())
        }
        other => Some(other.clone()),
    }
}

/// A value without what cannot be written where there are texts only: `null`, and lists and objects of nothing.
fn written(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(written).collect();
            (!items.is_empty()).then(|| items.into())
        }
        Value::Object(members) => {
            let members: Map<String, Value> =
                members.iter().filter_map(|(name, value)| Some((name.clone(), written(value)?))).collect();
            (!members.is_empty()).then(|| members.into())
        }
        other => Some(other.clone()),
    }
}
