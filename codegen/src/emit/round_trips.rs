//! `tests/lossless/`: each type, and which schemas of the document it is for.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Proof, RoundTrip};
use crate::name::Named;

use super::docs::Docs;
use super::example::library;
use super::resource::has_path;
use super::shape::{ident, spelled};
use super::source::SourceFile;

/// What the test does; it does not vary with the document.
pub(super) const HARNESS: &str = include_str!("../../harness/lossless.rs");

/// The types of the document, each once, and a line for each schema.
struct Tables {
    types: Vec<TokenStream>,
    schemas: String,
}

fn tables(named: &Named<'_>) -> Tables {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut tables = Tables { types: Vec::new(), schemas: String::new() };
    for RoundTrip { schema, pointer, in_request, ty, nullable } in &named.api.round_trips {
        let mut ty = spelled(named, ty);
        if *nullable {
            ty = quote!(Option<#ty>);
        }
        let index = *known.entry(ty.to_string()).or_insert_with(|| {
            tables.types.push(ty);
            tables.types.len() - 1
        });
        let direction = if *in_request { "request" } else { "response" };
        // A pointer may have any sign; one that ends a line or a cell would break the table. Writing to a string cannot fail.
        let pointer = pointer.escape_default();
        let _ = writeln!(tables.schemas, "{schema}\t{direction}\t{index}\t{pointer}");
    }
    tables
}

/// `tests/lossless/schemas.tsv`.
pub(super) fn schemas(named: &Named<'_>) -> String {
    tables(named).schemas
}

/// `tests/lossless/main.rs`.
pub(super) fn main(named: &Named<'_>, proof: &Proof) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    let types = tables(named).types;
    source.item(quote! {
        #[path = "../harness/lossless.rs"]
        mod harness_;
    });
    let library = ident(&library(named));
    let all = quote!(#(#types)*);
    let models = has_path(&all, "models", ':').then(|| quote!(models));
    let support = has_path(&all, "types", ':').then(|| quote!(types));
    let used: Vec<TokenStream> = models.into_iter().chain(support).collect();
    if !used.is_empty() {
        source.import(quote!(use #library::{#(#used),*};));
    }
    source.import(quote!(
        use harness_::{Trip, trip};
    ));
    source.gap();
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let Proof { document, config, root, .. } = proof;
    let (config, root) = (optional(config), optional(root));
    source.item(quote! {
        const TRIPS: &[Trip] = &[#(trip::<#types>),*];
    });
    source.item(quote! {
        #[test]
        fn values_are_written_as_they_were_read() {
            harness_::run(#document, #config, #root, include_str!("schemas.tsv"), TRIPS);
        }
    });
    let about =
        Docs::ours("The document's examples, and values made from its schemas, survive the crate's types.").inner();
    let features: BTreeSet<&String> =
        named.api.resources().filter_map(|(id, _)| named.of_resource(id)?.feature.as_ref()).collect();
    let full = (!features.is_empty()).then(|| quote!(#![cfg(feature = "full")]));
    source.text(Some(quote! {
        #about
        #full
        // What the document deprecates is tried as well.
        #![allow(deprecated)]
    }))
}
