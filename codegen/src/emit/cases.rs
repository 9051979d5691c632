//! `tests/api/`: a test for each operation, a file for each resource.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::ir::{
    Case, Cases, Input, Output, Place, Proof, Resource, ResourceId, Scalar, SchemeId, SchemePlace, Type, TypeKind,
};
use crate::name::{Named, ResourceNames};

use super::call::Call;
use super::docs::Docs;
use super::example::library;
use super::front::needs;
use super::resource::{calls, has_path};
use super::shape::ident;
use super::source::SourceFile;

/// What all tests share; it does not vary with the document.
pub(super) const HARNESS: &str = include_str!("../../harness/mod.rs");

/// `tests/api/main.rs`: what the tests need to know, the client's own operations, and the other files.
pub(super) fn main(named: &Named<'_>, proof: &Proof) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    source.item(quote! {
        #[path = "../harness/mod.rs"]
        mod harness_;
    });
    for child in children(named, ResourceId(0)) {
        let Some(module) = child.path.last().map(|module| ident(module)) else { continue };
        let needs = needs(child.feature.as_slice());
        source.import(quote!(#needs mod #module;));
    }
    let library = ident(&library(named));
    source.gap();
    source.import(quote!(pub(crate) use #library as sdk;));
    source.item(setup(proof));
    source.item(credentials(named));
    if let Some(resource) = named.api.resources.first() {
        for call in calls(named, resource) {
            source.item(test(&call));
        }
    }
    let about = Docs::ours("Each operation is tried against a server that judges what it is sent.");
    let about = about.inner();
    source.text(Some(quote! {
        #about
        #![cfg(feature = "reqwest")]
        // What the document deprecates is tried as well.
        #![allow(deprecated)]
    }))
}

/// A file of tests; `None` where the resource and what is below it have no operations.
pub(super) fn file(named: &Named<'_>, id: ResourceId, resource: &Resource) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    for child in children(named, id) {
        let Some(module) = child.path.last().map(|module| ident(module)) else { continue };
        source.import(quote!(mod #module;));
    }
    for call in calls(named, resource) {
        source.item(test(&call));
    }
    let way = named.of_resource(id).map(|names| names.path.join(".")).unwrap_or_default();
    source.text(Some(Docs::ours(format!("`{}`.", super::docs::code(&way))).inner()))
}

fn children<'a>(named: &'a Named<'_>, id: ResourceId) -> impl Iterator<Item = &'a ResourceNames> {
    let resource = named.api.resources.get(id.0 as usize);
    resource.into_iter().flat_map(|resource| &resource.children).filter_map(|child| named.of_resource(*child))
}

/// Where the inputs of the mock server are.
fn setup(proof: &Proof) -> TokenStream {
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let Proof { document, config, root, .. } = proof;
    let (config, root) = (optional(config), optional(root));
    quote! {
        const SETUP: harness_::Setup = harness_::Setup { document: #document, config: #config, root: #root, credentials };
    }
}

/// Gives a client the credentials of every scheme that some operation takes; it refuses others.
fn credentials(named: &Named<'_>) -> TokenStream {
    let operations = &named.api.operations;
    let taken: HashSet<SchemeId> = operations.iter().flat_map(|one| &one.security).flatten().copied().collect();
    let all = (0..).map(SchemeId).zip(named.api.schemes.iter().zip(named.schemes()));
    let setters = all.filter(|(id, _)| taken.contains(id)).map(|(_, (scheme, names))| {
        let setter = ident(&names.setter);
        match scheme.place {
            SchemePlace::Basic => quote!(.#setter("user", "password")),
            _ => quote!(.#setter("credential")),
        }
    });
    quote! {
        fn credentials(builder: sdk::ClientBuilder) -> sdk::ClientBuilder {
            builder #(#setters)*
        }
    }
}

/// The test of one operation.
fn test(call: &Call<'_>) -> TokenStream {
    let name = ident(&call.names.method);
    let operation = call.operation;
    let line = format!("{} {}", operation.method, operation.described_path);
    let docs = Docs::ours(format!("`{}`", super::docs::code(&line)));
    let Some(Cases { least, most, feasible, succeeds, takes_preferences, errors }) = &operation.cases else {
        return TokenStream::new();
    };
    // What is no longer required, and has kept its place among the arguments, is given all the same.
    let is_complete = call.names.arguments.iter().all(|at| least.values.get(*at).is_some_and(Option::is_some));
    let least = (is_complete || most.is_none()).then(|| {
        let least = self::call(call, least);
        quote!(.with_required_inputs(#least))
    });
    let all = most.as_ref().map(|most| {
        let most = self::call(call, most);
        quote!(.with_all_inputs(#most))
    });
    let errors = errors.iter().map(|status| Literal::u16_unsuffixed(*status));
    let errors = (errors.len() > 0).then(|| quote!(.with_errors(&[#(#errors),*])));
    let without_success = (!succeeds).then(|| quote!(.without_success()));
    let ignored = (!feasible).then(|| quote!(#[ignore = "no request is what the document asks for"]));
    let own_prefer = (*takes_preferences && errors.is_some()).then(|| quote!(.with_own_prefer()));
    let send = ident(send(&operation.output));
    let tokens = quote!(#least #all);
    let value = has_path(&tokens, "value", ':').then(|| quote!(, value));
    let map = has_path(&tokens, "BTreeMap", '<').then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let modules = ["models", "resources", "types"].into_iter().filter(|module| has_path(&tokens, module, ':'));
    let modules = modules.map(ident);
    // Imports stand in the function, where no module or test of this file can have their names.
    quote! {
        #docs
        #[test]
        #ignored
        fn #name() {
            #map
            use crate::harness_::{Trial, #send #value};
            #(use crate::sdk::#modules;)*
            Trial::new(#line)
                #least
                #all
                #errors
                #without_success
                #own_prefer
                .run();
        }
    }
}

/// What is meant, and the call.
fn call(call: &Call<'_>, case: &Case) -> TokenStream {
    let meant = text(&case.meant);
    let request = request(call, case);
    let send = ident(send(&call.operation.output));
    quote!(#meant, |client, status| #send(#request, status))
}

/// What sends the request, and reads all that comes back.
fn send(output: &Output) -> &'static str {
    match output {
        Output::Bytes => "bytes",
        Output::Lines(_) => "lines",
        Output::Events(_) => "events",
        _ => "done",
    }
}

/// The request with the inputs of a case.
fn request(call: &Call<'_>, case: &Case) -> TokenStream {
    let named = call.shapes.named;
    let way = super::resource::way(named, call.operation.resource);
    let value = |at: &usize| case.values.get(*at).and_then(Option::as_deref);
    let params = call.has_params();
    let given: Vec<_> = call.arguments().into_iter().zip(call.names.arguments.iter().map(value)).collect();
    let in_struct = |input: &Input| params && input.place != Place::Path;
    let plain = given.iter().filter(|((input, _), _)| !in_struct(input));
    let mut arguments: Vec<TokenStream> =
        plain.map(|((input, _), value)| argument(call, input, value.as_deref())).collect();
    if params {
        let name = ident(&call.names.params);
        let path = named.of_resource(call.operation.resource);
        let modules = path.into_iter().flat_map(|names| &names.path).map(|module| ident(module));
        let fields = given.iter().filter(|((input, _), _)| in_struct(input)).map(|((input, name), value)| {
            let (field, value) = (ident(name), field(call, input, value.as_deref()));
            quote!(#field: #value)
        });
        arguments.push(quote!(resources::#(#modules::)*#name { #(#fields),* }));
    }
    let method = ident(&call.names.method);
    let all = call.operation.inputs.iter().zip(&call.names.inputs).zip(&case.values).enumerate();
    let optional =
        all.filter(|(at, _)| !call.names.arguments.contains(at)).filter_map(|(_, ((input, name), value))| {
            let (method, value) = (ident(name), argument(call, input, Some(value.as_deref()?)));
            Some(quote!(.#method(#value)))
        });
    quote!(client #(.#way())* .#method(#(#arguments),*) #(#optional)*)
}

/// A value as a method takes it.
fn argument(call: &Call<'_>, input: &Input, json: Option<&str>) -> TokenStream {
    let json = json.unwrap_or("null");
    match input.place {
        Place::Bytes | Place::File | Place::Text => return text(&plain(json)),
        Place::Files => {
            let files = serde_json::from_str::<Vec<String>>(json).unwrap_or_default();
            let files = files.iter().map(|file| text(file));
            return quote!([#(#files),*]);
        }
        _ => {}
    }
    let ty = call.shapes.ty(&input.ty);
    if input.nullable {
        return if input.required {
            parsed(&quote!(Option<#ty>), json)
        } else {
            parsed(&quote!(types::Nullable<#ty>), json)
        };
    }
    literal(call, &input.ty, json).unwrap_or_else(|| parsed(&ty, json))
}

/// A value as a field of the struct of required inputs holds it.
fn field(call: &Call<'_>, input: &Input, json: Option<&str>) -> TokenStream {
    match input.place {
        Place::Bytes | Place::File => {
            let content = text(&plain(json.unwrap_or("null")));
            quote!(#content.into())
        }
        Place::Files => {
            let files = argument(call, input, json);
            quote!(#files.into_iter().map(Into::into).collect())
        }
        Place::Text => {
            let content = text(&plain(json.unwrap_or("null")));
            quote!(#content.to_owned())
        }
        _ => parsed(&call.shapes.plain_input(input), json.unwrap_or("null")),
    }
}

/// A literal, where there is one that is taken as it is.
fn literal(call: &Call<'_>, ty: &Type, json: &str) -> Option<TokenStream> {
    let value: Value = serde_json::from_str(json).ok()?;
    Some(match (ty, value) {
        (Type::Scalar(Scalar::String), Value::String(value)) => text(&value),
        (Type::Scalar(Scalar::Bool), Value::Bool(value)) => quote!(#value),
        // A literal is an `i32`, which becomes each of them.
        (Type::Scalar(Scalar::I64 | Scalar::I128 | Scalar::F64), Value::Number(value)) => {
            super::shape::number(i32::try_from(value.as_i64()?).ok()?.into())
        }
        (Type::List(item), Value::Array(items)) if **item == Type::Scalar(Scalar::String) && !items.is_empty() => {
            let items: Option<Vec<TokenStream>> = items.iter().map(|item| item.as_str().map(text)).collect();
            let items = items?;
            quote!([#(#items),*])
        }
        (Type::Named(id), Value::String(value)) => {
            let TypeKind::Enum(known) = &call.shapes.named.api.type_def(*id)?.kind else { return None };
            let index = known.values.iter().position(|one| !known.integers && one.wire == value)?;
            call.shapes.variant(ty, index)
        }
        _ => return None,
    })
}

fn parsed(ty: &TokenStream, json: &str) -> TokenStream {
    let json = text(json);
    quote!(value::<#ty>(#json))
}

/// The text that a JSON text is.
fn plain(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())
}

/// A text as a literal: a raw one where quotes would be hard to read.
fn text(text: &str) -> TokenStream {
    let is_plain = text.chars().all(|letter| !letter.is_control() && !super::docs::is_invisible(letter));
    if text.contains('"') && is_plain && !text.contains("\"#") {
        // Nothing in it ends it.
        if let Ok(raw) = format!("r#\"{text}\"#").parse() {
            return raw;
        }
    }
    let literal = Literal::string(text);
    quote!(#literal)
}
