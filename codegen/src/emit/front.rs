//! `lib.rs` and `models.rs`: what the crate shows, and the map of it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Docs as Described, Output};
use crate::name::Named;

use super::docs::{Docs, markdown};
use super::shape::{From, Shapes, ident};
use super::source::SourceFile;
use super::{about, example, former, guide};

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
    if !api.events.is_empty() {
        source.import(quote!(
            pub mod webhooks;
        ));
    }
    exports(&mut source);
    if api.package.client != "Client" {
        let name = ident(&api.package.client);
        source.item(quote! {
            #[doc(no_inline)]
            pub use crate::runtime::Client as #name;
        });
    }
    let docs = front_page(named);
    let inner = docs.inner();
    source.text(Some(quote! {
        #inner
        #![forbid(unsafe_code)]
        // What the document deprecates is still there, and has to be written somewhere.
        #![allow(deprecated)]
    }))
}

/// What the crate's front page says.
fn front_page(named: &Named<'_>) -> Docs {
    let api = named.api;
    let (first, rest) = about::split(api.docs.description.as_deref().unwrap_or_default());
    let mut docs = Docs::of(&Described { description: None, ..api.docs.clone() }, format!("{}.", markdown(&api.title)));
    docs = docs.and(markdown(&first));
    if let Some(call) = first_call(named) {
        docs = docs.and("# A call").and(example::block(&call));
    }
    docs = docs.and(
        "# Where things are\n\n- [`Client`] is where every call starts; its methods lead to the [`resources`].\n\
         - [`models`] holds what is sent and what comes back.\n\
         - [`Error`] says what went wrong, with the request's id where the server gave one.\n\
         - [`types`] holds dates, three-state fields and other values; [`transport`] the way to other HTTP stacks; [`auth`] \
         credentials that change; [`middleware`] what stands around every call, such as metrics, caches and signatures.\n\
         - With the feature `blocking`, a call ends in `send_blocking`, and its caller need not be async.",
    );
    if !api.events.is_empty() {
        docs = docs.and("[`webhooks`] holds what the API sends by itself.");
    }
    docs = docs.and("# When something goes wrong").and(failure(named));
    for chapter in guide::chapters(named) {
        docs = docs.and(chapter.docs());
    }
    if !rest.is_empty() {
        docs = docs.and("# What the API says of itself").and(markdown(&rest));
    }
    docs
}

/// What the crate shows of its runtime.
fn exports(source: &mut SourceFile) {
    source.item(quote! {
        pub use crate::runtime::{
            ApiError, Client, ClientBuilder, ConfigurationError, CredentialError, DecodeError, Error, ErrorCode, Items, Message,
            Operation, Page, PageInfo, Paged, Pages, PaginationLoopError, Request, RequestError, Response, Streamed, TransportError, auth, middleware, transport, types,
        };
    });
    source.item(quote! {
        #[cfg(feature = "mock")]
        pub use crate::runtime::mock;
    });
}

/// The call that stands for all of them, as a reader would try it first: one that only reads, gives a list, and asks for
/// little. Of equals, the first of the document.
pub(super) fn first_call<'a>(named: &'a Named<'a>) -> Option<super::call::Call<'a>> {
    let (id, operation) = named.api.operations().min_by_key(|(_, operation)| {
        let gives_list = matches!(operation.output, Output::Page(..));
        let gives_value = matches!(operation.output, Output::Value(_));
        let asked = operation.inputs.iter().filter(|input| input.required).count();
        (operation.docs.deprecated, operation.method != "GET", !gives_list, !gives_value, asked)
    })?;
    Some(super::call::Call {
        shapes: Shapes { named, from: From::Elsewhere },
        id,
        operation,
        names: named.of_operation(id)?,
    })
}

/// What a program does with an error, as a block of code.
pub(super) fn failure(named: &Named<'_>) -> String {
    FAILURE.replace("LIBRARY", &example::library(named))
}

const FAILURE: &str = "\
```no_run
# fn explain(error: &LIBRARY::Error) {
use LIBRARY::Error;
match error {
    Error::Api(refused) => eprintln!(\"{}, request {:?}: {refused}\", refused.status(), refused.request_id()),
    other if other.is_timeout() => eprintln!(\"too slow: {other}\"),
    other => eprintln!(\"{other}\"),
}
# }
```";

/// `models.rs`, or the file of one of its modules: the files, and every type by its name.
pub(super) fn models(named: &Named<'_>, own: Option<&str>) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    let files = || named.model_files().iter().filter(|file| file.module.as_deref() == own);
    if own.is_none() {
        for (module, features) in namespaces(named) {
            let (module, needs) = (ident(module), needs(&features));
            source.import(quote!(#needs pub mod #module;));
        }
        source.gap();
    }
    for file in files() {
        let (module, needs) = (ident(&file.file), needs(&file.features));
        source.import(quote!(#needs mod #module;));
    }
    source.gap();
    for file in files() {
        let (module, needs) = (ident(&file.file), needs(&file.features));
        let types = file.types.iter().filter_map(|id| named.of_type(*id)).map(|names| ident(&names.name));
        source.import(quote!(#needs pub use self::#module::{#(#types),*};));
    }
    for alias in former::types(named, own) {
        source.item(alias);
    }
    let about = match own {
        None => Docs::ours("What is sent, and what comes back.").and(
            "Structs and enums may get new fields and variants in a minor release: they are `#[non_exhaustive]`. An enum \
             keeps a value that it does not know, and writes it back as it came.",
        ),
        Some(module) => Docs::ours(format!("What is sent, and what comes back: `{}`.", module.trim_start_matches("r#"))),
    };
    let has_aliases = files().flat_map(|file| &file.types).any(|id| named.same_as(*id).is_some());
    let about = if has_aliases {
        about.and(
            "Types that are equal are one type under several names. Each name is right for what it is called after: where \
             the API lets them differ, they become several types, in a minor release.",
        )
    } else {
        about
    };
    source.text(Some(about.inner()))
}

/// The modules of `models`, each with the features of which one has to be on.
pub(super) fn namespaces<'a>(named: &'a Named<'_>) -> BTreeMap<&'a str, Vec<String>> {
    let mut found: BTreeMap<&str, Option<BTreeSet<&String>>> = BTreeMap::new();
    for file in named.model_files() {
        let Some(module) = &file.module else {
            continue;
        };
        let features = found.entry(module).or_insert_with(|| Some(BTreeSet::new()));
        // A file that is always there needs a module that is.
        match features {
            Some(features) if !file.features.is_empty() => features.extend(&file.features),
            features => *features = None,
        }
    }
    let plain = |features: Option<BTreeSet<&String>>| features.into_iter().flatten().cloned().collect();
    found.into_iter().map(|(module, features)| (module, plain(features))).collect()
}

/// The condition under which an item is there.
pub(super) fn needs(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}
