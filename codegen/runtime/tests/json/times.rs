//! Timestamps and dates.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use super::models::KeylessCertificate;
use super::{failure, read, round_trip};
use crate::runtime::types::{Date, Timestamp};

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn what_servers_write_is_read() {
    for (text, utc) in [
        ("2014-01-01T05:20:00Z", "2014-01-01T05:20:00Z"),
        ("2014-01-01t05:20:00z", "2014-01-01T05:20:00Z"),
        ("2014-01-01 05:20:00Z", "2014-01-01T05:20:00Z"),
        ("2014-01-01T05:20:00", "2014-01-01T05:20:00Z"),
        ("2014-01-01T05:20:00.120Z", "2014-01-01T05:20:00.12Z"),
        ("2014-01-01T05:20:00.123456789012Z", "2014-01-01T05:20:00.123456789Z"),
        ("2014-01-01T05:20:00+02:30", "2014-01-01T02:50:00Z"),
        ("2014-01-01T00:20:00-05:00", "2014-01-01T05:20:00Z"),
        ("2014-01-01T05:20:00-00:00", "2014-01-01T05:20:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
    ] {
        assert_eq!(timestamp(text).to_string(), utc, "{text}");
    }
}

#[test]
fn what_was_read_is_written_back_as_it_was() {
    for text in [
        "2014-01-01T05:20:00Z",
        "2014-01-01t05:20:00z",
        "2014-01-01 05:20:00",
        "2014-01-01T05:20:00.120Z",
        "2014-01-01T05:20:00.000000Z",
        "2014-01-01T05:20:00.123456789+02:30",
        "2014-01-01T00:20:00-05:00",
        "2014-01-01T05:20:00-00:00",
        "2016-12-31T23:59:60Z",
        "0001-01-01T00:00:00.0Z",
        "9999-12-31T23:59:59Z",
    ] {
        round_trip::<Timestamp>(&format!("{text:?}"));
    }
}

#[test]
fn anything_else_is_an_error_with_its_place() {
    for text in [
        "",
        "2014-01-01",
        "2014-13-01T00:00:00Z",
        "2014-02-29T00:00:00Z",
        "2014-01-01T24:00:00Z",
        "2014-01-01T00:60:00Z",
        "2014-01-01T00:00:61Z",
        "2014-01-01T00:00:00.Z",
        "2014-01-01T00:00:00+2:00",
        "2014-01-01T00:00:00+0200",
        "2014-01-01T00:00:00+24:00",
        "2014-01-01T00:00Z",
        "20140101T000000Z",
        "2014-01-01T00:00:00Z ",
        " 2014-01-01T00:00:00Z",
        "+2014-01-01T00:00:00Z",
        "14-01-01T00:00:00Z",
        "1388553600",
        "2014-01-01T00:00:00Z[UTC]",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "２014-01-01T00:00:00Z",
        "now",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
        assert!(read::<Timestamp>(&format!("{text:?}")).is_err(), "{text}");
    }
    assert_eq!(
        failure::<KeylessCertificate>(r#"{"id":"", "created_on": "yesterday"}"#),
        "created_on: a string that is not an RFC 3339 date-time (byte 24)"
    );
    assert_eq!(failure::<Timestamp>("12"), "expected an RFC 3339 date-time, found a number (byte 0)");
    assert_eq!("x".parse::<Timestamp>().unwrap_err().to_string(), "expected an RFC 3339 date-time");
}

#[test]
fn equal_moments_are_equal_however_written() {
    let (a, b) = (timestamp("2014-01-01T05:20:00.10Z"), timestamp("2014-01-01t06:20:00.1+01:00"));
    assert_eq!(a, b);
    assert_eq!(HashSet::from([a, b]).len(), 1);
    assert!(timestamp("2014-01-01T05:20:00Z") < timestamp("2014-01-01T05:20:00.000000001Z"));
}

#[test]
fn unix_time_goes_both_ways() {
    assert_eq!(timestamp("1970-01-01T00:00:00Z").unix_seconds(), 0);
    assert_eq!(timestamp("2014-01-01T05:20:00.5Z").unix_seconds(), 1_388_553_600);
    assert_eq!(timestamp("1969-12-31T23:59:59.5Z").unix_seconds(), -1);
    assert_eq!(timestamp("1969-12-31T23:59:59.5Z").unix_nanoseconds(), -500_000_000);
    assert_eq!(timestamp("9999-12-31T23:59:59Z").unix_seconds(), 253_402_300_799);
    for seconds in [0, -1, 1_388_553_600, 253_402_300_799, -62_167_219_200] {
        assert_eq!(Timestamp::from_unix_seconds(seconds).unwrap().unix_seconds(), seconds);
    }
    for seconds in [253_402_300_800, -62_167_219_201, i64::MAX, i64::MIN] {
        assert!(Timestamp::from_unix_seconds(seconds).is_err(), "{seconds}");
    }
}

#[test]
fn system_time_goes_both_ways() {
    let moment = SystemTime::UNIX_EPOCH + Duration::new(1_388_553_600, 123_000_000);
    let timestamp = Timestamp::from(moment);
    assert_eq!(timestamp.to_string(), "2014-01-01T05:20:00.123Z");
    assert_eq!(SystemTime::try_from(timestamp).unwrap(), moment);
    let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1500);
    assert_eq!(Timestamp::from(before).to_string(), "1969-12-31T23:59:58.5Z");
    assert_eq!(SystemTime::try_from(Timestamp::from(before)).unwrap(), before);
    if let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 40)) {
        assert_eq!(Timestamp::from(far).to_string(), "9999-12-31T23:59:59.999999999Z");
    }
}

#[test]
fn dates_are_days_of_the_calendar() {
    let date: Date = "2024-02-29".parse().unwrap();
    assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
    assert_eq!(Date::new(2024, 2, 29), Ok(date));
    assert!(date < Date::new(2024, 3, 1).unwrap());
    round_trip::<Date>("\"0001-01-01\"");
    for text in ["2023-02-29", "2024-2-29", "20240229", "2024-02-29T00:00:00Z", "2024-02-29 ", "", "-024-02-29"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    for (year, month, day) in
        [(2023, 2, 29), (10_000, 1, 1), (40_000, 1, 1), (2024, 0, 1), (2024, 1, 0), (2024, 200, 1)]
    {
        assert!(Date::new(year, month, day).is_err());
    }
    assert_eq!(failure::<Date>("\"x\""), "a string that is not an RFC 3339 full-date (byte 0)");
}
