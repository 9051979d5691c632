//! Lists that stand in the sources and have to agree with something else.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use specsmith_tests::project;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Type};

use super::nothing;
use super::sources::{self, Source};

/// All texts in some tokens, in order.
fn texts(tokens: TokenStream, found: &mut Vec<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => texts(group.stream(), found),
            TokenTree::Literal(literal) => {
                if let Ok(Lit::Str(text)) = syn::parse_str::<Lit>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The texts in a file's constant of this name.
fn constant(source: &Source, name: &str) -> Vec<String> {
    let value = source.syntax.items.iter().find_map(|item| match item {
        Item::Const(one) if one.ident == name => Some(&*one.expr),
        _ => None,
    });
    let tokens = match value {
        Some(Expr::Macro(one)) => one.mac.tokens.clone(),
        Some(other) => quote::ToTokens::to_token_stream(other),
        None => panic!("{} has no `{name}`", source.path),
    };
    let mut found = Vec::new();
    texts(tokens, &mut found);
    found
}

fn file(path: &str) -> Source {
    let text = std::fs::read_to_string(project::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source::parse(path, &text)
}

#[test]
fn the_runtime_is_embedded_whole() {
    let listed = constant(&file("codegen/src/emit/runtime.rs"), "SOURCES");
    let there: Vec<String> = project::files(&project::root().join("codegen/runtime/src")).into_keys().collect();
    assert_eq!(listed, there, "the list in codegen/src/emit/runtime.rs and the folder codegen/runtime/src");
}

#[test]
fn texts_of_a_constant_are_found() {
    let snippet = Source::parse("a.rs", "const A: &[&str] = &[\"b\", \"c\"]; const D: &[&str] = e![\"f\", (\"g\")];");
    assert_eq!(constant(&snippet, "A"), ["b", "c"]);
    assert_eq!(constant(&snippet, "D"), ["f", "g"]);
}

/// Names of the functions of inherent implementations, by the type.
fn methods(all: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in all.iter().flat_map(|source| &source.syntax.items) {
        let Item::Impl(one) = item else { continue };
        let (None, Type::Path(path)) = (&one.trait_, &*one.self_ty) else { continue };
        let Some(name) = path.path.segments.last() else { continue };
        let functions = one.items.iter().filter_map(|member| match member {
            ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
            _ => None,
        });
        found.entry(name.ident.to_string()).or_default().extend(functions);
    }
    found
}

/// Methods of the runtime that no list of reserved names has.
fn unreserved(methods: &BTreeMap<String, BTreeSet<String>>, reserved: &Source) -> Vec<String> {
    let lists = [("Request", "REQUEST"), ("Client", "CLIENT"), ("ClientBuilder", "BUILDER")];
    let mut missing = Vec::new();
    for (ty, list) in lists {
        let known = constant(reserved, list);
        let own = methods.get(ty).unwrap_or_else(|| panic!("`{ty}` has methods"));
        missing.extend(own.iter().filter(|name| !known.contains(name)).map(|name| format!("{list} lacks `{name}`")));
    }
    missing
}

#[test]
fn methods_of_the_runtime_are_reserved() {
    let runtime = methods(&sources::below(&["codegen/runtime/src"]));
    // What is emitted beside the runtime, in any crate: `from_env` and `builder`.
    let mut client = methods(&[file("generated/src/client.rs")]).remove("Client").unwrap_or_default();
    assert!(client.contains("from_env"));
    let mut all = runtime;
    all.entry("Client".to_owned()).or_default().append(&mut client);
    nothing(&unreserved(&all, &file("codegen/src/name/reserved.rs")));
}

#[test]
fn unreserved_methods_are_found() {
    let runtime = Source::parse(
        "a.rs",
        "impl<O> Request<O> { pub fn send() {} fn hidden() {} } impl Client {} impl ClientBuilder {} impl Drop for Client \
         { fn drop(&mut self) {} }",
    );
    let reserved = Source::parse(
        "b.rs",
        "const REQUEST: &[&str] = &[\"send\"]; const CLIENT: &[&str] = &[]; const BUILDER: &[&str] = &[];",
    );
    assert_eq!(unreserved(&methods(&[runtime]), &reserved), ["REQUEST lacks `hidden`"]);
}

/// Names that a file imports from the runtime or from other crates.
fn imports(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in &source.syntax.items {
        if let Item::Use(one) = item {
            let mut last = String::new();
            for tree in quote::ToTokens::to_token_stream(&one.tree) {
                match tree {
                    TokenTree::Ident(ident) => last = ident.to_string(),
                    TokenTree::Group(group) => {
                        let names = group.stream().into_iter().filter_map(|tree| match tree {
                            TokenTree::Ident(ident) => Some(ident.to_string()),
                            _ => None,
                        });
                        found.extend(names);
                        last.clear();
                    }
                    _ => {}
                }
            }
            found.extend((!last.is_empty()).then_some(last));
        }
    }
    found
}

#[test]
fn what_resources_import_is_reserved() {
    let reserved = file("codegen/src/name/reserved.rs");
    let known: BTreeSet<String> =
        ["TYPES", "RESOURCE_TYPES"].iter().flat_map(|list| constant(&reserved, list)).collect();
    for source in sources::below(&["generated/src/resources"]) {
        let types = imports(&source).into_iter().filter(|name| name.starts_with(char::is_uppercase));
        let missing: Vec<String> = types.filter(|name| !known.contains(name)).collect();
        nothing(&missing);
    }
}

#[test]
fn imports_are_found() {
    let snippet = Source::parse("a.rs", "use http::Method; use crate::runtime::{Client, Page}; use crate::models;");
    let found: Vec<String> = imports(&snippet).into_iter().collect();
    assert_eq!(found, ["Client", "Method", "Page", "models"]);
}

/// Whether a file has `#![forbid(unsafe_code)]`.
fn forbids_unsafe(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("forbid") && list.tokens.to_string() == "unsafe_code",
        _ => false,
    })
}

#[test]
fn unsafe_code_is_forbidden() {
    for path in ["codegen/src/lib.rs", "codegen/src/main.rs", "generated/src/lib.rs"] {
        assert!(forbids_unsafe(&file(path).syntax.attrs), "{path} has `#![forbid(unsafe_code)]`");
    }
    assert!(!forbids_unsafe(&Source::parse("a.rs", "#![deny(unsafe_code)] fn a() {}").syntax.attrs));
    assert!(forbids_unsafe(&Source::parse("a.rs", "#![forbid(unsafe_code)] fn a() {}").syntax.attrs));
}
