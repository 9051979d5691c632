//! Without its features, the runtime needs nothing of the system: it compiles for `wasm32-unknown-unknown`, and what it
//! knows of time and chance is what it was given.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Meta, UseTree};

use super::nothing;
use super::sources::{self, Source};

/// Paths, or their beginnings, that mean threads, sockets, clocks, chance, files or processes, or a crate that has them.
const SYSTEM: &[&str] = &[
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::net::ToSocketAddrs",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::collections::HashMap",
    "std::collections::HashSet",
    "std::hash::RandomState",
    "SystemTime::now",
    "Instant::now",
    "fastrand",
    "getrandom",
    "h2",
    "hyper",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "tokio",
];

/// The paths in a file, but for items that need a feature.
#[derive(Default)]
struct Paths {
    found: BTreeSet<String>,
    /// Modules that need a feature.
    gated: BTreeSet<String>,
}

/// Whether an item is there only with a feature.
fn needs_a_feature(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition.contains("feature") && !condition.starts_with("not")
        }
        _ => false,
    })
}

impl Paths {
    fn tree(&mut self, tree: &UseTree, before: &str) {
        let joined = |name: &syn::Ident| if before.is_empty() { name.to_string() } else { format!("{before}::{name}") };
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &joined(&path.ident)),
            UseTree::Name(name) => drop(self.found.insert(joined(&name.ident))),
            UseTree::Rename(name) => drop(self.found.insert(joined(&name.ident))),
            UseTree::Glob(_) => drop(self.found.insert(format!("{before}::"))),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = sources::attributes(item);
        if !needs_a_feature(attributes) {
            return visit::visit_item(self, item);
        }
        if let Item::Mod(module) = item {
            self.gated.insert(module.ident.to_string());
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.tree(&item.tree, "");
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !needs_a_feature(&method.attrs) {
            visit::visit_impl_item_fn(self, method);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.found.insert(names.join("::"));
        visit::visit_path(self, path);
    }
}

/// Whether a path is this one, below it, or says it with more in front.
fn is_below(path: &str, one: &str) -> bool {
    // `std::net::Tcp` is the beginning of a name.
    let begins = one.starts_with("std::net::") && path.starts_with(one);
    begins || path == one || path.starts_with(&format!("{one}::")) || path.ends_with(&format!("::{one}"))
}

/// What is used of the system without a feature.
fn faults(all: &[Source]) -> Vec<String> {
    let looked: Vec<(&Source, Paths)> = all
        .iter()
        .map(|source| {
            let mut paths = Paths::default();
            source.syntax.items.iter().for_each(|item| paths.visit_item(item));
            (source, paths)
        })
        .collect();
    // `mod blocking;` in `mod.rs` is the file `blocking.rs` beside it.
    let gated: BTreeSet<String> = looked
        .iter()
        .flat_map(|(source, paths)| {
            let folder = source.path.trim_end_matches("mod.rs").trim_end_matches(".rs");
            let folder = folder.trim_end_matches('/').to_owned();
            paths.gated.iter().map(move |module| format!("{folder}/{module}"))
        })
        .collect();
    let is_gated = |path: &str| {
        let plain = path.trim_end_matches(".rs").trim_end_matches("/mod");
        gated.iter().any(|module| plain == module || plain.starts_with(&format!("{module}/")))
    };
    let mut faults = Vec::new();
    for (source, paths) in looked.iter().filter(|(source, _)| !is_gated(&source.path)) {
        for path in &paths.found {
            if SYSTEM.iter().any(|one| is_below(path, one)) {
                faults.push(format!("{}: `{path}` without a feature", source.path));
            }
        }
    }
    faults
}

#[test]
fn the_runtime_needs_nothing_of_the_system() {
    nothing(&faults(&sources::below(&["codegen/runtime/src"])));
}

#[test]
fn what_is_of_the_system_is_found() {
    let found = |text: &str| faults(&[Source::parse("codegen/runtime/src/a/mod.rs", text)]);
    for text in [
        "use std::thread;",
        "use std::{fmt, fs::File};",
        "use std::time::{Duration, Instant};",
        "fn a() { let b = SystemTime::now(); }",
        "fn a() { let b = std::time::SystemTime::now(); }",
        "use std::collections::HashSet;",
        "use std::net::TcpStream;",
        "fn a() -> tokio::time::Sleep { loop {} }",
        "#[cfg(not(feature = \"b\"))] use std::thread;",
        "impl A { fn b() { fastrand::f64(); } }",
    ] {
        assert!(!found(text).is_empty(), "{text}");
    }
    for text in [
        "use std::time::{Duration, SystemTime};",
        "use std::net::{Ipv4Addr, Ipv6Addr};",
        "#[cfg(feature = \"reqwest\")] use std::thread;",
        "#[cfg(feature = \"reqwest\")] fn a() { tokio::spawn(b); }",
        "impl A { #[cfg(feature = \"reqwest\")] fn b() { fastrand::f64(); } }",
        "use std::collections::BTreeSet;",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    // A module that needs a feature is a file that does.
    let own = Source::parse("codegen/runtime/src/a/mod.rs", "#[cfg(feature = \"b\")] mod c; mod d;");
    let c = Source::parse("codegen/runtime/src/a/c.rs", "use tokio::fs;");
    let d = Source::parse("codegen/runtime/src/a/d.rs", "use tokio::fs;");
    assert_eq!(faults(&[own, c, d]), ["codegen/runtime/src/a/d.rs: `tokio::fs` without a feature"]);
}
