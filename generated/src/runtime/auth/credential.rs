//! One credential.

use std::fmt;
use std::sync::Arc;

/// A credential: a text that is sent, and never shown. Clones share it.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(Arc<str>);

impl Credential {
    /// A token, or an API key.
    ///
    /// It is checked before it is sent: one that is empty, begins or ends with a blank, or contains anything but visible
    /// ASCII, is refused.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }

    /// A user name and a password (RFC 7617). A user name with a colon in it is refused before it is sent.
    #[must_use]
    pub fn basic(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        // The user name would end at its colon, so it is made one that is refused.
        Self(format!("{}:{}", user.as_ref().replace(':', "\u{0}"), password.as_ref()).into())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl From<String> for Credential {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Credential {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(…)")
    }
}
