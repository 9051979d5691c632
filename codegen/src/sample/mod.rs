//! Values that fit a schema: for the tests of a generated crate, and for the answers of the mock server.
//!
//! A value is made of the document's examples and defaults where they fit, and otherwise to fit: formats, bounds,
//! patterns, alternatives. The same schema always gives the same values. What is made is judged by a validator, which
//! knows nothing of how it was made; where it disagrees, other alternatives are tried.

mod formats;
mod merge;
mod numbers;
mod objects;
mod patterns;
mod seeds;
mod texts;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::diag::Loc;
use crate::schema::{Direction, Extent, Schemas, Validator};

use self::merge::Merged;
use self::seeds::Dice;
use self::texts::Texts;

/// How much a value has of what is not required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// Nothing.
    Least,
    /// All of it, as far as values in values go a few levels deep.
    Most,
}

/// A value, and whether it is one that the schema admits.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The value.
    pub value: Value,
    /// Whether a validator admits it. Some schemas contradict themselves, and some cannot be met by trying.
    pub fits: bool,
}

/// How often other alternatives are tried.
const TRIES: usize = 12;

/// How many values one sample may have.
const MAX_VALUES: usize = 20_000;

/// How deep what is not required is filled in.
const DEEP: usize = 6;

/// How deep what is required is.
const DEEPEST: usize = 60;

/// Makes values for the schemas of a document.
#[derive(Debug)]
pub struct Sampler<'a> {
    schemas: Schemas<'a>,
    texts: Texts,
}

impl<'a> Sampler<'a> {
    /// For the schemas of a document.
    #[must_use]
    pub fn new(schemas: Schemas<'a>) -> Self {
        Self { schemas, texts: Texts::default() }
    }

    /// A value for the schema at a place that a seed chooses: what is there of what is not required, which alternatives are
    /// taken, and values at the edges of what is admitted. The same seed always gives the same value.
    #[must_use]
    pub fn seeded(&self, loc: Loc, direction: Direction, seed: u64) -> Sample {
        let validator = Validator::new(&self.schemas.at(loc, direction, Extent::Open));
        let schema = self.schemas.annotated(loc, direction);
        seeded(&self.texts, &schema, seed, &validator)
    }

    /// A value for the schema at a place. `example` is one that the document gives for it.
    #[must_use]
    pub fn at(&self, loc: Loc, direction: Direction, amount: Amount, example: Option<&Value>) -> Sample {
        let validator = Validator::new(&self.schemas.at(loc, direction, Extent::Open));
        let schema = self.schemas.annotated(loc, direction);
        sample(&self.texts, &schema, amount, example, &validator)
    }
}

/// A value for a schema that is a document of its own.
#[must_use]
pub fn of_schema(schema: &Value, amount: Amount, example: Option<&Value>) -> Sample {
    sample(&Texts::default(), schema, amount, example, &Validator::new(schema))
}

/// A value that a seed chooses, for a schema that is a document of its own.
#[must_use]
pub fn of_schema_seeded(schema: &Value, seed: u64) -> Sample {
    seeded(&Texts::default(), schema, seed, &Validator::new(schema))
}

fn seeded(texts: &Texts, schema: &Value, seed: u64, validator: &Validator) -> Sample {
    let make = |attempt: u64| {
        let mut maker = Maker {
            root: schema,
            texts,
            amount: Amount::Most,
            choice: 0,
            values: 0,
            way: Vec::new(),
            dice: Some(Dice::new(seed, attempt)),
        };
        maker.value(schema, None, &Spot::default())
    };
    let mut first = None;
    for attempt in 0..TRIES as u64 {
        let value = make(attempt);
        if validator.admits(&value) {
            return Sample { value, fits: true };
        }
        first.get_or_insert(value);
    }
    Sample { value: first.unwrap_or(Value::Null), fits: false }
}

fn sample(texts: &Texts, schema: &Value, amount: Amount, example: Option<&Value>, validator: &Validator) -> Sample {
    let make = |amount: Amount, choice: usize| {
        let mut maker = Maker { root: schema, texts, amount, choice, values: 0, way: Vec::new(), dice: None };
        maker.value(schema, example, &Spot::default())
    };
    let mut first = None;
    for choice in 0..TRIES {
        let value = make(amount, choice);
        if validator.admits(&value) {
            return Sample { value, fits: true };
        }
        first.get_or_insert(value);
    }
    if amount == Amount::Most {
        let least = (0..TRIES).map(|choice| make(Amount::Least, choice)).find(|value| validator.admits(value));
        if let Some(mut value) = least {
            add_fitting(&mut value, first.as_ref(), validator);
            return Sample { value, fits: true };
        }
    }
    if let Some(example) = example.filter(|example| validator.admits(example)) {
        return Sample { value: example.clone(), fits: true };
    }
    Sample { value: first.unwrap_or(Value::Null), fits: false }
}

/// Adds members of another value, as far as they fit. An object has at most so many.
fn add_fitting(value: &mut Value, from: Option<&Value>, validator: &Validator) {
    const MAX_MEMBERS: usize = 100;
    for (name, member) in from.and_then(Value::as_object).into_iter().flatten().take(MAX_MEMBERS) {
        let mut larger = value.clone();
        let Value::Object(members) = &mut larger else { return };
        if members.contains_key(name) {
            continue;
        }
        members.insert(name.clone(), member.clone());
        if validator.admits(&larger) {
            *value = larger;
        }
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default)]
struct Spot {
    /// How many values are around it.
    depth: usize,
    /// Which of several that have to differ it is.
    index: usize,
}

impl Spot {
    fn below(&self) -> Self {
        Self { depth: self.depth + 1, index: self.index }
    }
}

/// One value while it is made.
struct Maker<'s> {
    /// The schema with its definitions.
    root: &'s Value,
    texts: &'s Texts,
    amount: Amount,
    /// Which alternative is taken, where there are several.
    choice: usize,
    values: usize,
    /// The references that lead to where it is.
    way: Vec<String>,
    /// What decides, where a seed does.
    dice: Option<Dice>,
}

impl<'s> Maker<'s> {
    /// A value for a schema; `hint` is what the document shows in its place.
    fn value(&mut self, schema: &'s Value, hint: Option<&Value>, spot: &Spot) -> Value {
        self.values += 1;
        if self.values > MAX_VALUES || spot.depth > DEEPEST {
            return Value::Null;
        }
        let before = self.way.len();
        let mut merged = Merged::default();
        self.gather(schema, &mut merged, 0);
        self.choose(&mut merged, hint);
        let value = self.made(&merged, hint, spot);
        self.way.truncate(before);
        value
    }

    /// Takes one alternative of each choice.
    fn choose(&mut self, merged: &mut Merged<'s>, hint: Option<&Value>) {
        let mut rounds = 0;
        while let Some(choice) = merged.choices.pop() {
            rounds += 1;
            if rounds > 16 {
                break;
            }
            let picked = self.pick(&choice.members, hint);
            let Some(member) = choice.members.get(picked) else { continue };
            self.gather(member, merged, 0);
            if let (Some(tag), Some(Value::String(value))) = (choice.tag, choice.tags.get(picked)) {
                merged.tags.push((tag, value));
            }
        }
    }

    /// Which alternative is taken: one that is like what the document shows, else the first that is not `null`.
    fn pick(&mut self, members: &[&'s Value], hint: Option<&Value>) -> usize {
        let likely = |index: usize| {
            let member = members.get(index).copied().unwrap_or(&Value::Null);
            let Some(hint) = hint else { return false };
            let mut merged = Merged::default();
            self.peek(member, &mut merged);
            merged.is_like(hint)
        };
        let all: Vec<usize> = (0..members.len()).collect();
        let (mut order, others): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|index| likely(*index));
        order.extend(others);
        let is_null = |index: &usize| {
            let mut merged = Merged::default();
            self.peek(members.get(*index).copied().unwrap_or(&Value::Null), &mut merged);
            merged.is_null()
        };
        let (nulls, mut usual): (Vec<usize>, Vec<usize>) = order.into_iter().partition(is_null);
        usual.extend(nulls);
        if self.dice.is_some() {
            self.leave_out_bare(members, &mut usual);
        }
        let count = usual.len().max(1);
        let choice = self.roll(count).unwrap_or(self.choice % count);
        usual.get(choice).copied().unwrap_or(0)
    }

    /// Leaves out alternatives that say nothing, where others do: beside a schema, one that is only nullable means `null`.
    fn leave_out_bare(&self, members: &[&'s Value], order: &mut Vec<usize>) {
        let is_bare = |index: &usize| {
            let mut merged = Merged::default();
            self.peek(members.get(*index).copied().unwrap_or(&Value::Null), &mut merged);
            merged.says_nothing()
        };
        if order.iter().any(|index| !is_bare(index)) {
            order.retain(|index| !is_bare(index));
        }
    }

    fn made(&mut self, merged: &Merged<'s>, hint: Option<&Value>, spot: &Spot) -> Value {
        if let Some(only) = merged.constant {
            return only.clone();
        }
        if let Some(values) = &merged.values {
            let index = self.roll(values.len()).unwrap_or(spot.index);
            let spot = &Spot { index, ..*spot };
            return one_of(values, merged, hint, spot);
        }
        if let Some(value) = self.rolled(merged) {
            return value;
        }
        let shown = || hint.into_iter().chain(merged.examples.iter().copied()).chain(merged.default);
        match merged.kind(shown()) {
            "null" => Value::Null,
            "boolean" => shown().find(|value| value.is_boolean()).cloned().unwrap_or(Value::Bool(true)),
            "integer" => numbers::integer(merged, shown(), spot.index),
            "number" => numbers::number(merged, shown(), spot.index),
            "array" => self.array(merged, hint, spot),
            "object" => self.object(merged, hint, spot),
            "any" => shown().next().cloned().unwrap_or_else(|| "any".into()),
            _ => self.texts.text(merged, shown(), spot.index).into(),
        }
    }
}

/// One of the values that there are: what the document shows, else the first that is not `null`.
fn one_of(values: &[&Value], merged: &Merged<'_>, hint: Option<&Value>, spot: &Spot) -> Value {
    let admitted = |value: &&&Value| merged.admits_kind(value);
    let mut usual: Vec<&&Value> = values.iter().filter(|value| !value.is_null()).filter(admitted).collect();
    if spot.index == 0
        && let Some(shown) = hint.filter(|hint| usual.iter().any(|value| **value == *hint))
    {
        return shown.clone();
    }
    if usual.is_empty() {
        usual = values.iter().collect();
    }
    let index = spot.index % usual.len().max(1);
    usual.get(index).map_or(Value::Null, |value| (**value).clone())
}
