//! The table by which the runtime knows an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Body, Output, Paging};

use super::call::Call;
use super::client;
use super::shape::ident;

/// The static that describes an operation.
pub(super) fn table(call: &Call<'_>) -> TokenStream {
    let operation = call.operation;
    let name = ident(&call.names.endpoint);
    let (dotted, method, path) = (&call.names.dotted, &operation.method, &operation.path);
    let server = match &operation.server {
        Some(address) => quote!(Some(#address)),
        None => quote!(None),
    };
    let body = match &operation.body {
        Body::None => quote!(None),
        Body::Fields { required: true, media_type } => quote!(Json(#media_type)),
        Body::Fields { required: false, media_type } => quote!(OptionalJson(#media_type)),
        Body::Whole(media_type) => quote!(Whole(#media_type)),
        Body::Form { required: true } => quote!(Form),
        Body::Form { required: false } => quote!(OptionalForm),
        Body::Multipart { required: true } => quote!(Multipart),
        Body::Multipart { required: false } => quote!(OptionalMultipart),
    };
    let envelope = match operation.envelope.map(client::envelope_name) {
        Some(name) => quote!(Some(&crate::client::#name)),
        None => quote!(None),
    };
    let paging = match operation.output {
        Output::Page(_, Paging::By(index)) => {
            let (kind, name) = client::paging_name(call.shapes.named.api, index);
            quote!(#kind(&crate::client::#name))
        }
        Output::Page(_, Paging::Single) => quote!(Single),
        _ => quote!(None),
    };
    let accept = operation.accept.as_deref();
    let answer = match &operation.output {
        Output::Bytes | Output::Lines(_) | Output::Events(_) => {
            let accept = accept.unwrap_or("*/*");
            quote!(Stream(#accept))
        }
        _ => accept.map_or_else(|| quote!(Json), |accept| quote!(Whole(#accept))),
    };
    let security = operation.security.iter().map(|all| {
        let ids = all.iter().map(|id| Literal::u32_unsuffixed(id.0));
        quote!(&[#(#ids),*])
    });
    quote! {
        static #name: Endpoint = Endpoint {
            name: #dotted,
            method: #method,
            server: #server,
            path: #path,
            body: RequestBody::#body,
            envelope: #envelope,
            paging: Paging::#paging,
            answer: Answer::#answer,
            security: &[#(#security),*],
        };
    }
}
