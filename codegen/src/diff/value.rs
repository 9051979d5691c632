//! A value of an enum: what large documents have most of, and so with a short form on disk.

use serde::{Deserialize, Serialize};

use super::place::At;

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Row", from = "Row")]
pub(super) struct Value {
    pub(super) wire: String,
    pub(super) name: String,
    pub(super) at: At,
}

/// A value in a record: most of what there is of many APIs.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Row {
    Usual(String, String),
    Elsewhere(String, String, At),
}

impl From<Value> for Row {
    fn from(value: Value) -> Self {
        let Value { wire, name, at } = value;
        if at.is_implied() { Self::Usual(wire, name) } else { Self::Elsewhere(wire, name, at) }
    }
}

impl From<Row> for Value {
    fn from(row: Row) -> Self {
        match row {
            Row::Usual(wire, name) => Self { wire, name, at: At::default() },
            Row::Elsewhere(wire, name, at) => Self { wire, name, at },
        }
    }
}
