//! The crate as a whole, its client, its handles and its webhooks, compared.

use std::collections::BTreeSet;

use super::change::{Behaviour, Found, Rust};
use super::docs;
use super::pairs::Pairs;
use super::place::At;
use super::surface::{Scheme, Surface};

/// Everything that is no operation and no type.
pub(super) fn client(pairs: &Pairs<'_>, found: &mut Vec<Found>) {
    let (old, new) = (pairs.old.surface, pairs.new.surface);
    package(old, new, found);
    settings(old, new, found);
    schemes(old, new, found);
    handles(old, new, found);
    features(old, new, found);
    events(pairs, found);
    if old.docs != new.docs && found.is_empty() {
        found.push(docs::words("the crate".to_owned(), &At::default(), &At::default()));
    }
}

fn top(kind: &'static str, path: &str, what: String) -> Found {
    Found::new(kind, path, what).at(Some(&At::default()), Some(&At::default()))
}

fn package(old: &Surface, new: &Surface, found: &mut Vec<Found>) {
    if old.package != new.package {
        found.push(
            top(
                "package_renamed",
                "the crate",
                format!("the package `{}` is called `{}` now", old.package, new.package),
            )
            .rust(Rust::Major, "It is another package for Cargo.")
            .instead(format!("`{}` in `[dependencies]`, and in `use`", new.package)),
        );
    }
    if old.client != new.client && old.client != "Client" {
        found.push(
            top("client_renamed", &old.client, format!("the client is called `{}` now", new.client))
                .rust(Rust::Major, "Code that names it does not compile.")
                .instead(format!("`{}`", new.client)),
        );
    } else if old.client != new.client {
        found.push(
            top("client_alias_added", &new.client, format!("the client is called `{}` too", new.client))
                .rust(Rust::Minor, "`Client` stays."),
        );
    }
}

fn settings(old: &Surface, new: &Surface, found: &mut Vec<Found>) {
    let words = |value: &Option<String>| value.as_ref().map_or("none".to_owned(), |value| format!("`{value}`"));
    if old.base_url != new.base_url {
        let what = format!("the API's address was {}, and is {}", words(&old.base_url), words(&new.base_url));
        let change = top("base_url_changed", "Client", what).behaves(
            Behaviour::Changes,
            "Clients that are not given a base URL call the new address; what limits where they may connect has to allow it.",
        );
        found.push(match (&old.base_url, &new.base_url) {
            (Some(_), None) => change
                .behaves(Behaviour::Breaks, "A client without a base URL is refused.")
                .instead("`Client::builder().base_url(…)`"),
            _ => change,
        });
    }
    if old.base_url_env != new.base_url_env {
        let what = format!(
            "the variable for its address was {}, and is {}",
            words(&old.base_url_env),
            words(&new.base_url_env)
        );
        let change = top("base_url_variable_changed", "Client::from_env", what);
        found.push(if old.base_url_env.is_some() {
            change
                .behaves(Behaviour::Breaks, "The variable before has no effect.")
                .instead(format!("set {}", words(&new.base_url_env)))
        } else {
            change.behaves(Behaviour::Changes, "Where the variable is set, requests go there.")
        });
    }
    if old.request_id_header != new.request_id_header {
        let what = format!(
            "the header with a request's id was {}, and is {}",
            words(&old.request_id_header),
            words(&new.request_id_header)
        );
        found.push(
            top("request_id_changed", "ApiError::request_id", what)
                .behaves(Behaviour::Changes, "Errors show another id, or none."),
        );
    }
    if old.anonymous && !new.anonymous {
        found.push(
            top(
                "credentials_required",
                "ClientBuilder::build",
                "no operation works without credentials any more".to_owned(),
            )
            .behaves(Behaviour::Breaks, "A client without credentials is refused when it is built."),
        );
    }
}

fn schemes(old: &Surface, new: &Surface, found: &mut Vec<Found>) {
    for scheme in &old.schemes {
        match new.schemes.iter().find(|one| one.key == scheme.key) {
            Some(one) => one_scheme(scheme, one, found),
            None => found.push(
                Found::new(
                    "credential_removed",
                    format!("ClientBuilder::{}", scheme.setter),
                    format!("the credential `{}` is gone", scheme.key),
                )
                .at(Some(&scheme.at), None)
                .rust(Rust::Major, "Code that calls the builder's method does not compile.")
                .behaves(Behaviour::Breaks, "Clients that have no other credential are refused."),
            ),
        }
    }
    for scheme in new.schemes.iter().filter(|one| old.schemes.iter().all(|other| other.key != one.key)) {
        found.push(
            Found::new(
                "credential_added",
                format!("ClientBuilder::{}", scheme.setter),
                format!("the credential `{}`, in {}, is new", scheme.key, scheme.sent),
            )
            .at(None, Some(&scheme.at))
            .rust(Rust::Minor, "The builder has a method more."),
        );
    }
}

/// A credential that is in both.
fn one_scheme(old: &Scheme, new: &Scheme, found: &mut Vec<Found>) {
    let places = (Some(&old.at), Some(&new.at));
    for (before, after) in [(&old.setter, &new.setter), (&old.provider, &new.provider)] {
        if before != after {
            found.push(
                Found::new(
                    "credential_renamed",
                    format!("ClientBuilder::{before}"),
                    format!("is called `{after}` now"),
                )
                .at(places.0, places.1)
                .rust(Rust::Major, "Code that calls it does not compile.")
                .instead(format!("`ClientBuilder::{after}`")),
            );
        }
    }
    found.extend(client_credentials(old, new));
    let path = format!("ClientBuilder::{}", new.setter);
    if old.sent != new.sent {
        let what = format!("was sent in {}, and is in {}", old.sent, new.sent);
        found.push(
            Found::new("credential_moved", path.clone(), what)
                .at(places.0, places.1)
                .rust(Rust::Patch, "Callers give it as before.")
                .refuses("The server may not find it where it was.")
                .behaves(Behaviour::Changes, "The crate sends it elsewhere."),
        );
    }
    if old.env != new.env {
        let words = |value: &Option<String>| value.as_ref().map_or("none".to_owned(), |value| format!("`{value}`"));
        let what = format!("its variable was {}, and is {}", words(&old.env), words(&new.env));
        let change = Found::new("credential_variable_changed", "Client::from_env", what).at(places.0, places.1);
        found.push(if old.env.is_some() {
            change
                .behaves(Behaviour::Breaks, "The variable before has no effect.")
                .instead(format!("set {}", words(&new.env)))
        } else {
            change.behaves(Behaviour::Changes, "`from_env` reads it.")
        });
    }
}

/// The method that takes a client's identifier and secret.
fn client_credentials(old: &Scheme, new: &Scheme) -> Option<Found> {
    let change = |kind, setter: &str, what: String| {
        Found::new(kind, format!("ClientBuilder::{setter}"), what).at(Some(&old.at), Some(&new.at))
    };
    match (&old.client, &new.client) {
        (None, Some((setter, _))) => Some(
            change("credential_added", setter, "tokens can be fetched by a client's identifier and secret".to_owned())
                .rust(Rust::Minor, "The builder has a method more."),
        ),
        (Some((setter, _)), None) => Some(
            change("credential_removed", setter, "tokens cannot be fetched by a client any more".to_owned())
                .rust(Rust::Major, "Code that calls the builder's method does not compile.")
                .behaves(Behaviour::Breaks, "Clients that have no other credential are refused.")
                .instead(format!("`ClientBuilder::{}`", new.provider)),
        ),
        (Some((setter, _)), Some((now, _))) if setter != now => Some(
            change("credential_renamed", setter, format!("is called `{now}` now"))
                .rust(Rust::Major, "Code that calls it does not compile.")
                .instead(format!("`ClientBuilder::{now}`")),
        ),
        (Some((setter, url)), Some((_, now))) if url != now => Some(
            change("token_url_changed", setter, format!("tokens came from `{url}`, and come from `{now}`"))
                .refuses("The server may give no tokens where it did.")
                .behaves(Behaviour::Changes, "Tokens are fetched from the new address."),
        ),
        _ => None,
    }
}

/// The types of handles. Where their methods go, operations say.
fn handles(old: &Surface, new: &Surface, found: &mut Vec<Found>) {
    for one in &old.resources {
        let way = |module: &str| module.replace("::", "().").replace("r#", "");
        match new.resources.iter().find(|other| other.module == one.module) {
            None => found.push(
                Found::new(
                    "resource_removed",
                    format!("resources::{}::{}", one.module, one.handle),
                    format!("`client.{}()` is gone", way(&one.module)),
                )
                .at(Some(&one.at), None)
                .rust(Rust::Major, "Code that calls it does not compile."),
            ),
            Some(other) if other.handle != one.handle => found.push(
                Found::new(
                    "resource_renamed",
                    format!("resources::{}::{}", one.module, one.handle),
                    format!("the handle is called `{}` now", other.handle),
                )
                .at(Some(&one.at), Some(&other.at))
                .rust(Rust::Major, "Code that names its type does not compile.")
                .instead(format!("`resources::{}::{}`", other.module, other.handle)),
            ),
            Some(_) => {}
        }
    }
    for one in new.resources.iter().filter(|one| old.resources.iter().all(|other| other.module != one.module)) {
        let way = one.module.replace("::", "().").replace("r#", "");
        found.push(
            Found::new(
                "resource_added",
                format!("resources::{}::{}", one.module, one.handle),
                format!("`client.{way}()` is new"),
            )
            .at(None, Some(&one.at))
            .rust(Rust::Minor, "Nobody can have called it."),
        );
    }
}

/// Cargo features.
fn features(old: &Surface, new: &Surface, found: &mut Vec<Found>) {
    let set = |surface: &Surface| {
        let mut set: BTreeSet<String> = surface.resources.iter().filter_map(|one| one.feature.clone()).collect();
        // It is there where others are.
        if !set.is_empty() {
            set.insert("full".to_owned());
        }
        set
    };
    let (before, after) = (set(old), set(new));
    for feature in before.difference(&after) {
        found.push(
            top("feature_removed", "Cargo.toml", format!("the feature `{feature}` is gone"))
                .rust(Rust::Major, "A crate that asks for it is refused by Cargo.")
                .instead(format!("take `{feature}` out of the dependency's features")),
        );
    }
    for feature in after.difference(&before) {
        found.push(
            top("feature_added", "Cargo.toml", format!("the feature `{feature}` is new"))
                .rust(Rust::Minor, "It is on by default."),
        );
    }
    if before.is_empty() && !after.is_empty() {
        found.push(
            top("resources_optional", "Cargo.toml", "each resource needs its feature now".to_owned())
                .rust(Rust::Major, "With `default-features = false` there is no resource any more.")
                .instead("`features = [\"full\"]`, or the resources that are called"),
        );
    }
}

fn events(pairs: &Pairs<'_>, found: &mut Vec<Found>) {
    let (old, new) = (pairs.old.surface, pairs.new.surface);
    for event in &old.events {
        let path = format!("webhooks::{}", event.name);
        match new.events.iter().find(|one| one.key == event.key) {
            None => found.push(
                Found::new("webhook_removed", path, "the API does not send it any more")
                    .at(Some(&event.at), None)
                    .rust(Rust::Major, "Code that names it does not compile."),
            ),
            Some(one) => {
                if one.name != event.name {
                    found.push(
                        Found::new("webhook_renamed", path, format!("is called `webhooks::{}` now", one.name))
                            .at(Some(&event.at), Some(&one.at))
                            .rust(Rust::Major, "Code that names it does not compile.")
                            .instead(format!("`webhooks::{}`", one.name)),
                    );
                }
                if pairs.translate(&event.ty) != one.ty {
                    let change = Found::new(
                        "webhook_type_changed",
                        format!("webhooks::{}", one.name),
                        format!("was `{}`, and is `{}`", event.ty, one.ty),
                    )
                    .at(Some(&event.at), Some(&one.at))
                    .rust(Rust::Major, "Code that reads it has to handle another type.");
                    let is_read = super::fits::decodes(pairs, &event.ty, &one.ty);
                    found.push(if is_read {
                        change
                    } else {
                        change.garbles("A crate made before cannot decode the new body.")
                    });
                }
            }
        }
    }
    for event in new.events.iter().filter(|one| old.events.iter().all(|other| other.key != one.key)) {
        found.push(
            Found::new("webhook_added", format!("webhooks::{}", event.name), "the API sends it")
                .at(None, Some(&event.at))
                .rust(Rust::Minor, "Nobody can have named it."),
        );
    }
}
