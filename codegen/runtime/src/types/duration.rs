//! Durations as texts.

use std::fmt;

use super::written::written_type;

/// The parts of a duration of ISO 8601 (RFC 3339, appendix A). A month has no fixed length, so they are not added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is a number of what it is called")]
#[non_exhaustive]
pub struct DurationParts {
    pub years: u64,
    pub months: u64,
    pub weeks: u64,
    pub days: u64,
    pub hours: u64,
    pub minutes: u64,
    pub seconds: u64,
    /// Beyond the whole seconds, below 10⁹.
    pub nanoseconds: u32,
}

impl DurationParts {
    fn scan(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            Some(_) => return None,
            None => (rest, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut parts = Self::default();
        let Self { years, months, weeks, days, hours, minutes, .. } = &mut parts;
        let mut date = date;
        for (unit, place) in [('Y', years), ('M', months), ('W', weeks), ('D', days)] {
            date = take(date, unit, place)?;
        }
        let mut time = time;
        for (unit, place) in [('H', hours), ('M', minutes)] {
            time = take(time, unit, place)?;
        }
        if let Some(seconds) = time.strip_suffix('S') {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            parts.seconds = digits(whole)?.parse().ok()?;
            parts.nanoseconds = nanoseconds(fraction)?;
            time = "";
        }
        (date.is_empty() && time.is_empty()).then_some(parts)
    }
}

/// Takes the number that stands before a unit, if one does; what is left.
fn take<'t>(text: &'t str, unit: char, place: &mut u64) -> Option<&'t str> {
    let Some((number, rest)) = text.split_once(unit) else {
        return Some(text);
    };
    *place = digits(number)?.parse().ok()?;
    Some(rest)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())).then_some(text)
}

fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let nine: String = digits(fraction)?.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().ok()
}

impl fmt::Display for DurationParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        for (number, unit) in [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
            }
        }
        let seconds = self.seconds > 0 || self.nanoseconds > 0;
        let date = self.years > 0 || self.months > 0 || self.weeks > 0 || self.days > 0;
        if self.hours > 0 || self.minutes > 0 || seconds || !date {
            f.write_str("T")?;
        }
        for (number, unit) in [(self.hours, 'H'), (self.minutes, 'M')] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
            }
        }
        if seconds || (!date && self.hours == 0 && self.minutes == 0) {
            write!(f, "{}", self.seconds)?;
            if self.nanoseconds > 0 {
                let all = format!("{:09}", self.nanoseconds);
                write!(f, ".{}", all.trim_end_matches('0'))?;
            }
            f.write_str("S")?;
        }
        Ok(())
    }
}

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        let seconds = duration.as_secs();
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        let nanoseconds = duration.subsec_nanos();
        DurationParts { hours, minutes, seconds: seconds % 60, nanoseconds, ..DurationParts::default() }.into()
    }
}

written_type! {
    /// A duration such as `P3DT4H`: the format `duration` (ISO 8601).
    Duration(DurationParts), "an ISO 8601 duration", DurationParts::scan
}
