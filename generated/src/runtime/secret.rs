//! A credential that has been checked: attached when a request is sent, and never shown.

use std::fmt;

use http::HeaderValue;

use super::api::{Place, SecurityScheme};
use super::auth::Credential;
use super::types::Base64;

/// A credential that has been checked.
#[derive(Clone, PartialEq)]
pub(crate) struct Secret {
    credential: Credential,
    place: Place,
    /// As it stands in a header, marked as sensitive so that other code hides it too.
    value: HeaderValue,
}

impl Secret {
    /// Checks a credential. The reason why it is none does not contain it.
    pub(crate) fn new(scheme: &SecurityScheme, credential: Credential) -> Result<Self, &'static str> {
        let text = credential.text();
        let objection = if scheme.place == Place::Basic { objection_to_pair(text) } else { objection(text) };
        if let Some(reason) = objection {
            return Err(reason);
        }
        let header = match scheme.place {
            Place::Bearer => format!("Bearer {text}"),
            Place::Basic => format!("Basic {}", Base64::from(text.as_bytes().to_vec())),
            Place::Header(_) | Place::Query(_) | Place::Cookie(_) => text.to_owned(),
        };
        let Ok(mut value) = HeaderValue::try_from(header) else {
            return Err("it contains characters that a header cannot hold");
        };
        value.set_sensitive(true);
        Ok(Self { credential, place: scheme.place, value })
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    pub(crate) fn text(&self) -> &str {
        self.credential.text()
    }

    pub(crate) fn header_value(&self) -> &HeaderValue {
        &self.value
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({:?})", self.place)
    }
}

/// Why the text cannot be a credential. The text is not part of the answer.
fn objection(text: &str) -> Option<&'static str> {
    let visible = |b: u8| b.is_ascii_graphic() || b == b' ';
    if text.is_empty() {
        Some("it is empty")
    } else if text.trim() != text {
        Some("it begins or ends with a blank or a line break")
    } else if !text.bytes().all(visible) {
        Some("it contains characters other than visible ASCII")
    } else {
        None
    }
}

/// Why the text cannot be `user:password`. It may be any text, since it is sent in base64.
fn objection_to_pair(text: &str) -> Option<&'static str> {
    if !text.contains(':') {
        Some("it is not of the form `user:password`")
    } else if text.chars().any(char::is_control) {
        Some("its user name contains a colon, or it contains a control character")
    } else {
        None
    }
}
