//! The digits of dates and times, as RFC 3339 §5.6 spells them.

/// Takes a text apart from its front.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t> {
    rest: &'t [u8],
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text.as_bytes() }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next byte, if it is one of `allowed`.
    pub(super) fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.rest = rest;
        Some(*first)
    }

    /// The number that exactly `count` digits say.
    pub(super) fn digits(&mut self, count: usize) -> Option<i16> {
        (0..count).try_fold(0i16, |number, _| number.checked_mul(10)?.checked_add(self.digit()?))
    }

    fn digit(&mut self) -> Option<i16> {
        let (first, rest) = self.rest.split_first()?;
        if !first.is_ascii_digit() {
            return None;
        }
        self.rest = rest;
        Some(i16::from(first - b'0'))
    }

    /// `YYYY-MM-DD`, if there is such a day.
    pub(super) fn date(&mut self) -> Option<jiff::civil::Date> {
        let year = self.digits(4)?;
        self.one_of(b"-")?;
        let month = self.digits(2)?;
        self.one_of(b"-")?;
        let day = self.digits(2)?;
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// The digits behind a decimal point: nanoseconds, and how many digits there were. Those behind the ninth are cut off.
    pub(super) fn fraction(&mut self) -> Option<(i32, u8)> {
        let mut nanoseconds = i32::from(self.digit()?);
        let mut count = 1;
        while let Some(digit) = self.digit() {
            if count < 9 {
                nanoseconds = nanoseconds.checked_mul(10)?.checked_add(digit.into())?;
                count += 1;
            }
        }
        let scale = 10i32.checked_pow(9 - u32::from(count))?;
        Some((nanoseconds.checked_mul(scale)?, count))
    }
}
