//! An operation: its method of the handle, marker, setters, and the struct of what it requires.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Constant, Input, Operation, OperationId, Output, Place, ResourceId};
use crate::name::OperationNames;

use super::docs::Docs;
use super::shape::{Shapes, ident, number, store};
use super::{answer, endpoint, example, former};

/// More required inputs than this beside the path's are a struct, so that the call says which is which.
const MAX_ARGUMENTS: usize = 3;

/// One operation.
pub(super) struct Call<'a> {
    pub(super) id: OperationId,
    pub(super) shapes: Shapes<'a>,
    pub(super) operation: &'a Operation,
    pub(super) names: &'a OperationNames,
}

impl Call<'_> {
    /// What callers have to give, in the order of the arguments. An input that was required before and stays an argument is
    /// given as if it were required now.
    pub(super) fn arguments(&self) -> Vec<(Cow<'_, Input>, &String)> {
        let inputs = self.names.arguments.iter().filter_map(|at| {
            let (input, name) = (self.operation.inputs.get(*at)?, self.names.inputs.get(*at)?);
            let given = if input.required {
                Cow::Borrowed(input)
            } else {
                Cow::Owned(Input { required: true, ..input.clone() })
            };
            Some((given, name))
        });
        inputs.collect()
    }

    /// What callers may give, each by a setter.
    pub(super) fn optional(&self) -> impl Iterator<Item = (&Input, &String)> {
        let all = self.operation.inputs.iter().zip(&self.names.inputs).enumerate();
        all.filter(|(at, _)| !self.names.arguments.contains(at)).map(|(_, input)| input)
    }

    /// Arguments that do not stand in the path.
    fn required(&self) -> Vec<(Cow<'_, Input>, &String)> {
        self.arguments().into_iter().filter(|(input, _)| input.place != Place::Path).collect()
    }

    /// Whether the required inputs are a struct.
    pub(super) fn has_params(&self) -> bool {
        self.required().len() > MAX_ARGUMENTS
    }

    /// The name of the argument with the struct of required inputs: none that a parameter of the path has.
    pub(super) fn holder(&self) -> String {
        let mut holder = "params".to_owned();
        while self.names.inputs.contains(&holder) {
            holder.push('_');
        }
        holder
    }

    /// The method of the handle.
    pub(super) fn method(&self) -> TokenStream {
        let mut arguments = Vec::new();
        let mut stores: Vec<TokenStream> = self.operation.constants.iter().filter_map(constant).collect();
        let mut described = Vec::new();
        let params = self.has_params();
        let holder = self.holder();
        let holder_ident = ident(&holder);
        for (input, name) in &self.arguments() {
            let name_ident = ident(name);
            if params && input.place != Place::Path {
                stores.push(store(input, &quote!(#holder_ident.#name_ident)));
                continue;
            }
            let (ty, value) = self.shapes.input(input, &quote!(#name_ident));
            arguments.push(quote!(#name_ident: #ty));
            stores.push(store(input, &value));
            described.push(format!("- `{}`: {}", name.trim_start_matches("r#"), about(input)));
        }
        if params {
            let ty = ident(&self.names.params);
            arguments.push(quote!(#holder_ident: #ty));
            described.push(format!("- `{holder}`: what else is required, see [`{}`].", self.names.params));
        }
        stores.extend(self.answer_at_once());
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

    /// Method and path, as code in documentation.
    fn line(&self) -> String {
        let [method, path] = [&self.operation.method, &self.operation.path].map(|text| super::docs::code(text));
        format!("{method} {path}")
    }

    fn docs(&self, described: &[String]) -> Docs {
        let operation = self.operation;
        let optional: Vec<String> = self
            .optional()
            .map(|(input, name)| format!("- `{}`: {}", name.trim_start_matches("r#"), about(input)))
            .collect();
        let optional = if optional.is_empty() {
            String::new()
        } else {
            format!("Optional, each a method of [`{}`]:\n{}", self.names.request, optional.join("\n"))
        };
        Docs::of(&operation.docs, format!("`{}`.", super::docs::code(&self.names.dotted)))
            .and(format!("`{}`", self.line()))
            .and(self.server())
            .and(described.join("\n"))
            .and(optional)
            .and(self.constants())
            .and(self.streaming())
            .and(self.headers())
            .and(self.errors())
            .and(example::block(self))
    }

    /// Where the operation is, if that is another place than the API's.
    fn server(&self) -> String {
        self.operation.server.as_ref().map_or_else(String::new, |server| {
            let server = super::docs::code(server);
            format!("It is at `{server}`, and called there unless the client was given a base URL.")
        })
    }

    /// What the call sends by itself.
    fn constants(&self) -> String {
        let constants = self.operation.constants.iter().filter_map(|input| {
            let value = match input.constant.as_ref()? {
                Constant::Text(text) => text.clone(),
                Constant::Bool(value) => value.to_string(),
                Constant::Integer(value) => value.to_string(),
                Constant::Variant(_) => return None,
            };
            Some(format!("`{}` as `{}`", super::docs::code(&input.wire), super::docs::code(&value)))
        });
        let constants: Vec<String> = constants.collect();
        if constants.is_empty() { String::new() } else { format!("Sends {}.", constants.join(", ")) }
    }

    /// Asks for the answer at once, where the server would else give it piece by piece.
    fn answer_at_once(&self) -> Option<TokenStream> {
        let flag = self.operation.streaming.as_ref()?.flag.as_ref().filter(|flag| flag.default)?;
        let method = ident(match flag.place {
            Place::Query => "set_query",
            Place::Form => "set_form",
            Place::Part => "set_part",
            _ => "set_field",
        });
        let wire = &flag.wire;
        Some(quote!(#method(#wire, false)))
    }

    /// That the answer can come piece by piece.
    fn streaming(&self) -> String {
        let Some(streaming) = &self.operation.streaming else { return String::new() };
        let stream = match streaming.output {
            Output::Lines(_) => "Lines",
            _ => "Events",
        };
        let flag = streaming.flag.as_ref().map(|flag| format!(" (`{}` in the request)", super::docs::code(&flag.wire)));
        format!(
            "[`send_stream`](crate::Request::send_stream) in place of `send` asks for an answer piece by piece{}, and gives \
             [`{stream}`](crate::transport::{stream}).",
            flag.unwrap_or_default(),
        )
    }

    /// The headers of the answer that the document has.
    fn headers(&self) -> String {
        let names: Vec<String> =
            self.operation.headers.iter().map(|name| format!("`{}`", super::docs::code(name))).collect();
        if names.is_empty() {
            return String::new();
        }
        format!("Headers of the answer, which [`send_raw`](crate::Request::send_raw) gives: {}.", names.join(", "))
    }

    /// The models of errors that the document has.
    fn errors(&self) -> String {
        let models: Vec<String> = self
            .operation
            .errors
            .iter()
            .map(|(status, ty)| {
                let path = self.shapes.ty(ty).to_string().replace(' ', "");
                let name = path.rsplit("::").next().unwrap_or_default();
                format!("{} is [`{name}`](crate::{path})", super::docs::code(status))
            })
            .collect();
        if models.is_empty() {
            return String::new();
        }
        format!("Bodies of errors, which [`ApiError::json`](crate::ApiError::json) reads: {}.", models.join(", "))
    }

    /// Everything of the operation that stands beside the handle.
    pub(super) fn items(&self) -> Vec<TokenStream> {
        let mut items = vec![self.marker(), self.alias()];
        items.extend(answer::alternatives(self));
        items.push(answer::implementation(self));
        items.extend(self.params());
        items.extend(self.setters());
        items.extend(former::types_beside(self));
        items.push(endpoint::table(self));
        items
    }

    fn marker(&self) -> TokenStream {
        let marker = ident(&self.names.marker);
        let docs = Docs::ours(format!("The operation `{}`, see [`{}`].", self.line(), self.names.request));
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

    /// The required inputs as a struct, where they are many.
    fn params(&self) -> Option<TokenStream> {
        if !self.has_params() {
            return None;
        }
        let name = ident(&self.names.params);
        let fields = self.required().into_iter().map(|(input, name)| {
            let docs = Docs::of(&input.docs, format!("`{}`.", super::docs::code(&input.wire)));
            let (name, ty) = (ident(name), self.shapes.plain_input(&input));
            quote!(#docs pub #name: #ty)
        });
        let docs = Docs::ours(format!("What `{}` cannot do without.", self.names.dotted));
        let has = |places: &[Place]| self.required().iter().any(|(input, _)| places.contains(&input.place));
        // Bodies that are streams can be sent once, and files have no equality.
        let derives = if has(&[Place::Bytes]) {
            quote!(#[derive(Debug)])
        } else if has(&[Place::File, Place::Files]) {
            quote!(#[derive(Clone, Debug)])
        } else {
            quote!(#[derive(Clone, Debug, PartialEq)])
        };
        Some(quote! {
            #docs
            #derives
            pub struct #name {
                #(#fields),*
            }
        })
    }

    /// The optional inputs.
    fn setters(&self) -> Option<TokenStream> {
        let mut setters: Vec<TokenStream> = self
            .optional()
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
        let count = self.operation.inputs.len();
        setters.extend((0..count).flat_map(|at| former::setters(self, at)));
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
}

/// How an input is set that has one value only.
fn constant(input: &Input) -> Option<TokenStream> {
    let value = match input.constant.as_ref()? {
        Constant::Text(text) => quote!(#text.to_owned()),
        Constant::Bool(value) => quote!(#value),
        Constant::Integer(value) => number(*value),
        Constant::Variant(_) => return None,
    };
    let wire = &input.wire;
    let goes_along = input.place == Place::Field && !input.required;
    Some(if goes_along { quote!(join_field(#wire, #value)) } else { store(input, &value) })
}

/// What an input is, on one line.
fn about(input: &Input) -> String {
    Docs::of(&input.docs, format!("`{}`.", super::docs::code(&input.wire))).line()
}
