//! What an operation gives, and how it is read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Alternative, Flag, Output, Place, Streaming, Type};

use super::call::Call;
use super::docs::Docs;
use super::shape::ident;

impl Call<'_> {
    /// What a call gives, for an example.
    pub(super) fn gives(&self) -> Option<&Type> {
        match &self.operation.output {
            Output::Value(ty) | Output::Nullable(ty) | Output::Page(ty, _) => Some(ty),
            _ => None,
        }
    }
}

/// The implementation of `Operation` for the marker.
pub(super) fn implementation(call: &Call<'_>) -> TokenStream {
    let marker = ident(&call.names.marker);
    let endpoint = ident(&call.names.endpoint);
    let (output, read) = reading(call, &call.operation.output);
    let streamed = streamed(call);
    let paged = match &call.operation.output {
        Output::Page(item, _) => {
            let item = call.shapes.ty(item);
            Some(quote! {
                impl Paged for #marker {
                    type Item = #item;
                }
            })
        }
        _ => None,
    };
    quote! {
        impl Operation for #marker {
            type Output = #output;

            const ENDPOINT: &'static Endpoint = &#endpoint;

            fn decode(reply: Reply) -> Result<Response<Self::Output>, Error> {
                #read
            }
        }

        #paged

        #streamed
    }
}

/// The implementation of `Streamed`, where there are answers piece by piece beside those at once.
fn streamed(call: &Call<'_>) -> Option<TokenStream> {
    let Streaming { accept, output, flag } = call.operation.streaming.as_ref()?;
    let marker = ident(&call.names.marker);
    let (stream, read) = reading(call, output);
    let flag = match flag {
        None => quote!(None),
        Some(Flag { wire, place, .. }) => match place {
            Place::Query => quote!(Query(#wire)),
            Place::Form => quote!(Form(#wire)),
            Place::Part => quote!(Part(#wire)),
            _ => quote!(Field(#wire)),
        },
    };
    Some(quote! {
        impl Streamed for #marker {
            type Stream = #stream;

            const STREAMING: Streaming = Streaming { accept: #accept, flag: Flag::#flag };

            fn decode_stream(reply: Reply) -> Result<Response<Self::Stream>, Error> {
                #read
            }
        }
    })
}

/// The type of an output, and the expression that reads it from `reply`.
fn reading(call: &Call<'_>, output: &Output) -> (TokenStream, TokenStream) {
    let ty = |ty: &Type| call.shapes.ty(ty);
    match output {
        Output::Unit => (quote!(()), quote!(reply.empty())),
        Output::Value(value) => (ty(value), quote!(reply.value())),
        Output::Nullable(value) => {
            let value = ty(value);
            (quote!(Option<#value>), quote!(reply.value()))
        }
        Output::Page(item, _) => {
            let item = ty(item);
            let read = if call.operation.may_be_empty { quote!(reply.page_or_nothing()) } else { quote!(reply.page()) };
            (quote!(Page<#item>), read)
        }
        Output::Text => (quote!(String), quote!(reply.text())),
        Output::Bytes => (quote!(transport::ByteStream), quote!(reply.stream())),
        Output::Lines(item) => {
            let item = ty(item);
            (quote!(transport::Lines<#item>), quote!(reply.lines()))
        }
        Output::Events(Some(data)) => {
            let data = ty(data);
            (quote!(transport::Events<#data>), quote!(reply.events()))
        }
        Output::Events(None) => (quote!(transport::Events<String>), quote!(reply.text_events())),
        Output::ByStatus(alternatives) => {
            let name = ident(&call.names.output);
            let arms = alternatives.iter().map(|one| {
                let (status, variant) = (Literal::u16_unsuffixed(one.status), variant(one.status));
                match &one.ty {
                    Some(_) => quote!(#status => Ok(reply.value()?.with(#name::#variant))),
                    None => quote!(#status => Ok(reply.empty()?.with(|()| #name::#variant))),
                }
            });
            let read = quote! {
                match reply.code() {
                    #(#arms,)*
                    _ => Ok(reply.bytes()?.with(#name::Other)),
                }
            };
            (quote!(#name), read)
        }
    }
}

/// The enum of what a call gives with each status, where that differs.
pub(super) fn alternatives(call: &Call<'_>) -> Option<TokenStream> {
    let Output::ByStatus(alternatives) = &call.operation.output else {
        return None;
    };
    let name = ident(&call.names.output);
    let docs = Docs::ours(format!("What `{}` gives, which depends on the status of the answer.", call.names.dotted));
    let variants = alternatives.iter().map(|Alternative { status, ty }| {
        let variant = variant(*status);
        let docs = Docs::ours(format!("Status {status}."));
        match ty {
            Some(ty) => {
                let ty = call.shapes.ty(ty);
                quote!(#docs #variant(#ty))
            }
            None => quote!(#docs #variant),
        }
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// Any other success, with its body.
            Other(bytes::Bytes),
        }
    })
}

/// The registered name of a status of success (RFC 9110, section 15.3, and others).
fn variant(status: u16) -> proc_macro2::Ident {
    ident(&match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritative".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        207 => "MultiStatus".to_owned(),
        208 => "AlreadyReported".to_owned(),
        226 => "ImUsed".to_owned(),
        other => format!("Status{other}"),
    })
}
