//! `lib.rs` and `models.rs`: what the crate shows, and the map of it.

use quote::quote;

use crate::name::Named;

use super::docs::{Docs, markdown};
use super::example;
use super::shape::{From, Shapes, ident};
use super::source::SourceFile;

/// `lib.rs`.
pub(super) fn library(named: &Named<'_>) -> String {
    let api = named.api;
    let mut source = SourceFile::new(&api.package.document);
    source.import(quote!(
        mod client;
    ));
    source.import(quote!(
        pub mod models;
    ));
    source.import(quote!(
        pub mod resources;
    ));
    source.import(quote!(
        mod runtime;
    ));
    source.item(quote! {
        pub use crate::runtime::{
            ApiError, Client, ClientBuilder, ConfigurationError, DecodeError, Error, ErrorCode, Items, Message,
            Operation, Page, PageInfo, Paged, Pages, Request, RequestError, Response, TransportError, transport, types,
        };
    });
    if api.package.client != "Client" {
        let name = ident(&api.package.client);
        source.item(quote! {
            #[doc(no_inline)]
            pub use crate::runtime::Client as #name;
        });
    }
    let mut docs = Docs::of(&api.docs, format!("{}.", markdown(&api.title)));
    if let Some(call) = first_call(named) {
        docs = docs.and("# A call").and(example::block(&call));
    }
    docs = docs.and(
        "# Where things are\n\n- [`Client`] is where every call starts; its methods lead to the [`resources`].\n\
         - [`models`] holds what is sent and what comes back.\n\
         - [`Error`] says what went wrong, with the request's id where the server gave one.\n\
         - [`types`] holds dates, three-state fields and other values; [`transport`] the way to other HTTP stacks.",
    );
    let inner = docs.inner();
    source.text(Some(quote! {
        #inner
        #![forbid(unsafe_code)]
        // What the document deprecates is still there, and has to be written somewhere.
        #![allow(deprecated)]
    }))
}

/// The call that stands for all of them: the first that gives a list, else the first.
pub(super) fn first_call<'a>(named: &'a Named<'a>) -> Option<super::call::Call<'a>> {
    let calls = || named.api.operations();
    let listed = calls().find(|(_, operation)| matches!(operation.output, crate::ir::Output::Page(..)));
    let (id, operation) = listed.or_else(|| calls().next())?;
    Some(super::call::Call {
        shapes: Shapes { named, from: From::Elsewhere },
        operation,
        names: named.of_operation(id)?,
    })
}

/// `models.rs`: the files, and every type by its name.
pub(super) fn models(named: &Named<'_>) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    for file in named.model_files() {
        let module = ident(&file.module);
        source.import(quote!(mod #module;));
    }
    let mut first = true;
    for file in named.model_files() {
        let module = ident(&file.module);
        let names = file.types.iter().filter_map(|id| named.of_type(*id)).map(|names| ident(&names.name));
        let import = quote!(pub use self::#module::{#(#names),*};);
        // An empty line between the two lists.
        if std::mem::take(&mut first) {
            source.item(import);
        } else {
            source.import(import);
        }
    }
    let about = Docs::ours("What is sent, and what comes back.").and(
        "Structs and enums may get new fields and variants in a minor release: they are `#[non_exhaustive]`. An enum keeps \
         a value that it does not know, and writes it back as it came.",
    );
    source.text(Some(about.inner()))
}
