//! A file of `resources`: a handle, and its operations.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::ir::{Output, Resource, ResourceId};
use crate::name::{Named, ResourceNames};

use super::call::Call;
use super::docs::Docs;
use super::former;
use super::shape::{From, Shapes, ident};
use super::source::SourceFile;

/// A file of `resources` as text.
pub(super) fn file(named: &Named<'_>, id: ResourceId, resource: &Resource) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    let calls: Vec<Call<'_>> = calls(named, resource);
    let children: Vec<_> = resource
        .children
        .iter()
        .filter_map(|child| named.of_resource(*child))
        .filter_map(|names| {
            let module = ident(names.path.last()?);
            let needs = condition(id, names);
            Some(quote!(#needs pub mod #module;))
        })
        .collect();
    for child in children {
        source.import(child);
    }
    let methods: Vec<TokenStream> =
        calls.iter().flat_map(|call| std::iter::once(call.method()).chain(former::methods(call))).collect();
    let items: Vec<TokenStream> = calls.iter().flat_map(Call::items).collect();
    let (outer, own) = imports(&calls, [&items, &methods]);
    for group in [outer, own] {
        source.gap();
        for import in group {
            source.import(import);
        }
    }
    source.item(handle(named, id, resource, methods));
    for item in items {
        source.item(item);
    }
    let about = Docs::of(&resource.docs, format!("`{}`.", super::docs::code(&resource.word)));
    source.text(Some(about.inner()))
}

pub(super) fn calls<'a>(named: &'a Named<'a>, resource: &Resource) -> Vec<Call<'a>> {
    resource
        .operations
        .iter()
        .filter_map(|id| {
            Some(Call {
                shapes: Shapes { named, from: From::Elsewhere },
                id: *id,
                operation: named.api.operations.get(id.0 as usize)?,
                names: named.of_operation(*id)?,
            })
        })
        .collect()
}

/// The methods that lead from the client to a resource.
pub(super) fn way(named: &Named<'_>, resource: ResourceId) -> Vec<Ident> {
    let mut way = Vec::new();
    let mut at = resource;
    while at != ResourceId(0) {
        let (Some(names), Some(resource)) = (named.of_resource(at), named.api.resources.get(at.0 as usize)) else {
            break;
        };
        way.push(ident(&names.accessor));
        at = resource.parent.unwrap_or(ResourceId(0));
    }
    way.reverse();
    way
}

/// What the file needs of other crates, and of its own.
fn imports(calls: &[Call<'_>], parts: [&[TokenStream]; 2]) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut runtime = vec!["Client"];
    let mut outer = Vec::new();
    let mut own = Vec::new();
    if !calls.is_empty() {
        runtime.extend([
            "Answer",
            "Endpoint",
            "Error",
            "Operation",
            "Paging",
            "Reply",
            "Request",
            "RequestBody",
            "Response",
        ]);
        if calls.iter().any(|call| matches!(call.operation.output, Output::Page(..))) {
            runtime.extend(["Page", "Paged"]);
        }
        if calls.iter().any(|call| call.operation.streaming.is_some()) {
            runtime.extend(["Flag", "Streamed", "Streaming"]);
        }
        let has_path = |name: &str, sign: char| parts.into_iter().flatten().any(|tokens| has_path(tokens, name, sign));
        if has_path("BTreeMap", '<') {
            outer.push(quote!(
                use std::collections::BTreeMap;
            ));
        }
        if has_path("models", ':') {
            own.push(quote!(
                use crate::models;
            ));
        }
        if has_path("transport", ':') {
            own.push(quote!(
                use crate::transport;
            ));
        }
        if has_path("types", ':') {
            own.push(quote!(
                use crate::types;
            ));
        }
    }
    runtime.sort_unstable();
    let runtime = runtime.into_iter().map(ident);
    own.push(quote!(use crate::runtime::{#(#runtime),*};));
    (outer, own)
}

/// Whether a name stands in the tokens with a sign behind it that makes it a path: `models::`, `BTreeMap<`.
pub(super) fn has_path(tokens: &TokenStream, name: &str, sign: char) -> bool {
    let mut before = false;
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) if has_path(&group.stream(), name, sign) => return true,
            TokenTree::Ident(found) => {
                before = found == name;
                continue;
            }
            // One colon alone is what stands between an argument and its type.
            TokenTree::Punct(punct) if before && punct.as_char() == sign => {
                let mut doubled = || matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                if sign != ':' || doubled() {
                    return true;
                }
            }
            _ => {}
        }
        before = false;
    }
    false
}

/// The feature that a child of the client needs; what is below it is there with it.
fn condition(parent: ResourceId, child: &ResourceNames) -> Option<TokenStream> {
    let feature = child.feature.as_ref().filter(|_| parent == ResourceId(0))?;
    Some(quote!(#[cfg(feature = #feature)]))
}

/// The handle, with its children and its calls. The client is a handle that stands elsewhere.
fn handle(named: &Named<'_>, id: ResourceId, resource: &Resource, methods: Vec<TokenStream>) -> TokenStream {
    let accessors = resource.children.iter().filter_map(|child| {
        let described = named.api.resources.get(child.0 as usize)?;
        let names = named.of_resource(*child)?;
        let (accessor, handle) = (ident(&names.accessor), ident(&names.handle));
        let module = ident(names.path.last()?);
        let docs = Docs::of(&described.docs, format!("`{}`.", super::docs::code(&described.word)));
        let client = if id == ResourceId(0) { quote!(self) } else { quote!(self.client) };
        let needs = condition(id, names);
        Some(quote! {
            #docs
            #needs
            #[must_use]
            pub fn #accessor(&self) -> #module::#handle {
                #module::#handle::new(#client.clone())
            }
        })
    });
    let methods = methods.into_iter();
    if id == ResourceId(0) {
        return quote! {
            impl Client {
                #(#accessors)*
                #(#methods)*
            }
        };
    }
    let names = named.of_resource(id);
    let name = ident(names.map_or("Resource", |names| names.handle.as_str()));
    let way: Vec<&str> = names.into_iter().flat_map(|names| &names.path).map(String::as_str).collect();
    let docs = Docs::of(&resource.docs, format!("`{}`.", super::docs::code(&resource.word)))
        .and(format!("Reached through `client.{}()`; cheap to make and to clone.", way.join("().")));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            client: Client,
        }

        impl #name {
            pub(crate) fn new(client: Client) -> Self {
                Self { client }
            }

            #(#accessors)*
            #(#methods)*
        }
    }
}
