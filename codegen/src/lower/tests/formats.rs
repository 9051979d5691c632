//! What formats make of strings and numbers.

use crate::ir::{Scalar, Type};

use super::{field, schema, structs};

/// The scalar of a property with this schema.
fn scalar(text: &str) -> Scalar {
    let (api, found) = schema(&format!("      type: object\n      properties: {{ a: {{ {text} }} }}\n"));
    assert_eq!(found.iter().filter(|one| !one.starts_with("S0206")).count(), 0, "{text}: {found:?}");
    match field(structs(&api)[0], "a").ty {
        Type::Scalar(scalar) => scalar,
        ref other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn texts_with_a_meaning_are_typed() {
    for (format, expected) in [
        ("date-time", Scalar::Timestamp),
        ("date", Scalar::Date),
        ("duration", Scalar::Duration),
        ("uuid", Scalar::Uuid),
        ("ipv4", Scalar::Ipv4),
        ("ipv6", Scalar::Ipv6),
        ("ip", Scalar::Ip),
        ("ipvanyaddress", Scalar::Ip),
        ("byte", Scalar::Base64),
        ("decimal", Scalar::Decimal),
    ] {
        assert_eq!(scalar(&format!("type: string, format: {format}")), expected, "{format}");
    }
}

#[test]
fn integers_have_the_width_that_is_said() {
    for (format, expected) in [
        ("int8", Scalar::I8),
        ("int16", Scalar::I16),
        ("int32", Scalar::I32),
        ("int64", Scalar::I64),
        ("uint8", Scalar::U8),
        ("uint16", Scalar::U16),
        ("uint32", Scalar::U32),
        ("uint64", Scalar::U64),
        ("uint", Scalar::U64),
        ("u-int32", Scalar::U32),
        ("u-int64", Scalar::U64),
    ] {
        assert_eq!(scalar(&format!("type: integer, format: {format}")), expected, "{format}");
    }
}

#[test]
fn s48_an_integer_is_as_wide_as_what_the_document_shows_of_it() {
    for (said, expected) in [
        ("example: 9223372036854775807", Scalar::I64),
        ("minimum: 0, maximum: 18446744073709551615", Scalar::U64),
        ("minimum: 0, default: 9223372036854775808", Scalar::U64),
        ("minimum: 0, maximum: 1.8446744073709552e+19", Scalar::U64),
        ("minimum: 0, maximum: 18446744073709552000", Scalar::U64),
        ("minimum: 0, example: 18446744073709551616", Scalar::I128),
        ("minimum: 0, maximum: 36893488147419103232", Scalar::I128),
        ("default: 9223372036854776000", Scalar::I128),
        ("example: 9223372036854776000", Scalar::I128),
        ("example: -9223372036854775809", Scalar::I128),
        ("maximum: 18446744073709551615", Scalar::I64),
        ("minimum: -1, maximum: 18446744073709551615", Scalar::I64),
        ("example: 1e30", Scalar::I128),
        ("format: int64, example: 9223372036854776000", Scalar::I128),
        ("format: int32, example: 9223372036854776000", Scalar::I32),
    ] {
        assert_eq!(scalar(&format!("type: integer, {said}")), expected, "{said}");
    }
    let listed = "      type: object\n      properties: { a: { type: integer, enum: [1, 18446744073709551616] } }\n";
    let (api, found) = schema(listed);
    assert!(found.iter().any(|one| one.starts_with("S0411")), "it is no enum: {found:?}");
    assert_eq!(field(structs(&api)[0], "a").ty, Type::Scalar(Scalar::I128));
}

#[test]
fn s53_an_unknown_format_and_one_of_another_type_say_nothing() {
    for format in
        ["email", "uri", "url", "hostname", "cidr", "time", "regex", "password", "var-str", "", "int32", "a\\\"b"]
    {
        assert_eq!(scalar(&format!("type: string, format: \"{format}\"")), Scalar::String, "{format}");
    }
    for format in ["date-time", "uuid", "unixtime", "decimal", "x"] {
        assert_eq!(scalar(&format!("type: integer, format: {format}")), Scalar::I64, "{format}");
        assert_eq!(scalar(&format!("type: number, format: {format}")), Scalar::F64, "{format}");
        assert_eq!(scalar(&format!("type: boolean, format: {format}")), Scalar::Bool, "{format}");
    }
}
