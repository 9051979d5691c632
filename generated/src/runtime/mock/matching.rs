//! What a request has to be like.

use std::sync::Arc;

use super::recorded::RecordedCall;
use crate::runtime::types::Json;

/// A condition, and how a message puts it.
#[derive(Clone)]
pub(super) enum Condition {
    Path(&'static str, String),
    Query(String, Option<String>),
    Header(String, String),
    Body(Json),
    Other(Arc<dyn Fn(&RecordedCall) -> bool + Send + Sync>),
}

impl Condition {
    /// Why the request does not meet it.
    pub(super) fn objection(&self, call: &RecordedCall) -> Option<String> {
        match self {
            Self::Path(name, value) => differs(&format!("`{name}`"), value, call.path_parameter(name).as_deref()),
            Self::Query(name, Some(value)) => differs(&format!("`{name}`"), value, call.query_parameter(name)),
            Self::Query(name, None) => {
                call.query_parameter(name).map(|value| format!("`{name}` is {value:?}, and was not to be there"))
            }
            Self::Header(name, value) => differs(&format!("header `{name}`"), value, call.header(name)),
            Self::Body(json) => (call.json() != *json).then(|| format!("the body is {}, and not {json}", call.json())),
            Self::Other(holds) => (!holds(call)).then(|| "its condition does not hold".to_owned()),
        }
    }
}

fn differs(what: &str, expected: &str, found: Option<&str>) -> Option<String> {
    match found {
        Some(found) if found == expected => None,
        Some(found) => Some(format!("{what} is {found:?}, and not {expected:?}")),
        None => Some(format!("{what} is not there, and was to be {expected:?}")),
    }
}
