//! Environment variables: what the config says, else names made of the package's name.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::ir::{Scheme, SchemePlace};

/// `qdrant-api` asks for `QDRANT_…`.
fn prefix(package: &str) -> String {
    let upper = spelled(package);
    let short = upper.strip_suffix("_API").or_else(|| upper.strip_suffix("_SDK")).unwrap_or(&upper);
    short.to_owned()
}

/// The variable that replaces the document's server.
pub(super) fn base_url(package: &str, config: &Config) -> String {
    config.client.base_url_env.clone().unwrap_or_else(|| derived_base_url(package))
}

fn derived_base_url(package: &str) -> String {
    format!("{}_BASE_URL", prefix(package))
}

/// Gives each scheme that the config says nothing of its variables: by what is in them where one scheme only is of that
/// kind, else by its own name.
pub(super) fn name_credentials(package: &str, config: &Config, schemes: &mut [Scheme]) {
    let prefix = prefix(package);
    let mut taken: BTreeSet<String> = schemes.iter().filter_map(|scheme| scheme.env.clone()).collect();
    taken.insert(derived_base_url(package));
    let kinds: Vec<&str> = schemes.iter().map(|scheme| kind(&scheme.place)).collect();
    let mut claim = |word: &str| {
        let mut variable = format!("{prefix}_{word}");
        let mut number = 2;
        while !taken.insert(variable.clone()) {
            variable = format!("{prefix}_{word}_{number}");
            number += 1;
        }
        variable
    };
    for (scheme, kind) in schemes.iter_mut().zip(&kinds) {
        if config.client.env.contains_key(&scheme.word) {
            continue;
        }
        let is_only = kinds.iter().filter(|other| *other == kind).count() == 1;
        let own = spelled(&scheme.word);
        scheme.env = Some(claim(if is_only { kind } else { &own }));
        if let Some(client) = &mut scheme.client_credentials {
            let of_client = |what: &str| if is_only { what.to_owned() } else { format!("{own}_{what}") };
            client.env = Some((claim(&of_client("CLIENT_ID")), claim(&of_client("CLIENT_SECRET"))));
            client.url_env = Some(claim(&of_client("TOKEN_URL")));
        }
    }
}

/// What users call that which is in a variable.
fn kind(place: &SchemePlace) -> &'static str {
    match place {
        SchemePlace::Bearer => "TOKEN",
        SchemePlace::Basic => "USER_PASSWORD",
        SchemePlace::Header(_) | SchemePlace::Query(_) => "API_KEY",
        SchemePlace::Cookie(_) => "COOKIE",
    }
}

/// `bearerAuth` is `BEARER_AUTH`.
fn spelled(text: &str) -> String {
    let mut spelled = String::new();
    let mut before = '_';
    for letter in text.chars() {
        let begins = letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        let separates = !letter.is_ascii_alphanumeric();
        if (begins || separates) && !spelled.is_empty() && !spelled.ends_with('_') {
            spelled.push('_');
        }
        if !separates {
            spelled.push(letter.to_ascii_uppercase());
        }
        before = letter;
    }
    let spelled = spelled.trim_end_matches('_');
    if spelled.is_empty() { "KEY".to_owned() } else { spelled.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Loc;
    use crate::ir::Docs;

    fn variables(package: &str, schemes: &[(&str, SchemePlace, Option<&str>)]) -> Vec<String> {
        let mut schemes: Vec<Scheme> = schemes
            .iter()
            .map(|(word, place, env)| Scheme {
                loc: Loc::default(),
                word: (*word).to_owned(),
                docs: Docs::default(),
                place: place.clone(),
                env: env.map(str::to_owned),
                client_credentials: None,
            })
            .collect();
        let mut config = Config::default();
        for scheme in schemes.iter().filter(|scheme| scheme.env.is_some()) {
            config.client.env.entry(scheme.word.clone()).or_default();
        }
        name_credentials(package, &config, &mut schemes);
        schemes.into_iter().filter_map(|scheme| scheme.env).collect()
    }

    #[test]
    fn a_scheme_is_called_by_its_kind_where_it_is_the_only_one() {
        let header = SchemePlace::Header("x".to_owned());
        assert_eq!(
            variables("qdrant-api", &[("bearerAuth", SchemePlace::Bearer, None), ("api-key", header.clone(), None)]),
            ["QDRANT_TOKEN", "QDRANT_API_KEY"]
        );
        assert_eq!(
            variables("pets", &[("apiKey", header.clone(), None), ("appKey", header.clone(), None)]),
            ["PETS_API_KEY", "PETS_APP_KEY"]
        );
        assert_eq!(
            variables("pets", &[("a-b", header.clone(), None), ("aB", header.clone(), None), ("é", header, Some("X"))]),
            ["PETS_A_B", "PETS_A_B_2", "X"]
        );
    }

    #[test]
    fn names_become_variables() {
        let names = ["OAuth2Security", "api-key", "X", "é", "bearerAuth", "__a__", "v2Key"];
        let expected = ["OAUTH2_SECURITY", "API_KEY", "X", "KEY", "BEARER_AUTH", "A", "V2_KEY"];
        assert_eq!(names.map(spelled), expected);
        assert_eq!(derived_base_url("docker-engine-api"), "DOCKER_ENGINE_BASE_URL");
    }
}
