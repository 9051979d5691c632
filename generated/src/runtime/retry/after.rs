//! How long a server asks to wait (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Waits in milliseconds, by servers that find a second too coarse.
const RETRY_AFTER_MS: &str = "retry-after-ms";

/// How long the server asks to wait; `None` where it does not say, or not in a way that can be understood.
///
/// `Retry-After-Ms` counts before `Retry-After`. Of several headers of a name the first counts. Fractions are understood;
/// a date needs the time of day, and one in the past means no wait. `RateLimit-Reset` and its kin are not looked at:
/// their units differ from server to server.
pub(crate) fn stated(headers: &HeaderMap, now: Option<&SystemTime>) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok()).map(str::trim);
    let milliseconds = headers.get(RETRY_AFTER_MS).and(text(RETRY_AFTER_MS)).and_then(|text| number(text, 1000.0));
    milliseconds.or_else(|| {
        let text = text(RETRY_AFTER.as_str())?;
        number(text, 1.0).or_else(|| until(text, now?))
    })
}

/// A number that is not negative, divided by `per_second`. One beyond all bounds is the longest duration there is.
fn number(text: &str, per_second: f64) -> Option<Duration> {
    // Rust also reads `inf` and `nan`, which no server means as a wait.
    let plausible = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let seconds = text.parse::<f64>().ok().filter(|_| plausible)? / per_second;
    (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn until(text: &str, now: &SystemTime) -> Option<Duration> {
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(*now).unwrap_or_default())
}
