//! Values that a seed chooses.

use serde_json::{Number, Value};

use super::merge::Merged;
use super::{DEEP, Maker, Spot, numbers};

/// Chance that a seed decides (splitmix64).
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

/// Integers at edges: what fits which width, and what JSON's readers keep.
const INTEGERS: &[i64] = &[
    0,
    1,
    -1,
    255,
    65_536,
    2_147_483_647,
    -2_147_483_648,
    4_294_967_296,
    9_007_199_254_740_991,
    9_007_199_254_740_993,
    i64::MAX,
    i64::MIN,
];

/// Numbers of different forms.
const NUMBERS: &[f64] = &[0.1, -2.5, 1e-7, 1e21, 123_456.789, 0.000_001, 1.797e300];

/// Texts that are easily written wrongly.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "é",
    "\u{1f600}",
    "a\"b\\c/d",
    "line\nline\ttab",
    "\u{0}\u{1f}",
    "null",
    "1",
    "{\"a\":1}",
    "\u{2028}\u{feff}",
];

impl Dice {
    pub(super) fn new(seed: u64, attempt: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ attempt.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }
}

impl<'s> Maker<'s> {
    /// One of so many, where a seed decides.
    pub(super) fn roll(&mut self, count: usize) -> Option<usize> {
        let word = self.dice.as_mut()?.next();
        usize::try_from(word % count.max(1) as u64).ok()
    }

    /// Whether a member that is not required is there, where a seed decides.
    pub(super) fn is_rolled_in(&mut self, spot: &Spot) -> Option<bool> {
        let sides = if spot.depth < DEEP / 2 { 2 } else { 4 };
        Some(self.roll(sides)? == 0)
    }

    /// A value at an edge of what is admitted, in half of all cases; otherwise what is made without a seed will do.
    pub(super) fn rolled(&mut self, merged: &Merged<'s>) -> Option<Value> {
        if self.roll(2)? == 0 {
            return None;
        }
        match merged.kind(std::iter::empty()) {
            "boolean" => Some(Value::Bool(self.roll(2)? == 0)),
            "integer" => {
                let value = Value::from(*INTEGERS.get(self.roll(INTEGERS.len())?)?);
                numbers::is_within(merged, &value).then_some(value)
            }
            "number" => {
                let value = Number::from_f64(*NUMBERS.get(self.roll(NUMBERS.len())?)?).map(Value::Number)?;
                numbers::is_within(merged, &value).then_some(value)
            }
            "string" if merged.format.is_none() => {
                let text = *TEXTS.get(self.roll(TEXTS.len())?)?;
                self.texts.fits(merged, text).then(|| text.into())
            }
            _ => None,
        }
    }
}
