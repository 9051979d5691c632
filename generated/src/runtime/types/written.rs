//! Texts with a meaning, which are kept as they were written.

/// A type that holds a text as it was written and, where the text is what its format says, its meaning.
///
/// Servers do not always keep to their formats. A text that is not what it should be is kept and written back all the
/// same; only what callers make themselves has to be right.
macro_rules! written_type {
    ($(#[$docs:meta])* $name:ident($meaning:ty), $expected:literal, $parse:expr) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            text: Box<str>,
            meaning: Option<$meaning>,
        }

        impl $name {
            /// The text as it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.text
            }

            /// What the text means; `None` where a server sent one that is not what the format says.
            #[must_use]
            pub fn get(&self) -> Option<$meaning> {
                self.meaning.clone()
            }

            fn to_wire(&self) -> &str {
                &self.text
            }
        }

        impl std::str::FromStr for $name {
            type Err = super::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let parse: fn(&str) -> Option<$meaning> = $parse;
                let meaning = parse(text).ok_or(super::ParseError::new($expected))?;
                Ok(Self { text: text.into(), meaning: Some(meaning) })
            }
        }

        impl From<$meaning> for $name {
            fn from(meaning: $meaning) -> Self {
                Self { text: meaning.to_string().into(), meaning: Some(meaning) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.text)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.text, f)
            }
        }

        /// Equal are texts that mean the same; without a meaning, the same texts.
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                match (&self.meaning, &other.meaning) {
                    (Some(meaning), Some(other)) => meaning == other,
                    (None, None) => self.text == other.text,
                    (Some(_), None) | (None, Some(_)) => false,
                }
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                match &self.meaning {
                    Some(meaning) => meaning.hash(state),
                    None => self.text.hash(state),
                }
            }
        }

        impl crate::runtime::json::Slot for $name {
            crate::runtime::json::plain!();

            fn blank() -> Self {
                Self { text: Box::default(), meaning: None }
            }

            fn read(
                &mut self,
                reader: &mut crate::runtime::json::Reader<'_>,
            ) -> Result<(), crate::runtime::json::ReadError> {
                let parse: fn(&str) -> Option<$meaning> = $parse;
                let text = reader.string_as($expected)?;
                *self = Self { text: text.into(), meaning: parse(text) };
                Ok(())
            }

            fn write(&self, writer: &mut crate::runtime::json::Writer) -> Result<(), crate::runtime::json::WriteError> {
                writer.string(self.to_wire());
                Ok(())
            }
        }

        crate::runtime::json::serde_bridge!($name);
    };
}

written_type! {
    /// An IPv4 address: the format `ipv4`.
    Ipv4(std::net::Ipv4Addr), "an IPv4 address", |text| text.parse().ok()
}

written_type! {
    /// An IPv6 address: the format `ipv6`.
    Ipv6(std::net::Ipv6Addr), "an IPv6 address", |text| text.parse().ok()
}

written_type! {
    /// An IPv4 or IPv6 address: the format `ip`.
    Ip(std::net::IpAddr), "an IP address", |text| text.parse().ok()
}

pub(super) use written_type;
