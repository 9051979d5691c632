//! What a schema says that cannot be meant: it changes no type, and is told.

use crate::diag::{Sink, code};
use crate::resolve::spec::{self, Json, Schema};

/// Reports what is doubtful about a schema.
pub(super) fn report(schema: &Schema, sink: &mut Sink) {
    if let Some(default) = &schema.default
        && let Some(why) = misfit(schema, default)
    {
        sink.warn(code::INVALID_DEFAULT, schema.loc, format!("the default {why}; it is not relied upon"));
    }
    let limits = &schema.limits;
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
    let are_crossed = |least: Option<f64>, most: Option<f64>| least.zip(most).is_some_and(|(least, most)| least > most);
    let crossed = [
        ("minimum", "maximum", are_crossed(number(&limits.minimum), number(&limits.maximum))),
        ("minLength", "maxLength", limits.min_length.zip(limits.max_length).is_some_and(|(least, most)| least > most)),
        ("minItems", "maxItems", limits.min_items.zip(limits.max_items).is_some_and(|(least, most)| least > most)),
    ];
    for (least, most, is_crossed) in crossed {
        if is_crossed {
            let message = format!("`{least}` is above `{most}`, so that no value would do; neither is relied upon");
            sink.warn(code::CONFLICTING_LIMITS, schema.loc, message);
        }
    }
}

/// Reports a property that would travel in neither direction.
pub(super) fn report_directions(property: &Schema, sink: &mut Sink) {
    if property.read_only && property.write_only {
        let message = "what is both `readOnly` and `writeOnly` is neither sent nor read";
        sink.warn(code::READ_AND_WRITE_ONLY, property.loc, message);
    }
}

/// Why a default is no value of its schema.
fn misfit(schema: &Schema, default: &Json) -> Option<&'static str> {
    if *default == Json::Null {
        // To say `null` is a habit of tools that have no other way to say nothing.
        return None;
    }
    if let Some(values) = schema.values.as_ref().filter(|values| !values.is_empty()) {
        let text = super::enums::wire(default);
        let is_listed =
            values.iter().any(|value| value == default || (text.is_some() && super::enums::wire(value) == text));
        return (!is_listed).then_some("is none of the values that are listed");
    }
    if schema.types == spec::Types::default() || !schema.alternatives.is_empty() {
        return None;
    }
    let types = schema.types;
    let fits = match default {
        Json::Null => true,
        Json::Bool(_) => types.boolean || types.string,
        Json::Number(text) if types.integer && !types.number => {
            return match (text.parse::<f64>(), schema.format.as_deref()) {
                (Ok(value), _) if value.fract() != 0.0 => Some("is no whole number"),
                (Ok(value), Some("int32")) if value.abs() > f64::from(i32::MAX) + 1.0 => Some("is beyond 32 bits"),
                _ => None,
            };
        }
        // In YAML, text that looks like a number is one unless it is quoted.
        Json::Number(_) => types.number || types.integer || types.string,
        Json::String(_) => types.string,
        Json::Array(_) => types.array,
        Json::Object(_) => types.object,
    };
    (!fits).then_some("is of another type")
}
