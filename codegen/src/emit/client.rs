//! `client.rs`: how the client is made, its credentials, and what the runtime has to know of the API.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Envelope, PagingNames, Scheme, SchemePlace};
use crate::name::Named;

use super::docs::Docs;
use super::shape::ident;
use super::source::SourceFile;

/// `client.rs` as text.
pub(super) fn file(named: &Named<'_>) -> String {
    let api = named.api;
    let mut source = SourceFile::new(&api.package.document);
    let mut runtime = vec!["Api", "Client", "ClientBuilder", "Error", "SecurityScheme"];
    if !api.schemes.is_empty() {
        runtime.push("Place");
    }
    if api.envelope.is_some() {
        runtime.extend(["Entry", "Envelope"]);
    }
    if api.paging.is_some() {
        runtime.extend(["InfoNames", "PageNumber"]);
    }
    if api.schemes.is_empty() {
        runtime.retain(|name| *name != "SecurityScheme");
    }
    runtime.sort_unstable();
    let runtime = runtime.into_iter().map(ident);
    source.import(quote!(use crate::runtime::{#(#runtime),*};));
    source.item(makers(named));
    if !api.schemes.is_empty() {
        source.item(credentials(named));
    }
    source.item(table(named));
    if let Some(envelope) = &api.envelope {
        source.item(envelope_table(envelope));
    }
    if let Some(paging) = &api.paging {
        source.item(paging_table(paging));
    }
    source.text(Some(Docs::ours("How the client is made, and what its runtime knows of the API.").inner()))
}

fn makers(named: &Named<'_>) -> TokenStream {
    let variables: Vec<String> = named
        .api
        .schemes
        .iter()
        .filter_map(|scheme| scheme.env.as_ref())
        .map(|name| format!("`{}`", super::docs::code(name)))
        .collect();
    let mut from_env =
        Docs::ours("A client whose credentials come from the environment, with every other setting at its default.");
    if !variables.is_empty() {
        from_env = from_env.and(format!("Reads {}.", variables.join(", ")));
    }
    if let Some(base_url) = &named.api.base_url_env {
        from_env = from_env.and(format!("Where `{}` is set, requests go there.", super::docs::code(base_url)));
    }
    from_env = from_env.and(
        "# Errors\n\n[`Error::Configuration`] where a variable is missing, or holds what cannot be sent; it never holds the value.",
    );
    quote! {
        impl Client {
            /// Settings of a client, all at their defaults.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(&API)
            }

            #from_env
            pub fn from_env() -> Result<Client, Error> {
                Client::builder().from_env().build()
            }
        }
    }
}

fn credentials(named: &Named<'_>) -> TokenStream {
    let setters = named.api.schemes.iter().zip(named.schemes()).enumerate().map(|(index, (scheme, name))| {
        let docs = Docs::of(&scheme.docs, format!("`{}`.", super::docs::code(&scheme.word))).and(sent_as(scheme));
        let (method, index) = (ident(name), Literal::usize_unsuffixed(index));
        quote! {
            #docs
            pub fn #method(self, value: impl Into<String>) -> Self {
                self.set_credential(#index, value.into())
            }
        }
    });
    quote! {
        impl ClientBuilder {
            #(#setters)*
        }
    }
}

fn sent_as(scheme: &Scheme) -> String {
    match &scheme.place {
        SchemePlace::Bearer => "Sent as `Authorization: Bearer …`.".to_owned(),
        SchemePlace::Header(name) => format!("Sent in the header `{}`.", super::docs::code(name)),
        SchemePlace::Query(name) => format!("Sent as the query parameter `{}`.", super::docs::code(name)),
        SchemePlace::Cookie(name) => format!("Sent as the cookie `{}`.", super::docs::code(name)),
    }
}

fn table(named: &Named<'_>) -> TokenStream {
    let api = named.api;
    let product = &api.package.name;
    let user_agent = format!("{product}/");
    let base_url = api.base_url.as_deref().unwrap_or("http://localhost");
    let base_url_env = optional(api.base_url_env.as_ref());
    let request_id = api.request_id_header.as_deref().unwrap_or("x-request-id").to_ascii_lowercase();
    let schemes = api.schemes.iter().zip(named.schemes()).map(|(scheme, name)| {
        let name = name.trim_start_matches("r#");
        let env = optional(scheme.env.as_ref());
        let place = match &scheme.place {
            SchemePlace::Bearer => quote!(Place::Bearer),
            SchemePlace::Header(header) => {
                let header = header.to_ascii_lowercase();
                quote!(Place::Header(#header))
            }
            SchemePlace::Query(name) => quote!(Place::Query(#name)),
            SchemePlace::Cookie(name) => quote!(Place::Cookie(#name)),
        };
        quote!(SecurityScheme { name: #name, env: #env, place: #place })
    });
    let mut seen = BTreeSet::new();
    let alternatives = api
        .operations
        .iter()
        .flat_map(|operation| &operation.security)
        .filter(|all| !all.is_empty() && seen.insert(all.iter().map(|id| id.0).collect::<Vec<_>>()))
        .map(|all| {
            let ids = all.iter().map(|id| Literal::u32_unsuffixed(id.0));
            quote!(&[#(#ids),*])
        });
    let anonymous = api.anonymous;
    quote! {
        /// The API, for the runtime.
        pub(crate) static API: Api = Api {
            user_agent: concat!(#user_agent, env!("CARGO_PKG_VERSION")),
            base_url: #base_url,
            base_url_env: #base_url_env,
            request_id_header: #request_id,
            schemes: &[#(#schemes),*],
            security: &[#(#alternatives),*],
            anonymous: #anonymous,
        };
    }
}

fn envelope_table(envelope: &Envelope) -> TokenStream {
    let result = &envelope.result;
    let [success, errors, messages, info] =
        [&envelope.success, &envelope.errors, &envelope.messages, &envelope.info].map(|name| optional(name.as_ref()));
    let entry = &envelope.entry;
    let (code, message) = (&entry.code, &entry.message);
    let [url, pointer] = [&entry.documentation_url, &entry.pointer].map(|name| optional(name.as_ref()));
    quote! {
        /// What answers are wrapped in.
        pub(crate) static ENVELOPE: Envelope = Envelope {
            result: #result,
            success: #success,
            errors: #errors,
            messages: #messages,
            info: #info,
            entry: Entry { code: #code, message: #message, documentation_url: #url, pointer: #pointer },
        };
    }
}

fn paging_table(paging: &PagingNames) -> TokenStream {
    let page = &paging.page;
    let per_page = optional(paging.per_page.as_ref());
    let [count, number, size, total_count, total_pages] = [
        &paging.info_count,
        &paging.info_page,
        &paging.info_per_page,
        &paging.info_total_count,
        &paging.info_total_pages,
    ]
    .map(|name| optional(name.as_ref()));
    quote! {
        /// How numbered pages are asked for.
        pub(crate) static PAGE_NUMBER: PageNumber = PageNumber {
            page: #page,
            per_page: #per_page,
            info: InfoNames {
                count: #count,
                page: #number,
                per_page: #size,
                total_count: #total_count,
                total_pages: #total_pages,
            },
        };
    }
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
