//! Security schemes.

use crate::diag::{Loc, code};

use super::model::{Flow, In, SecurityKind, SecurityScheme};
use super::reader::Reader;
use super::version::{self, Version};

impl Reader<'_> {
    pub(super) fn security_scheme(&mut self, loc: Loc) -> Option<SecurityScheme> {
        let (mut kind, mut name, mut place, mut scheme, mut description) = (None, None, None, None, None);
        let mut flows = Vec::new();
        for (key, value) in self.members(loc)? {
            match key {
                "type" => kind = self.string(value),
                "description" => description = self.prose(value),
                "name" => name = self.string(value),
                "in" => place = Some((value, self.location(value))),
                "scheme" => scheme = self.string(value),
                "flows" => flows = self.flows(value),
                _ => self.other(&version::SECURITY_SCHEME, key, value),
            }
        }
        if kind.as_deref() == Some("oauth2") && self.version == Version::V2_0 {
            flows.extend(self.old_flow(loc));
        }
        let kind = match kind.as_deref() {
            Some("basic") if self.version == Version::V2_0 => SecurityKind::Http("basic".to_owned()),
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
        Some(SecurityScheme { loc, description, kind, flows })
    }

    fn flows(&mut self, loc: Loc) -> Vec<Flow> {
        let mut flows = Vec::new();
        for (kind, value) in self.object(loc) {
            if !kind.starts_with("x-") {
                flows.push(self.flow(kind, value));
            }
        }
        flows
    }

    fn flow(&mut self, kind: &str, loc: Loc) -> Flow {
        let mut flow = Flow {
            loc,
            kind: kind.to_owned(),
            authorization_url: None,
            token_url: None,
            refresh_url: None,
            scopes: Vec::new(),
        };
        for (key, value) in self.object(loc) {
            match key {
                "authorizationUrl" => flow.authorization_url = self.string(value),
                "tokenUrl" => flow.token_url = self.string(value),
                "refreshUrl" => flow.refresh_url = self.string(value),
                "scopes" => flow.scopes = self.object(value).map(|(name, _)| name.to_owned()).collect(),
                _ => self.other(&version::FLOW, key, value),
            }
        }
        flow
    }

    /// The one flow of a scheme in 2.0, which stands in the scheme itself.
    fn old_flow(&mut self, loc: Loc) -> Option<Flow> {
        let written = self.field(loc, "flow").and_then(|flow| self.string(flow))?;
        let kind = match written.as_str() {
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            other => other,
        };
        let url = |reader: &mut Self, key| reader.field(loc, key).and_then(|url| reader.string(url));
        let scopes = self.field(loc, "scopes");
        Some(Flow {
            loc,
            kind: kind.to_owned(),
            authorization_url: url(self, "authorizationUrl"),
            token_url: url(self, "tokenUrl"),
            refresh_url: None,
            scopes: scopes.map(|at| self.object(at).map(|(name, _)| name.to_owned()).collect()).unwrap_or_default(),
        })
    }

    fn needed<T>(&mut self, loc: Loc, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.missing(loc, &version::SECURITY_SCHEME, field);
        }
        value
    }
}
