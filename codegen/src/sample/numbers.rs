//! Numbers within their bounds.

use serde_json::{Number, Value};

use super::merge::Merged;

/// The largest integer that every reader of JSON keeps (RFC 8259, section 6).
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// A whole number; `index` tells several apart.
pub(super) fn integer<'v>(merged: &Merged<'_>, shown: impl Iterator<Item = &'v Value>, index: usize) -> Value {
    if index == 0
        && let Some(value) = shown.filter_map(whole).find(|value| is_within(merged, value))
    {
        return value;
    }
    let step = merged.limit("multipleOf").filter(|step| step.fract() == 0.0 && *step >= 1.0).unwrap_or(1.0);
    let (low, high) = range(merged, 1.0);
    let first = start(low, high, Some(step));
    #[allow(clippy::cast_precision_loss, reason = "there are few")]
    let value = (first + index as f64 * step).clamp(-MAX_SAFE, MAX_SAFE);
    #[allow(clippy::cast_possible_truncation, reason = "whole, and within what an f64 counts by ones")]
    Value::from(value.round() as i64)
}

/// A number.
pub(super) fn number<'v>(merged: &Merged<'_>, mut shown: impl Iterator<Item = &'v Value>, index: usize) -> Value {
    if index == 0
        && let Some(value) = shown.find(|value| value.is_number() && is_within(merged, value))
    {
        return value.clone();
    }
    let step = merged.limit("multipleOf");
    let (low, high) = range(merged, step.unwrap_or(0.5).min(0.5));
    #[allow(clippy::cast_precision_loss, reason = "there are few")]
    let value = start(low, high, step) + index as f64 * step.unwrap_or(1.0);
    if value.fract() == 0.0 && value.abs() < MAX_SAFE {
        #[allow(clippy::cast_possible_truncation, reason = "whole, and within what an f64 counts by ones")]
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::from(1), Value::Number)
}

/// A number that is whole, as an integer.
fn whole(value: &Value) -> Option<Value> {
    if value.is_i64() || value.is_u64() {
        return Some(value.clone());
    }
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= MAX_SAFE)?;
    #[allow(clippy::cast_possible_truncation, reason = "whole, and within what an f64 counts by ones")]
    Some(Value::from(number as i64))
}

/// The least and the greatest value, both included; `step` leads away from a bound that is not.
fn range(merged: &Merged<'_>, step: f64) -> (Option<f64>, Option<f64>) {
    let above = merged.limit("exclusiveMinimum").map(|bound| bound + step);
    let below = merged.limit("exclusiveMaximum").map(|bound| bound - step);
    let max = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a.max(b)).or(a).or(b);
    let min = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a.min(b)).or(a).or(b);
    let (lowest, highest) = width(merged.format);
    (max(max(merged.limit("minimum"), above), lowest), min(min(merged.limit("maximum"), below), highest))
}

/// The bounds of an integer format.
fn width(format: Option<&str>) -> (Option<f64>, Option<f64>) {
    match format {
        Some("int8") => (Some(-128.0), Some(127.0)),
        Some("int16") => (Some(-32_768.0), Some(32_767.0)),
        Some("int32") => (Some(-2_147_483_648.0), Some(2_147_483_647.0)),
        Some("uint8") => (Some(0.0), Some(255.0)),
        Some("uint16") => (Some(0.0), Some(65_535.0)),
        Some("uint32" | "u-int32") => (Some(0.0), Some(4_294_967_295.0)),
        Some("uint64" | "u-int64" | "uint") => (Some(0.0), None),
        _ => (None, None),
    }
}

/// The first number to take: 1 where that is within, else the bound that is nearest to it.
fn start(low: Option<f64>, high: Option<f64>, step: Option<f64>) -> f64 {
    let up = |bound: f64| step.map_or(bound, |step| (bound / step).ceil() * step);
    let down = |bound: f64| step.map_or(bound, |step| (bound / step).floor() * step);
    let wanted = step.unwrap_or(1.0).max(1.0);
    let wanted = low.filter(|low| wanted < *low).map_or(wanted, up);
    high.filter(|high| wanted > *high).map_or(wanted, down)
}

/// Whether a number is within its bounds.
pub(super) fn is_within(merged: &Merged<'_>, value: &Value) -> bool {
    let Some(number) = value.as_f64() else { return false };
    let (low, high) = width(merged.format);
    let multiple = merged.limit("multipleOf").is_none_or(|step| {
        let times = number / step;
        (times - times.round()).abs() < 1e-9
    });
    multiple
        && low.is_none_or(|low| number >= low)
        && high.is_none_or(|high| number <= high)
        && merged.limit("minimum").is_none_or(|bound| number >= bound)
        && merged.limit("maximum").is_none_or(|bound| number <= bound)
        && merged.limit("exclusiveMinimum").is_none_or(|bound| number > bound)
        && merged.limit("exclusiveMaximum").is_none_or(|bound| number < bound)
}
