//! Operations, compared: what they are called, where they are, and what they need.

use std::collections::HashMap;

use super::answers;
use super::change::{Behaviour, Found, Rust};
use super::docs;
use super::inputs;
use super::pairs::Pairs;
use super::surface::{Operation, Surface};

/// An operation that is in both.
pub(super) struct Both<'a> {
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
    /// Its method in NEW.
    pub(super) path: String,
}

impl Both<'_> {
    pub(super) fn found(&self, kind: &'static str, what: impl Into<String>) -> Found {
        Found::new(kind, self.path.clone(), what).at(Some(&self.old.at), Some(&self.new.at))
    }
}

/// All operations.
pub(super) fn operations(pairs: &Pairs<'_>, found: &mut Vec<Found>) {
    let (old, new) = (pairs.old.surface, pairs.new.surface);
    let Matched { both, removed, added } = matched(old, new);
    for (before, after) in both {
        let both = Both { pairs, old: before, new: after, path: new.method(after) };
        let count = found.len();
        names(&both, old, found);
        facts(&both, found);
        inputs::inputs(&both, found);
        answers::answers(&both, found);
        if found.len() == count && before.docs != after.docs {
            found.push(docs::words(both.path.clone(), &before.at, &after.at));
        }
    }
    for one in removed {
        let change = Found::new("operation_removed", old.method(one), format!("`{} {}` is gone", one.method, one.path))
            .at(Some(&one.at), None)
            .rust(Rust::Major, "Code that calls it does not compile.")
            .refuses("The server may not know it any more.");
        found.push(if one.deprecated { change.because(docs::WARNED) } else { change });
    }
    for one in added {
        found.push(
            Found::new("operation_added", new.method(one), format!("`{} {}` is new", one.method, one.path))
                .at(None, Some(&one.at))
                .rust(Rust::Minor, "Nobody can have called it."),
        );
    }
}

/// Operations by what is in OLD, NEW, or both.
struct Matched<'a> {
    both: Vec<(&'a Operation, &'a Operation)>,
    removed: Vec<&'a Operation>,
    added: Vec<&'a Operation>,
}

/// Which operation is which: by method and path; with other names of parameters; by its name in Rust.
fn matched<'a>(old: &'a Surface, new: &'a Surface) -> Matched<'a> {
    let mut matched =
        Matched { both: Vec::new(), removed: old.operations.iter().collect(), added: new.operations.iter().collect() };
    let keys: [fn(&Operation) -> String; 3] = [
        |one| format!("{} {}", one.method, one.path),
        |one| format!("{} {}", one.method, blank(&one.path)),
        Operation::dotted,
    ];
    for key in keys {
        let mut known: HashMap<String, &Operation> = HashMap::new();
        for one in &matched.added {
            known.entry(key(one)).or_insert(one);
        }
        let both = &mut matched.both;
        let mut taken: Vec<String> = Vec::new();
        matched.removed.retain(|one| {
            let key = key(one);
            let found = known.remove(&key);
            if let Some(new) = found {
                both.push((one, new));
                taken.push(format!("{} {}", new.method, new.path));
            }
            found.is_none()
        });
        let taken: std::collections::HashSet<String> = taken.into_iter().collect();
        matched.added.retain(|one| !taken.contains(&format!("{} {}", one.method, one.path)));
    }
    let position: HashMap<(&str, &str), usize> =
        old.operations.iter().map(|one| (one.method.as_str(), one.path.as_str())).zip(0..).collect();
    matched.both.sort_by_key(|(old, _)| position.get(&(old.method.as_str(), old.path.as_str())).copied());
    matched
}

/// A path without the names of its parameters.
fn blank(path: &str) -> String {
    let mut blank = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        if letter == '}' {
            inside = false;
        }
        if !inside {
            blank.push(letter);
        }
        if letter == '{' {
            inside = true;
        }
    }
    blank
}

/// The names in Rust.
fn names(both: &Both<'_>, old_surface: &Surface, found: &mut Vec<Found>) {
    let (old, new) = (both.old, both.new);
    if (&old.module, &old.name) != (&new.module, &new.name) {
        let call = |one: &Operation| {
            let mut way: Vec<String> = vec!["client".to_owned()];
            way.extend(one.module.split("::").filter(|part| !part.is_empty()).map(|part| format!("{part}()")));
            format!("{}.{}(…)", way.join("."), one.name)
        };
        let what = format!("`{}` is `{}` now", call(old), call(new));
        let change = Found::new("operation_renamed", old_surface.method(old), what)
            .at(Some(&old.at), Some(&new.at))
            .instead(format!("`{}`", call(new)));
        let has_alias = old.module == new.module
            && new.former.iter().any(|former| *former == (old.name.clone(), old.marker.clone()));
        found.push(docs::renamed(change, has_alias, "Code that calls it does not compile."));
        return;
    }
    for (former, _) in old.former.iter().filter(|former| !new.former.contains(former)) {
        found.push(docs::alias_removed(former.clone(), &both.path, &old.at, &new.at));
    }
    for (before, after) in [(&old.marker, &new.marker), (&old.request, &new.request), (&old.output, &new.output)] {
        if before != after && !before.is_empty() && !after.is_empty() {
            let path = format!("resources::{}", old.beside(before));
            let what = format!("`{before}` is called `{after}` now");
            found.push(
                Found::new("request_renamed", path, what)
                    .at(Some(&old.at), Some(&new.at))
                    .rust(Rust::Major, "Code that names the type does not compile.")
                    .instead(format!("`resources::{}`", new.beside(after))),
            );
        }
    }
}

/// What the operation needs beside its inputs.
fn facts(both: &Both<'_>, found: &mut Vec<Found>) {
    let (old, new) = (both.old, both.new);
    if (&old.method, blank(&old.path)) != (&new.method, blank(&new.path)) {
        let what = format!("was `{} {}`, and is `{} {}`", old.method, old.path, new.method, new.path);
        let change = both
            .found("address_changed", what)
            .rust(Rust::Patch, "Callers see neither method nor path.")
            .refuses("The server may not know the address before any more.")
            .behaves(Behaviour::Changes, "The crate calls the new address.");
        found.push(match (is_repeated(&old.method), is_repeated(&new.method)) {
            (true, false) => change.because("It is not repeated any more where the server may have done it already."),
            (false, true) => change.because("It is repeated now where an attempt fails."),
            _ => change,
        });
    }
    if old.server != new.server {
        let words =
            |server: &Option<String>| server.as_ref().map_or("the API's own".to_owned(), |url| format!("`{url}`"));
        let what = format!("its server was {}, and is {}", words(&old.server), words(&new.server));
        found.push(both.found("server_changed", what).behaves(Behaviour::Changes, "The crate calls another server."));
    }
    if old.security != new.security {
        found.push(security(both));
    }
    if old.deprecated != new.deprecated {
        found.push(docs::deprecation(both.path.clone(), new.deprecated, Some(&old.at), Some(&new.at)));
    }
    if old.body != new.body && !old.body.is_empty() && !new.body.is_empty() {
        let what = format!("the body was `{}`, and is `{}`", old.body, new.body);
        found.push(
            both.found("body_type_changed", what)
                .refuses("The server may refuse a body of the type before.")
                .behaves(Behaviour::Changes, "The crate sends another media type."),
        );
    }
    constants(both, found);
}

/// Whether the runtime repeats a method whatever became of the attempt before (RFC 9110, section 9.2.2).
fn is_repeated(method: &str) -> bool {
    !matches!(method, "POST" | "PATCH")
}

/// Which credentials do.
fn security(both: &Both<'_>) -> Found {
    let (old, new) = (&both.old.security, &both.new.security);
    let words = |all: &[String]| match all {
        [] => "none".to_owned(),
        all => all
            .iter()
            .map(|one| if one.is_empty() { "none".to_owned() } else { format!("`{one}`") })
            .collect::<Vec<_>>()
            .join(" or "),
    };
    let what = format!("its credentials were {}, and are {}", words(old), words(new));
    let change = both.found("security_changed", what);
    // No alternative at all, and an empty one, need nothing.
    let is_free = |all: &[String]| all.is_empty() || all.iter().any(String::is_empty);
    let lost = !is_free(new) && (is_free(old) || old.iter().any(|one| !new.contains(one)));
    if lost {
        change
            .behaves(Behaviour::Breaks, "A client with credentials that did may be refused.")
            .instead(format!("give the client {}", words(new)))
    } else {
        change.behaves(Behaviour::Changes, "Other credentials do as well; those before still do.")
    }
}

/// What the operation sends by itself.
fn constants(both: &Both<'_>, found: &mut Vec<Found>) {
    let (old, new) = (&both.old.constants, &both.new.constants);
    for (place, wire, value) in new {
        match old.iter().find(|one| (one.0, &one.1) == (*place, wire)) {
            Some((.., before)) if before == value => {}
            Some((.., before)) => found.push(
                both.found("constant_changed", format!("`{wire}` was always `{before}`, and is always `{value}`"))
                    .refuses("The server may refuse the value before.")
                    .behaves(Behaviour::Changes, "The crate sends the new value."),
            ),
            None if both.old.inputs.iter().any(|one| (one.place, &one.wire) == (*place, wire)) => {}
            None => found.push(
                both.found("constant_added", format!("`{wire}` is always sent as `{value}`"))
                    .refuses("Requests of a crate made before lack it, and may be refused.")
                    .behaves(Behaviour::Changes, "The crate sends it by itself."),
            ),
        }
    }
    for (place, wire, value) in old {
        let is_there = new.iter().any(|one| (one.0, &one.1) == (*place, wire))
            || both.new.inputs.iter().any(|one| (one.place, &one.wire) == (*place, wire));
        if !is_there {
            found.push(
                both.found("constant_removed", format!("`{wire}` is not sent as `{value}` any more"))
                    .behaves(Behaviour::Changes, "The crate does not send it."),
            );
        }
    }
}

impl Operation {
    /// How people call it: `keyless_certificates.list`.
    pub(super) fn dotted(&self) -> String {
        let module = self.module.replace("::", ".");
        let name = if module.is_empty() { self.name.clone() } else { format!("{module}.{}", self.name) };
        name.replace("r#", "")
    }

    /// A name beside its handle: `keyless_certificates::ListRequest`.
    pub(super) fn beside(&self, name: &str) -> String {
        if self.module.is_empty() { name.to_owned() } else { format!("{}::{name}", self.module) }
    }
}
