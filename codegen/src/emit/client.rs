//! `client.rs`: how the client is made, its credentials, and what the runtime has to know of the API.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{Api, Envelope, Further, Info, PagingNames, Scheme, SchemePlace};
use crate::name::{Named, SchemeNames};

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
    if !api.envelopes.is_empty() {
        runtime.extend(["Entry", "Envelope", "Info"]);
    }
    for paging in &api.pagings {
        let names: &[&str] = match paging {
            Further::Numbered(_) => &["InfoNames", "PageNumber"],
            Further::Offset(..) => &["Offset"],
            Further::Cursor(..) => &["Cursor"],
            Further::After(..) => &["After"],
            Further::Link(_) => &["Link"],
        };
        runtime.extend(names);
    }
    if api.schemes.iter().any(|scheme| scheme.client_credentials.is_some()) {
        runtime.push("TokenEndpoint");
    }
    if api.schemes.is_empty() {
        runtime.retain(|name| *name != "SecurityScheme");
    }
    runtime.sort_unstable();
    runtime.dedup();
    let runtime = runtime.into_iter().map(ident);
    source.import(quote!(use crate::runtime::{#(#runtime),*};));
    if !api.schemes.is_empty() {
        source.import(quote!(
            use crate::runtime::auth::CredentialProvider;
        ));
    }
    source.item(makers(named));
    if !api.schemes.is_empty() {
        source.item(credentials(named));
    }
    source.item(table(named));
    for (index, envelope) in api.envelopes.iter().enumerate() {
        source.item(envelope_table(index, envelope));
    }
    for (index, paging) in api.pagings.iter().enumerate() {
        let (kind, name) = paging_name(api, index);
        source.item(paging_table(&kind, &name, paging));
    }
    source.text(Some(Docs::ours("How the client is made, and what its runtime knows of the API.").inner()))
}

/// The static of an envelope: the first has no number.
pub(super) fn envelope_name(index: usize) -> Ident {
    ident(&numbered("ENVELOPE", index))
}

/// The kind and the static of a way of paging, counted within its kind.
pub(super) fn paging_name(api: &Api, index: usize) -> (Ident, Ident) {
    let names = |further: &Further| match further {
        Further::Numbered(_) => ("PageNumber", "PAGE_NUMBER"),
        Further::Offset(..) => ("Offset", "OFFSET"),
        Further::Cursor(..) => ("Cursor", "CURSOR"),
        Further::After(..) => ("After", "AFTER"),
        Further::Link(_) => ("Link", "LINK"),
    };
    let (kind, name) = api.pagings.get(index).map_or(("None", "NONE"), names);
    let before = api.pagings.iter().take(index).filter(|other| names(other).0 == kind).count();
    (ident(kind), ident(&numbered(name, before)))
}

fn numbered(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}_{}", index + 1) }
}

fn makers(named: &Named<'_>) -> TokenStream {
    let variables: Vec<String> = named
        .api
        .schemes
        .iter()
        .flat_map(|scheme| {
            let client = scheme.client_credentials.as_ref();
            let pair = client.and_then(|client| client.env.as_ref()).map(|(id, secret)| [id, secret]);
            let url = client.and_then(|client| client.url_env.as_ref());
            scheme.env.iter().chain(pair.into_iter().flatten()).chain(url)
        })
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
    let setters = named.api.schemes.iter().zip(named.schemes()).enumerate().map(|(index, (scheme, names))| {
        let docs = Docs::of(&scheme.docs, format!("`{}`.", super::docs::code(&scheme.word))).and(sent_as(scheme));
        let (method, index) = (ident(&names.setter), Literal::usize_unsuffixed(index));
        let setter = if scheme.place == SchemePlace::Basic {
            quote! {
                #docs
                pub fn #method(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
                    self.set_basic_credential(#index, user.as_ref(), password.as_ref())
                }
            }
        } else {
            quote! {
                #docs
                pub fn #method(self, value: impl Into<String>) -> Self {
                    self.set_credential(#index, value.into())
                }
            }
        };
        let docs = Docs::ours(format!(
            "As `{}`, from a provider that is asked before every attempt.",
            names.setter.trim_start_matches("r#")
        ));
        let method = ident(&names.provider);
        let client = client_credentials(scheme, names, &index);
        quote! {
            #setter

            #docs
            pub fn #method(self, provider: impl CredentialProvider) -> Self {
                self.set_provider(#index, provider)
            }

            #client
        }
    });
    quote! {
        impl ClientBuilder {
            #(#setters)*
        }
    }
}

/// How many scopes the documentation names.
const SCOPES_SHOWN: usize = 40;

/// The setter of a client's identifier and secret.
fn client_credentials(scheme: &Scheme, names: &SchemeNames, index: &Literal) -> Option<TokenStream> {
    let (client, method) = (scheme.client_credentials.as_ref()?, names.client_credentials.as_ref()?);
    let mut docs = Docs::ours(format!(
        "As `{}`, with tokens that are fetched from `{}` by a client's identifier and secret, and replaced before they \
         expire: see [`ClientCredentials`](crate::auth::ClientCredentials). For scopes, or another address, give one of \
         those to `{}`.",
        names.setter.trim_start_matches("r#"),
        super::docs::code(&client.token_url),
        names.provider,
    ));
    if !client.scopes.is_empty() {
        let shown: Vec<String> =
            client.scopes.iter().take(SCOPES_SHOWN).map(|scope| format!("`{}`", super::docs::code(scope))).collect();
        let more = if client.scopes.len() > SCOPES_SHOWN { " and more" } else { "" };
        docs = docs.and(format!("Scopes of the API: {}{more}.", shown.join(", ")));
    }
    let method = ident(method);
    Some(quote! {
        #docs
        pub fn #method(self, id: impl Into<String>, secret: impl Into<String>) -> Self {
            self.set_client_credentials(#index, id.into(), secret.into())
        }
    })
}

fn sent_as(scheme: &Scheme) -> String {
    match &scheme.place {
        SchemePlace::Bearer => "Sent as `Authorization: Bearer …`.".to_owned(),
        SchemePlace::Basic => "Sent as `Authorization: Basic …`; the user name has no colon.".to_owned(),
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
    let schemes = api.schemes.iter().zip(named.schemes()).map(|(scheme, names)| {
        let name = names.setter.trim_start_matches("r#");
        let env = optional(scheme.env.as_ref());
        let place = match &scheme.place {
            SchemePlace::Bearer => quote!(Place::Bearer),
            SchemePlace::Basic => quote!(Place::Basic),
            SchemePlace::Header(header) => {
                let header = header.to_ascii_lowercase();
                quote!(Place::Header(#header))
            }
            SchemePlace::Query(name) => quote!(Place::Query(#name)),
            SchemePlace::Cookie(name) => quote!(Place::Cookie(#name)),
        };
        let endpoint = match (&scheme.client_credentials, &names.client_credentials) {
            (Some(client), Some(setter)) => {
                let (url, url_env) = (&client.token_url, optional(client.url_env.as_ref()));
                let env = match &client.env {
                    Some((id, secret)) => quote!(Some((#id, #secret))),
                    None => quote!(None),
                };
                quote!(Some(&TokenEndpoint { url: #url, setter: #setter, env: #env, url_env: #url_env }))
            }
            _ => quote!(None),
        };
        quote!(SecurityScheme { name: #name, env: #env, place: #place, token_endpoint: #endpoint })
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

fn envelope_table(index: usize, envelope: &Envelope) -> TokenStream {
    let (name, result) = (envelope_name(index), &envelope.result);
    let [success, errors, messages] =
        [&envelope.success, &envelope.errors, &envelope.messages].map(|name| optional(name.as_ref()));
    let info = match &envelope.info {
        Info::None => quote!(None),
        Info::Member(name) => quote!(Member(#name)),
        Info::Rest => quote!(Rest),
    };
    let entry = &envelope.entry;
    let (code, message) = (&entry.code, &entry.message);
    let [url, pointer] = [&entry.documentation_url, &entry.pointer].map(|name| optional(name.as_ref()));
    quote! {
        /// What answers are wrapped in.
        #[allow(dead_code, reason = "its operations may belong to features that are off")]
        pub(crate) static #name: Envelope = Envelope {
            result: #result,
            success: #success,
            errors: #errors,
            messages: #messages,
            info: Info::#info,
            entry: Entry { code: #code, message: #message, documentation_url: #url, pointer: #pointer },
        };
    }
}

fn paging_table(kind: &Ident, name: &Ident, paging: &Further) -> TokenStream {
    let fields = match paging {
        Further::Numbered(names) => numbers(names),
        Further::Offset(offset, total) => {
            let total = optional(total.as_ref());
            quote!(offset: #offset, total: #total)
        }
        Further::Cursor(cursor, next, more) => {
            let more = optional(more.as_ref());
            quote!(parameter: #cursor, next: #next, more: #more)
        }
        Further::After(after, id, more) => quote!(parameter: #after, id: #id, more: #more),
        Further::Link(next) => {
            let next = optional(next.as_ref());
            quote!(next: #next)
        }
    };
    quote! {
        /// How further pages are asked for.
        #[allow(dead_code, reason = "its operations may belong to features that are off")]
        pub(crate) static #name: #kind = #kind { #fields };
    }
}

fn numbers(paging: &PagingNames) -> TokenStream {
    let (page, first) = (&paging.page, Literal::u64_unsuffixed(paging.first));
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
        page: #page,
        first: #first,
        per_page: #per_page,
        info: InfoNames {
            count: #count,
            page: #number,
            per_page: #size,
            total_count: #total_count,
            total_pages: #total_pages,
        },
    }
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
