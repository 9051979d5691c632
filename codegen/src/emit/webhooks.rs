//! `webhooks.rs`: what the bodies of requests are that the API itself sends.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Event, EventId};
use crate::name::Named;

use super::docs::{Docs, code};
use super::resource::has_path;
use super::shape::{From, Shapes, ident};
use super::source::SourceFile;

/// `webhooks.rs` as text.
pub(super) fn file(named: &Named<'_>) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    let shapes = Shapes { named, from: From::Elsewhere };
    let all: Vec<TokenStream> = (0..)
        .map(EventId)
        .zip(&named.api.events)
        .filter_map(|(id, event)| Some(alias(event, named.of_event(id)?, &shapes)))
        .collect();
    let tokens: TokenStream = all.iter().cloned().collect();
    if has_path(&tokens, "BTreeMap", '<') {
        source.import(quote!(
            use std::collections::BTreeMap;
        ));
        source.gap();
    }
    for module in ["models", "types"] {
        if has_path(&tokens, module, ':') {
            let module = ident(module);
            source.import(quote!(use crate::#module;));
        }
    }
    for item in all {
        source.item(item);
    }
    let about = Docs::ours(
        "What the API sends by itself, to a server of yours: the bodies of its webhooks and callbacks.",
    )
    .and(
        "Receiving them is the server's business. Check first that a request is from the API, as its documentation \
             says; then read the body: `serde_json::from_slice::<webhooks::…>(&body)`.",
    );
    source.text(Some(about.inner()))
}

fn alias(event: &Event, name: &str, shapes: &Shapes<'_>) -> TokenStream {
    let what = match &event.within {
        Some(within) => format!("Callback `{}` of `{}`", code(&event.word), code(within)),
        None => format!("Webhook `{}`", code(&event.word)),
    };
    let docs = Docs::of(&event.docs, format!("`{}`.", code(&event.word))).and(format!(
        "{what}: `{}`, `{}`.",
        code(&event.method),
        code(&event.media_type)
    ));
    let (name, ty) = (ident(name), shapes.ty(&event.ty));
    quote! {
        #docs
        pub type #name = #ty;
    }
}
