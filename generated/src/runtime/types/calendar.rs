//! The digits of dates and times, as RFC 3339 §5.6 spells them.

use jiff::civil::Date;

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

    /// All that is left.
    #[inline]
    pub(super) fn rest(&self) -> &'t [u8] {
        self.rest
    }

    fn digit(&mut self) -> Option<i16> {
        let (first, rest) = self.rest.split_first()?;
        if !first.is_ascii_digit() {
            return None;
        }
        self.rest = rest;
        Some(i16::from(first - b'0'))
    }

    /// The next byte, whatever it is.
    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// `YYYY-MM-DD`, if there is such a day.
    #[inline]
    pub(super) fn date(&mut self) -> Option<Date> {
        let (text, rest) = self.rest.split_first_chunk()?;
        let [y, yy, yyy, yyyy, b'-', m, mm, b'-', d, dd] = *text else { return None };
        self.rest = rest;
        let year = i16::from(two([y, yy])?) * 100 + i16::from(two([yyy, yyyy])?);
        Date::new(year, two([m, mm])?, two([d, dd])?).ok()
    }

    /// `hh:mm:ss`, as numbers of which none is checked.
    #[inline]
    pub(super) fn time(&mut self) -> Option<[i8; 3]> {
        let (text, rest) = self.rest.split_first_chunk()?;
        let [h, hh, b':', m, mm, b':', s, ss] = *text else { return None };
        self.rest = rest;
        Some([two([h, hh])?, two([m, mm])?, two([s, ss])?])
    }

    /// A decimal point and the digits behind it, if there is one: nanoseconds, and how many digits there were. Those behind the
    /// ninth are cut off.
    #[inline]
    pub(super) fn fraction(&mut self) -> Option<(i32, u8)> {
        let Some((b'.', rest)) = self.rest.split_first() else { return Some((0, 0)) };
        self.rest = rest;
        self.digits()
    }

    fn digits(&mut self) -> Option<(i32, u8)> {
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

/// The number that two digits say, at most 99.
#[inline]
pub(super) fn two([tens, ones]: [u8; 2]) -> Option<i8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens.wrapping_mul(10).wrapping_add(ones).cast_signed())
}
