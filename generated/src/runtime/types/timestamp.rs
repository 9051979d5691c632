//! Moments in time.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::ParseError;
use super::calendar::{Scanner, two};
use super::text::text_type;

/// A moment in time, to the nanosecond, in the years 0000 to 9999: the format `date-time` of RFC 3339.
///
/// Reading accepts what servers write: `T` in either case or a space, `Z` in either case, any offset, any number of
/// digits behind the second (those behind the ninth are cut off), and the leap second `:60`, which counts as `:59`. A
/// text without an offset is taken as UTC.
///
/// [`Display`](fmt::Display) is in UTC with `Z` and as many digits as the moment needs. What was read is sent back as it
/// was written, with the same offset and digits; two timestamps are equal when they are the same moment.
#[derive(Clone, Copy)]
pub struct Timestamp {
    /// The moment in UTC. A calendar's date-time and not an instant, since it reaches to the last second of the year 9999.
    utc: DateTime,
    form: Form,
}

/// How a timestamp was written, which does not change what it means.
#[derive(Clone, Copy)]
struct Form {
    /// `T`, `t` or a space.
    separator: u8,
    /// How many digits are behind the second; `None` is as many as are needed.
    digits: Option<u8>,
    leap_second: bool,
    offset: Offset,
}

/// What is behind the time.
#[derive(Clone, Copy)]
enum Offset {
    /// Nothing: taken as UTC.
    Absent,
    /// `Z` or `z`.
    Zulu(u8),
    /// `+hh:mm`, or `-hh:mm` where `sign` is `-`: even `-00:00`, which is zero minutes with a meaning of its own (§4.3).
    Fixed { sign: u8, minutes: i16 },
}

impl Form {
    const CANONICAL: Self = Self { separator: b'T', digits: None, leap_second: false, offset: Offset::Zulu(b'Z') };
}

impl Offset {
    /// Reads what is behind the time.
    #[inline]
    fn scan(text: &[u8]) -> Option<Self> {
        let (sign, hours, minutes) = match *text {
            [] => return Some(Self::Absent),
            [letter @ (b'Z' | b'z')] => return Some(Self::Zulu(letter)),
            [sign @ (b'+' | b'-'), h, hh, b':', m, mm] => (sign, two([h, hh])?, two([m, mm])?),
            _ => return None,
        };
        let minutes = (hours < 24 && minutes < 60).then(|| i16::from(hours) * 60 + i16::from(minutes))?;
        Some(Self::Fixed { sign, minutes })
    }

    /// How far local time is ahead of UTC.
    fn ahead(self) -> SignedDuration {
        match self {
            Self::Absent | Self::Zulu(_) => SignedDuration::ZERO,
            Self::Fixed { sign: b'-', minutes } => SignedDuration::from_mins(-i64::from(minutes)),
            Self::Fixed { minutes, .. } => SignedDuration::from_mins(minutes.into()),
        }
    }
}

impl Timestamp {
    const EXPECTED: &'static str = "an RFC 3339 date-time";
    const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    const MIN: DateTime = DateTime::constant(0, 1, 1, 0, 0, 0, 0);

    /// The moment so many seconds after (or, negative, before) 1970-01-01T00:00:00Z, if its year is 0000 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ParseError> {
        Self::since_epoch(SignedDuration::from_secs(seconds)).ok_or(ParseError::new(Self::EXPECTED))
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down; negative before that.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        let since = self.utc.duration_since(Self::EPOCH);
        if since.subsec_nanos() < 0 { since.as_secs() - 1 } else { since.as_secs() }
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; negative before that.
    #[must_use]
    pub fn unix_nanoseconds(self) -> i128 {
        self.utc.duration_since(Self::EPOCH).as_nanos()
    }

    fn since_epoch(since: SignedDuration) -> Option<Self> {
        Self::from_utc(Self::EPOCH.checked_add(since).ok()?, Form::CANONICAL)
    }

    fn from_utc(utc: DateTime, form: Form) -> Option<Self> {
        (utc >= Self::MIN).then_some(Self { utc, form })
    }

    fn scan(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        let date = scanner.date()?;
        let separator = scanner.byte().filter(|byte| matches!(byte, b'T' | b't' | b' '))?;
        let [hour, minute, second] = scanner.time()?;
        let (nanosecond, digits) = scanner.fraction()?;
        let offset = Offset::scan(scanner.rest())?;
        let leap_second = second == 60;
        let second = if leap_second { 59 } else { second };
        let local = date.to_datetime(jiff::civil::Time::new(hour, minute, second, nanosecond).ok()?);
        let form = Form { separator, digits: Some(digits), leap_second, offset };
        match offset {
            // What most servers write, and calendar arithmetic is dear.
            Offset::Absent | Offset::Zulu(_) => Some(Self { utc: local, form }),
            Offset::Fixed { .. } => Self::from_utc(local.checked_sub(offset.ahead()).ok()?, form),
        }
    }

    /// The text that was read, or the canonical one.
    fn to_wire(self) -> String {
        Written { utc: self.utc, form: self.form }.to_string()
    }
}

impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::scan(text).ok_or(ParseError::new(Self::EXPECTED))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Written { utc: self.utc, form: Form::CANONICAL }.fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A moment in one of its written forms.
struct Written {
    utc: DateTime,
    form: Form,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Local time was inside the calendar when it was read, and the canonical form has no offset.
        let local = self.utc.checked_add(self.form.offset.ahead()).unwrap_or(self.utc);
        let second = if self.form.leap_second { 60 } else { local.second() };
        write!(
            f,
            "{:04}-{:02}-{:02}{}{:02}:{:02}:{second:02}",
            local.year(),
            local.month(),
            local.day(),
            char::from(self.form.separator),
            local.hour(),
            local.minute(),
        )?;
        write_fraction(f, local.subsec_nanosecond(), self.form.digits)?;
        match self.form.offset {
            Offset::Absent => Ok(()),
            Offset::Zulu(letter) => write!(f, "{}", char::from(letter)),
            Offset::Fixed { sign, minutes } => {
                write!(f, "{}{:02}:{:02}", char::from(sign), minutes / 60, minutes % 60)
            }
        }
    }
}

fn write_fraction(f: &mut fmt::Formatter<'_>, nanoseconds: i32, digits: Option<u8>) -> fmt::Result {
    let all = format!("{nanoseconds:09}");
    let shown = match digits {
        Some(digits) => all.get(..digits.into()).unwrap_or(&all),
        None => all.trim_end_matches('0'),
    };
    if shown.is_empty() { Ok(()) } else { write!(f, ".{shown}") }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.utc == other.utc
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.utc.cmp(&other.utc)
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.utc.hash(state);
    }
}

/// A time before the year 0000 or after 9999 becomes the nearest moment that there is.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let (size, before) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (after, false),
            Err(before) => (before.duration(), true),
        };
        let size = SignedDuration::try_from(size).unwrap_or(SignedDuration::MAX);
        let nearest = if before { Self::MIN } else { DateTime::MAX };
        Self::since_epoch(if before { -size } else { size }).unwrap_or(Self { utc: nearest, form: Form::CANONICAL })
    }
}

/// Fails where the system's clock does not reach that far.
impl TryFrom<Timestamp> for SystemTime {
    type Error = ParseError;

    fn try_from(timestamp: Timestamp) -> Result<Self, Self::Error> {
        let since = timestamp.utc.duration_since(Timestamp::EPOCH);
        let size: Duration = since.unsigned_abs();
        let time =
            if since.is_negative() { Self::UNIX_EPOCH.checked_sub(size) } else { Self::UNIX_EPOCH.checked_add(size) };
        time.ok_or(ParseError::new("a time that the system's clock reaches"))
    }
}

text_type!(Timestamp, "an RFC 3339 date-time", Timestamp { utc: Timestamp::EPOCH, form: Form::CANONICAL });
