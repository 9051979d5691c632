//! Bytes that travel as text.

use std::fmt;
use std::str::FromStr;

use super::ParseError;
use super::text::text_type;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that travel as base64: the format `byte` (RFC 4648 §4).
///
/// Written with the standard alphabet and padding. Read with or without padding, in the standard or the URL alphabet
/// (§5); anything else is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Vec<u8>);

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn to_wire(&self) -> String {
        self.to_string()
    }

    fn decode(text: &str) -> Option<Vec<u8>> {
        let digits = text.trim_end_matches('=');
        let padding = text.len() - digits.len();
        // Padding may be left out, but where there is some it fills the last group of four.
        if digits.len() % 4 == 1 || padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
            return None;
        }
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
        for group in digits.as_bytes().chunks(4) {
            let mut bits = 0u32;
            for digit in group {
                bits = bits << 6 | sextet(*digit)?;
            }
            bits <<= 6 * (4 - group.len());
            // 2, 3 or 4 digits hold 1, 2 or 3 bytes.
            bytes.extend(bits.to_be_bytes().iter().skip(1).take(group.len() - 1));
        }
        Some(bytes)
    }
}

fn sextet(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in self.0.chunks(3) {
            let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
            let mut digits = [b'='; 4];
            for (position, digit) in digits.iter_mut().enumerate().take(group.len() + 1) {
                let sextet = bits >> (18 - 6 * position) & 0x3f;
                *digit = usize::try_from(sextet).ok().and_then(|at| ALPHABET.get(at)).copied().unwrap_or(b'=');
            }
            f.write_str(std::str::from_utf8(&digits).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl FromStr for Base64 {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::decode(text).map(Self).ok_or(ParseError::new("base64"))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Base64 {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

text_type!(Base64, "base64", Base64::default());
