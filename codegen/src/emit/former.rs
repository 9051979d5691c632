//! Former names, as deprecated aliases.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Place;
use crate::name::Named;

use super::call::Call;
use super::docs::Docs;
use super::front::needs;
use super::shape::ident;

/// The note by which the compiler tells what to write.
fn note(name: &str) -> String {
    format!("it is called `{}` now", name.trim_start_matches("r#"))
}

/// The aliases of types of a module of `models`; `None` is `models` itself.
pub(super) fn types(named: &Named<'_>, own: Option<&str>) -> Vec<TokenStream> {
    let all = named.former().types.iter().filter_map(|(id, former)| {
        let names = named.of_type(*id).filter(|names| names.module.as_deref() == own)?;
        let file = named.model_files().iter().find(|file| file.types.contains(id))?;
        let (needs, note) = (needs(&file.features), note(&names.name));
        let docs = Docs::ours(format!("What [`{}`] was called before.", names.name));
        let (former, name) = (ident(former), ident(&names.name));
        Some(quote!(#docs #[deprecated(note = #note)] #needs pub type #former = #name;))
    });
    all.collect()
}

/// The methods of a handle under their former names.
pub(super) fn methods(call: &Call<'_>) -> Vec<TokenStream> {
    let former = call.shapes.named.former().operations.iter().filter(|(other, ..)| *other == call.id);
    former
        .map(|(_, former, _)| {
            let (arguments, names) = arguments(call);
            let docs = Docs::ours(format!(
                "What [`{}`](Self::{0}) was called before.",
                call.names.method.trim_start_matches("r#")
            ));
            let note = note(&call.names.method);
            let (former, method, request) = (ident(former), ident(&call.names.method), ident(&call.names.request));
            quote! {
                #docs
                #[deprecated(note = #note)]
                pub fn #former(&self, #(#arguments),*) -> #request {
                    self.#method(#(#names),*)
                }
            }
        })
        .collect()
}

/// The arguments of a method, and their names.
fn arguments(call: &Call<'_>) -> (Vec<TokenStream>, Vec<proc_macro2::Ident>) {
    let params = call.has_params();
    let plain = call.arguments().into_iter().filter(|(input, _)| !(params && input.place != Place::Path));
    let mut all: Vec<(TokenStream, proc_macro2::Ident)> = plain
        .map(|(input, name)| {
            let name = ident(name);
            let (ty, _) = call.shapes.input(&input, &quote!(#name));
            (quote!(#name: #ty), name)
        })
        .collect();
    if params {
        let (holder, ty) = (ident(&call.holder()), ident(&call.names.params));
        all.push((quote!(#holder: #ty), holder));
    }
    all.into_iter().unzip()
}

/// The types beside a handle that were called after the former names of an operation.
pub(super) fn types_beside(call: &Call<'_>) -> Vec<TokenStream> {
    let former = call.shapes.named.former().operations.iter().filter(|(other, ..)| *other == call.id);
    let names = call.names;
    let params = call.has_params().then_some(("Params", &names.params));
    let output = (!names.output.is_empty()).then_some(("Output", &names.output));
    let types = [("", &names.marker), ("Request", &names.request)].into_iter().chain(params).chain(output);
    let types: Vec<(&str, &String)> = types.collect();
    let aliases = former.flat_map(|(_, _, marker)| {
        types.iter().map(move |(ending, name)| {
            let docs = Docs::ours(format!("What [`{name}`] was called before."));
            let (note, former, name) = (note(name), ident(&format!("{marker}{ending}")), ident(name));
            quote!(#docs #[deprecated(note = #note)] pub type #former = #name;)
        })
    });
    aliases.collect()
}

/// The setter of an input under its former names.
pub(super) fn setters(call: &Call<'_>, at: usize) -> Vec<TokenStream> {
    let former = call.shapes.named.former().inputs.iter().filter(|(other, index, _)| *other == call.id && *index == at);
    let all = former.filter_map(|(_, _, former)| {
        let (input, name) = (call.operation.inputs.get(at)?, call.names.inputs.get(at)?);
        let (ty, _) = call.shapes.input(input, &quote!(value));
        let docs = Docs::ours(format!("What [`{}`](Self::{0}) was called before.", name.trim_start_matches("r#")));
        let (note, former, name) = (note(name), ident(former), ident(name));
        Some(quote! {
            #docs
            #[deprecated(note = #note)]
            pub fn #former(self, value: #ty) -> Self {
                self.#name(value)
            }
        })
    });
    all.collect()
}
