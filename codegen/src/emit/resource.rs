//! A file of `resources`: a handle, and for each operation its method, marker, setters and table.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::ir::{Body, Input, Operation, Output, Paging, Place, Resource, ResourceId, Type};
use crate::name::{Named, OperationNames};

use super::docs::Docs;
use super::example;
use super::shape::{From, Shapes, ident, store};
use super::source::SourceFile;

/// More required inputs than this beside the path's are a struct, so that the call says which is which.
const MAX_ARGUMENTS: usize = 3;

/// A file of `resources` as text.
pub(super) fn file(named: &Named<'_>, id: ResourceId, resource: &Resource) -> String {
    let mut source = SourceFile::new(&named.api.package.document);
    let calls: Vec<Call<'_>> = calls(named, resource);
    let children: Vec<_> = resource
        .children
        .iter()
        .filter_map(|child| named.of_resource(*child))
        .filter_map(|names| names.path.last())
        .map(|module| ident(module))
        .collect();
    for child in &children {
        source.import(quote!(pub mod #child;));
    }
    let (outer, own) = imports(&calls);
    for group in [outer, own] {
        source.gap();
        for import in group {
            source.import(import);
        }
    }
    source.item(handle(named, id, resource, &calls));
    for call in &calls {
        for item in call.items() {
            source.item(item);
        }
    }
    let about = Docs::of(&resource.docs, format!("`{}`.", super::docs::code(&resource.word)));
    source.text(Some(about.inner()))
}

fn calls<'a>(named: &'a Named<'a>, resource: &Resource) -> Vec<Call<'a>> {
    resource
        .operations
        .iter()
        .filter_map(|id| {
            Some(Call {
                shapes: Shapes { named, from: From::Elsewhere },
                operation: named.api.operations.get(id.0 as usize)?,
                names: named.of_operation(*id)?,
            })
        })
        .collect()
}

/// What the file needs of other crates, and of its own.
fn imports(calls: &[Call<'_>]) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut runtime = vec!["Client"];
    let mut outer = Vec::new();
    let mut own = Vec::new();
    if !calls.is_empty() {
        runtime.extend(["Endpoint", "Error", "Operation", "Paging", "Reply", "Request", "RequestBody", "Response"]);
        if calls.iter().any(|call| matches!(call.operation.output, Output::Page(..))) {
            runtime.extend(["Page", "Paged"]);
        }
        let all: TokenStream = calls.iter().flat_map(Call::items).chain(calls.iter().map(Call::method)).collect();
        if has_path(&all, "BTreeMap", '<') {
            outer.push(quote!(
                use std::collections::BTreeMap;
            ));
        }
        outer.push(quote!(
            use http::Method;
        ));
        if has_path(&all, "models", ':') {
            own.push(quote!(
                use crate::models;
            ));
        }
        if has_path(&all, "types", ':') {
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

/// The handle, with its children and its calls. The client is a handle that stands elsewhere.
fn handle(named: &Named<'_>, id: ResourceId, resource: &Resource, calls: &[Call<'_>]) -> TokenStream {
    let accessors = resource.children.iter().filter_map(|child| {
        let described = named.api.resources.get(child.0 as usize)?;
        let names = named.of_resource(*child)?;
        let (accessor, handle) = (ident(&names.accessor), ident(&names.handle));
        let module = ident(names.path.last()?);
        let docs = Docs::of(&described.docs, format!("`{}`.", super::docs::code(&described.word)));
        let client = if id == ResourceId(0) { quote!(self) } else { quote!(self.client) };
        Some(quote! {
            #docs
            #[must_use]
            pub fn #accessor(&self) -> #module::#handle {
                #module::#handle::new(#client.clone())
            }
        })
    });
    let methods = calls.iter().map(Call::method);
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

/// One operation.
pub(super) struct Call<'a> {
    pub(super) shapes: Shapes<'a>,
    pub(super) operation: &'a Operation,
    pub(super) names: &'a OperationNames,
}

impl Call<'_> {
    pub(super) fn inputs(&self) -> impl Iterator<Item = (&Input, &String)> {
        self.operation.inputs.iter().zip(&self.names.inputs)
    }

    /// Required inputs that do not stand in the path.
    fn required(&self) -> Vec<(&Input, &String)> {
        self.inputs().filter(|(input, _)| input.required && input.place != Place::Path).collect()
    }

    /// Whether the required inputs are a struct.
    pub(super) fn has_params(&self) -> bool {
        self.required().len() > MAX_ARGUMENTS
    }

    /// The method of the handle.
    fn method(&self) -> TokenStream {
        let mut arguments = Vec::new();
        let mut stores = Vec::new();
        let mut described = Vec::new();
        let params = self.has_params();
        for (input, name) in self.inputs().filter(|(input, _)| input.required) {
            let name_ident = ident(name);
            if params && input.place != Place::Path {
                stores.push(store(input, &quote!(params.#name_ident)));
                continue;
            }
            let (ty, value) = self.shapes.input(input, &quote!(#name_ident));
            arguments.push(quote!(#name_ident: #ty));
            stores.push(store(input, &value));
            described.push(format!("- `{}`: {}", name.trim_start_matches("r#"), about(input)));
        }
        if params {
            let ty = ident(&self.names.params);
            arguments.push(quote!(params: #ty));
            described.push(format!("- `params`: what else is required, see [`{}`].", self.names.params));
        }
        let docs = self.docs(&described);
        let (method, request) = (ident(&self.names.method), ident(&self.names.request));
        let client = if self.operation.resource == ResourceId(0) { quote!(self) } else { quote!(&self.client) };
        quote! {
            #docs
            pub fn #method(&self, #(#arguments),*) -> #request {
                Request::new(#client)#(.#stores)*
            }
        }
    }

    fn docs(&self, described: &[String]) -> Docs {
        let operation = self.operation;
        let optional: Vec<String> = self
            .inputs()
            .filter(|(input, _)| !input.required)
            .map(|(input, name)| format!("- `{}`: {}", name.trim_start_matches("r#"), about(input)))
            .collect();
        let optional = if optional.is_empty() {
            String::new()
        } else {
            format!("Optional, each a method of [`{}`]:\n{}", self.names.request, optional.join("\n"))
        };
        Docs::of(&operation.docs, format!("`{}`.", super::docs::code(&self.names.dotted)))
            .and(format!("`{} {}`", operation.method, super::docs::code(&operation.path)))
            .and(described.join("\n"))
            .and(optional)
            .and(example::block(self))
    }

    /// Everything of the operation that stands beside the handle.
    fn items(&self) -> Vec<TokenStream> {
        let mut items = vec![self.marker(), self.alias(), self.implementation()];
        items.extend(self.params());
        items.extend(self.setters());
        items.push(self.endpoint());
        items
    }

    fn marker(&self) -> TokenStream {
        let marker = ident(&self.names.marker);
        let docs = Docs::ours(format!(
            "The operation `{} {}`, see [`{}`].",
            self.operation.method,
            super::docs::code(&self.operation.path),
            self.names.request,
        ));
        quote! {
            #docs
            #[derive(Clone, Copy, Debug)]
            pub enum #marker {}
        }
    }

    fn alias(&self) -> TokenStream {
        let (alias, marker) = (ident(&self.names.request), ident(&self.names.marker));
        let docs = Docs::ours(format!(
            "A call of `{}` that has not been sent: optional inputs, options, and the ways to send it.",
            self.names.dotted,
        ));
        quote! {
            #docs
            pub type #alias = Request<#marker>;
        }
    }

    fn implementation(&self) -> TokenStream {
        let marker = ident(&self.names.marker);
        let endpoint = ident(&self.names.endpoint);
        let (output, read) = match &self.operation.output {
            Output::Unit => (quote!(()), quote!(empty)),
            Output::Value(ty) => (self.shapes.ty(ty), quote!(value)),
            Output::Nullable(ty) => {
                let ty = self.shapes.ty(ty);
                (quote!(Option<#ty>), quote!(value))
            }
            Output::Page(item, _) => {
                let item = self.shapes.ty(item);
                (quote!(Page<#item>), quote!(page))
            }
        };
        let paged = match &self.operation.output {
            Output::Page(item, _) => {
                let item = self.shapes.ty(item);
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
                    reply.#read()
                }
            }

            #paged
        }
    }

    /// The required inputs as a struct, where they are many.
    fn params(&self) -> Option<TokenStream> {
        if !self.has_params() {
            return None;
        }
        let name = ident(&self.names.params);
        let fields = self.required().into_iter().map(|(input, name)| {
            let docs = Docs::of(&input.docs, format!("`{}`.", super::docs::code(&input.wire)));
            let (name, ty) = (ident(name), self.shapes.plain_input(input));
            quote!(#docs pub #name: #ty)
        });
        let docs = Docs::ours(format!("What `{}` cannot do without.", self.names.dotted));
        Some(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name {
                #(#fields),*
            }
        })
    }

    /// The optional inputs.
    fn setters(&self) -> Option<TokenStream> {
        let setters: Vec<TokenStream> = self
            .inputs()
            .filter(|(input, _)| !input.required)
            .map(|(input, name)| {
                let docs = Docs::of(&input.docs, format!("Sets `{}`.", super::docs::code(&input.wire)));
                let method = ident(name);
                let (ty, value) = self.shapes.input(input, &quote!(value));
                let store = store(input, &value);
                quote! {
                    #docs
                    pub fn #method(self, value: #ty) -> Self {
                        self.#store
                    }
                }
            })
            .collect();
        if setters.is_empty() {
            return None;
        }
        let marker = ident(&self.names.marker);
        Some(quote! {
            impl Request<#marker> {
                #(#setters)*
            }
        })
    }

    fn endpoint(&self) -> TokenStream {
        let operation = self.operation;
        let name = ident(&self.names.endpoint);
        let (dotted, path) = (&self.names.dotted, &operation.path);
        let method = format_ident!("{}", operation.method);
        let body = match operation.body {
            Body::None => quote!(None),
            Body::Fields(true) => quote!(Json),
            Body::Fields(false) => quote!(OptionalJson),
            Body::Whole => quote!(Whole),
        };
        let envelope = if operation.enveloped { quote!(Some(&crate::client::ENVELOPE)) } else { quote!(None) };
        let paging = match operation.output {
            Output::Page(_, Paging::Numbered) => quote!(PageNumber(&crate::client::PAGE_NUMBER)),
            Output::Page(_, Paging::Single) => quote!(Single),
            _ => quote!(None),
        };
        let security = operation.security.iter().map(|all| {
            let ids = all.iter().map(|id| proc_macro2::Literal::u32_unsuffixed(id.0));
            quote!(&[#(#ids),*])
        });
        quote! {
            static #name: Endpoint = Endpoint {
                name: #dotted,
                method: Method::#method,
                path: #path,
                body: RequestBody::#body,
                envelope: #envelope,
                paging: Paging::#paging,
                security: &[#(#security),*],
            };
        }
    }

    /// What a call gives, for an example.
    pub(super) fn gives(&self) -> Option<&Type> {
        match &self.operation.output {
            Output::Unit => None,
            Output::Value(ty) | Output::Nullable(ty) | Output::Page(ty, _) => Some(ty),
        }
    }
}

/// What an input is, on one line.
fn about(input: &Input) -> String {
    Docs::of(&input.docs, format!("`{}`.", super::docs::code(&input.wire))).line()
}
