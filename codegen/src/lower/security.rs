//! Credentials: the schemes that can be sent, and what each operation accepts.

use crate::config::Config;
use crate::diag::{Sink, code};
use crate::ir::{ClientCredentials, Docs, Scheme, SchemeId, SchemePlace};
use crate::resolve::Spec;
use crate::resolve::spec::{self, In, SecurityKind};

use super::headers::is_token;

/// The schemes that can be sent.
pub(super) struct Schemes {
    pub(super) usable: Vec<Scheme>,
    /// For each scheme of the document, its number among the usable ones.
    ids: Vec<Option<SchemeId>>,
}

/// Sorts the document's schemes into those that can be sent and the rest, which is reported.
pub(super) fn schemes(spec: &Spec, config: &Config, sink: &mut Sink) -> Schemes {
    let mut usable: Vec<Scheme> = Vec::new();
    let ids = spec
        .schemes
        .iter()
        .map(|scheme| {
            let place = match place(&scheme.kind) {
                Ok(place) => place,
                Err(why) => {
                    let message = format!("the security scheme `{}` {why}", scheme.name);
                    sink.warn(code::UNSUPPORTED_SCHEME, scheme.loc, message);
                    return None;
                }
            };
            let id = SchemeId(u32::try_from(usable.len()).unwrap_or(u32::MAX));
            usable.push(Scheme {
                loc: scheme.loc,
                word: scheme.name.clone(),
                docs: Docs { description: scheme.description.clone(), ..Docs::default() },
                place,
                env: config.client.env.get(&scheme.name).and_then(|variables| variables.value.token.clone()),
                client_credentials: client_credentials(scheme, config, sink),
            });
            Some(id)
        })
        .collect();
    for (name, variable) in &config.client.env {
        if !spec.schemes.iter().any(|scheme| scheme.name == *name) {
            sink.warn(code::UNUSED_CONFIG, variable.loc, format!("the document has no security scheme `{name}`"));
        }
    }
    Schemes { usable, ids }
}

/// How a client gets tokens of a scheme on its own behalf.
fn client_credentials(scheme: &spec::Scheme, config: &Config, sink: &mut Sink) -> Option<ClientCredentials> {
    let variables = config.client.env.get(&scheme.name);
    let flow = scheme.flows.iter().find(|flow| flow.kind == "clientCredentials");
    let token_url = flow.and_then(|flow| flow.token_url.clone()).filter(|url| !url.is_empty());
    if let (None, Some(variables)) = (&token_url, variables)
        && (variables.value.client.is_some() || variables.value.token_url.is_some())
    {
        let message = format!("`{}` has no token endpoint for clients, so these variables mean nothing", scheme.name);
        sink.warn(code::UNUSED_CONFIG, variables.loc, message);
    }
    Some(ClientCredentials {
        token_url: token_url?,
        scopes: flow.map(|flow| flow.scopes.clone()).unwrap_or_default(),
        env: variables.and_then(|variables| variables.value.client.clone()),
        url_env: variables.and_then(|variables| variables.value.token_url.clone()),
    })
}

/// Where a credential goes, or why it cannot be sent.
fn place(kind: &SecurityKind) -> Result<SchemePlace, &'static str> {
    match kind {
        SecurityKind::Http(scheme) if scheme == "bearer" => Ok(SchemePlace::Bearer),
        SecurityKind::Http(scheme) if scheme == "basic" => Ok(SchemePlace::Basic),
        // Whoever has an access token sends it as a bearer token (RFC 6750), however it was come by.
        SecurityKind::Other(kind) if kind == "oauth2" || kind == "openIdConnect" => Ok(SchemePlace::Bearer),
        SecurityKind::ApiKey(In::Query, name) => Ok(SchemePlace::Query(name.clone())),
        SecurityKind::ApiKey(In::Header | In::Cookie, name) if !is_token(name) => {
            Err("has a name that no header or cookie can have")
        }
        SecurityKind::ApiKey(In::Header, name) => Ok(SchemePlace::Header(name.clone())),
        SecurityKind::ApiKey(In::Cookie, name) => Ok(SchemePlace::Cookie(name.clone())),
        _ => Err("is of a kind that is not supported yet"),
    }
}

impl Schemes {
    /// The alternatives of an operation that can be sent. None at all: no credential is sent. An empty alternative says
    /// that the operation works without any (OpenAPI 3.0, Security Requirement Object), and then nothing is demanded.
    pub(super) fn of(&self, operation: &spec::Operation) -> Vec<Vec<SchemeId>> {
        let alternatives: Vec<Vec<SchemeId>> = operation
            .security
            .iter()
            .filter_map(|all| all.iter().map(|index| self.ids.get(*index).copied().flatten()).collect())
            .collect();
        alternatives
    }
}
