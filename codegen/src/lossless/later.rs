//! What a later version of an API may send: a value that an enum does not list yet, and a member that a schema does not name.
//!
//! Neither is an error to a client that was made before. The first survives; the second may be left out, where the type does
//! not say that it keeps such, but nothing else may suffer from it.

use serde_json::Value;

use crate::schema::Validator;

/// So many values within a value are looked at.
const MAX_PLACES: usize = 24;

/// A text, a number, and a name that no document has.
const TEXT: &str = "a value of tomorrow";
const NUMBER: i64 = 424_242;
const NAME: &str = "member_of_tomorrow";

/// A value as a later version may send it.
pub(super) struct Later {
    pub(super) value: Value,
    /// What changed.
    change: Change,
}

enum Change {
    /// The value at a place (JSON Pointer).
    Value(String, Value),
    /// One more member of the object at a place.
    Member(String),
}

/// What may become of a value, by what its schema means: a map whose values have properties is one of objects.
pub(super) fn of(value: &Value, meant: &Validator) -> Vec<Later> {
    let mut places = Vec::new();
    collect(value, String::new(), &mut places);
    let changed = places.into_iter().filter_map(|at| {
        let mut later = value.clone();
        let change = match later.pointer_mut(&at)? {
            Value::Object(members) => {
                members.insert(NAME.to_owned(), TEXT.into());
                meant.admits_but_for(&later, &at).then_some(Change::Member(at))?
            }
            place => {
                *place = if place.is_string() { TEXT.into() } else { NUMBER.into() };
                let new = place.clone();
                (meant.unlisted(&later)? == at).then_some(Change::Value(at, new))?
            }
        };
        Some(Later { value: later, change })
    });
    changed.collect()
}

/// The places of texts, numbers and objects, the outer ones first.
fn collect(value: &Value, at: String, places: &mut Vec<String>) {
    let mut open = std::collections::VecDeque::from([(value, at)]);
    while let Some((value, at)) = open.pop_front() {
        if places.len() == MAX_PLACES {
            return;
        }
        match value {
            Value::Object(members) => {
                let inner = members
                    .iter()
                    .map(|(name, member)| (member, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))));
                open.extend(inner);
                places.push(at);
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (item, format!("{at}/{index}"))));
            }
            Value::String(_) | Value::Number(_) => places.push(at),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

impl Later {
    /// What has to be in the value that is written, of what had to be in it before.
    pub(super) fn known(&self, before: &Value) -> Value {
        let mut known = before.clone();
        if let Change::Value(at, new) = &self.change
            && let Some(place) = known.pointer_mut(at)
        {
            *place = new.clone();
        }
        known
    }

    /// What changed, for people.
    pub(super) fn change(&self) -> String {
        match &self.change {
            Change::Value(at, new) => format!("{new} at `{at}`"),
            Change::Member(at) => format!("one more member at `{at}`"),
        }
    }
}
