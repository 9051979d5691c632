//! Types of single values that Rust's standard library does not have.
//!
//! What a schema's `format` says becomes one of these where its texts have a meaning; any other format stays a `String`.

mod base64;
mod calendar;
mod date;
mod decimal;
mod duration;
mod nullable;
mod parse_error;
mod text;
mod timestamp;
mod tuple;
mod unknown;
mod unknown_json;
mod uuid;
mod written;

pub use self::base64::Base64;
pub use self::date::Date;
pub use self::decimal::Decimal;
pub use self::duration::{Duration, DurationParts};
pub use self::nullable::Nullable;
pub use self::parse_error::ParseError;
pub use self::timestamp::Timestamp;
pub use self::tuple::Tuple;
pub use self::unknown::{UnknownValue, UnknownVariant};
pub use self::unknown_json::{UnknownInteger, UnknownJson};
pub use self::uuid::{Uuid, UuidBytes};
pub use self::written::{Ip, Ipv4, Ipv6};

/// JSON of a shape that the API's document does not say.
///
/// Integers of 64 bits keep every digit; other numbers are the nearest double.
pub use serde_json::Value as Json;
