//! Single values: what `type` and `format` say.

use crate::ir::Scalar;
use crate::resolve::spec::Schema;

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
                _ if is_beyond_i64(schema) => Scalar::U64,
                _ => Scalar::I64,
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

/// Whether the bounds ask for more than `i64` holds, and for nothing below zero.
fn is_beyond_i64(schema: &Schema) -> bool {
    let maximum = schema.limits.maximum.as_deref().and_then(|text| text.parse::<u64>().ok());
    let negative = schema.limits.minimum.as_deref().is_none_or(|text| text.starts_with('-'));
    maximum.is_some_and(|maximum| i64::try_from(maximum).is_err()) && !negative
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
