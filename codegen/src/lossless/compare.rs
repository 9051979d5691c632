//! Whether a value is what another one was.

use serde_json::{Number, Value};

/// Whether what was written has all that is known of a value, and nothing that the value did not have.
pub(super) fn survives(known: Option<&Value>, value: &Value, written: &Value) -> Result<(), String> {
    if let Some(known) = known {
        within("", known, written).map_err(|fault| format!("lost: {fault}"))?;
    }
    within("", written, value).map_err(|fault| format!("invented: {fault}"))
}

/// Whether all that is in one value is in the other, at the same places; lists have to be equally long.
fn within(at: &str, less: &Value, more: &Value) -> Result<(), String> {
    match (less, more) {
        (Value::Object(less), Value::Object(more)) => {
            for (name, one) in less {
                let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                let other = more.get(name).ok_or_else(|| at.clone())?;
                within(&at, one, other)?;
            }
            Ok(())
        }
        (Value::Array(less), Value::Array(more)) if less.len() == more.len() => {
            for (index, (one, other)) in less.iter().zip(more).enumerate() {
                within(&format!("{at}/{index}"), one, other)?;
            }
            Ok(())
        }
        (Value::Number(one), Value::Number(other)) if are_one(one, other) => Ok(()),
        (one, other) if one == other => Ok(()),
        (one, other) => Err(format!("{at}: {one} and {other}")),
    }
}

/// Whether two numbers are one in value and in form. A fraction of nothing (`1.0`) is no form of its own: whole numbers are
/// written without, as APIs' own clients do.
fn are_one(one: &Number, other: &Number) -> bool {
    if one.is_f64() == other.is_f64() {
        return one == other;
    }
    let is_whole = |number: &Number| number.as_f64().is_some_and(|number| number.fract() == 0.0);
    is_whole(one) && is_whole(other) && one.as_f64() == other.as_f64()
}
