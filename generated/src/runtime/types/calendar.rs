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

    /// The number that two digits say.
    pub(super) fn two(&mut self) -> Option<i8> {
        let ([tens, ones], rest) = self.rest.split_first_chunk()?;
        if !(tens.is_ascii_digit() && ones.is_ascii_digit()) {
            return None;
        }
        self.rest = rest;
        // At most 99.
        Some((tens - b'0').wrapping_mul(10).wrapping_add(ones - b'0').cast_signed())
    }

    /// The number that four digits say.
    fn four(&mut self) -> Option<i16> {
        let (hundreds, ones) = (i16::from(self.two()?), i16::from(self.two()?));
        Some(hundreds * 100 + ones)
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
        let year = self.four()?;
        self.one_of(b"-")?;
        let month = self.two()?;
        self.one_of(b"-")?;
        jiff::civil::Date::new(year, month, self.two()?).ok()
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
