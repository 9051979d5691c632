//! Single values: what `type` and `format` say.

use crate::ir::Scalar;
use crate::resolve::spec::{Json, Schema};

use super::types::Types;

impl Types<'_> {
    /// The type of a schema of numbers: what the config or the format says, else `i64` or `f64`.
    pub(super) fn number(&self, schema: &Schema) -> Scalar {
        if let Some(pinned) = self.integers.get(&schema.loc) {
            return *pinned;
        }
        let format = schema.format.as_deref();
        if schema.types.integer && !schema.types.number {
            return match format {
                Some("int8") => Scalar::I8,
                Some("int16") => Scalar::I16,
                Some("int32") => Scalar::I32,
                Some("uint8") => Scalar::U8,
                Some("uint16") => Scalar::U16,
                Some("uint32" | "u-int32") => Scalar::U32,
                Some("uint64" | "u-int64" | "uint") => Scalar::U64,
                _ => widest(schema),
            };
        }
        // Some documents say `number` and mean it only in name.
        match format {
            Some("int32") => Scalar::I32,
            Some("int64") => Scalar::I64,
            // `float` too: what a server computes in double precision must not lose digits on the way.
            _ => Scalar::F64,
        }
    }
}

/// The largest `u64` as tools write it that count in floating point.
const ROUNDED_U64: i128 = 18_446_744_073_709_552_000;

/// The type that holds what the document shows of an integer, where no format narrows it: `i64`, unless the largest value, the
/// default, the example or a value that is listed is beyond that, `format: int64` or not.
fn widest(schema: &Schema) -> Scalar {
    let is_wide = |number: &i128| i64::try_from(*number).is_err();
    let is_signed = schema.limits.minimum.as_deref().and_then(number).is_none_or(|minimum| minimum < 0);
    let listed = schema.values.iter().flatten();
    let shown = schema.default.iter().chain(&schema.example).chain(listed).filter_map(|shown| match shown {
        Json::Number(text) => number(text),
        _ => None,
    });
    let mut wide = shown.filter(is_wide).peekable();
    if !is_signed {
        let maximum = schema.limits.maximum.as_deref().and_then(number).filter(is_wide);
        let fits = |number: i128| u64::try_from(number).is_ok();
        let bounded = maximum.map(|maximum| maximum <= ROUNDED_U64);
        return match wide.map(fits).chain(bounded).reduce(|one, other| one && other) {
            None => Scalar::I64,
            Some(true) => Scalar::U64,
            Some(false) => Scalar::I128,
        };
    }
    // A bound alone is often just the largest number that somebody thought of.
    if wide.peek().is_some() { Scalar::I128 } else { Scalar::I64 }
}

/// An integer in any of JSON's forms.
fn number(text: &str) -> Option<i128> {
    let exact = text.parse::<i128>().ok();
    exact.or_else(|| {
        let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && number.abs() < 1e38)?;
        #[allow(clippy::cast_possible_truncation, reason = "whole, and less than it holds")]
        Some(number as i128)
    })
}

/// The type of a schema of strings without an `enum`.
pub(super) fn text(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("date-time") => Scalar::Timestamp,
        Some("date") => Scalar::Date,
        Some("byte") => Scalar::Base64,
        Some("uuid") => Scalar::Uuid,
        Some("ipv4") => Scalar::Ipv4,
        Some("ipv6") => Scalar::Ipv6,
        Some("ip" | "ipvanyaddress") => Scalar::Ip,
        Some("duration") => Scalar::Duration,
        Some("decimal") => Scalar::Decimal,
        _ => Scalar::String,
    }
}
