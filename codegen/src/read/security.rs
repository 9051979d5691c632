//! Security schemes.

use crate::diag::{Loc, code};

use super::model::{In, SecurityKind, SecurityScheme};
use super::reader::Reader;
use super::version;

impl Reader<'_> {
    pub(super) fn security_scheme(&mut self, loc: Loc) -> Option<SecurityScheme> {
        let (mut kind, mut name, mut place, mut scheme, mut description) = (None, None, None, None, None);
        for (key, value) in self.members(loc)? {
            match key {
                "type" => kind = self.string(value),
                "description" => description = self.prose(value),
                "name" => name = self.string(value),
                "in" => place = Some((value, self.location(value))),
                "scheme" => scheme = self.string(value),
                _ => self.other(&version::SECURITY_SCHEME, key, value),
            }
        }
        let kind = match kind.as_deref() {
            Some("http") => SecurityKind::Http(self.needed(loc, "scheme", scheme)?.to_ascii_lowercase()),
            Some("apiKey") => {
                let name = self.needed(loc, "name", name);
                let (at, place) = self.needed(loc, "in", place)?;
                let place = place?;
                if place == In::Path {
                    self.report(code::INVALID_VALUE, at, "an API key cannot be in `path`");
                    return None;
                }
                SecurityKind::ApiKey(place, name?)
            }
            _ => SecurityKind::Other(self.needed(loc, "type", kind)?),
        };
        Some(SecurityScheme { loc, description, kind })
    }

    fn needed<T>(&mut self, loc: Loc, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.missing(loc, &version::SECURITY_SCHEME, field);
        }
        value
    }
}
