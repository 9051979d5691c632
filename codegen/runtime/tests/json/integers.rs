//! Integers in all of JSON's forms.

use super::{failure, read, round_trip};

#[test]
fn a_whole_number_may_have_a_fraction_or_an_exponent() {
    for (text, value) in [
        ("1.0", 1),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("1.5e1", 15),
        ("1500e-2", 15),
        ("-0", 0),
        ("-0.0", 0),
        ("0e99", 0),
        ("0.000e-7", 0),
        ("-2.50e1", -25),
        ("9223372036854775807.0", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("0.1e1", 1),
        ("100000000000000000000e-2", 1_000_000_000_000_000_000),
        ("0e99999999999999999999", 0),
    ] {
        assert_eq!(read::<i64>(text).unwrap(), value, "{text}");
    }
}

#[test]
fn every_digit_is_kept() {
    assert_eq!(read::<i64>("9007199254740993").unwrap(), 9_007_199_254_740_993);
    assert_eq!(read::<i64>("9007199254740993.0").unwrap(), 9_007_199_254_740_993);
    for text in ["9007199254740993", "9223372036854775807", "-9223372036854775808", "0"] {
        round_trip::<i64>(text);
    }
    round_trip::<u64>("18446744073709551615");
}

#[test]
fn what_does_not_fit_is_an_error_with_its_place() {
    assert_eq!(failure::<Vec<i64>>("[1, 9223372036854775808]"), "[1]: a number beyond the range of i64 (byte 4)");
    assert_eq!(failure::<u64>("-1"), "a number beyond the range of u64 (byte 0)");
    assert_eq!(failure::<u64>("18446744073709551616"), "a number beyond the range of u64 (byte 0)");
    assert_eq!(failure::<i8>("128"), "a number beyond the range of i8 (byte 0)");
    assert_eq!(failure::<u16>(" 65536"), "a number beyond the range of u16 (byte 1)");
    for text in ["1e999999999999999999999", "1e400", "99999999999999999999999999999999999999999", "-1e38", "1e39"] {
        assert!(failure::<i64>(text).contains("beyond the range"), "{text}");
    }
}

#[test]
fn a_fraction_is_an_error() {
    for text in ["1.5", "1e-1", "0.1", "1e-99999999999", "-12.50"] {
        assert!(failure::<i64>(text).starts_with("expected an integer, found a fraction"), "{text}");
    }
}

#[test]
fn a_string_is_not_a_number() {
    assert_eq!(failure::<i64>("\"1\""), "expected a number, found a string (byte 0)");
    assert_eq!(failure::<f64>("\"1\""), "expected a number, found a string (byte 0)");
    assert_eq!(failure::<String>("1"), "expected a string, found a number (byte 0)");
    assert_eq!(failure::<bool>("0"), "expected a boolean, found a number (byte 0)");
    assert_eq!(failure::<u8>("null"), "expected a number, found null (byte 0)");
}

#[test]
fn narrow_types_read_their_limits() {
    assert_eq!(read::<i8>("-128").unwrap(), i8::MIN);
    assert_eq!(read::<u8>("2.55e2").unwrap(), u8::MAX);
    assert_eq!(read::<i16>("-32768").unwrap(), i16::MIN);
    assert_eq!(read::<u16>("65535").unwrap(), u16::MAX);
    assert_eq!(read::<i32>("-2147483648").unwrap(), i32::MIN);
    assert_eq!(read::<u32>("4294967295").unwrap(), u32::MAX);
}
