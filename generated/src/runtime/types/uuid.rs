//! Universally unique identifiers.

use std::fmt;

use super::written::written_type;

/// The 128 bits of a UUID (RFC 9562), the first byte first. Shown in lower case with hyphens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UuidBytes(pub [u8; 16]);

impl UuidBytes {
    fn scan(text: &str) -> Option<Self> {
        let inner = text.strip_prefix("urn:uuid:").unwrap_or(text);
        let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
        let groups: Vec<&str> = inner.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        if !matches!(lengths.as_slice(), [8, 4, 4, 4, 12] | [32]) {
            return None;
        }
        let mut bytes = [0; 16];
        let mut digits = groups.iter().flat_map(|group| group.chars()).map(|digit| digit.to_digit(16));
        for byte in &mut bytes {
            let (high, low) = (digits.next()??, digits.next()??);
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for UuidBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

/// The bytes, as other crates' types for UUIDs convert to and from them.
impl From<[u8; 16]> for Uuid {
    fn from(bytes: [u8; 16]) -> Self {
        UuidBytes(bytes).into()
    }
}

written_type! {
    /// A UUID: the format `uuid` (RFC 9562). Read with or without hyphens, in either case, also in braces or as a URN.
    Uuid(UuidBytes), "a UUID", UuidBytes::scan
}
