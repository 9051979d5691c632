//! Integers that no integer type of a crate holds, unless the configuration widens it.

use serde_json::{Number, Value};

/// Replaces integers beyond 64 bits with a sign by the largest of them, and gives the first that was replaced.
pub(super) fn narrow(value: &mut Value) -> Option<Number> {
    match value {
        Value::Number(number) if is_wide(number) => {
            let wide = number.clone();
            *number = i64::MAX.into();
            Some(wide)
        }
        // All of them, and not only up to the first.
        Value::Array(items) => items.iter_mut().map(narrow).fold(None, Option::or),
        Value::Object(members) => members.values_mut().map(narrow).fold(None, Option::or),
        _ => None,
    }
}

/// Whether a number is whole and above what 64 bits with a sign hold. Beyond 64 bits at all, it is one of floating point here.
fn is_wide(number: &Number) -> bool {
    let is_whole = |number: f64| number.fract() == 0.0 && number.abs() >= 9_223_372_036_854_775_808.0;
    number.as_i64().is_none() && number.as_f64().is_some_and(is_whole)
}
