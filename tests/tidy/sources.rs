//! The hand-written Rust sources, parsed.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use specsmith_tests::project;
use syn::{Attribute, Meta};

/// A Rust source file.
pub(super) struct Source {
    /// Its path from the project's folder.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) syntax: syn::File,
}

impl Source {
    pub(super) fn parse(path: &str, text: &str) -> Self {
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), text: text.to_owned(), syntax }
    }

    /// Whether the file as a whole is for tests.
    pub(super) fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }
}

/// The Rust sources below some folders of the project.
pub(super) fn below(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        for (name, bytes) in project::files(&project::root().join(folder)) {
            if Path::new(&name).extension().is_some_and(|ending| ending == "rs") {
                let text = String::from_utf8(bytes).expect("sources are UTF-8");
                found.push(Source::parse(&format!("{folder}/{name}"), &text));
            }
        }
    }
    assert!(!found.is_empty(), "{folders:?} have sources");
    found
}

/// Those of the generator and the runtime that are not for tests.
pub(super) fn product() -> Vec<Source> {
    below(&["codegen/src", "codegen/runtime/src"]).into_iter().filter(|source| !source.is_test()).collect()
}

/// Whether an item is there in tests only.
pub(super) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string() == "test",
        Meta::Path(path) => path.is_ident("test"),
        _ => false,
    })
}

/// The attributes of an item.
pub(super) fn attributes(item: &syn::Item) -> &[Attribute] {
    use syn::Item::{Const, Enum, Fn, Impl, Macro, Mod, Static, Struct, Trait, Type, Use};
    match item {
        Const(one) => &one.attrs,
        Enum(one) => &one.attrs,
        Fn(one) => &one.attrs,
        Impl(one) => &one.attrs,
        Macro(one) => &one.attrs,
        Mod(one) => &one.attrs,
        Static(one) => &one.attrs,
        Struct(one) => &one.attrs,
        Trait(one) => &one.attrs,
        Type(one) => &one.attrs,
        Use(one) => &one.attrs,
        _ => &[],
    }
}

/// Whether a macro's tokens are code of the crate that is generated, and not of the generator.
pub(super) fn is_quoted(name: &syn::Path) -> bool {
    name.segments.last().is_some_and(|last| last.ident == "quote" || last.ident == "format_ident")
}

/// Every run of tokens, those inside of brackets each as a run of its own.
pub(super) fn runs(tokens: TokenStream, visit: &mut dyn FnMut(&[TokenTree])) {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    visit(&all);
    let mut before: [Option<String>; 2] = [None, None];
    for tree in all {
        if let TokenTree::Group(group) = &tree {
            // `quote!(…)` within another macro's tokens.
            let is_quoted = matches!(&before, [Some(name), Some(sign)] if name == "quote" && sign == "!");
            if !is_quoted || group.delimiter() == Delimiter::None {
                runs(group.stream(), visit);
            }
        }
        before = [before[1].take(), Some(tree.to_string())];
    }
}
