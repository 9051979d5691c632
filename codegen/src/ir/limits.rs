//! What a value has to satisfy beyond its type.

use serde::{Deserialize, Serialize};

/// Limits of a value, and what the server takes where it is left out. The crate documents them and does not check them;
/// they are here so that two documents can be compared. Numbers are as the document writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// `minLength`, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// `pattern`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// `format`, where it makes no type of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `minimum`, or `exclusiveMinimum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// `maximum`, or `exclusiveMaximum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// Whether the minimum itself is too little.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exclusive_minimum: bool,
    /// Whether the maximum itself is too much.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<String>,
    /// `minItems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// `maxItems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unique_items: bool,
    /// Limits of the items of a list of scalars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Limits>>,
    /// `default`, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}
