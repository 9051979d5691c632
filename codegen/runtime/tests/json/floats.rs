//! Floats: read to the nearest, written as people write them.

#![allow(clippy::float_cmp, reason = "the very number is meant, and not one near it")]

use super::models::PrioritizeCertificate;
use super::{failure, read, write};
use crate::runtime::json;

#[test]
fn a_whole_value_has_no_fraction() {
    for (number, text) in [
        (1.0, "1"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0, "-0"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (0.00001, "0.00001"),
        (1e-6, "1e-6"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e16, "10000000000000000"),
        (1e17, "1e17"),
        (1.5e300, "1.5e300"),
        (f64::MAX, "1.7976931348623157e308"),
        (5e-324, "5e-324"),
    ] {
        assert_eq!(write(&number), text);
        assert_eq!(read::<f64>(text).unwrap().to_bits(), f64::to_bits(number), "{text}");
    }
    assert_eq!(write(&2.0f32), "2");
    assert_eq!(write(&0.1f32), "0.1");
    assert_eq!(write(&f32::MAX), "3.4028235e38");
}

#[test]
fn the_nearest_float_is_read() {
    assert_eq!(read::<f64>("0.30000000000000004").unwrap(), 0.1 + 0.2);
    assert_eq!(read::<f64>("123456789012345678901234567890").unwrap(), 123_456_789_012_345_678_901_234_567_890.0);
    assert_eq!(read::<f64>("8.533e+68").unwrap(), 8.533e68);
    assert_eq!(read::<f64>("1e-400").unwrap(), 0.0);
    // Halfway between two floats of 32 bits, but for a digit that a double cannot hold.
    assert_eq!(read::<f32>("1.00000005960464477540").unwrap(), 1.000_000_1);
    assert_eq!(read::<f32>("16777217").unwrap(), 16_777_216.0);
}

#[test]
fn a_number_beyond_all_floats_is_an_error() {
    assert_eq!(failure::<f64>("1e400"), "a number beyond the range of 64-bit floats (byte 0)");
    assert_eq!(failure::<f32>("1e39"), "a number beyond the range of 32-bit floats (byte 0)");
}

#[test]
fn what_is_not_finite_is_never_written() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let body = vec![
            PrioritizeCertificate::default(),
            PrioritizeCertificate { priority: Some(number), ..Default::default() },
        ];
        let error = json::write(&body).unwrap_err();
        assert_eq!(error.path(), "[1].priority");
        assert_eq!(error.to_string(), "[1].priority: a number that is not finite has no JSON form");
    }
    assert!(json::write(&f32::NAN).is_err());
}
